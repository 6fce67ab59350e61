"""The pages of figures: what is told of calls, and what is not."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from starlette.testclient import TestClient

from desk.studio.counted import FEWEST, Split, percentile, told
from desk.studio.figure import FEW
from desk.studio.figure_choice import Choice, chosen, local, periods
from desk.studio.figures_helped import helped, topics
from desk.studio.figures_moments import days, hours, to_person
from desk.studio.figures_page import FIGURES, view_of
from desk.studio.figures_trouble import by_topic, by_turn
from desk.studio.spreadsheet import spreadsheet
from dialog.endings import Ending
from records.call_figures import CallFigures, Place, Trouble
from tests.desk.figures_house import NOW, TITLES, FixedFigures, figures_app
from tests.desk.signed import EDITOR, client_of
from tests.records.many_calls import figures

TODAY = date(2026, 11, 27)
ALL = Choice(TODAY, TODAY)
DAYS = "van=2026-10-27&tot=2026-11-27"


@cache
def some() -> Sequence[CallFigures]:
    return figures(400)


@pytest.fixture
def client() -> TestClient:
    return client_of(figures_app(FixedFigures(some())), EDITOR)


# -- which calls ---------------------------------------------------------------------------------


def test_without_days_the_last_seven_are_shown() -> None:
    choice, wrong = chosen({}, TODAY)
    assert (choice.first, choice.last, wrong) == (TODAY - timedelta(days=6), TODAY, {})
    since, until = choice.moments
    assert (local(since).hour, local(until).date()) == (0, TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"van": "gisteren"}, "van"),
        ({"van": "2026-11-02", "tot": "2026-11-01"}, "tot"),
        ({"van": "2020-01-01"}, "van"),
        ({"van": "0001-12-31", "tot": "0002-01-01"}, "van"),
        ({"van": "9998-12-31", "tot": "9999-12-31"}, "tot"),
    ],
)
def test_what_is_no_period_is_told_beside_its_field(given: dict[str, str], field: str) -> None:
    choice, wrong = chosen(given, TODAY)
    assert list(wrong) == [field]
    assert choice.last == TODAY


def test_calls_are_picked_out_by_everything_that_is_known_of_them() -> None:
    first = some()[0]
    hour = str(local(first.began).hour)
    picked = {"taal": first.language, "manier": first.manner, "lijn": first.line, "uur": hour}
    choice = Choice(TODAY, TODAY, picked)
    assert first in choice.of(some())
    assert all(local(call.began).hour == int(hour) for call in choice.of(some()))
    topic = next(call for call in some() if call.topics)
    about = Choice(TODAY, TODAY, {"onderwerp": topic.topics[0]}).of(some())
    assert topic in about
    assert len(about) < len(some())


def test_last_month_is_whole_and_keeps_what_was_picked() -> None:
    month = dict(periods(Choice(TODAY, TODAY, {"taal": "en"}), TODAY))["Vorige maand"]
    assert month == Choice(date(2026, 10, 1), date(2026, 10, 31), {"taal": "en"})


# -- what is told --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([9, 8, 0], [9, 8, 0]),
        ([9, 3, 0], [None, None, 0]),
        ([90, 3, 9, 2], [90, None, 9, None]),
        ([3], [None]),
    ],
)
def test_few_are_not_told_and_cannot_be_worked_out(parts: list[int], shown: list[object]) -> None:
    assert list(told(parts)) == shown


def test_a_percentile_is_a_value_that_was_there() -> None:
    assert percentile(range(1, 101), 95) == 95
    assert percentile([5, 1, 4, 2, 3], 50) == 3
    assert percentile([1, 2, 3, 4], 50) is None


def test_who_hung_up_is_not_counted_as_helped() -> None:
    hung_up = [replace(call, ending=Ending.AFTER_ANSWER, rating=None) for call in some()[:20]]
    figure = helped(hung_up, TITLES)
    assert [row[1] for row in figure.rows] == [0, 20, 0]
    assert figure.point == "Van 20 gesprekken is 0% zeker geholpen. Van 100% weten wij het niet."
    said_no = [replace(call, ending=Ending.ARRANGED, rating="no") for call in hung_up]
    assert Split.of(said_no) == Split(0, 0, 20)


def test_a_topic_of_a_few_calls_is_left_out_and_that_is_told() -> None:
    base = replace(some()[0], ending=Ending.CONFIRMED, rating=None)
    calls = [replace(base, topics=("paspoort",))] * 9 + [replace(base, topics=("grofvuil",))] * 4
    figure = topics(calls, TITLES)
    assert [tuple(row) for row in figure.rows] == [("paspoort", 9, 9, 0, 0)]
    assert figure.left_out == 1


def test_days_on_which_nobody_rang_are_there_too() -> None:
    base = some()[0]
    calls = [replace(base, began=NOW - timedelta(days=back)) for back in (0, 0, 0, 0, 0, 2)]
    assert list(days(calls, TITLES).rows) == [("wo 25-11", None), ("do 26-11", 0), ("vr 27-11", 5)]
    assert hours(calls, TITLES).point == "Het drukst was het tussen 9 en 10 uur: 6 gesprekken."


def test_the_way_to_a_person_is_told_by_half_and_by_nearly_all() -> None:
    base = replace(some()[0], departments=("afval",), talk_seconds=None)
    calls = [replace(base, person_seconds=float(n)) for n in range(1, 101)]
    figure = to_person(calls, TITLES)
    assert [tuple(row) for row in figure.rows] == [
        ("iedereen samen", 100, 50, 95, None),
        ("team Afval", 100, 50, 95, None),
    ]


def test_each_time_that_a_caller_gets_stuck_counts() -> None:
    troubles = {2: Trouble.NOT_UNDERSTOOD, 4: Trouble.NOT_UNDERSTOOD, 6: Trouble.LAST}
    places = {2: Place(1, None), 4: Place(2, "paspoort"), 6: Place(3, "paspoort")}
    base = replace(some()[0], ending=Ending.WITHOUT, turns=3, topics=("paspoort",))
    calls = [
        replace(base, call=str(nth), troubles=troubles, places=places) for nth in range(FEWEST)
    ]
    assert [tuple(row) for row in by_topic(calls, TITLES).rows] == [
        ("paspoort", 10, 5, 0, 0, 0, 5),
        ("voordat er een onderwerp was", 5, 5, 0, 0, 0, 0),
    ]
    assert [tuple(row)[:2] for row in by_turn(calls, TITLES).rows] == [
        ("beurt 1", 5),
        ("beurt 2", 5),
        ("beurt 3", 5),
    ]
    assert by_topic(calls[1:], TITLES).rows == []


def test_of_a_handful_of_calls_nothing_is_told() -> None:
    assert view_of(some()[: FEWEST - 1], ALL, TITLES).chapters == {}
    names = [f.name for group in view_of(some(), ALL, TITLES).chapters.values() for f in group]
    assert len(names) == len(set(names)), "each has an address of its own"


# -- pages ---------------------------------------------------------------------------------------


def test_the_page_tells_each_figure_with_its_point_picture_and_table(client: TestClient) -> None:
    page = client.get(f"{FIGURES}?{DAYS}").text
    for group in view_of(some(), ALL, TITLES).chapters.values():
        for figure in group:
            assert figure.title in page
            assert figure.point in page
            assert (f"/{figure.name}.svg?{DAYS.replace('&', '&amp;')}" in page) == bool(
                figure.picture
            )


def test_a_period_that_is_wrong_is_told_beside_the_field(client: TestClient) -> None:
    answer = client.get(f"{FIGURES}?van=morgen")
    assert answer.status_code == 422
    assert 'id="van-fout"' in answer.text
    assert client.get(f"{FIGURES}/dagen.csv?van=morgen").status_code == 422


def test_a_choice_that_leaves_few_calls_shows_none(client: TestClient) -> None:
    page = client.get(f"{FIGURES}?{DAYS}&taal=fr").text
    assert f"<strong>{FEW} gesprekken</strong>" in page
    assert "Kies meer dagen" in page
    assert client.get(f"{FIGURES}/dagen.csv?{DAYS}&taal=fr").status_code == 404


def test_records_that_cannot_be_read_are_told() -> None:
    client = client_of(figures_app(FixedFigures(out=True)), EDITOR)
    assert client.get(FIGURES).status_code == 503
    assert client.get(f"{FIGURES}/dagen.csv").status_code == 503


def test_a_picture_is_fetched_once_and_there_is_one_for_small_screens(client: TestClient) -> None:
    wide = client.get(f"{FIGURES}/geholpen.svg?{DAYS}")
    assert wide.headers["content-type"] == "image/svg+xml"
    assert "zeker geholpen" in wide.text
    again = client.get(
        f"{FIGURES}/geholpen.svg?{DAYS}", headers={"If-None-Match": wide.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    small = client.get(f"{FIGURES}/geholpen.svg?{DAYS}&smal=1")
    assert small.headers["etag"] != wide.headers["etag"]
    assert client.get(f"{FIGURES}/niets.svg?{DAYS}").status_code == 404


def test_a_table_opens_in_a_dutch_spreadsheet(client: TestClient) -> None:
    answer = client.get(f"{FIGURES}/talen.csv?{DAYS}")
    assert answer.headers["content-disposition"] == 'attachment; filename="talen.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:2] == ["Taal", "Gesprekken"]
    assert rows[1][0] == "Nederlands"


@pytest.mark.parametrize("begins", ["=1+1", "+31", "-2", "@som", "\tx"])
def test_a_cell_is_never_a_formula(begins: str) -> None:
    written = spreadsheet(["Onderwerp"], [(begins,), (None,), (7,)]).decode("utf-8-sig")
    assert written.splitlines()[1].strip('"') == f"'{begins}"
    assert written.splitlines()[2:] == [FEW, "7"]
