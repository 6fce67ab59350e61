"""The report of a month: what it says, and that it is the same on paper."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdf
import pytest
from starlette.testclient import TestClient

from belbalie.report_pdf import written
from desk.access.pages import DeskPages
from desk.desk_files import desk_files_router
from desk.pages import Pages
from desk.studio.content import Version
from desk.studio.month_pages import REPORT, month_router
from desk.studio.month_report import Month, NoPdf, chapters_of, month_report, months
from desk.studio.room import StudioRoom
from dialog.endings import Ending
from dialog.titles import NO_TITLES
from records.call_figures import CallFigures
from tests.desk.signed import EDITOR, app_with, client_of
from tests.records.many_calls import figures

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
NOVEMBER, OCTOBER = Month(2026, 11), Month(2026, 10)
CALLS = figures(900, until=NOW, days=80)
VERSION = Version(key="v1", at=NOW - timedelta(days=3), author="Edo", reason="Laadpaal erbij.")


def of(month: Month, calls: Sequence[CallFigures] = CALLS) -> list[CallFigures]:
    since, until = month.moments
    return [call for call in calls if since <= call.began < until]


def made(month: Month = OCTOBER, calls: Sequence[CallFigures] = CALLS) -> Any:
    here, before = of(month, calls), of(month.before, calls)
    return month_report(month, here, before, chapters_of(here, NO_TITLES), [VERSION], NOW)


def call(number: int, **other: Any) -> CallFigures:
    began = datetime(2026, 10, 5, 10, tzinfo=UTC) + timedelta(minutes=number)
    made = CallFigures(
        call=str(number), began=began, seconds=60.0, line="sip", language="nl", manner="usual",
        ending=Ending.PERSON,
    )  # fmt: skip
    return replace(made, **other)


class Counted:
    async def calls(self, since: datetime, until: datetime) -> Sequence[CallFigures]:
        return [each for each in CALLS if since <= each.began < until]

    async def first(self) -> datetime | None:
        return min(each.began for each in CALLS)


class Versions:
    """What was published, and no more of a `ContentDesk`."""

    async def versions(self, most: int = 50) -> Sequence[Version]:
        return [VERSION]


def client(writes: Any = written) -> TestClient:
    content: Any = Versions()
    desk = DeskPages(Pages("Zonnedael", "14 0123"))
    room = StudioRoom(pages=desk, content=content, titles=lambda: NO_TITLES, now=lambda: NOW)
    return client_of(app_with(month_router(room, Counted(), writes), desk_files_router()), EDITOR)


def test_a_month_knows_its_days_its_name_and_its_neighbours() -> None:
    assert (NOVEMBER.words, str(NOVEMBER)) == ("november 2026", "2026-11")
    assert (Month(2026, 12).next, Month(2026, 1).before) == (Month(2027, 1), Month(2025, 12))
    since, until = OCTOBER.moments  # the clock goes back in it
    assert until.astimezone(UTC) - since.astimezone(UTC) == timedelta(days=31, hours=1)


def test_every_month_with_calls_is_there_the_latest_first() -> None:
    assert months(datetime(2026, 8, 31, 23, tzinfo=UTC), NOW) == [NOVEMBER, OCTOBER, Month(2026, 9)]
    assert months(None, NOW) == ()


def test_who_hung_up_is_never_told_to_be_helped() -> None:
    calls = [call(n) for n in range(10)] + [
        call(n, ending=Ending.AFTER_ANSWER) for n in range(10, 30)
    ]
    told = " ".join(made(calls=calls).in_short)
    assert "10 bellers zijn zeker geholpen. Dat is 33 procent." in told
    assert "Van 20 bellers weten wij het niet" in told


def test_it_is_set_beside_the_month_before() -> None:
    before = [replace(call(n), began=datetime(2026, 9, 5, tzinfo=UTC)) for n in range(40)]
    told = made(calls=[*before, *(call(n) for n in range(50))]).in_short
    assert told[0] == "Er waren 50 gesprekken. Dat is 25 procent meer dan in september 2026."


def test_of_few_calls_nothing_is_told() -> None:
    report = made(calls=[call(1), call(2)])
    assert report.in_short == ["Er waren te weinig gesprekken om iets over te zeggen."]
    assert not report.chapters


def test_what_was_made_better_stands_in_its_own_month() -> None:
    assert made(OCTOBER).made_better == []
    assert [reason for _, reason in made(NOVEMBER).made_better] == ["Laadpaal erbij."]


def test_a_month_that_goes_on_says_so() -> None:
    assert (made(NOVEMBER).over, made(OCTOBER).over) == (False, True)
    assert "nog niet voorbij" in client().get(f"{REPORT}/2026-11").text


def test_the_page_has_its_pictures() -> None:
    page = client()
    text = page.get(f"{REPORT}/2026-10").text
    assert "De telefoon van de gemeente Zonnedael in oktober 2026" in text
    assert f'src="{REPORT}/2026-10/geholpen.svg"' in text
    assert page.get(f"{REPORT}/2026-10/geholpen.svg").text.startswith("<svg")
    assert page.get(f"{REPORT}/2026-10/bestaatniet.svg").status_code == 404


@pytest.mark.parametrize("wrong", ["2026-13", "2026-1", "vandaag", "0000-00", "0001-01", "9999-12"])
def test_what_is_no_month_is_not_there(wrong: str) -> None:
    assert client().get(f"{REPORT}/{wrong}").status_code in (404, 422)


def test_the_pdf_says_the_same_and_can_be_read_aloud() -> None:
    answer = client().get(f"{REPORT}/2026-10.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    paper = pypdf.PdfReader(io.BytesIO(answer.content))
    words = " ".join(page.extract_text() for page in paper.pages)
    assert "Wie ophangt, telt nooit als geholpen." in " ".join(words.split())
    root: Any = paper.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert paper.metadata is not None
    assert paper.metadata.title == "De telefoon van de gemeente Zonnedael in oktober 2026"


def test_where_no_pdf_can_be_made_the_page_says_so_and_tells_the_rest() -> None:
    def cannot(_: str) -> bytes:
        raise NoPdf("Expected Debian's packages")

    answer = client(cannot).get(f"{REPORT}/2026-10.pdf")
    assert answer.status_code == 503
    assert "Een PDF maken lukt op deze computer niet" in answer.text
    assert "In het kort" in answer.text


def test_nothing_is_fetched_for_a_pdf() -> None:
    with pytest.raises(ValueError, match="pictures in the page itself"):
        written('<html lang="nl"><title>x</title><img alt="x" src="http://127.0.0.1:9/x.png">')
