"""Which steps of a draft somebody can take now, and what withholds the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desk.agents import Agent
from desk.studio.content import Draft, Readiness
from dialog.draft_states import STEPS, DraftState, DraftStep

STATES: Mapping[DraftState, str] = {
    DraftState.OPEN: "in bewerking",
    DraftState.REVIEW: "wacht op nakijken",
    DraftState.APPROVED: "nagekeken en goed bevonden",
    DraftState.PUBLISHED: "gepubliceerd",
    DraftState.DROPPED: "weggelegd",
}


@dataclass(frozen=True, slots=True)
class Choice:
    steps: Sequence[DraftStep]
    why_not: Sequence[str]
    """Dutch sentences about steps that somebody may miss."""


@dataclass(frozen=True, slots=True)
class _Case:
    draft: Draft
    ready: Readiness
    agent: Agent

    @property
    def own(self) -> bool:
        return wrote(self.draft, self.agent)

    @property
    def seen_by_two(self) -> bool:
        return self.draft.state is DraftState.APPROVED or not self.ready.to_review


_Rule = tuple[Callable[[_Case], bool], str]
_CHANGED: _Rule = (
    lambda case: bool(case.draft.files),
    "Er is in dit concept nog niets veranderd.",
)
_NO_ERRORS: _Rule = (
    lambda case: not case.ready.errors,
    "Los eerst de fouten op. Daarna kunt u dit concept laten nakijken of publiceren.",
)
_SEEN: _Rule = (
    lambda case: case.seen_by_two or case.draft.state is DraftState.REVIEW,
    "Een collega moet dit eerst nakijken. Daarna kunt u publiceren.",
)
_NOT_OWN: _Rule = (
    lambda case: not case.own,
    "U schreef aan dit concept mee. Daarom kijkt een collega het na.",
)
_RULES: Mapping[DraftStep, Sequence[_Rule]] = {
    DraftStep.ASK: (_CHANGED, _NO_ERRORS),
    DraftStep.PUBLISH: (_CHANGED, _NO_ERRORS, _SEEN),
    DraftStep.APPROVE: (_NOT_OWN, _NO_ERRORS),
    DraftStep.RETURN: ((_NOT_OWN[0], ""),),  # nobody misses it in a draft of their own
}


def wrote(draft: Draft, agent: Agent) -> bool:
    """Whether this is no second pair of eyes for it."""
    return agent.name in draft.writers


def choice(draft: Draft, ready: Readiness, agent: Agent) -> Choice:
    """What this editor can do with it now, by its state (`dialog/draft_states.py`)."""
    case = _Case(draft, ready, agent)
    possible = [
        step for state, step in STEPS if state is draft.state and step is not DraftStep.EDIT
    ]
    missed = {
        step: [why for holds, why in _RULES.get(step, ()) if not holds(case)] for step in possible
    }
    return Choice(
        steps=tuple(step for step, why in missed.items() if not why),
        why_not=tuple(dict.fromkeys(why[0] for why in missed.values() if why and why[0])),
    )
