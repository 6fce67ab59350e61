import pytest

from audio.frames import Key
from telephony.wire import (
    MAX_MESSAGE_BYTES,
    Fault,
    WireError,
    check_size,
    read_fields,
    take_key,
    telephone_number,
)

NOT_AN_OBJECT = [
    "",
    "hallo",
    "{",
    "null",
    "[1]",
    '"start"',
    '{"rate": NaN}',
    '{"rate": -Infinity}',
    "[" * 100_000,
    '{"a":' * 50_000,
    '{"n": ' + "9" * 5000 + "}",
]


@pytest.mark.parametrize("text", NOT_AN_OBJECT)
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(WireError) as caught:
        read_fields(text)
    assert caught.value.fault is Fault.NOT_JSON


def test_the_largest_message_passes_and_one_byte_more_does_not() -> None:
    check_size(b"\0" * MAX_MESSAGE_BYTES)
    with pytest.raises(WireError, match="expected messages of at most 262144 bytes, got 262145"):
        check_size(b"\0" * (MAX_MESSAGE_BYTES + 1))


@pytest.mark.parametrize("digit", "0123456789*#")
def test_every_key_of_a_telephone_is_read(digit: str) -> None:
    assert take_key({"digit": digit}) == Key(digit)


@pytest.mark.parametrize("digit", ["A", "", "12", "٣", "\n"])
def test_a_key_that_no_telephone_has_is_refused(digit: str) -> None:
    with pytest.raises(WireError) as caught:
        take_key({"digit": digit})
    assert caught.value.fault is Fault.UNKNOWN_DIGIT


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("+31612345678", "+31612345678"),
        ("010 - 123 45 67", "0101234567"),
        ("(088) 801.02.03", "0888010203"),
        ("anonymous", None),
        ("", None),
        ("+", None),
        ("1" * 40, None),
        ("sip:jan@example.nl", None),
        (None, None),
        (31612345678, None),
        ("0612345678\n<script>", None),
    ],
)
def test_a_telephone_number_is_digits_or_nothing(given: object, number: str | None) -> None:
    assert telephone_number(given) == number


def test_no_complaint_quotes_what_came() -> None:
    secret = "Jansen"
    wrong = [f'{{"{secret}"', f'["{secret}"]', f'"{secret}"']
    for text in wrong:
        with pytest.raises(WireError) as caught:
            read_fields(text)
        assert secret not in str(caught.value)
