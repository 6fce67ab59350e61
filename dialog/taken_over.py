"""An agent at the desk takes the call over, does not come after all, or gives the caller back.

What was at hand is set aside when somebody takes over, whatever it was, and goes on where that
agent does not come. Once the two have talked, the call is as any other that an agent has had.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dialog.acts import (
    Act,
    CancelTransfer,
    Clarity,
    Connect,
    Follow,
    Hush,
    Loudness,
    OutcomeType,
    Pace,
    Say,
    Transfer,
)
from dialog.agent_outcomes import COUNTS_AS
from dialog.callback import Callback
from dialog.danger.words import LINES
from dialog.events import (
    Event,
    Exchanged,
    SentBack,
    TakenOver,
    Talked,
    TransferMoved,
    TransferStage,
)
from dialog.human import Human
from dialog.manner import tempo
from dialog.memory import Memory, Question
from dialog.resuming import offer_to_go_on
from dialog.scripts.progress import Progress
from dialog.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Aside:
    """What was at hand when the call was taken over."""

    waiting: Waiting | None
    callback: Callback | None
    errand: Progress | None
    left: Progress | None
    question: Question


class TakingOver:
    """One call's. `ask_again` asks the question of the errand or callback at hand."""

    def __init__(self, memory: Memory, human: Human, ask_again: Callable[[], list[Act]]) -> None:
        self._memory, self._human, self._ask_again = memory, human, ask_again
        self._aside: Aside | None = None
        self._department = ""
        """Where the caller has talked with the agent who took over: whose call it is."""
        self.receivers: dict[type[Event], Callable[[Any], list[Act]]] = {
            TransferMoved: self.moved,
            TakenOver: self.taken,
            SentBack: self.sent_back,
            Talked: lambda _: [],
            Exchanged: lambda _: [],
        }
        self._stages: Mapping[TransferStage, Callable[[TransferMoved], list[Act]]] = {
            TransferStage.ACCEPTED: self._accepted,
            TransferStage.CONNECTED: self._connected,
            TransferStage.AGENT_GONE: self._gone,
            TransferStage.FAILED: self._lost,
        }

    def taken(self, event: TakenOver) -> list[Act]:
        """Somebody takes over; nothing where another agent has said yes and is about to talk."""
        memory = self._memory
        if memory.connecting:
            return []
        waiting = memory.waiting
        if waiting is None or not waiting.taken:
            self._aside = Aside(
                waiting, memory.callback, memory.errand, memory.left, memory.question
            )
        memory.left, memory.errand = memory.errand or memory.left, None
        memory.callback, memory.pending, memory.question = None, None, Question.OPEN
        known = memory.knowledge.municipality.departments
        # A call keeps the content it began with: it may not know a department that came since.
        department = event.department if event.department in known else next(iter(known))
        memory.waiting = Waiting(department, taken=True)
        finish = any(say.protected for say in memory.unheard)
        return [
            *([CancelTransfer()] if waiting is not None else []),
            *([] if finish else [Hush()]),
            memory.sentence("taken_over"),
            Transfer(
                department=department,
                topic=memory.topic,
                urgent=memory.urgent,
                agent=event.agent,
            ),
            memory.listen(),
        ]

    def moved(self, event: TransferMoved) -> list[Act]:
        """How far a transfer came, whoever asked for it."""
        waiting = self._memory.waiting
        if waiting is None or not waiting.taken:
            return [*self._as_before(event), *self._moved_on(event)]
        act = self._stages.get(event.stage)
        return act(event) if act is not None else []

    def sent_back(self, event: SentBack) -> list[Act]:
        """We go on: with an errand that was left, or with whatever else the caller wants."""
        memory = self._memory
        memory.waiting, memory.danger, memory.urgent = None, None, False
        if event.outcome is not None and memory.outcome is not OutcomeType.EMERGENCY:
            memory.outcome = COUNTS_AS[event.outcome]
        acts = offer_to_go_on(memory, "sent_back")
        if memory.left is None:
            memory.question = Question.MORE
        return [*in_their_manner(memory), *acts]

    # -- a call that was taken over ------------------------------------------------------------

    def _accepted(self, event: TransferMoved) -> list[Act]:
        """It was said already who takes over."""
        return [act for act in self._human.moved(event) if isinstance(act, Connect)]

    def _connected(self, event: TransferMoved) -> list[Act]:
        memory = self._memory
        assert memory.waiting is not None
        self._department, self._aside = memory.waiting.department, None
        memory.waiting = replace(memory.waiting, taken=False)
        return []

    def _gone(self, event: TransferMoved) -> list[Act]:
        """That there is nobody else for this transfer is told next."""
        self._human.moved(event)
        return [Hush()]

    def _lost(self, event: TransferMoved) -> list[Act]:
        memory, aside = self._memory, self._aside
        assert aside is not None
        self._aside, memory.waiting = None, None
        memory.callback, memory.errand = aside.callback, aside.errand
        memory.left, memory.question = aside.left, aside.question
        told = [*in_their_manner(memory), memory.sentence("taken_lost")]
        if aside.waiting is not None:
            return [*told, *self._wait_again(aside.waiting)]
        if memory.danger is not None:
            lines = LINES[memory.danger].get(memory.language, LINES[memory.danger]["nl"])
            alone = Say(text=lines.alone, language=memory.language, protected=True)
            return [*told, alone, memory.listen()]
        if memory.busy:
            return [*told, *self._ask_again()]
        return [*told, *memory.told[-1:], memory.listen()]

    def _wait_again(self, waiting: Waiting) -> list[Act]:
        """The caller waited for somebody already: go on with that."""
        memory = self._memory
        memory.waiting = Waiting(waiting.department)
        again = Transfer(department=waiting.department, topic=memory.topic, urgent=memory.urgent)
        return [again, memory.listen()]

    # -- any other -----------------------------------------------------------------------------

    def _moved_on(self, event: TransferMoved) -> list[Act]:
        if event.stage is not TransferStage.FAILED or not self._department:
            return self._human.moved(event)
        # Only who took over was to be rung: now everybody is who can take their place.
        department, self._department = self._department, ""
        self._memory.waiting = None
        return self._human.ring(department)

    def _as_before(self, event: TransferMoved) -> list[Act]:
        """Who was put through and comes back hears us as before."""
        waiting = self._memory.waiting
        back = event.stage is TransferStage.AGENT_GONE and waiting is not None and waiting.accepted
        return in_their_manner(self._memory) if back else []


def in_their_manner(memory: Memory) -> list[Act]:
    """How we speak to this caller, where not as usual; anew after an agent had them."""
    acts: list[Act] = []
    if memory.rate != 1.0:
        acts.append(Pace(rate=memory.rate))
    if memory.gain_db:
        acts.append(Loudness(gain_db=memory.gain_db))
    if memory.calm:
        acts.append(Clarity(on=True))
    if memory.calm or memory.relay:
        acts.append(Follow(tempo=tempo(memory)))
    return acts
