import pytest

from bench.heard_back import compared


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("It costs € 77.85.", "it costs seventy-seven euros eighty-five"),
        ("Call us on 14 0123.", "Call us on fourteen, zero one two three"),
        ("one four zero one two three", "140123"),
        ("You pay € 250.", "You pay two hundred and fifty euros"),
        ("There are 1,205 places.", "There are one thousand two hundred and five places."),
        ("The license of your neighbor", "The licence of your neighbour."),
    ],
)
def test_what_was_said_and_what_was_written_down_of_it_are_the_same(said: str, heard: str) -> None:
    assert compared(said) == compared(heard)


def test_another_number_is_another_text() -> None:
    assert compared("It costs € 77.85.") != compared("It costs € 77.95.")
    assert compared("call 14 0123") != compared("call 14 0132")


def test_every_digit_counts_as_a_word() -> None:
    assert compared("twenty-one thirty") == ["2", "1", "3", "0"]
    assert compared("two hundred and more") == ["2", "0", "0", "and", "more"]
