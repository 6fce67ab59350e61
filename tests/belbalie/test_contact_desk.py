"""Contacts from the log to a server that holds everything against the published schema.

The clock is moved: an hour passes in no time.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from belbalie.contact_desk import FIRST_PAUSE, LONGEST_PAUSE, ContactDesk
from belbalie.open_klant_settings import Anonymous
from connectors.open_klant import OpenKlant, RegisterAddress
from connectors.open_klant_bodies import Naming
from dialog.acts import Act, Conclude, Fill, LookUp, OutcomeType, RequestCallback, Understand
from dialog.desk_events import CallbackResult, CalledBack
from dialog.events import Event, Heard, HungUp, Rung, TransferMoved, TransferStage
from dialog.titles import Titles
from records.contact_outbox import (
    CLAIM,
    FIRST_WAIT,
    GIVE_UP,
    GIVEN_UP,
    NOTHING,
    SENT,
    SET_ASIDE,
    ContactOutbox,
    Due,
)
from records.contact_rows import NOTE_WAIT, WAITING
from records.log import EventLog
from tests.connectors.open_klant_server import TOKEN, OpenKlantServer, open_klant

START = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
TITLES = Titles({"grofvuil": "grofvuil"}, {"afval": "het team Afval"})
ROUND = timedelta(seconds=15)


class Place:
    """A desk with a register of its own, and a clock that is moved."""

    def __init__(self, database: str, server: OpenKlantServer) -> None:
        self.database, self.server, self.now = database, server, START
        self.log, self.outbox = EventLog(database), ContactOutbox(database)
        self.desk = self.started()

    def started(
        self, outbox: ContactOutbox | None = None, anonymous: Anonymous = Anonymous.CALLBACKS
    ) -> ContactDesk:
        """As the service starts: nothing is remembered but what is in the database."""
        register = OpenKlant(RegisterAddress(self.server.url, TOKEN), Naming())
        own = outbox or ContactOutbox(self.database)
        return ContactDesk(own, self.log, register, lambda: TITLES, anonymous)

    def restart(
        self, outbox: ContactOutbox | None = None, anonymous: Anonymous = Anonymous.CALLBACKS
    ) -> None:
        self.desk.close()
        self.desk = self.started(outbox, anonymous)

    def close(self) -> None:
        self.desk.close()
        self.outbox.close()
        self.log.close()

    def call(self, name: str, *items: Event | Act) -> None:
        """A call that ends now."""
        self.log.open_call(name, self.now, "sip")
        rung = Rung(at=self.now, caller="0612345678", content_version="abc", line="sip")
        hung_up = HungUp(at=self.now, by="caller")
        concluded = Conclude(outcome=OutcomeType.CALLBACK)
        self.log.append_all(name, [rung, *items, hung_up, concluded], self.now)

    def passes(self, time: timedelta) -> None:
        """Time goes by, with a round every 15 seconds, and every minute where it is long."""
        until = self.now + time
        while self.now < until:
            self.now += ROUND if time <= timedelta(minutes=1) else timedelta(minutes=1)
            self.desk.send_due(self.now)

    def arrived(self) -> list[str]:
        """The calls of the tasks, in the order in which they came in."""
        by_uuid = {one["uuid"]: one for one in self.server.all("klantcontacten")}
        tasks = self.server.all("internetaken")
        contacts = [by_uuid[task["aanleidinggevendKlantcontact"]["uuid"]] for task in tasks]
        return [contact["metadata"]["callId"] for contact in contacts]


def callback(words: str = "ik wil een bank laten ophalen") -> list[Event | Act]:
    return [
        Heard(at=START, text=words),
        LookUp(query=words),
        Understand(topic="grofvuil", score=0.9),
        RequestCallback(
            telephone="0612345678",
            when="morgenochtend",
            topic="grofvuil",
            department="afval",
            day=date(2026, 11, 28),
            window="09:00-12:00",
        ),
    ]


NAMED = Fill(slot="naam", value="Jan de Vries", confidence=0.9, confirmed=True)
CONNECTED = TransferMoved(at=START, stage=TransferStage.CONNECTED, agent="Afval 1")


@pytest.fixture
def server() -> Iterator[OpenKlantServer]:
    with open_klant() as running:
        yield running


@pytest.fixture
def place(database: str, server: OpenKlantServer) -> Iterator[Place]:
    made = Place(database, server)
    yield made
    made.close()


def test_a_callback_arrives_within_a_round(place: Place) -> None:
    place.call("a", *callback(), NAMED)
    place.passes(ROUND)
    assert place.arrived() == ["a"]
    (contact,), (task,) = place.server.all("klantcontacten"), place.server.all("internetaken")
    assert contact["onderwerp"] == "Grofvuil (ik wil een bank laten ophalen)"
    assert datetime.fromisoformat(contact["plaatsgevondenOp"]) == START
    assert task["toelichting"].startswith("Graag bellen: morgenochtend (28-11-2026 09:00-12:00).")
    assert place.outbox.state("a") == SENT


def test_who_was_rung_back_at_our_desk_is_told_so_that_nobody_rings_twice(place: Place) -> None:
    place.call("a", *callback())
    place.passes(ROUND)
    rung = CalledBack(at=place.now, agent="Sanne de Wit", result=CallbackResult.REACHED)
    place.log.append("a", rung, place.now)
    place.passes(ROUND)
    (task,) = place.server.all("internetaken")
    assert task["status"] == "verwerkt"
    assert len(place.server.all("klantcontacten")) == 1
    assert place.outbox.state("a") == SENT


def test_after_an_hour_of_downtime_everything_arrives_once_and_in_order(place: Place) -> None:
    place.server.down = True
    calls = [f"call-{minute:02}" for minute in range(0, 60, 3)]
    for name in calls:
        place.call(name, *callback())
        place.passes(timedelta(minutes=3))
    assert place.arrived() == []
    place.server.down = False
    place.passes(LONGEST_PAUSE)
    assert place.arrived() == calls
    for resource in ("klantcontacten", "betrokkenen", "digitaleadressen", "actorklantcontacten"):
        assert len(place.server.all(resource)) == len(calls)
    assert len(place.server.all("actoren")) == 2


def test_while_it_is_down_one_contact_asks_for_all_ever_more_seldom(place: Place) -> None:
    for name in ("a", "b", "c"):
        place.call(name, *callback())
    place.server.down = True
    place.passes(timedelta(hours=1))
    assert len(place.server.requests) <= 9, "30 s, 1, 2, 4, 8 and then 15 minutes apart"
    assert place.outbox.standing(place.now).waiting == 3


def test_downtime_is_shown_on_the_desk_until_it_is_over(place: Place) -> None:
    place.call("a", *callback())
    place.server.down = True
    place.passes(ROUND)
    (notice,) = place.desk.notices()
    assert notice.startswith("Open Klant is niet bereikbaar sinds ")
    assert "1 gesprek wacht op verzending" in notice
    assert place.desk.oldest_seconds(place.now) == ROUND.total_seconds()
    place.server.down = False
    place.passes(FIRST_PAUSE)
    assert place.desk.notices() == []


@pytest.mark.parametrize(
    "request_",
    [
        "POST /maak-klantcontact",
        "POST /actoren",
        "POST /actorklantcontacten",
        "POST /digitaleadressen",
        "POST /internetaken",
        "GET /internetaken",
    ],
)
def test_a_lost_answer_makes_no_double(place: Place, request_: str) -> None:
    place.server.dropped = [request_]
    place.call("a", *callback())
    place.call("b", *callback())
    place.passes(timedelta(minutes=5))
    assert place.arrived() == ["a", "b"]
    for resource in ("klantcontacten", "betrokkenen", "digitaleadressen", "actorklantcontacten"):
        assert len(place.server.all(resource)) == 2
    assert len(place.server.all("actoren")) == 2


class Killed(BaseException):
    """The process is no more."""


class LastSteps(ContactOutbox):
    """Its process is killed before it writes down one more than these steps."""

    def __init__(self, url: str, left: int) -> None:
        super().__init__(url)
        self.left = left

    def keep_step(self, due: Due, step: str, uuid: str) -> None:
        if not self.left:
            raise Killed
        self.left -= 1
        super().keep_step(due, step, uuid)


@pytest.mark.parametrize("left", range(5))
def test_a_process_that_is_killed_between_two_steps_leaves_no_double(
    place: Place, left: int
) -> None:
    """What is made over there and not yet written down here is found again."""
    place.call("a", *callback())
    place.restart(LastSteps(place.database, left))
    with pytest.raises(Killed):
        place.passes(ROUND)
    place.restart()
    place.passes(CLAIM + ROUND)
    assert place.arrived() == ["a"]
    for resource in ("klantcontacten", "betrokkenen", "digitaleadressen", "actorklantcontacten"):
        assert len(place.server.all(resource)) == 1, resource


def test_what_is_refused_is_set_aside_and_others_go_on(place: Place) -> None:
    place.server.statuses = {"POST /maak-klantcontact": [400]}
    place.call("a", *callback())
    place.call("b", *callback())
    place.passes(ROUND)
    assert place.arrived() == ["b"]
    assert place.outbox.state("a") == SET_ASIDE
    (row,) = place.outbox.unsent()
    assert row.reason == "status 400"
    assert place.desk.notices() == [
        "1 gesprek staat niet in Open Klant. Meld dit bij uw beheerder."
    ]
    assert place.outbox.retry(place.now) == 1
    place.passes(ROUND)
    assert place.arrived() == ["b", "a"]
    assert place.desk.notices() == []


def test_a_fault_at_one_contact_keeps_up_no_other(place: Place) -> None:
    place.server.statuses = {"POST /maak-klantcontact": [500]}
    place.call("a", *callback())
    place.call("b", *callback())
    place.passes(ROUND)
    assert place.arrived() == ["b"]
    place.passes(FIRST_WAIT)
    assert place.arrived() == ["b", "a"]


def test_a_server_that_fails_at_every_contact_is_left_alone(place: Place) -> None:
    place.server.statuses = {"POST /maak-klantcontact": [500] * 100}
    for name in ("a", "b", "c", "d"):
        place.call(name, *callback())
    place.passes(timedelta(hours=1))
    tried = place.server.requests.count("POST /maak-klantcontact")
    assert tried <= 20
    place.server.statuses = {}
    place.passes(timedelta(hours=2))
    assert sorted(place.arrived()) == ["a", "b", "c", "d"]


def test_a_server_that_asks_to_wait_is_left_alone_for_so_long(place: Place) -> None:
    place.server.statuses = {"GET /klantcontacten": [429]}
    place.server.headers = {"Retry-After": "300"}
    place.call("a", *callback())
    place.passes(timedelta(seconds=300))
    assert place.arrived() == []
    place.passes(timedelta(minutes=1))
    assert place.arrived() == ["a"]


def test_after_a_week_of_downtime_it_is_given_up_and_seen(place: Place) -> None:
    place.call("a", *callback())
    place.server.down = True
    place.desk.send_due(START + GIVE_UP - ROUND)
    assert place.outbox.state("a") == WAITING
    place.desk.send_due(START + GIVE_UP + FIRST_PAUSE)
    assert place.outbox.state("a") == GIVEN_UP
    assert "Meld dit bij uw beheerder." in place.desk.notices()[-1]


def test_a_call_that_was_erased_meanwhile_is_not_told(place: Place) -> None:
    place.call("a", *callback())
    place.log.erase("a")
    place.passes(ROUND)
    assert place.server.requests == []
    assert place.outbox.state("a") == NOTHING


@pytest.mark.parametrize(
    ("anonymous", "told"),
    [
        (Anonymous.NEVER, {"named", "named callback"}),
        (Anonymous.CALLBACKS, {"named", "named callback", "callback"}),
        (Anonymous.ALL, {"named", "named callback", "callback", "handed over"}),
    ],
)
def test_who_told_no_name_is_told_of_as_the_municipality_wants(
    place: Place, anonymous: Anonymous, told: set[str]
) -> None:
    place.restart(anonymous=anonymous)
    place.call("named", CONNECTED, NAMED)
    place.call("named callback", *callback(), NAMED)
    place.call("callback", *callback())
    place.call("handed over", CONNECTED)
    place.passes(NOTE_WAIT + ROUND)
    assert {one["metadata"]["callId"] for one in place.server.all("klantcontacten")} == told


def test_a_call_that_a_person_took_over_names_the_machine(place: Place) -> None:
    place.call("a", CONNECTED, NAMED)
    place.passes(NOTE_WAIT + ROUND)
    (contact,) = place.server.all("klantcontacten")
    assert [one["soortActor"] for one in contact["hadBetrokkenActoren"]] == [
        "geautomatiseerde_actor"
    ]
    assert place.arrived() == []
