"""What ends before long."""

from datetime import date
from pathlib import Path

from dialog.content import load
from dialog.ending_soon import ending_soon
from tests.dialog.small_content import MUNICIPALITY, write

ADDRESS = MUNICIPALITY.replace("Marktplein 1,", "Marktplein 1, valid_until: 2026-11-20,")


def told(folder: Path, today: date) -> list[str]:
    found = ending_soon(load(write(folder, {"gemeente.yaml": ADDRESS})), today)
    return [f"{each.title} {each.last} {', '.join(each.facts)}".strip() for each in found]


def test_facts_that_end_are_told_two_months_before_with_those_that_ended(tmp_path: Path) -> None:
    assert told(tmp_path, date(2026, 10, 31)) == ["De gemeente 2026-11-20 adres"]
    assert told(tmp_path, date(2026, 11, 1)) == [
        "De gemeente 2026-11-20 adres",
        "Paspoort 2026-12-31 tarief",
    ]


def test_a_source_is_told_before_it_is_a_year_old(tmp_path: Path) -> None:
    lines = told(tmp_path, date(2026, 12, 10))
    assert lines[-1] == "Trouwen 2027-02-01"
    assert "Paspoort 2027-01-05" in lines
