"""One Say on its way to the ear: how much of it is made, sent and heard."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from dialog.acts import Say
from dialog.events import Said
from voice.ears import TurnTimes

_MOMENT = 0.01
"""By so much the total of what was cut off exceeds what was played, where it is not known."""


@dataclass(slots=True)
class _Sentence:
    text: str
    begins: float
    seconds: float


@dataclass(slots=True, eq=False)
class Utterance:
    """Counts seconds of sound from the beginning of its first sentence."""

    say: Say
    times: TurnTimes | None
    asked_at: float
    sentences: list[_Sentence] = field(default_factory=list)
    sent_seconds: float = 0.0
    played_seconds: float = 0.0
    whole: bool = False
    """All of it was made and sent."""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """It was told what became of it."""

    def wait(self, seconds: float) -> None:
        """Silence was sent; before the first sentence it is none of ours."""
        if self.sentences:
            self.sent_seconds += seconds

    def begin(self, text: str, seconds: float) -> None:
        """The next sentence, which lasts so long, is being sent."""
        self.sentences.append(_Sentence(text, self.sent_seconds, seconds))

    def sent(self, seconds: float) -> None:
        self.sent_seconds += seconds

    def said(self, at: datetime, played_seconds: float) -> Said:
        """What the caller can have heard when so much of it was played."""
        played = round(min(played_seconds, self.sent_seconds), 2)
        made = self.sentences[-1].begins + self.sentences[-1].seconds if self.sentences else 0.0
        complete = self.whole and played >= round(self.sent_seconds, 2)
        return Said(
            at=at,
            text=self.say.text,
            heard_text=" ".join(self._words_heard(played)),
            played_seconds=played,
            total_seconds=played if complete else max(round(made, 2), round(played + _MOMENT, 2)),
        )

    def _words_heard(self, played_seconds: float) -> list[str]:
        """The sentences that were heard to their end, and the words of the one that was cut."""
        heard: list[str] = []
        for sentence in self.sentences:
            part = (played_seconds - sentence.begins + _MOMENT / 2) / max(sentence.seconds, _MOMENT)
            words = sentence.text.split()
            heard += words[: int(len(words) * min(1.0, max(0.0, part)))]
        return heard
