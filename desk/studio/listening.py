"""Port: a text of an editor as sound, the way a caller would hear it. `belbalie` fills it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from desk.studio.content import PUBLISHED

MOST_LETTERS = 1500
"""Of one text; two minutes of speech, and nothing that a caller hears is half as long."""


class Sounds(StrEnum):
    """Over which line it sounds."""

    TELEPHONE = "telefoon"
    """8 kHz and G.711: a plain telephone."""
    WIDE = "breed"
    """16 kHz: a conversation in a browser."""


@dataclass(frozen=True, slots=True)
class SpeakingVoice:
    """A voice that this machine can speak with."""

    key: str
    """Safe in a form: 'piper:nl_NL-pim-medium'."""
    title: str
    """As editors read it: 'Pim'."""
    language: str
    """'nl', 'en', or another that content has."""
    callers_hear: bool = False
    """It is the one that answers the telephone in this language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundWish:
    """What an editor wants to hear."""

    text: str
    """As it stands in a file, with {facts} in it."""
    language: str = "nl"
    voice: str = ""
    """The key of one of the voices; empty, or of another language: the one that callers hear."""
    rate: float = 1.0
    sounds: Sounds = Sounds.TELEPHONE
    where: str = PUBLISHED
    """The draft, the version or `PUBLISHED` whose facts and pronunciations count."""
    topic: str = ""
    """The key of the topic whose own facts count too; empty: none."""


class CannotSay(Exception):
    """The message is a Dutch sentence for the editor."""


class Hear(Protocol):
    @property
    def voices(self) -> Sequence[SpeakingVoice]:
        """All that can be chosen: of each language the one first that callers hear."""

    async def speak(self, wish: SoundWish, editor: str) -> bytes:
        """A WAV file. `editor` is the name of the account: who asks for the next sentence does
        not want the last one any more. What callers wait for is made first. Raises CannotSay.
        """
