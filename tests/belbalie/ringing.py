"""What a test of the running service rings: the service, its records, and its voice."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass

from audio.frames import Samples
from audio.resample import Resampler
from records.log import EventLog
from tests.belbalie.running_service import CallRecord, RunningService
from tests.belbalie.twilio_phone import TwilioPhone
from voice.espeak import EspeakSpeech
from voice.manner import Manner
from voice.prompt_store import PromptStore
from voice.sentences import sentences
from voice.speaker import Speaker
from voice.voices import SPEAKING_HZ

Sounds = Callable[[str], Samples]
"""What a caller says, by the name of the file in tests/sounds."""

DISCLOSURE = "Welkom, u spreekt met de computer van de gemeente Zonnedael."

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Desk:
    """A running service, with its records open and its voice to compare with."""

    service: RunningService
    log: EventLog

    def phone(self, caller: str | None = None) -> tuple[TwilioPhone, CallRecord]:
        """A phone that has not rung yet, and the record that its call will have."""
        called = f"+318880{next(_numbers):05}"
        phone, record = TwilioPhone(self.service.http, called, caller), CallRecord(self.log, called)
        phone.tell = lambda: "\n".join(map(str, record.items()))
        return phone, record

    def spoken(self, text: str, rate: float = 1.0, *, fixed: bool = True) -> list[Samples]:
        """The sound of each sentence at 8 kHz, as the speaker makes it or has kept it."""
        speaker = Speaker({"nl": [EspeakSpeech("nl")]}, PromptStore(self.service.prompts))

        async def render() -> list[Samples]:
            manner = Manner(rate)
            return [
                _narrow(await speaker.render(each, "nl", manner, fixed=fixed))
                for each in sentences(text)
            ]

        try:
            return asyncio.run(render())
        finally:
            speaker.close()


def _narrow(sound: Samples) -> Samples:
    """As it comes out of the line, but for 3 ms."""
    return Resampler(SPEAKING_HZ, 8000).feed(sound)


def open_floor(phone: TwilioPhone, record: CallRecord) -> None:
    """Hear the first sentence, cut the rest of the greeting short by a key, and have the floor."""
    phone.until(lambda: record.was_said(DISCLOSURE))
    phone.press("1")
    phone.until(lambda: record.was_said("Zegt u het maar."))
