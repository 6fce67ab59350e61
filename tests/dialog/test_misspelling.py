from dialog.misspelling import misspelt

LINES = [
    "mijn paspoort is verlopen en we gaan over drie weken naar turkije",
    "kan ik de parkeervergunning van mijn buurman overnemen",
    "ik wil graag weten wanneer de groene container wordt geleegd",
]


def test_a_copy_is_the_same_on_every_machine() -> None:
    assert misspelt("mijn paspoort is verlopen", 3) == misspelt("mijn paspoort is verlopen", 3)


def test_copies_differ_from_the_line_and_from_each_other() -> None:
    for line in LINES:
        assert len({line, *(misspelt(line, nth) for nth in range(3))}) == 4


def test_most_words_stay_as_they_were() -> None:
    for line in LINES:
        kept = set(line.split()) & set(misspelt(line).split())
        assert len(kept) >= len(line.split()) / 3


def test_long_words_fall_apart_now_and_then() -> None:
    copies = [misspelt("parkeervergunning", nth) for nth in range(60)]
    apart = [copy for copy in copies if " " in copy]
    assert apart
    assert all(copy.replace(" ", "") == "parkeervergunning" for copy in apart)


def test_nothing_stays_nothing() -> None:
    assert misspelt("") == ""
