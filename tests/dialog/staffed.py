"""The small municipality with people who can be rung, and the states of a caller who waits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dialog.acts import Act, Transfer
from dialog.events import OnHold, TransferMoved, TransferStage
from dialog.knowledge import Agent, Department, Knowledge
from tests.dialog.talking import STATES, Talk, in_state, knowledge

DESK = Department("burgerzaken", "het team Burgerzaken", (Agent("Balie 1", "sip:balie1@h"),))
WASTE = Department("afval", "het team Afval")
"""Nobody to ring: it rings back, or the switchboard takes it."""
SWITCHBOARD = Department(
    "klantcontact", "het klantcontactcentrum", (Agent("Centrale", "sip:centrale@h"),)
)


def staffed(*departments: Department) -> Knowledge:
    known = knowledge()
    teams = {each.key: each for each in departments or (DESK, WASTE, SWITCHBOARD)}
    return replace(known, municipality=replace(known.municipality, departments=teams))


def _waiting(talk: Talk) -> None:
    talk.ring()
    assert any(isinstance(act, Transfer) for act in talk.say("medewerker"))


def _waiting_about(talk: Talk) -> None:
    talk.ring()
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    talk.key("0")


def _looking_up(talk: Talk) -> None:
    _waiting(talk)
    talk.say("wat kost een paspoort")


def in_line(talk: Talk, position: int | None = 3, seconds: float | None = 240.0) -> list[Act]:
    """The caller hears where they stand."""
    return _of_the_line(talk, TransferStage.QUEUED, position, seconds)


def still_in_line(
    talk: Talk, after: float, position: int | None = 3, seconds: float | None = 240.0
) -> list[Act]:
    """So many seconds later we are still at it."""
    talk.now += timedelta(seconds=after)
    return _of_the_line(talk, TransferStage.WAITING, position, seconds)


def _of_the_line(
    talk: Talk, stage: TransferStage, position: int | None, seconds: float | None
) -> list[Act]:
    moved = TransferMoved(at=talk.now, stage=stage, position=position, estimate_seconds=seconds)
    return talk.receive(moved)


def _in_line(talk: Talk) -> None:
    _waiting(talk)
    in_line(talk)


def _offered_callback(talk: Talk) -> None:
    _waiting(talk)
    in_line(talk, seconds=600.0)


def _picked_up(talk: Talk) -> None:
    _waiting(talk)
    talk.moved(TransferStage.RINGING)
    talk.moved(TransferStage.ANSWERED)


def _accepted(talk: Talk) -> None:
    _picked_up(talk)
    talk.moved(TransferStage.ACCEPTED)


def _declined(talk: Talk) -> None:
    _picked_up(talk)
    talk.moved(TransferStage.DECLINED)


def _lost(talk: Talk) -> None:
    _accepted(talk)
    talk.moved(TransferStage.AGENT_GONE)


def _failed(talk: Talk) -> None:
    _waiting(talk)
    talk.moved(TransferStage.FAILED, None)


def _cancelled(talk: Talk) -> None:
    _waiting(talk)
    talk.say("stop")


def _on_hold(talk: Talk) -> None:
    _waiting(talk)
    talk.receive(OnHold(at=talk.now, held=True))


def _danger(talk: Talk) -> None:
    talk.ring()
    talk.say("er is brand")
    talk.key("0")


OFFERED = "waiting, callback offered"
WAITING: dict[str, Callable[[Talk], None]] = {
    "waiting": _waiting,
    "waiting, about a topic": _waiting_about,
    "waiting, looking up": _looking_up,
    "waiting, in line": _in_line,
    OFFERED: _offered_callback,
    "waiting, agent picked up": _picked_up,
    "waiting, agent declined": _declined,
    "waiting, agent lost": _lost,
    "waiting, on hold": _on_hold,
    "waiting, after danger": _danger,
}
CONNECTING = "agent accepted"
STAFFED_STATES = {
    **WAITING,
    CONNECTING: _accepted,
    "transfer failed": _failed,
    "transfer cancelled": _cancelled,
}
"""States that only a municipality with agents has."""


def in_any_state(state: str) -> Talk:
    """One of STATES where nobody can be rung, or of STAFFED_STATES."""
    if state in STATES:
        return in_state(state)
    talk = Talk(staffed())
    STAFFED_STATES[state](talk)
    talk.everything.clear()
    return talk
