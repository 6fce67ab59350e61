"""Whether a person is reached from where a call stands: the first step, and all that follow.

Reached is: an agent is rung, or goes on being rung, and in the end the two are connected. Where
nobody is at work, or all were rung in vain: a callback is arranged at once, and is noted after a
number and one confirmation at most.
"""

from collections.abc import Iterator, Sequence

from dialog.acts import Act, CancelTransfer, Connect, Hush, Listen, RequestCallback, Say
from dialog.callback import Step
from dialog.conversation import Conversation
from dialog.events import Event, Heard, Keyed, TransferMoved, TransferStage
from dialog.memory import Memory
from tests.dialog.door_events import NOW
from tests.dialog.door_walk import Arrival, Bookmark, Place, hear

WORDINGS = (
    "medewerker",
    "ik wil een mens spreken",
    "kan ik iemand aan de telefoon krijgen",
    "geef me maar een echt persoon",
    "a person please",
    "ik wil verdomme iemand spreken",
)
_TO_THE_END = (
    TransferStage.QUEUED, TransferStage.RINGING, TransferStage.ANSWERED, TransferStage.DECLINED,
    TransferStage.RINGING, TransferStage.ANSWERED, TransferStage.AGENT_GONE, TransferStage.WAITING,
    TransferStage.RINGING, TransferStage.ANSWERED, TransferStage.ACCEPTED,
)  # fmt: skip
"""A long way to an agent: in the queue, refused by one, lost by the next."""
_ANSWERS = {
    Step.NUMBER: Keyed(at=NOW, keys="0612345678"),
    Step.KNOWN: Keyed(at=NOW, keys="1"),
    Step.READ_BACK: Heard(at=NOW, text="ja"),
    Step.TIME: Heard(at=NOW, text="in de ochtend"),
}
_MOST_ANSWERS = 3
"""The number, a yes to it, and when."""


class Door:
    """Tries the way to a person, and puts the conversation back."""

    def __init__(self, conversation: Conversation, bookmark: Bookmark) -> None:
        self._conversation = conversation
        self._bookmark = bookmark
        self.tried = 0

    def closed(self, arrival: Arrival) -> Iterator[str]:
        """What does not lead to a person from here, in words: each wording, while we speak and
        after it, and each key.
        """
        for text in WORDINGS:
            yield from self._try(arrival.silent, Heard(at=NOW, text=text))
            yield from self._try(arrival.speaking, Heard(at=NOW, text=text, over_us=True))
        for place in (arrival.silent, arrival.speaking):
            for event in self._keys(place):
                yield from self._try(place, event)

    def glimpsed(self, arrival: Arrival, nth: int) -> Iterator[str]:
        """The same by one wording and one key, others each time."""
        text, over_us = WORDINGS[nth % len(WORDINGS)], nth % 4 < 2
        place = arrival.speaking if over_us else arrival.silent
        yield from self._try(place, Heard(at=NOW, text=text, over_us=over_us))
        keys = self._keys(place)
        yield from self._try(place, keys[nth % len(keys)])

    def _keys(self, place: Place) -> tuple[Event, ...]:
        """Outside digit entry a 0; in it *0, and a 0 behind which the voice waited in vain."""
        memory = self._memory_at(place)
        entering = self._conversation._at_hand.entering_number and memory.waiting is None
        first, last = ("*0", "0") if entering else ("0", "*0")
        return Keyed(at=NOW, keys=first), Keyed(at=NOW, keys=last)

    def _memory_at(self, place: Place) -> Memory:
        self._bookmark.back(place)
        return self._conversation._memory

    def _try(self, place: Place, event: Event) -> Iterator[str]:
        memory = self._memory_at(place)
        if memory.ended:
            return
        self.tried += 1
        was_connecting = memory.connecting
        acts = self._conversation.receive(event)
        problem = self._reached(memory, acts, connecting=was_connecting)
        if problem:
            yield f"{event}: {problem}"

    def _reached(self, memory: Memory, acts: list[Act], *, connecting: bool) -> str | None:
        if memory.waiting is not None:
            if any(isinstance(act, CancelTransfer) for act in acts):
                return "the transfer was given up"
            if connecting:
                return "the agent was taken back" if Hush() in acts else None
            return self._connects(acts)
        if somebody_is_there(self._conversation):
            return f"nobody is rung although somebody is there; said {_words(acts)}"
        return self._calls_back(memory, acts)

    def _connects(self, acts: list[Act]) -> str | None:
        hear(self._conversation, acts)
        for stage in _TO_THE_END:
            acts = self._conversation.receive(TransferMoved(at=NOW, stage=stage, agent="Balie 1"))
            hear(self._conversation, acts)
        if not any(isinstance(act, Connect) for act in acts):
            return f"an agent said yes, and was not connected: {acts}"
        last = self._conversation.receive(
            TransferMoved(at=NOW, stage=TransferStage.CONNECTED, agent="Balie 1")
        )
        return f"words behind the connection: {last}" if last else None

    def _calls_back(self, memory: Memory, acts: list[Act]) -> str | None:
        for _ in range(_MOST_ANSWERS + 1):
            if any(isinstance(act, RequestCallback) for act in acts):
                return None
            if memory.callback is None or not isinstance(acts[-1], Listen):
                return f"no callback is arranged: {_words(acts)}"
            hear(self._conversation, acts)
            acts = self._conversation.receive(_ANSWERS[memory.callback.step])
        return "the callback was not noted"


def somebody_is_there(conversation: Conversation) -> bool:
    """An agent can be rung, and they were not all rung in vain for this."""
    human = conversation._human
    callback = conversation._memory.callback
    in_vain = callback is not None and callback.in_vain
    return human._handover.somebody(human._department()) and not in_vain


def _words(acts: Sequence[Act]) -> str:
    return " ".join(act.text for act in acts if isinstance(act, Say)) or str(acts)
