"""Hours, closing days, departments and agents, as editors write them in gemeente.yaml."""

from datetime import date, time
from pathlib import Path

import pytest

from dialog.content import load, problems
from dialog.hours import GOOD_FRIDAY, OFFICE_WEEK, ClosingDay, Span, holiday_keys
from dialog.knowledge import CALLBACK_PARTS, Agent, Municipality, Ring
from tests.dialog.small_content import MUNICIPALITY, write

TODAY = date(2026, 11, 22)
TEAM = "  burgerzaken: {title: het team Burgerzaken}\n"
DESK = """\
  burgerzaken:
    title: het team Burgerzaken
    agents:
      - {name: Balie 1, address: "sip:balie1@10.0.0.5"}
      - {name: Balie 2, address: "sips:balie2@pbx.zonnedael.nl:5061;transport=tls"}
"""


def town(folder: Path, text: str) -> Municipality:
    return load(write(folder, {"gemeente.yaml": text})).municipality


def told(folder: Path, text: str) -> list[str]:
    write(folder, {"gemeente.yaml": text})
    return [str(problem).removeprefix(f"{folder}/") for problem in problems(folder, TODAY)]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_hours_are_read_with_their_breaks(tmp_path: Path) -> None:
    text = MUNICIPALITY.replace(
        "donderdag: 09:00-17:00", "donderdag: [09:00-12:30, 13.30 - 20:00]"
    ).replace("  vrijdag: 09:00-17:00\n", "  zaterdag: 20:00-24:00\n")
    week = town(tmp_path, text).hours.week
    assert week[0] == (Span(time(9), time(17)),)
    assert week[3] == (Span(time(9), time(12, 30)), Span(time(13, 30), time(20)))
    assert week[4] == ()
    assert week[5] == (Span(time(20), time(0)),)


def test_without_hours_an_office_week_holds_and_that_is_told(tmp_path: Path) -> None:
    start, end = MUNICIPALITY.index("hours:"), MUNICIPALITY.index("departments:")
    text = MUNICIPALITY[:start] + MUNICIPALITY[end:]
    assert town(tmp_path, text).hours.week == OFFICE_WEEK
    assert told(tmp_path, text) == [
        "gemeente.yaml:1: let op: Hier ontbreekt 'hours'. "
        "Nu geldt 09:00-17:00 van maandag tot en met vrijdag."
    ]


def test_what_is_left_out_is_as_usual(tmp_path: Path) -> None:
    municipality = town(tmp_path, MUNICIPALITY)
    assert municipality.hours.open_on == (GOOD_FRIDAY,)
    assert municipality.hours.time_zone == "Europe/Amsterdam"
    assert municipality.callback_parts == CALLBACK_PARTS
    assert municipality.departments["afval"].agents == ()
    assert municipality.departments["afval"].ring is Ring.IN_TURN
    assert municipality.departments["afval"].hours is None


def test_closing_days_holidays_and_time_zone_are_read(tmp_path: Path) -> None:
    hours = town(
        tmp_path,
        MUNICIPALITY
        + "time_zone: America/Curacao\nopen_on: [koningsdag]\nclosing_days:\n"
        + "  - {day: 2026-05-15, name: de dag na Hemelvaartsdag}\n"
        + "  - {day: 2026-06-01, name: {nl: een dag voor ons zelf, en: a day for us}}\n",
    ).hours
    assert hours.closing_days == (
        ClosingDay(date(2026, 5, 15), {"nl": "de dag na Hemelvaartsdag"}),
        ClosingDay(date(2026, 6, 1), {"nl": "een dag voor ons zelf", "en": "a day for us"}),
    )
    assert hours.open_on == ("koningsdag",)
    assert hours.time_zone == "America/Curacao"


def test_nobody_need_work_on_a_holiday(tmp_path: Path) -> None:
    assert town(tmp_path, MUNICIPALITY + "open_on: []\n").hours.open_on == ()


def test_only_the_parts_that_are_named_are_rung_back_in(tmp_path: Path) -> None:
    parts = town(tmp_path, MUNICIPALITY + "callback: {middag: 13:00-16:00}\n").callback_parts
    assert parts == {"middag": Span(time(13), time(16))}


def test_agents_are_read_in_their_order(tmp_path: Path) -> None:
    department = town(tmp_path, MUNICIPALITY.replace(TEAM, DESK + "    ring: together\n"))
    assert department.departments["burgerzaken"].agents == (
        Agent("Balie 1", "sip:balie1@10.0.0.5"),
        Agent("Balie 2", "sips:balie2@pbx.zonnedael.nl:5061;transport=tls"),
    )
    assert department.departments["burgerzaken"].ring is Ring.TOGETHER


def test_an_agent_may_be_in_two_departments(tmp_path: Path) -> None:
    shared = '  afval: {title: het team Afval, agents: [{name: A, address: "sip:a@h"}]}\n'
    both = MUNICIPALITY.replace(
        "  afval: {title: het team Afval}\n", shared + shared.replace("afval:", "groen:")
    )
    departments = town(tmp_path, both).departments
    assert departments["afval"].agents == departments["groen"].agents


def test_a_department_may_have_its_own_hours_and_closing_days(tmp_path: Path) -> None:
    own = "    hours: {dinsdag: 09:00-12:00}\n"
    day = "    closing_days: [{day: 2026-06-01, name: een dag voor ons zelf}]\n"
    for everyone in ("", "closing_days: [{day: 2026-05-15, name: vrij}]\n"):
        for hours, closing in ((own, ""), ("", day), (own, day)):
            text = MUNICIPALITY.replace(TEAM, DESK + hours + closing) + everyone
            municipality = town(tmp_path, text)
            department = municipality.departments["burgerzaken"].hours
            assert department is not None
            week = department.week if hours else OFFICE_WEEK
            assert department.week == week
            assert len(department.closing_days) == bool(everyone) + bool(closing)


@pytest.mark.parametrize(
    ("old", "new", "where", "expected"),
    [
        ("  maandag: 09:00-17:00", "  mandag: 09:00-17:00", "mandag",
         "'mandag' is hier niet bekend. Bekend zijn: dinsdag,"),
        ("  maandag: 09:00-17:00", "  maandag: 17:00-09:00", "maandag",
         "'17:00-09:00' is geen tijd van en tot, of eindigt voor het begint. "
         "Schrijf 09:00-17:00."),
        ("  maandag: 09:00-17:00", "  maandag: 9-17", "maandag", "'9-17' is geen tijd van en tot"),
        ("  maandag: 09:00-17:00", "  maandag: 09:00-25:00", "maandag", "'09:00-25:00' is geen"),
        ("  maandag: 09:00-17:00", "  maandag: dicht", "maandag", "'dicht' is geen tijd van en"),
        ("  maandag: 09:00-17:00", "  maandag: [09:00-13:00, 12:00-17:00]", "maandag",
         "'12:00-17:00' begint voor '09:00-13:00' eindigt. Zet de uren na elkaar."),
        ("  maandag: 09:00-17:00", "  maandag: [13:00-17:00, 09:00-12:00]", "maandag",
         "'09:00-12:00' begint voor '13:00-17:00' eindigt."),
        ("  maandag: 09:00-17:00", "  maandag:", "maandag", "'maandag' hoort tekst te zijn."),
        ("facts:", "open_on: goede_vrijdag\nfacts:", "open_on",
         "'open_on' hoort een lijst te zijn"),
        ("facts:", "open_on: [witte_donderdag]\nfacts:", "open_on",
         "'witte_donderdag' is geen feestdag. Bekend zijn: bevrijdingsdag, eerste_kerstdag,"),
        ("facts:", "closing_days: [2026-05-15]\nfacts:", "closing_days",
         "Een sluitingsdag hoort uit regels 'naam: waarde' te bestaan."),
        ("facts:", "closing_days: [{day: 15 mei, name: vrij}]\nfacts:", "closing_days",
         "'day' hoort een datum als 2026-01-31 te zijn."),
        ("facts:", "closing_days: [{day: 2026-05-15}]\nfacts:", "closing_days",
         "Hier ontbreekt 'name'."),
        ("facts:", "closing_days: [{day: 2026-05-15, name: {en: off}}]\nfacts:", "closing_days",
         "Hier ontbreekt 'nl'."),
        ("facts:", "closing_days: [{day: 2026-05-15, name: a}, {day: 2026-05-15, name: b}]\nfacts:",
         "closing_days", "De dag 2026-05-15 staat hier twee keer."),
        ("facts:", "time_zone: Europa/Amsterdam\nfacts:", "time_zone",
         "'Europa/Amsterdam' is geen tijdzone. Schrijf Europe/Amsterdam."),
        ("facts:", "time_zone: ../etc\nfacts:", "time_zone", "'../etc' is geen tijdzone."),
        ("facts:", "time_zone: Europe\nfacts:", "time_zone", "'Europe' is geen tijdzone."),
        ("facts:", "callback: {nacht: 01:00-02:00}\nfacts:", "callback",
         "'nacht' is hier niet bekend. Bekend zijn: avond, middag, ochtend."),
        ("facts:", "callback: {middag: na de lunch}\nfacts:", "callback",
         "'na de lunch' is geen tijd van en tot"),
        ("facts:", "callback: {}\nfacts:", "callback",
         "'callback' noemt geen dagdeel. Noem er minstens één."),
        ("title: het team Afval", "title: het team Afval, ring: samen", "het team Afval",
         "'samen' is hier niet bekend. Schrijf in_turn (om de beurt) of together (samen)."),
        ("title: het team Afval", "title: het team Afval, agents: [sip:a@h]", "het team Afval",
         "Een medewerker hoort uit regels 'naam: waarde' te bestaan."),
        ("title: het team Afval", "title: het team Afval, agents: [{name: A}]", "het team Afval",
         "Hier ontbreekt 'address'."),
        ("title: het team Afval", "title: het team Afval, hours: {}", "het team Afval",
         "'hours' noemt geen dag. Vul in wanneer er iemand is."),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, where: str, expected: str
) -> None:
    assert old in MUNICIPALITY
    text = MUNICIPALITY.replace(old, new)
    found = told(tmp_path, text)
    start = f"gemeente.yaml:{line_of(text, where)}: {expected}"
    assert any(line.startswith(start) for line in found), found


@pytest.mark.parametrize(
    "address",
    ["balie1@10.0.0.5", "tel:0612345678", "sip:", "sip:balie 1@10.0.0.5", "sip:a@", "sip:@host",
     "sip:a@b@c", "sip:balie1@10.0.0.5>\\r\\nTo: x", "sip:a@h?Subject=x", "sip:a:pw@h", "SIP:a@h",
     "sip:a@-h", "sip:a@h:123456", "sip:é@h"],
)  # fmt: skip
def test_an_address_that_is_none_is_told(tmp_path: Path, address: str) -> None:
    text = MUNICIPALITY.replace(TEAM, DESK.replace("sip:balie1@10.0.0.5", address))
    (line,) = told(tmp_path, text)
    assert line.startswith(f"gemeente.yaml:{line_of(text, 'Balie 1')}: '")
    assert line.endswith("' is geen SIP-adres. Schrijf het als sip:balie1@10.0.0.5.")


@pytest.mark.parametrize(
    "address",
    ["sip:10.0.0.5", "sip:balie1@[2001:db8::5]:5060", "sip:0612345678@pbx;user=phone",
     "sips:balie.1_a@a-b.example.nl"],
)  # fmt: skip
def test_every_form_of_a_sip_address_is_taken(tmp_path: Path, address: str) -> None:
    assert (
        told(tmp_path, MUNICIPALITY.replace(TEAM, DESK.replace("sip:balie1@10.0.0.5", address)))
        == []
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Balie 2", "Balie 1", "'Balie 1' staat bij dit team twee keer."),
        ("sips:balie2@pbx.zonnedael.nl:5061;transport=tls", "sip:balie1@10.0.0.5",
         "'sip:balie1@10.0.0.5' staat bij dit team twee keer."),
    ],
)  # fmt: skip
def test_an_agent_that_stands_twice_is_told(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    text = MUNICIPALITY.replace(TEAM, DESK.replace(old, new))
    line = line_of(text, "Balie 1") + 1
    assert f"gemeente.yaml:{line}: {expected}" in told(tmp_path, text)


def test_one_name_for_two_addresses_is_told(tmp_path: Path) -> None:
    other = '{title: het team Afval, agents: [{name: Balie 1, address: "sip:b@h"}]}'
    text = MUNICIPALITY.replace(TEAM, DESK).replace("{title: het team Afval}", other)
    first, second = line_of(text, "Balie 1"), line_of(text, "het team Afval")
    assert told(tmp_path, text) == [
        f"gemeente.yaml:{second}: 'Balie 1' heeft op regel {first} een ander adres. "
        "Kies een andere naam."
    ]


def test_a_fact_that_tells_other_hours_is_told(tmp_path: Path) -> None:
    always = "valid_from: 2026-01-01, valid_until: 2026-12-31"
    facts = (
        f"  open_maandag: {{value: 09:00-17:00, {always}}}\n"
        f"  open_zondag: {{value: 10:00-12:00, {always}}}\n"
    )
    text = MUNICIPALITY + facts
    assert told(tmp_path, text) == [
        f"gemeente.yaml:{line_of(text, 'open_zondag')}: let op: Het feit 'open_zondag' zegt "
        "10:00-12:00, en bij 'hours' staat niets. Maak die gelijk."
    ]


def test_all_public_holidays_can_be_named() -> None:
    assert set(holiday_keys()) == {
        "nieuwjaarsdag", "goede_vrijdag", "eerste_paasdag", "tweede_paasdag", "koningsdag",
        "bevrijdingsdag", "hemelvaartsdag", "eerste_pinksterdag", "tweede_pinksterdag",
        "eerste_kerstdag", "tweede_kerstdag",
    }  # fmt: skip
