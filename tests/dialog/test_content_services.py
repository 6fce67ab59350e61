"""agenda.yaml, waste.yaml, crisis.yaml and reports.yaml, as editors write them."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dialog.content import problems
from dialog.content_page import Page
from dialog.content_services import ServiceStore
from dialog.content_town import read_town
from dialog.hours import Span
from dialog.knowledge import Municipality
from tests.dialog.small_content import write

AGENDA = """\
capacity: 2
location: {nl: "het gemeentehuis, {adres}", en: "the town hall, {adres}"}
hours:
  maandag: 09:00-12:00
closing_days:
  - {day: 2026-11-30, name: een studiedag}
products:
  paspoort:
    title: {nl: een paspoort, en: a passport}
    minutes: 15
    bring: {nl: "Neem uw oude paspoort mee."}
    words: [Reisdocument]
"""
WASTE = """\
fractions:
  gft: [Groene bak]
moved:
  - {day: 2026-12-25, to: 2026-12-24}
areas:
  noord:
    postcodes: ["4992", 4993 a]
    streets: [Molenweg]
    rounds:
      gft: {first: 2026-01-06, weeks: 2}
    bulky: {weekdays: [dinsdag], part: ochtend, capacity: 3}
"""
CRISIS = """\
messages:
  - text: {nl: "Er is geen water."}
    from: 2026-12-01 08:00
    until: 2026-12-01 22:00
    postcodes: ["4992"]
"""
REPORTS = "kinds:\n  groen: [Boom, tak]\n"
FILES = {
    "agenda.yaml": AGENDA,
    "waste.yaml": WASTE,
    "crisis.yaml": CRISIS,
    "reports.yaml": REPORTS,
}


@pytest.fixture
def town(tmp_path: Path) -> Municipality:
    write(tmp_path, FILES)
    return read_town(Page(tmp_path / "gemeente.yaml"), None)


def told(folder: Path, town: Municipality) -> list[str]:
    found = ServiceStore(folder, town).problems
    return [str(problem).removeprefix(f"{folder}/") for problem in found]


def test_an_agenda_is_read_with_the_towns_facts_and_closing_days(
    tmp_path: Path, town: Municipality
) -> None:
    agenda = ServiceStore(tmp_path, town).content.agenda
    assert agenda is not None
    assert agenda.location == {
        "nl": "het gemeentehuis, Marktplein 1",
        "en": "the town hall, Marktplein 1",
    }
    assert agenda.hours.spans_on(date(2026, 11, 30)) == ()
    assert agenda.hours.spans_on(date(2026, 12, 7)) == (Span(time(9), time(12)),)
    assert agenda.products["paspoort"].minutes == 15
    assert agenda.products["paspoort"].words == ("reisdocument",)
    assert (agenda.capacity, agenda.days_ahead) == (2, 42)


def test_an_agenda_without_hours_has_those_of_the_town(tmp_path: Path, town: Municipality) -> None:
    start, end = AGENDA.index("hours:"), AGENDA.index("products:")
    (tmp_path / "agenda.yaml").write_text(AGENDA[:start] + AGENDA[end:])
    agenda = ServiceStore(tmp_path, town).content.agenda
    assert agenda is not None
    assert agenda.hours == town.hours


def test_waste_is_read(tmp_path: Path, town: Municipality) -> None:
    waste = ServiceStore(tmp_path, town).content.waste
    assert waste is not None
    area = waste.area("4993AB")
    assert area is not None
    assert area.streets == ("molenweg",)
    assert area.bulky is not None
    assert (area.bulky.weekdays, area.bulky.daypart, area.bulky.capacity) == ((1,), "ochtend", 3)
    assert next(waste.dates(area, "gft", date(2026, 12, 1))) == date(2026, 12, 8)
    assert waste.moved == {date(2026, 12, 25): date(2026, 12, 24)}
    assert waste.fraction("mijn groene bak") == "gft"


def test_a_crisis_message_holds_by_the_clock_on_the_wall(
    tmp_path: Path, town: Municipality
) -> None:
    (message,) = ServiceStore(tmp_path, town).content.crisis
    amsterdam = ZoneInfo("Europe/Amsterdam")
    assert message.since == datetime(2026, 12, 1, 8, tzinfo=amsterdam)
    assert message.until == datetime(2026, 12, 1, 22, tzinfo=amsterdam)
    assert message.postcodes == ("4992",)


def test_kinds_of_reports_are_read(tmp_path: Path, town: Municipality) -> None:
    assert ServiceStore(tmp_path, town).content.reports.kind("een omgevallen boom") == "groen"


def test_a_file_that_is_not_there_is_no_mistake(tmp_path: Path, town: Municipality) -> None:
    for name in FILES:
        (tmp_path / name).unlink()
    store = ServiceStore(tmp_path, town)
    assert store.problems == []
    assert (store.content.agenda, store.content.waste, store.content.crisis) == (None, None, ())


WRONG = {
    "an agenda without products": (
        "agenda.yaml", AGENDA[: AGENDA.index("  paspoort")] + "  {}\n",
        "agenda.yaml:8: 'products' noemt niets. Vul in waarvoor mensen komen.",
    ),
    "a capacity that is no number": (
        "agenda.yaml", AGENDA.replace("capacity: 2", "capacity: veel"),
        "agenda.yaml:1: 'capacity' hoort een heel getal te zijn, 1 of meer.",
    ),
    "a capacity of nothing": (
        "agenda.yaml", AGENDA.replace("capacity: 2", "capacity: 0"),
        "agenda.yaml:1: 'capacity' hoort een heel getal te zijn, 1 of meer.",
    ),
    "a word that is unknown": (
        "agenda.yaml", AGENDA.replace("minutes: 15", "minuten: 15"),
        "agenda.yaml:9: Hier ontbreekt 'minutes'.",
    ),
    "a fact that is unknown": (
        "agenda.yaml", AGENDA.replace('nl: "het gemeentehuis, {adres}"', 'nl: "{plek}"'),
        "agenda.yaml:2: Het feit 'plek' is niet bekend, hier niet en in gemeente.yaml niet.",
    ),
    "a round of an unknown fraction": (
        "waste.yaml", WASTE.replace("      gft: {first", "      gtf: {first"),
        "waste.yaml:10: 'gtf' staat niet bij 'fractions'. Bekend zijn: gft.",
    ),
    "a day that is none": (
        "waste.yaml", WASTE.replace("[dinsdag]", "[dinsdags]"),
        "waste.yaml:11: 'dinsdags' is geen dag van de week. Schrijf hem als dinsdag.",
    ),
    "a part of the day that is none": (
        "waste.yaml", WASTE.replace("part: ochtend", "part: nacht"),
        "waste.yaml:11: 'nacht' is geen dagdeel. Bekend zijn: ochtend, middag, avond.",
    ),
    "a postcode that is none": (
        "waste.yaml", WASTE.replace('"4992"', '"499"'),
        "waste.yaml:7: '499' is geen postcode of begin ervan. Schrijf 4991 of 4991AB.",
    ),
    "a day that moves twice": (
        "waste.yaml",
        WASTE.replace("areas:", "  - {day: 2026-12-25, to: 2026-12-28}\nareas:"),
        "waste.yaml:5: De dag 2026-12-25 staat hier twee keer.",
    ),
    "a time that is none": (
        "waste.yaml", "over_by: vijf uur\n" + WASTE,
        "waste.yaml:1: 'vijf uur' is geen tijd. Schrijf hem als 17:00.",
    ),
    "a calendar without areas": (
        "waste.yaml", WASTE[: WASTE.index("  noord")] + "  {}\n",
        "waste.yaml:6: 'areas' noemt geen wijk. Vul in waar welke dag geldt.",
    ),
    "a moment that is none": (
        "crisis.yaml", CRISIS.replace("2026-12-01 08:00", "morgen"),
        "crisis.yaml:3: 'morgen' is geen dag met tijd. Schrijf het als 2026-12-01 08:00.",
    ),
    "a message that ends before it begins": (
        "crisis.yaml", CRISIS.replace("2026-12-01 22:00", "2026-11-01 22:00"),
        "crisis.yaml:2: Dit bericht eindigt voor het begint. Draai 'from' en 'until' om.",
    ),
    "a list that is none": (
        "reports.yaml", "kinds:\n  groen: boom\n",
        "reports.yaml:2: 'groen' hoort een lijst te zijn: regels die met '- ' beginnen.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, town: Municipality, case: str) -> None:
    name, text, sentence = WRONG[case]
    (tmp_path / name).write_text(text)
    assert sentence in told(tmp_path, town)


def test_check_tells_of_these_files_too(tmp_path: Path, town: Municipality) -> None:
    (tmp_path / "waste.yaml").write_text("areas: [\n")
    found = [str(problem) for problem in problems(tmp_path)]
    assert any(line.startswith(f"{tmp_path}/waste.yaml:") for line in found)


@pytest.mark.parametrize("broken", FILES)
def test_a_broken_file_leaves_the_last_good_one_and_all_others(
    tmp_path: Path, town: Municipality, broken: str
) -> None:
    store = ServiceStore(tmp_path, town)
    before = store.content
    (tmp_path / broken).write_text("dit: [is stuk\n")
    (
        tmp_path / "reports.yaml" if broken != "reports.yaml" else tmp_path / "crisis.yaml"
    ).write_text("kinds: {groen: [struik]}\n" if broken != "reports.yaml" else "messages: []\n")
    assert store.reload(town)
    part = broken.removesuffix(".yaml")
    assert getattr(store.content, part) == getattr(before, part)
    assert store.content != before


@pytest.mark.parametrize("broken", FILES)
def test_a_file_that_is_broken_from_the_beginning_takes_nothing_else_with_it(
    tmp_path: Path, town: Municipality, broken: str
) -> None:
    (tmp_path / broken).write_text("dit: [is stuk\n")
    store = ServiceStore(tmp_path, town)
    assert store.problems
    there = {
        "agenda.yaml": store.content.agenda is not None,
        "waste.yaml": store.content.waste is not None,
        "crisis.yaml": bool(store.content.crisis),
        "reports.yaml": bool(store.content.reports.words),
    }
    assert there == {name: name != broken for name in FILES}


def test_a_mended_file_is_taken_up(tmp_path: Path, town: Municipality) -> None:
    (tmp_path / "agenda.yaml").write_text("dit: [is stuk\n")
    store = ServiceStore(tmp_path, town)
    (tmp_path / "agenda.yaml").write_text(AGENDA)
    assert store.reload(town) == []
    assert store.content.agenda is not None


def test_a_message_that_was_taken_out_holds_no_more(tmp_path: Path, town: Municipality) -> None:
    store = ServiceStore(tmp_path, town)
    (tmp_path / "crisis.yaml").write_text("messages: []\n")
    store.reload(town)
    assert store.content.crisis == ()


def test_the_demonstration_content_has_no_mistake_and_no_crisis() -> None:
    folder = Path(__file__).parents[2] / "content"
    store = ServiceStore(folder, read_town(Page(folder / "gemeente.yaml"), None))
    assert store.problems == []
    assert store.content.crisis == ()
