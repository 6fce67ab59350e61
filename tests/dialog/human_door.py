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

    def closed(self, arrival: Arrival, nth: int | None = None) -> Iterator[str]:
        """What does not lead to a person from here, in words; with `nth` only one wording."""
        if self._memory_at(arrival.silent).ended:
            return
        each = WORDINGS if nth is None else (WORDINGS[nth % len(WORDINGS)],)
        for text in each:
            heard = Heard(at=NOW, text=text)
            over = Heard(at=NOW, text=text, over_us=True)
            yield from self._try(arrival.silent, [heard])
            yield from self._try(arrival.speaking, [over])
        for place in (arrival.silent, arrival.speaking):
            memory = self._memory_at(place)
            for keys in _keys(self._conversation, memory):
                yield from self._try(place, [keys])

    def _memory_at(self, place: Place) -> Memory:
        self._bookmark.back(place)
        return self._conversation._memory

    def _try(self, place: Place, events: Sequence[Event]) -> Iterator[str]:
        memory = self._memory_at(place)
        self.tried += 1
        was_connecting = memory.connecting
        acts: list[Act] = []
        for event in events:
            acts = self._conversation.receive(event)
        problem = self._reached(memory, acts, connecting=was_connecting)
        if problem:
            yield f"{events[-1]}: {problem}"

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


def _keys(conversation: Conversation, memory: Memory) -> tuple[Event, ...]:
    """Outside digit entry a 0; in it *0, and a 0 with which the voice waits for more in vain."""
    entering = conversation._at_hand.entering_number and memory.waiting is None
    return tuple(Keyed(at=NOW, keys=keys) for keys in (("*0", "0") if entering else ("0", "*0")))


def _words(acts: Sequence[Act]) -> str:
    return " ".join(act.text for act in acts if isinstance(act, Say)) or str(acts)
