"""A person now: agents are rung while the caller stays with us; who says yes is connected.

Where nobody is there, or nobody can be had, a callback is arranged (`dialog/callback.py`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from dialog.acts import (
    Act,
    CancelTransfer,
    Connect,
    Hush,
    OutcomeType,
    Say,
    Transfer,
)
from dialog.commands import Command, greets
from dialog.danger.words import LINES
from dialog.events import TransferMoved, TransferStage
from dialog.in_line import CALLBACK_KEY, InLine
from dialog.memory import Memory, Question
from dialog.phrases import plain
from dialog.presence import Presence
from dialog.resuming import offer_to_go_on
from dialog.slots.digits import telephone
from dialog.waiting import Waiting

SWITCHBOARD = "klantcontact"
"""The department that takes what no other one takes, where the content has it."""

_RING_BACK = re.compile(
    r"\bterug ?(?:ge)?bel|\bbelt? (?:\w+ ){1,6}terug|call (?:me )?back"
    r"|^(?:dan |nee |ja )*bel(?:t u)? (?:me|mij|ons)\b|\blaat (?:\w+ ){1,6}(?:op)?bellen\b"
    r"|\b(?:kan|kunnen|wil) (?:er )?(?:iemand|u|jullie) (?:me|mij|ons) (?:\w+ ){0,3}(?:op)?bellen\b"
)
_LEAVES = frozenset({Command.STOP, Command.BACK, Command.NO, Command.GOODBYE})
_STAYS = frozenset({Command.PERSON, Command.WAIT, Command.HELP})
_MEANS_NOTHING = frozenset({Command.YES, Command.UNKNOWN})
_NOT_THIS = frozenset({
    TransferStage.DECLINED, TransferStage.NO_ANSWER, TransferStage.AGENT_GONE,
})  # fmt: skip


def wants_callback(text: str) -> bool:
    """A person is wanted, and not now: 'bel mij morgen terug', 'een medewerker, op 06 …'.

    A part of the day alone does not tell it: 'goedemiddag, een medewerker graag'.
    """
    return rings_back(text) or telephone(text) is not None


def rings_back(text: str) -> bool:
    """Whether these words themselves ask to be rung."""
    return bool(_RING_BACK.search(plain(text)))


class Handover:
    """One call's way to an agent. `call_back` begins the callback, after the given sentences;
    `not_reached` says what else there is when agents were rung in vain.
    """

    def __init__(
        self,
        memory: Memory,
        call_back: Callable[[list[Act]], list[Act]],
        not_reached: Callable[[list[Act]], list[Act]],
    ) -> None:
        self._not_reached = not_reached
        self._memory = memory
        self._call_back = call_back
        self._presence = Presence(memory.knowledge.municipality)
        self._before = memory.outcome
        self._line = InLine(memory)
        self._stages: Mapping[TransferStage, Callable[[TransferMoved], list[Act]]] = {
            TransferStage.QUEUED: self._line.queued,
            TransferStage.ANSWERED: self._picked_up,
            TransferStage.WAITING: self._waits,
            TransferStage.ACCEPTED: self._accepted,
            TransferStage.FAILED: self._failed,
            **dict.fromkeys(_NOT_THIS, self._not_this),
        }

    # -- to a person -------------------------------------------------------------------------

    def begin(self, department: str) -> list[Act]:
        """Ring the department; or say why nobody is there, and arrange a callback."""
        memory = self._memory
        at = self._at_work(department)
        if at is None:
            return self._call_back(self._why_not(department))
        memory.waiting, memory.question = Waiting(at), Question.OPEN
        urgent = memory.urgent or memory.outcome is OutcomeType.EMERGENCY
        return [
            self._say("transfer_begin"),
            Transfer(department=at, topic=memory.topic, urgent=urgent),
            memory.listen(),
        ]

    def ring_urgently(self, department: str) -> list[Act]:
        """Ring at once, without a word of our own; empty when nobody is at work."""
        memory = self._memory
        at = self._at_work(department)
        if at is None:
            return []
        memory.waiting, memory.question = Waiting(at), Question.OPEN
        return [Transfer(department=at, topic=memory.topic, urgent=True)]

    def somebody(self, department: str) -> bool:
        """Whether anybody can be rung now."""
        return self._at_work(department) is not None

    def _at_work(self, department: str) -> str | None:
        """Who can be rung now: the department, else the switchboard."""
        departments = self._memory.knowledge.municipality.departments
        if not self._memory.can_transfer:
            return None
        for key in (department, SWITCHBOARD):
            if key in departments and departments[key].staffed and self._open(key):
                return key
        return None

    def _open(self, department: str) -> bool:
        memory = self._memory
        if memory.open is not None:
            return memory.open
        return self._presence.open(department, memory.now)

    def _why_not(self, department: str) -> list[Act]:
        memory = self._memory
        if self._open(department):
            return []  # nobody can be rung: it only ever rings back
        says = self._presence.says(department, memory.now, memory.language, memory.words)
        if says:
            return list(says)
        title = self._title(department)
        return [self._say("closed_now", department=title[:1].upper() + title[1:])]

    # -- while the caller waits --------------------------------------------------------------

    def take(self, order: Command | None, text: str) -> list[Act] | None:
        """What the caller says about waiting; None for anything else."""
        memory = self._memory
        assert memory.waiting is not None
        if memory.connecting:
            return []  # a moment, and the agent hears it
        offered, memory.waiting = memory.waiting.offered, replace(memory.waiting, offered=False)
        if offered and order is Command.YES:
            return [*self.give_up(), Hush(), *self._call_back([])]
        if offered and order is Command.NO:
            return self._line.stays()
        if order in _LEAVES:
            memory.waiting = None
            return [CancelTransfer(), Hush(), *offer_to_go_on(memory, "transfer_cancelled")]
        if order in _STAYS or (order is None and greets(plain(text))):
            return self.stays()
        return [memory.listen()] if order in _MEANS_NOTHING else None

    def key(self, keys: str) -> list[Act] | None:
        """The key with which who waits asks to be rung back; None for any other."""
        if keys != CALLBACK_KEY or self._memory.waiting is None or self._memory.connecting:
            return None
        return [Hush(), *self.give_up(), *self._call_back([])]

    def give_up(self) -> list[Act]:
        """Something else comes before a person at the desk: danger, or a callback."""
        if self._memory.waiting is None:
            return []
        self._memory.waiting = None
        return [CancelTransfer()]

    def stays(self) -> list[Act]:
        """We are still at it; nothing is said any more to who is about to be connected."""
        memory = self._memory
        if memory.connecting:
            return []
        return self._line.again() or [self._say("transfer_stays"), memory.listen()]

    def _waits(self, event: TransferMoved) -> list[Act]:
        if self._memory.connecting:
            return []
        told = self._line.waits(event)
        return self.stays() if told is None else told

    def moved(self, event: TransferMoved) -> list[Act]:
        """Tell the caller how far it is; of a transfer that was given up nothing is told."""
        waiting, act = self._memory.waiting, self._stages.get(event.stage)
        return act(event) if waiting is not None and act is not None else []

    def _picked_up(self, _: TransferMoved) -> list[Act]:
        memory = self._memory
        assert memory.waiting is not None
        memory.waiting = replace(memory.waiting, picked_up=True)
        return [memory.sentence("transfer_picked_up"), memory.listen()]

    def _not_this(self, event: TransferMoved) -> list[Act]:
        """Somebody had picked up, and cannot take the call: the caller is owed a word."""
        memory = self._memory
        waiting = memory.waiting
        assert waiting is not None
        told = waiting.picked_up
        memory.waiting = replace(waiting, picked_up=False, accepted=False)
        if waiting.accepted:
            memory.outcome = self._before
            return [Hush(), memory.sentence("transfer_lost"), memory.listen()]
        return [memory.sentence("transfer_not_this"), memory.listen()] if told else []

    def _accepted(self, _: TransferMoved) -> list[Act]:
        memory = self._memory
        assert memory.waiting is not None
        memory.waiting = replace(memory.waiting, accepted=True)
        self._before = memory.outcome
        if memory.outcome is not OutcomeType.EMERGENCY:
            memory.outcome = OutcomeType.TRANSFER
        finish = any(say.protected for say in memory.unheard)
        return [*([] if finish else [Hush()]), memory.sentence("transfer_accepted"), Connect()]

    def _failed(self, _: TransferMoved) -> list[Act]:
        memory = self._memory
        assert memory.waiting is not None
        sorry, memory.waiting = self._say("transfer_failed"), None
        if memory.danger is not None:
            lines = LINES[memory.danger][memory.language]
            sorry = Say(text=lines.alone, language=memory.language, protected=True)
        return self._not_reached([sorry])

    # -- words -------------------------------------------------------------------------------

    def _say(self, name: str, **values: str) -> Say:
        memory = self._memory
        waiting = memory.waiting
        values = values or {"department": self._title(waiting.department if waiting else "")}
        return Say(text=memory.words(name, memory.language, **values), language=memory.language)

    def _title(self, department: str) -> str:
        return self._memory.knowledge.municipality.departments[department].title
