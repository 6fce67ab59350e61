"""The desk without sound: content, search, conversation; for `ask` and `chat`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from belbalie.household import Known, Progress, build_known, make_embedder, prepare_folders
from belbalie.settings import Settings
from belbalie.text_call import Agents, TextCall, Turn
from dialog.acts import Act
from dialog.conversation import Conversation
from dialog.events import Event
from dialog.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class TextDesk:
    known: Known

    @classmethod
    def open(cls, knowledge: Knowledge, settings: Settings, progress: Progress) -> "TextDesk":
        """Learn the topics; what was embedded before is kept. Raises CommandError."""
        prepare_folders(settings)
        progress("Loading the search", 0, 1)
        embedder = make_embedder()
        progress("Loading the search", 1, 1)
        return cls(build_known(knowledge, settings, embedder, progress))

    def call(self, now: datetime, agents: Agents = Agents.FREE) -> TextCall:
        return TextCall(Conversation(self.known.knowledge), self.known.index.search, now, agents)

    def once(self, text: str, now: datetime) -> Iterator[Event | Act]:
        """What happens when a caller says just this, right after the greeting."""
        call = self.call(now)
        for _ in call.ring():
            pass
        yield from call.take(Turn(say=text))
