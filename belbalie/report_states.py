"""How far reports on public space are: told, and written down by whoever may use the records.

Who that is, the machine decides: the command opens the database with the rights of its user, like
`erase` and `report`.
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from belbalie.errors import WorkFailed, WrongUse
from belbalie.reporting import sqlite_file
from belbalie.settings import Settings
from records.case import REPORT, STATES, Asking, Case
from records.cases import Cases
from records.errors import RecordsError

_BY = "command"
"""Who asks, in place of a call."""
_PLACE = ("straat", "huisnummer", "locatie")


def print_open(settings: Settings, as_json: bool) -> None:
    """Print every report that is not solved. Raises WorkFailed."""
    with _cases(settings) as cases:
        reports = cases.open_ones(REPORT)
    for report in reports:
        print(json.dumps(_fields(report), ensure_ascii=False) if as_json else _line(report))


def set_state(settings: Settings, number: str, state: str) -> None:
    """Raises WrongUse for a number that is no report, or a state that cannot follow; WorkFailed
    when the database cannot be used.
    """
    if state not in STATES[REPORT]:
        raise WrongUse(f"expected one of {', '.join(STATES[REPORT])}, got {state!r}")
    with _cases(settings) as cases:
        report = cases.find(number)
        if report is None or report.kind != REPORT:
            raise WrongUse(f"expected the number of a report, got {number!r}: see reports list")
        asking = Asking(datetime.now().astimezone(), _BY)
        if not cases.set_state(number, state, asking):
            possible = ", ".join(STATES[REPORT][report.state]) or "nothing"
            raise WrongUse(f"report {number} is {report.state}: expected {possible}, got {state!r}")


@contextmanager
def _cases(settings: Settings) -> Iterator[Cases]:
    file = sqlite_file(settings.database_url)
    if file is not None and not file.is_file():
        raise WrongUse(f"{file}: expected a database with records, found none")
    try:
        with closing(Cases(settings.database_url)) as cases:
            yield cases
    except RecordsError as error:
        raise WorkFailed(str(error)) from None


def _fields(report: Case) -> dict[str, str]:
    place = {key: report.words.get(key, "") for key in _PLACE}
    return {
        "number": report.number,
        "state": report.state,
        "day": report.day.isoformat(),
        "kind": report.subject,
        "object": report.words.get("object", ""),
        **place,
    }


def _line(report: Case) -> str:
    place = " ".join(filter(None, (report.words.get(key) for key in _PLACE)))
    what = report.words.get("object", "")
    return f"{report.number}  {report.day}  {report.state:8}  {report.subject}  {what}, {place}"
