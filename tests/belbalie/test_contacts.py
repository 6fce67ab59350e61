import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from belbalie.contact_commands import print_unsent, retry
from belbalie.contacts import naming, telling_contacts
from belbalie.errors import WorkFailed, WrongUse
from belbalie.metrics import Metrics
from belbalie.settings import Settings, load
from connectors.open_klant_bodies import Identifier
from dialog.acts import Conclude, OutcomeType, RequestCallback
from dialog.events import Rung
from dialog.titles import NO_TITLES
from records.contact_outbox import SET_ASIDE, ContactOutbox
from records.log import EventLog
from tests.connectors.open_klant_server import TOKEN, OpenKlantServer, open_klant

START = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
CALLBACK = RequestCallback(
    telephone="0612345678", when="morgenochtend", topic=None, department="afval"
)
URL = "https://openklant.example.nl/klantinteracties/api/v1"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(data=tmp_path, database=f"sqlite:///{tmp_path}/records.db")


@pytest.fixture
def log(settings: Settings) -> Iterator[EventLog]:
    with closing(EventLog(settings.database_url)) as log:
        yield log


def call(log: EventLog, name: str, at: datetime) -> None:
    log.open_call(name, at, "sip")
    log.append_all(name, [Rung(at=at), CALLBACK, Conclude(outcome=OutcomeType.CALLBACK)], at)


def refused(settings: Settings, log: EventLog) -> None:
    call(log, "call-1", START)
    with closing(ContactOutbox(settings.database_url)) as outbox:
        due = outbox.take(START)
        assert due is not None
        outbox.end(due, SET_ASIDE, "status 400: klantcontact.kanaal invalid")


def test_what_was_refused_is_told_with_its_reason_and_without_words(
    settings: Settings, log: EventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(settings, log)
    print_unsent(settings, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["call"], told["kind"], told["state"]) == ("call-1", "callback", "set_aside")
    print_unsent(settings, as_json=False)
    line = capsys.readouterr().out
    assert "klantcontact.kanaal invalid" in line
    assert CALLBACK.telephone not in line


def test_what_was_refused_is_tried_again_on_command(
    settings: Settings, log: EventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(settings, log)
    retry(settings, "call-1")
    assert capsys.readouterr().out == "1 contact will be tried again\n"
    with pytest.raises(WrongUse, match="expected a call that was refused or given up"):
        retry(settings, "call-1")
    retry(settings, None)
    assert capsys.readouterr().out == "0 contacts will be tried again\n"


def test_a_command_makes_no_database(settings: Settings) -> None:
    with pytest.raises(WrongUse, match="found none"):
        print_unsent(settings, as_json=False)


def test_the_municipality_names_its_departments_and_agents() -> None:
    told = naming(
        load(
            open_klant_departments="burgerzaken=PaBH, afval=G12/grp",
            open_klant_agents="Sanne de Wit=sanne@zonnedael.nl/mdw/handmatig/email",
        )
    )
    assert told.department("burgerzaken", "X").identifier == Identifier("PaBH", "afd")
    assert told.department("afval", "X").identifier == Identifier("G12", "grp")
    assert told.department("wmo", "X").identifier == Identifier("wmo", "afd")
    sanne = Identifier("sanne@zonnedael.nl", "mdw", "handmatig", "email")
    assert told.agent("Sanne de Wit").identifier == sanne
    assert told.agent("Ad").identifier == Identifier("Ad", "mdw")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"open_klant": URL}, "open_klant_token: expected a token"),
        ({"open_klant": "openklant", "open_klant_token": "x"}, "open_klant: expected an address"),
        ({"open_klant_departments": "burgerzaken"}, "expected names with their ids"),
        ({"open_klant_agents": "Ad=1/2/3/4/5"}, "expected names with their ids"),
        ({"open_klant_channel": "x" * 51}, "expected the name of a channel"),
        ({"open_klant_anonymous": "some"}, "open_klant_anonymous"),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(given: dict[str, object], message: str) -> None:
    with pytest.raises(WrongUse, match=message) as wrong:
        load(**given)
    assert "\n" not in str(wrong.value)


def test_an_address_with_a_password_is_in_no_message() -> None:
    with pytest.raises(WrongUse) as wrong:
        load(open_klant="ftp://jan:geheim@example.nl", open_klant_token="ook-geheim")
    assert "geheim" not in str(wrong.value)


def connected(settings: Settings, server: OpenKlantServer) -> Settings:
    return load(
        data=settings.data,
        database=settings.database_url,
        open_klant=server.url,
        open_klant_token=TOKEN,
    )


async def test_a_running_house_tells_its_contacts_and_counts_them(
    settings: Settings, log: EventLog
) -> None:
    call(log, "call-1", datetime.now(UTC) - timedelta(seconds=1))
    metrics = Metrics()
    with open_klant() as server:
        told = connected(settings, server)
        async with telling_contacts(told, log, lambda: NO_TITLES, metrics) as desk:
            assert await asyncio.to_thread(server.task_made.wait, 30)
            assert desk is not None
            assert desk.notices() == []
    assert b"belbalie_contacts_unsent 0.0" in metrics.text()


async def test_without_a_register_contacts_are_forgotten(settings: Settings, log: EventLog) -> None:
    call(log, "old", START - timedelta(days=900))
    with closing(ContactOutbox(settings.database_url)) as outbox:
        async with telling_contacts(settings, log, lambda: NO_TITLES, Metrics()) as desk:
            assert desk is None
            assert outbox.state("old") is None


async def test_a_file_without_authorities_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").touch()
    wrong = load(
        data=tmp_path,
        database=settings.database_url,
        open_klant=URL,
        open_klant_token="x",
        open_klant_trusted=tmp_path / "empty.pem",
    )
    log = EventLog(settings.database_url)
    with closing(log), pytest.raises(WorkFailed, match="expected a PEM file with certificates"):
        async with telling_contacts(wrong, log, lambda: NO_TITLES, Metrics()):
            pass
