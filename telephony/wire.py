"""What all JSON dialects share on the wire: limits, reading fields, and what can be wrong.

Pure. No sentence here quotes what came: it may hold a caller's words, and it goes to the log.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum

from audio.frames import Key

Message = str | bytes
"""One WebSocket message, text or binary."""

MAX_MESSAGE_BYTES = 262_144
"""2.7 s of 16-bit sound at 48 kHz; a message is 20 ms as a rule and 1 s in the odd client."""


class Fault(StrEnum):
    """What can be wrong with a message; one log line for each kind and call."""

    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    WRONG_FIELD = "wrong_field"
    WRONG_START = "wrong_start"
    WRONG_SOUND = "wrong_sound"
    UNKNOWN_EVENT = "unknown_event"
    UNKNOWN_DIGIT = "unknown_digit"
    UNKNOWN_MARK = "unknown_mark"
    UNEXPECTED = "unexpected"
    """A message that may not come at this moment."""
    NO_START = "no_start"
    OVERFLOW = "overflow"
    """Sound came in faster than it was heard."""


class WireError(ValueError):
    """A message that is not as the dialect says. The text says what was expected."""

    def __init__(self, fault: Fault, sentence: str) -> None:
        super().__init__(sentence)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Stop:
    """The far end said that the call is over."""


Fields = dict[str, object]


def read_fields(text: str) -> Fields:
    """Read the JSON object that every text message is. Raises WireError."""
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise WireError(Fault.NOT_JSON, "expected JSON text, got something else") from error
    if not isinstance(value, dict):
        raise WireError(Fault.NOT_JSON, f"expected a JSON object, got {type(value).__name__}")
    return value


def take_text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise _wrong(name, "text", value)
    return value


def take_fields(fields: Fields, name: str) -> Fields:
    value = fields.get(name)
    if not isinstance(value, dict):
        raise _wrong(name, "an object", value)
    return value


def take_key(fields: Fields) -> Key:
    try:
        return Key(take_text(fields, "digit"))
    except WireError:
        raise
    except ValueError as error:
        raise WireError(
            Fault.UNKNOWN_DIGIT, "expected 'digit' to be one of 0-9, * or #, got another"
        ) from error


def check_size(message: Message) -> None:
    if len(message) > MAX_MESSAGE_BYTES:
        raise WireError(
            Fault.TOO_LARGE,
            f"expected messages of at most {MAX_MESSAGE_BYTES} bytes, got {len(message)}; "
            "send sound in parts of 20 ms",
        )


def telephone_number(value: object) -> str | None:
    """Return the digits with their plus, or None for what is withheld or no number."""
    if not isinstance(value, str):
        return None
    number = re.sub(r"[ ().-]", "", value)
    return number if re.fullmatch(r"\+?[0-9]{3,15}", number) else None


def write(**fields: object) -> str:
    return json.dumps(fields, separators=(",", ":"), ensure_ascii=False)


def _wrong(name: str, expected: str, value: object) -> WireError:
    came = "nothing" if value is None else type(value).__name__
    return WireError(Fault.WRONG_FIELD, f"expected {name!r} to be {expected}, got {came}")


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


# Python reads NaN and Infinity, JSON has neither.
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
