"""The services as calls use them: each has a handler, faults are 'failed', time is bounded."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from loguru import logger

from belbalie.memory_desk import NoCalls, NoMessages
from belbalie.services import HANDLERS, DeskServices, Room, carry_out
from belbalie.wish_desk import WishDesk
from dialog.content_services import NO_SERVICES, ServiceStore
from dialog.knowledge import Knowledge
from dialog.services import SERVICES, Outcome
from records.case import Asking
from records.cases import Cases
from records.wishes import Wishes
from tests.dialog.demonstration import demonstration

CONTENT = Path(__file__).parents[2] / "content"
NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")
ASKING = Asking(NOW, "call-1")
WISH = {"product": "paspoort", "datum": "2026-12-01", "tijd": "10:00"}
WHO = {"naam": "Truus de Mier", "telefoon": "0612345678"}
HOME = {"postcode": "4992AA", "huisnummer": "1"}
LAMP = {"object": "lantaarn", "straat": "Marktplein", "huisnummer": "1"}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return demonstration()


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    made = Cases(f"sqlite:///{tmp_path}/records.db")
    yield made
    made.close()


@pytest.fixture
def wish_desk(tmp_path: Path) -> Iterator[WishDesk]:
    made = WishDesk(Wishes(f"sqlite:///{tmp_path}/records.db", b"k" * 32, days=365))
    yield made
    made.close()


@pytest.fixture
def room(knowledge: Knowledge, cases: Cases, wish_desk: WishDesk) -> Room:
    content = ServiceStore(CONTENT, knowledge.municipality).content
    return Room(
        knowledge,
        content,
        lambda: cases,
        wish_desk=wish_desk,
        message_desk=NoMessages(),
        call_desk=NoCalls(),
    )


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    lines: list[str] = []
    sink = logger.add(lines.append, level="WARNING", format="{message}")
    yield lines
    logger.remove(sink)


def test_every_service_of_the_port_has_a_handler() -> None:
    assert HANDLERS.keys() == SERVICES.keys()


def done(room: Room, service: str, **given: str) -> Outcome:
    """Carry it out; what comes back is what the port says may come back."""
    outcome = carry_out(room, service, given, ASKING)
    assert given.keys() <= SERVICES[service].takes
    assert outcome.status in SERVICES[service].statuses
    names = {name for row in (outcome.values, *outcome.options) for name, _ in row}
    assert names <= SERVICES[service].gives
    return outcome


def test_what_services_give_is_what_the_port_says(room: Room) -> None:
    assert done(room, "address.find", **HOME).status
    assert done(room, "agenda.products", product="een id-kaart").status == "ok"
    assert done(room, "agenda.free", product="paspoort", weekdag="dinsdag").status == "ok"
    code = dict(done(room, "agenda.book", **WISH, **WHO).values)["code"]
    assert done(room, "agenda.find", code=code, naam=WHO["naam"]).status == "ok"
    assert done(room, "agenda.move", code=code, datum="2026-12-03", tijd="18:30").status == "ok"
    assert done(room, "agenda.cancel", code=code).status == "ok"
    assert done(room, "report.similar", **LAMP).status == "none"
    number = dict(done(room, "report.create", **LAMP, gevaar="nee").values)["nummer"]
    assert done(room, "report.similar", **LAMP).status == "known"
    assert done(room, "report.join", nummer=number).status == "ok"
    assert done(room, "waste.dates", **HOME).status == "ok"
    free = dict(done(room, "bulky.free", **HOME).options[0])
    assert done(room, "bulky.book", **HOME, object="bank", datum=free["datum"]).status == "ok"
    assert done(room, "complaint.create", soort="klacht", tekst="het tocht").status == "ok"
    assert done(room, "status.find", product="paspoort").status == "ok"
    assert done(room, "crisis.active").status == "none"
    assert done(room, "wish.keep", telefoon=WHO["telefoon"]).status == "ok"
    assert done(room, "wish.forget", telefoon=WHO["telefoon"]).status == "ok"
    assert done(room, "wish.forget", telefoon=WHO["telefoon"]).status == "none"
    assert done(room, "message.able", telefoon="0162123456").status == "landline"
    assert done(room, "message.send", telefoon="0612345678", tekst="Gratis.").status == "ok"
    assert done(room, "call.open", gesprekscode="123456").status == "none"
    assert done(room, "call.take_up").status == "none"
    assert done(room, "call.forget").status == "ok"


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_that_is_given_nothing_says_what_it_wants(room: Room, service: str) -> None:
    if service in ("crisis.active", "call.take_up", "call.forget"):
        return
    with pytest.raises(ValueError, match=rf"{service}: expected \w+.* got nothing"):
        carry_out(room, service, {}, ASKING)


def test_a_service_that_does_not_exist_is_told(room: Room) -> None:
    with pytest.raises(ValueError, match=r"expected one of address\.find, .*got 'agenda\.dream'"):
        carry_out(room, "agenda.dream", {}, ASKING)


async def performed(
    room: Room, service: str, given: Mapping[str, str], seconds: float = 3.0
) -> Outcome:
    with closing(DeskServices(lambda: room, seconds)) as services:
        return await services.perform(service, given, now=NOW, call="call-1")


async def test_a_service_without_its_content_has_failed(room: Room, complaints: list[str]) -> None:
    bare = replace(room, content=NO_SERVICES)
    assert await performed(bare, "agenda.free", WISH) == Outcome("failed")
    assert await performed(bare, "waste.dates", HOME) == Outcome("failed")
    assert "agenda.yaml" in complaints[0]


async def test_a_database_that_is_gone_has_failed_and_no_word_of_the_caller_is_logged(
    room: Room, tmp_path: Path, complaints: list[str]
) -> None:
    room.cases()
    with closing(sqlite3.connect(tmp_path / "records.db")) as other:
        other.execute("DROP TABLE places")
        other.commit()
    assert await performed(room, "agenda.book", {**WISH, **WHO}) == Outcome("failed")
    assert "agenda.book failed" in complaints[0]
    assert "Truus" not in "".join(complaints)


async def test_what_takes_too_long_has_failed_and_is_not_done_behind_our_back(
    room: Room, cases: Cases, complaints: list[str]
) -> None:
    """A backup holds the database while we book, and lets go when nobody waits any more."""
    with closing(sqlite3.connect(cases._url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        services = DeskServices(lambda: room, 0.5)
        began = time.monotonic()
        booking = services.perform("agenda.book", {**WISH, **WHO}, now=NOW, call="call-1")
        assert await booking == Outcome("failed")
        assert time.monotonic() - began < 2
        other.rollback()
    await asyncio.to_thread(services.close)  # what was begun is over now
    assert cases.open_ones("appointment") == []
    assert "took more than 0.5 s" in complaints[0]


async def test_wrong_use_is_told_to_who_wrote_it(room: Room) -> None:
    with pytest.raises(ValueError, match="expected datum"):
        await performed(room, "agenda.book", {"product": "paspoort"})
