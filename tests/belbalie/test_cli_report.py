import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from belbalie.errors import WorkFailed, WrongUse
from belbalie.reporting import Period, erase_call, print_call, print_report
from belbalie.settings import Settings, load
from dialog.acts import Act, Conclude, OutcomeType, RequestCallback, Say
from dialog.events import Event, Heard, HungUp, Rung, Said
from records.case import COMPLAINT, Asking, NewCase
from records.cases import Cases
from records.log import EventLog

WORDS = "ik wil graag een paspoort"
DAY = date(2026, 11, 23)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two calls on one day: the first answered, the second a request for a callback."""
    settings = load(data=tmp_path, database=f"sqlite:///{tmp_path}/records.db")
    log = EventLog(settings.database_url)
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    kept: dict[str, list[Event | Act]] = {
        "first": [
            Rung(at=at, line="file"),
            Heard(at=at, text=WORDS),
            Say(text="Een paspoort kost geld.", topic="paspoort", source="Paspoort (2026-01-05)"),
            Said(
                at=at,
                text="Een paspoort kost geld.",
                heard_text="Een paspoort kost geld.",
                played_seconds=2.0,
                total_seconds=2.0,
            ),
            HungUp(at=at, by="caller"),
            Conclude(outcome=OutcomeType.ANSWERED),
        ],
        "second": [
            RequestCallback(
                telephone="0612345678", when="in de middag", topic=None, department="afval"
            ),
            HungUp(at=at, by="caller"),
            Conclude(outcome=OutcomeType.CALLBACK),
        ],
    }
    for call, items in kept.items():
        log.open_call(call, at, "file")
        for item in items:
            log.append(call, item, at + timedelta(seconds=30))
    log.close()
    return settings


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_figures_as_one_line_of_json(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(settings, "2026-11-23", "2026-11-23", True)
    (line,) = printed(capsys)
    assert (line["from"], line["to"]) == ("2026-11-23", "2026-11-23")
    assert (line["calls"], line["erased"], line["median_seconds"]) == (2, 0, 30.0)
    assert line["outcomes"]["answered"] == 1
    assert line["outcomes"]["callback"] == 1
    assert set(line["outcomes"]) == {kind.value for kind in OutcomeType}
    assert line["topics"] == {"paspoort": 1}
    (callback,) = line["callbacks"]
    assert (callback["call"], callback["when"]) == ("second", "in de middag")
    assert "0612345678" not in json.dumps(line)


def test_what_callers_had_done_is_counted(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
    with closing(Cases(settings.database_url)) as cases:
        words = {"tekst": "het tochtte bij de balie"}
        cases.open(NewCase(COMPLAINT, "klacht", now.date(), words=words), Asking(now, "second"))
    print_report(settings, "2026-11-23", "2026-11-23", True)
    print_report(settings, "2026-11-24", "2026-11-24", True)
    that_day, next_day = printed(capsys)
    nothing = {"appointment": 0, "report": 0, "pickup": 0, "complaint": 0}
    assert that_day["cases"] == {**nothing, "complaint": 1}
    assert next_day["cases"] == nothing


def test_figures_to_read_are_aligned(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(settings, None, "2026-11-23", False)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "calls from the first call to 2026-11-23"
    rows = [line for line in lines if line.startswith("  ") and "call second" not in line]
    assert len({len(row) for row in rows}) == 1
    told = [tuple(row.split()) for row in rows]
    assert {("calls", "2"), ("median", "length", "30", "s"), ("paspoort", "1")} <= set(told)
    assert any("afval, in de middag  call second" in line for line in lines)


@pytest.mark.parametrize(("since", "until"), [("2026-11-24", "2026-11-25"), (None, "2026-11-22")])
def test_days_without_calls_count_none(
    settings: Settings, capsys: pytest.CaptureFixture[str], since: str | None, until: str
) -> None:
    print_report(settings, since, until, True)
    (line,) = printed(capsys)
    assert (line["calls"], line["median_seconds"]) == (0, None)


def test_a_period_holds_its_last_day() -> None:
    first, last = Period(DAY, DAY).moments
    assert last - first in (timedelta(hours=23), timedelta(hours=24), timedelta(hours=25))
    assert first.date() == DAY
    assert (first.hour, last.hour) == (0, 0)


def test_one_call_reads_as_a_card_and_a_conversation(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    print_call(settings, "first", False)
    card, _, rest = capsys.readouterr().out.partition("\n\n")
    assert card.splitlines() == [
        "Vraag: nog niet gesteld",
        "Onderwerp: een paspoort",
        "Beller: nummer afgeschermd",
        "Antwoord gegeven: een paspoort, bron: Paspoort (2026-01-05)",
        "Volgende stap: Geen.",
    ]
    assert [line.partition(" ")[2] for line in rest.splitlines()] == [
        "gesprek begint (file)",
        f"beller: {WORDS}",
        "balie: Een paspoort kost geld.",
        "de beller hing op",
        "uitkomst: answered",
    ]


def test_one_call_as_json_is_a_line_for_each_entry(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    print_call(settings, "first", True)
    *entries, card, last = printed(capsys)
    assert [entry["number"] for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert {tuple(entry) for entry in entries} == {("id", "number", "at", "kind", "fields")}
    assert entries[1]["kind"] == "heard"
    assert entries[1]["fields"]["text"] == WORDS
    assert set(card) == {"id", "card"}
    assert card["card"]["topics"] == [{"key": "paspoort", "title": "een paspoort"}]
    assert last == {"id": "first", "outcome": "answered"}


def test_without_content_a_card_tells_keys(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    print_call(settings.model_copy(update={"content": tmp_path / "none"}), "second", False)
    lines = capsys.readouterr().out.splitlines()
    assert "Volgende stap: Bel terug op 06-12345678, in de middag: afval." in lines


def test_an_erased_call_is_known_by_its_envelope_alone(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    erase_call(settings, "first")
    print_call(settings, "first", True)
    print_call(settings, "first", False)
    out = capsys.readouterr().out
    assert out.startswith("call first is erased")
    assert '"fields": null' in out
    assert '{"id": "first", "outcome": null}' in out
    assert '"card"' not in out
    assert "Volgende stap" not in out
    assert "Dit gesprek is gewist." in out
    assert WORDS not in out


@pytest.mark.parametrize(
    "command", [lambda s: print_call(s, "none", True), lambda s: erase_call(s, "none")]
)
def test_a_call_that_was_not_is_wrong_use(settings: Settings, command: Any) -> None:
    with pytest.raises(WrongUse, match="no record of call none"):
        command(settings)


def test_a_record_that_was_changed_is_not_shown_as_true(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    file = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM envelopes WHERE call_id = 'first' AND number = 2")
    with pytest.raises(WorkFailed, match="call first was changed at entry 2"):
        print_call(settings, "first", False)
    assert capsys.readouterr().out == ""
    print_report(settings, "2026-11-23", "2026-11-23", True)
    (line,) = printed(capsys)
    assert len(line["broken"]) == 1


def test_no_records_are_made_by_looking_for_them(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="found none"):
        print_report(load(data=tmp_path, database=""), None, None, True)
    assert list(tmp_path.iterdir()) == []
