from telephony.marks import Marks


def test_a_mark_that_comes_back_was_played() -> None:
    marks = Marks()
    marks.ask("a")
    assert marks.take("a") is True
    assert marks.take("a") is None


def test_a_mark_that_comes_back_after_a_clear_was_not_played() -> None:
    marks = Marks()
    marks.ask("a")
    marks.clear()
    assert marks.take("a") is False


def test_a_name_asked_again_after_a_clear_counts_anew() -> None:
    marks = Marks()
    marks.ask("a")
    marks.clear()
    marks.ask("a")
    assert [marks.take("a"), marks.take("a"), marks.take("a")] == [False, True, None]


def test_a_mark_nobody_asked_for_is_known_as_such() -> None:
    assert Marks().take("a") is None
