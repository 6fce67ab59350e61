"""Stems and the parts of compounds."""

import pytest

from dialog.documents.words import Words, asked_words, grams, stems, told_words

KNOWN = ["honden", "losloopgebied", "graf", "rechten", "vergunning", "huurders", "vereniging"]
WORDS = Words(("nl", word) for word in KNOWN)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("hondenlosloopgebied", ("honden", "losloopgebied")),
        ("grafrechten", ("graf", "rechten")),
        ("huurdersvereniging", ("huurders", "vereniging")),
        ("grafvergunningen", ()),
        ("vergunning", ()),
        ("graf", ()),
    ],
)
def test_a_compound_is_taken_apart_into_known_words(word: str, parts: tuple[str, ...]) -> None:
    assert WORDS.parts(word, "nl") == parts


def test_a_link_between_parts_is_no_part() -> None:
    words = Words([("nl", "huurder"), ("nl", "vereniging")])
    assert words.parts("huurdersvereniging", "nl") == ("huurder", "vereniging")


def test_small_words_are_no_parts() -> None:
    assert Words([("nl", "voor"), ("nl", "waarden")]).parts("voorwaarden", "nl") == ()


def test_english_words_are_left_whole() -> None:
    assert Words([("en", "parking"), ("en", "permit")]).parts("parkingpermit", "en") == ()


def test_inflections_have_one_stem() -> None:
    assert len(set(stems(["aanvragen", "aanvraag", "aangevraagd"], "nl"))) == 1
    assert stems(["honden", "permits"], "en") == ["honden", "permit"]


def test_terms_are_the_whole_and_its_parts() -> None:
    whole, *parts = WORDS.terms("grafrechten", "nl")
    assert whole == stems(["grafrechten"], "nl")[0]
    assert parts == list(WORDS.finest("grafrechten", "nl")) == stems(["graf", "rechten"], "nl")


def test_what_is_said_around_the_question_is_left_out() -> None:
    asked = asked_words("Eh, goedemorgen, ik wil graag weten wat een graf kost", "nl")
    assert asked == ["graf", "kost"]


def test_a_question_of_small_words_alone_keeps_them() -> None:
    assert asked_words("Wie is daar?", "nl") == ["wie", "is", "daar"]


def test_words_keep_their_order_and_number() -> None:
    assert told_words("De hond, en nóg een hond.", "nl") == ["hond", "hond"]


def test_grams_mark_the_ends() -> None:
    assert grams("boom") == ("_boo", "boom", "oom_")
    assert grams("ei") == ("_ei_",)
