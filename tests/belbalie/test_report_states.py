import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from belbalie.errors import WrongUse
from belbalie.report_states import print_open, set_state
from belbalie.settings import Settings, load
from records.case import COMPLAINT, REPORT, Asking, NewCase
from records.cases import Cases

DAY = date(2026, 11, 23)
ASKING = Asking(datetime(2026, 11, 23, 12, tzinfo=UTC), "call")
WORDS = {"object": "een kapotte lantaarn", "straat": "Dorpsstraat", "huisnummer": "12"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(data=tmp_path, database=f"sqlite:///{tmp_path}/records.db")


def kept(settings: Settings, kind: str = REPORT) -> str:
    with closing(Cases(settings.database_url)) as cases:
        return cases.open(NewCase(kind, "straatverlichting", DAY, None, WORDS), ASKING)


def test_a_command_that_reads_makes_no_database(settings: Settings) -> None:
    with pytest.raises(WrongUse, match="expected a database with records, found none"):
        print_open(settings, as_json=False)


def test_open_reports_are_told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    number = kept(settings)
    print_open(settings, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["number"] == number
    assert (told["state"], told["object"]) == ("reported", WORDS["object"])
    print_open(settings, as_json=False)
    line = capsys.readouterr().out
    assert number in line
    assert "een kapotte lantaarn, Dorpsstraat 12" in line


def test_a_report_that_is_solved_is_not_open(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    number = kept(settings)
    set_state(settings, number, "planned")
    print_open(settings, as_json=True)
    assert json.loads(capsys.readouterr().out)["state"] == "planned"
    set_state(settings, number, "solved")
    print_open(settings, as_json=True)
    assert capsys.readouterr().out == ""


def test_a_state_that_cannot_follow_is_refused(settings: Settings) -> None:
    number = kept(settings)
    set_state(settings, number, "solved")
    with pytest.raises(WrongUse, match=f"report {number} is solved: expected nothing, got"):
        set_state(settings, number, "planned")


def test_a_state_that_does_not_exist_is_refused(settings: Settings) -> None:
    with pytest.raises(WrongUse, match="expected one of reported, planned, solved, got 'klaar'"):
        set_state(settings, kept(settings), "klaar")


def test_only_the_number_of_a_report_will_do(settings: Settings) -> None:
    for number in ("00000", kept(settings, COMPLAINT)):
        with pytest.raises(WrongUse, match="expected the number of a report"):
            set_state(settings, number, "solved")
