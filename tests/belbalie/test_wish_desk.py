"""From 'ja, onthoud dat' in one call to the first words of the next, through the real records."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from belbalie.wish_desk import WishDesk
from dialog.acts import Act, Follow, Pace, Perform, Tempo
from dialog.events import Performed, Rung
from records.case import Asking
from records.wishes import Wishes
from tests.dialog.talking import MONDAY, Talk, says, sentence

NUMBER, FROM_ABROAD = "0612345678", "+31612345678"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[WishDesk]:
    made = WishDesk(Wishes(f"sqlite:///{tmp_path}/records.db", b"k" * 32, days=365))
    yield made
    made.close()


def rings(desk: WishDesk, caller: str) -> tuple[Talk, list[Act]]:
    talk = Talk()
    calm = desk.calm(caller, talk.now)
    return talk, talk.receive(Rung(at=talk.now, caller=caller, calm=calm))


def carried_out(desk: WishDesk, talk: Talk, acts: list[Act]) -> list[Act]:
    (wish,) = (act for act in acts if isinstance(act, Perform))
    does = {"wish.keep": desk.keep, "wish.forget": desk.forget}[wish.service]
    came = does(dict(wish.values), Asking(talk.now, "call-1"))
    return talk.receive(Performed(at=talk.now, service=wish.service, status=came.status))


def agrees(desk: WishDesk) -> None:
    talk, _ = rings(desk, NUMBER)
    talk.say("rustig aan")
    talk.ask("ik wil een paspoort", {"paspoort": 0.9})
    talk.say("nee dank u")
    carried_out(desk, talk, talk.say("ja graag"))


def test_the_next_call_begins_slowly_however_the_line_writes_the_number(desk: WishDesk) -> None:
    agrees(desk)
    for caller in (NUMBER, FROM_ABROAD):
        _, acts = rings(desk, caller)
        assert {Pace(rate=0.85), Follow(tempo=Tempo.CALM)} <= set(acts)


def test_nobody_else_is_taken_for_them(desk: WishDesk) -> None:
    agrees(desk)
    for caller in ("0612345679", "0201234567", "anonymous", ""):
        assert not desk.calm(caller, MONDAY)
    assert not desk.calm(None, MONDAY)


def test_it_is_gone_after_a_word(desk: WishDesk) -> None:
    agrees(desk)
    talk, _ = rings(desk, NUMBER)
    acts = carried_out(desk, talk, talk.say("niet meer onthouden"))
    assert says(acts)[0].text == sentence("calm_forgotten")
    assert not desk.calm(NUMBER, talk.now)


def test_it_is_gone_after_its_term(desk: WishDesk) -> None:
    agrees(desk)
    later = MONDAY + timedelta(days=367)
    assert not desk.calm(NUMBER, later)
    assert desk.forget_old(later) == 1
