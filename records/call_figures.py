"""What is counted of a call: a row for each, without any of its words.

It is read from the log when the call has ended, can be made again from it, and goes when the call
is erased.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from dialog.endings import Ending, Helped, helped


class Trouble(StrEnum):
    """What a turn of a caller was a sign of; by the number of its entry."""

    NOT_UNDERSTOOD = "not_understood"
    """We said that we did not understand, or had no answer."""
    LED_TO_PERSON = "led_to_person"
    """It was understood, and only a person could answer."""
    ASKED_PERSON = "asked_person"
    REPEATED = "repeated"
    """The caller asked to hear it again, or said the same again."""
    LAST = "last"
    """The last thing said before the caller hung up without being helped."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a call something happened."""

    turn: int
    """Which turn of the caller it was; 1 is the first."""
    topic: str | None
    """The key of what was spoken of; None: nothing yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFigures:
    call: str
    began: datetime
    seconds: float
    line: str
    """The kind of the line: 'sip', 'twilio', 'raw', 'typed'."""
    language: str
    """In which it ended."""
    manner: str
    """'usual', 'calm' or 'relay' (`dialog.acts.Tempo`)."""
    ending: Ending
    topics: Sequence[str] = ()
    """Keys, in the order in which they were spoken of."""
    departments: Sequence[str] = ()
    """To which a person was asked for."""
    turns: int = 0
    """Of the caller."""
    troubles: Mapping[int, Trouble] = field(default_factory=dict)
    places: Mapping[int, Place] = field(default_factory=dict)
    """Of the troubles, by the same numbers."""
    confidence: float | None = None
    """Mean of the recogniser over the turns; None: nobody spoke."""
    first_audio_ms: int | None = None
    """Median of the turns, and so are the hops below; None: it was not measured."""
    endpoint_ms: int | None = None
    recognise_ms: int | None = None
    think_ms: int | None = None
    speak_ms: int | None = None
    person_seconds: float | None = None
    """From asking for a person until they talked; None: they did not."""
    talk_seconds: float | None = None
    """How long they talked."""
    again: bool = False
    """The same line rang before within a day."""
    rating: str | None = None
    """What the caller answered to our question at the end: 'yes', 'no'; 'none' where they did
    not; None: it was not asked."""
    corrected: bool = False
    """An agent called an answer of it wrong."""
    content_version: str = ""

    @property
    def helped(self) -> Helped:
        """What the caller said of it goes before what we saw."""
        return helped(self.ending, _SAID.get(self.rating or ""))


_SAID = {"yes": True, "no": False}
