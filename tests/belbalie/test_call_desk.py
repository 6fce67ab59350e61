"""A call that drops, and one that goes on with it: through record, codes and services."""

import stat
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from belbalie.call_desk import CallDesk, house_key
from belbalie.errors import WorkFailed
from belbalie.memory_desk import NoMessages
from belbalie.services import Room, carry_out
from belbalie.text_call import TextCall, Turn
from dialog.acts import Act, Say, Settle
from dialog.content_services import ServiceStore
from dialog.conversation import Conversation
from dialog.events import Candidate, Event, Findings
from dialog.knowledge import Knowledge
from records.call_codes import HOLDS, MOST_TRIES, Begun, CallCodes
from records.case import Asking
from records.cases import Cases
from records.log import EventLog
from tests.dialog.demonstration import demonstration

CONTENT = Path(__file__).parents[2] / "content"
NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")
MOBILE, OTHER = "0612345678", "0687654321"
BOOKING = ("ik wil een afspraak maken voor een paspoort", "dinsdag om 10 uur", "Jansen")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return demonstration()


class Town:
    """The pieces of a running house that a dropped call meets, without sound."""

    def __init__(self, knowledge: Knowledge, url: str) -> None:
        self.knowledge = knowledge
        self.log, self.cases = EventLog(url), Cases(url)
        self.codes = CallCodes(url, uuid.uuid4().bytes)
        self.forgot: list[str] = []
        self.desk = CallDesk(self.codes, self.log, lambda: knowledge, self.forgot.append)
        content = ServiceStore(CONTENT, knowledge.municipality).content
        self.room = Room(
            knowledge, content, lambda: self.cases, message_desk=NoMessages(), call_desk=self.desk
        )
        self._name, self._number = uuid.uuid4().hex, count(1)

    def ring(self, caller: str | None, now: datetime = NOW) -> "Ringing":
        return Ringing(self, f"{self._name}-{next(self._number)}", caller, now)

    def asking(self, line: str | None) -> Asking:
        """A call that only asks for another."""
        name = f"{self._name}-{next(self._number)}"
        self.desk.begin(name, line, NOW)
        return Asking(NOW, name)

    def close(self) -> None:
        self.desk.close()
        self.cases.close()
        self.log.close()


class Ringing:
    """One call in this town, recorded as it goes."""

    def __init__(self, town: Town, name: str, caller: str | None, now: datetime) -> None:
        self.town, self.name, self.now = town, name, now
        town.log.open_call(name, now, "text")
        self.begun: Begun = town.desk.begin(name, caller, now)
        self.conversation = Conversation(town.knowledge)
        self.call = TextCall(self.conversation, _search, now, performs=self._perform)
        self.said = self._kept(list(self.call.ring(caller, begun=self.begun)))

    def take(self, *turns: str) -> str:
        for turn in turns:
            told = Turn(keys=turn[1:]) if turn.startswith("!") else Turn(say=turn)
            self.said = self._kept(list(self.call.take(told)))
        return self.said

    @property
    def code(self) -> str:
        return self.begun.code

    def hang_up(self) -> list[Event | Act]:
        """The line is gone, as in `Assistant`."""
        items = list(self.call.hang_up())
        self._kept(items)
        left = self.conversation.after.unfinished
        self.town.desk.end(self.name, left.script if left else None, self.now)
        return items

    def _kept(self, items: list[Event | Act]) -> str:
        self.town.log.append_all(self.name, items, self.now)
        return " ".join(item.text for item in items if isinstance(item, Say))

    def _perform(self, service, values, now):  # type: ignore[no-untyped-def]
        return carry_out(self.town.room, service, values, Asking(now, self.name))


def _search(query: str, language: str, day: object) -> Findings:
    return Findings((Candidate("afspraak_maken", 0.95),) if "afspraak" in query else ())


@pytest.fixture
def town(knowledge: Knowledge, database: str) -> Iterator[Town]:
    made = Town(knowledge, database)
    yield made
    made.close()


def dropped(town: Town, *turns: str, caller: str | None = MOBILE) -> Ringing:
    call = town.ring(caller)
    call.take(*(turns or BOOKING))
    call.hang_up()
    return call


def booked(call: Ringing) -> dict[str, str]:
    settled = [entry.item for entry in call.town.log.read(call.name)]
    return dict(next(item for item in settled if isinstance(item, Settle)).values)


def test_a_call_drops_in_an_appointment_and_the_next_one_finishes_it(town: Town) -> None:
    first = dropped(town)
    second = town.ring(MOBILE, NOW + timedelta(minutes=3))
    assert "Zullen we verdergaan?" in second.said
    assert "Jansen" not in second.said
    assert "Op welke naam" in second.take("ja")
    assert "Jansen" in second.take("Jansen")
    assert "Uw afspraak staat." in second.take("ja")
    second.hang_up()
    values = booked(second)
    assert (values["datum"], values["tijd"]) == ("2026-12-01", "10:00")
    third = town.ring(MOBILE, NOW + timedelta(minutes=9))
    assert "Waarvoor belt u?" in third.said
    third.take("ik heb een code")
    assert "niets blijven liggen" in third.take(first.code)


def test_with_its_code_from_the_same_telephone_everything_is_there(town: Town) -> None:
    first = dropped(town)
    second = town.ring(MOBILE, NOW + timedelta(minutes=3))
    second.take("nee", "ik heb een code")
    told = second.take(first.code)
    assert "De naam is Jansen." in told
    assert "Uw afspraak staat." in second.take("ja")


def test_from_elsewhere_a_fact_of_that_call_is_wanted_by_keys_or_voice(town: Town) -> None:
    first = dropped(town)
    second = town.ring(OTHER, NOW + timedelta(minutes=3))
    assert "Waarvoor belt u?" in second.said
    second.take("ik heb een code")
    asked = second.take(f"!{first.code}")
    assert "Welk telefoonnummer" in asked
    assert "Jansen" not in asked
    assert "De naam is Jansen." in second.take(f"!{MOBILE}")


def test_a_second_drop_leaves_the_code_of_the_first_call_in_force(town: Town) -> None:
    first = dropped(town)
    second = town.ring(OTHER, NOW + timedelta(minutes=3))
    second.take("ik heb een code", first.code, f"!{MOBILE}")
    second.hang_up()
    third = town.ring(OTHER, NOW + timedelta(minutes=5))
    assert "Zullen we verdergaan?" in third.said
    third.take("nee", "ik heb een code", first.code)
    assert "De naam is Jansen." in third.take(f"!{MOBILE}")


def test_after_a_day_a_call_is_over(town: Town) -> None:
    first = dropped(town)
    later = town.ring(MOBILE, NOW + HOLDS)
    assert "Waarvoor belt u?" in later.said
    asking = Asking(NOW + HOLDS, later.name)
    assert town.desk.open({"gesprekscode": first.code}, asking).status == "none"


def test_five_wrong_facts_lock_it_for_who_knows_the_fact_too(town: Town) -> None:
    first = dropped(town)
    told = []
    for n in range(MOST_TRIES + 1):
        asking = town.asking(OTHER)
        wrong = {"gesprekscode": first.code, "telefoon": f"068888888{n}"}
        told.append(town.desk.open(wrong, asking).status)
    assert told == ["wrong"] * (MOST_TRIES - 1) + ["locked"] * 2
    right = {"gesprekscode": first.code, "telefoon": MOBILE}
    assert town.desk.open(right, asking).status == "locked"
    again = town.asking(MOBILE)
    assert town.desk.open({"gesprekscode": first.code}, again).status == "locked"


def test_no_guess_from_another_line_opens_anything(town: Town) -> None:
    first = dropped(town)
    opened = set()
    for nth in range(20):
        asking = town.asking(OTHER)
        for guess in range(MOST_TRIES + 1):
            code = f"{(nth * 7919 + guess * 104_729) % 1_000_000:06}"
            if code != first.code:
                facts = {"gesprekscode": code, "telefoon": "0611111111", "datum": "2026-12-02"}
                opened.add(town.desk.open(facts, asking).status)
    assert "ok" not in opened
    assert "locked" in opened, "a call may not try code after code"


def test_a_call_without_any_fact_opens_from_its_own_line_only(town: Town) -> None:
    first = dropped(town, "hallo", caller=None)
    asking = town.asking(None)
    for facts in ({}, {"telefoon": ""}, {"telefoon": MOBILE, "postcode": "4991AB"}):
        status = town.desk.open({"gesprekscode": first.code, **facts}, asking).status
        assert status in ("fact", "wrong")


def test_what_is_forgotten_can_be_read_by_nobody(town: Town) -> None:
    call = town.ring(MOBILE)
    call.take(*BOOKING)
    call.take("vergeet dit gesprek")
    assert "wis ik alles" in call.take("ja")
    call.take("nee")
    call.hang_up()
    assert [entry.item for entry in town.log.read(call.name) if entry.item is not None] == []
    town.log.verify(call.name)
    assert town.forgot == [call.name]
    second = town.ring(MOBILE, NOW + timedelta(minutes=2))
    assert "Waarvoor belt u?" in second.said
    asking = Asking(NOW, second.name)
    assert town.desk.open({"gesprekscode": call.code}, asking).status == "none"


def test_an_earlier_call_is_forgotten_with_the_one_that_opened_it(town: Town) -> None:
    first = dropped(town)
    second = town.ring(MOBILE, NOW + timedelta(minutes=3))
    second.take("nee", "ik heb een code", first.code, "vergeet dit gesprek", "ja")
    second.take("nee")
    second.hang_up()
    assert {first.name, second.name} == set(town.forgot)
    for call in (first, second):
        assert {entry.item for entry in town.log.read(call.name)} == {None}


def test_a_call_that_goes_on_is_not_forgotten_under_way(town: Town) -> None:
    call = town.ring(MOBILE)
    call.take("vergeet dit gesprek", "ja")
    town.desk.forget_marked(NOW)
    call.take("hallo")
    assert town.forgot == []


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "nieuw" / "calls.key"
    assert house_key(None, file) == house_key(None, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert house_key("een eigen sleutel van de beheerder", file).startswith(b"een eigen")
    file.write_bytes(b"te kort")
    with pytest.raises(WorkFailed, match="32 bytes"):
        house_key(None, file)
