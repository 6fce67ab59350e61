"""Forms on the real files: opening and saving changes nothing, a change only its own lines."""

import difflib
from functools import cache
from pathlib import Path

import pytest

from desk.studio.forms.catalogue import FORMS, Kept, script_at
from desk.studio.forms.fields import Form, Kind
from desk.studio.forms.reading import read
from dialog.content import Content
from dialog.content import read as read_content
from dialog.content_rewriting import Plain, plain, rewritten
from tests.desk.filled_form import fields, filled

CONTENT = Path(__file__).parents[2] / "content"
SCRIPTS = {
    f"/script/{path.stem}": script_at(path.stem) for path in sorted(CONTENT.glob("scripts/*"))
}
ALL: dict[str, Kept] = {**FORMS, **SCRIPTS}
OTHER = {
    Kind.TEXT: "een ander woord",
    Kind.LONG: "Dit is een andere zin.",
    Kind.KEY: "anders",
    Kind.LINES: "een\r\ntwee",
    Kind.WORDS: "een, twee",
    Kind.NUMBER: "77",
    Kind.DAY: "2027-01-31",
    Kind.MOMENT: "2027-01-31T09:30",
    Kind.SPAN: "10:00-11:00",
    Kind.SPANS: "10:00-11:00, 12:00-13:00",
    Kind.CHOICES: "koningsdag",
}
"""What somebody may write in a field of each kind."""


@cache
def content() -> Content:
    return read_content(CONTENT, None)


@cache
def said(file: str) -> tuple[str, Plain]:
    text = (CONTENT / file).read_text()
    return text, plain(text)


def opened(address: str) -> tuple[Form, str, Plain]:
    kept = ALL[address]
    text, data = said(kept.file)
    return kept.make(data, content()), text, data


def changed(before: str, after: str) -> list[str]:
    said = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in said if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize("address", ALL)
def test_saving_without_a_change_leaves_every_byte(address: str) -> None:
    form, text, data = opened(address)
    wished = read(form, data, filled(form, data))
    assert (wished.errors, wished.gone) == ({}, [])
    assert rewritten(text, wished.data) == text


@pytest.mark.parametrize("address", [at for at in ALL if at != "/woorden/anders"])
def test_another_value_changes_its_own_lines_and_comes_back(address: str) -> None:
    form, text, data = opened(address)
    sent, all_fields = filled(form, data), fields(form, data)
    for field in all_fields[:: max(len(all_fields) // 3, 1)]:
        if field.fixed or field.field.kind not in OTHER or field.name.endswith("/en"):
            continue
        kept = "".join(f" {{{name}}}" for name in field.field.keep or ())
        other = OTHER[field.field.kind] + kept
        wished = read(form, data, {**sent, field.name: [other]})
        assert wished.errors == {}
        after = rewritten(text, wished.data)
        assert plain(after) == wished.data
        mine = len(field.value.splitlines()) + len(other.splitlines())
        assert 1 <= len(changed(text, after)) <= max(mine, 2)
        again = {each.name: each for each in fields(form, wished.data)}
        if not field.name.endswith("sleutel"):
            assert again[field.name].value == other.replace("\r\n", "\n")


def test_a_closing_day_a_team_and_an_agent_are_added_and_taken_away() -> None:
    form, text, data = opened("/afdelingen")
    new = len(data["departments"])
    wished = read(
        form,
        data,
        {
            **filled(form, data),
            f"departments/{new}/sleutel": ["zwembad"],
            f"departments/{new}/title": ["het zwembad"],
            f"departments/{new}/desk": ["", "true"],
            f"departments/{new}/hours/zaterdag": ["10:00-12:00"],
            f"departments/{new}/agents/0/name": ["Bad 1"],
            f"departments/{new}/agents/0/address": ["sip:bad1@10.0.0.5"],
            "departments/0/agents/0/weg": ["true"],
            "departments/9/closing_days/0/day": ["2026-12-24"],
            "departments/9/closing_days/0/name/nl": ["de dag voor kerst"],
            "departments/1/weg": ["true"],
        },
    )
    assert wished.errors == {}
    assert wished.gone == [("departments", "burgerzaken", "agents", 0), ("departments", "afval")]
    assert changed(text, rewritten(text, wished.data)) == [
        '-      - {name: Burgerzaken 1, address: "sip:burgerzaken1@127.0.0.1:5080"}',
        "-  afval:",
        "-    title: het team Afval",
        "-    agents:",
        '-      - {name: Afval 1, address: "sip:afval1@127.0.0.1:5080"}',
        "+    closing_days:",
        "+      - {day: 2026-12-24, name: {nl: de dag voor kerst}}",
        "+  zwembad:",
        "+    title: het zwembad",
        "+    desk: true",
        "+    agents:",
        "+      - {name: Bad 1, address: sip:bad1@10.0.0.5}",
        "+    hours: {zaterdag: 10:00-12:00}",
    ]


WRONG = """\
/openingstijden hours/maandag | 9 tot 5 | ‘9 tot 5’ is geen tijd van en tot, of
/openingstijden hours/maandag | 13:00-17:00, 09:00-12:00 | ‘09:00-12:00’ begint voor ‘13:00-17:00’.
/openingstijden closing_days/0/day | morgen | ‘morgen’ is geen dag. Schrijf hem als 2026-01-31.
/openingstijden closing_days/0/name/nl | | Vul ‘Wat voor dag het is’ in.
/gemeente queue/longest | lang | ‘lang’ is geen heel getal. Schrijf alleen cijfers, zoals 900.
/gemeente name | | Vul ‘Naam van de gemeente’ in.
/gemeente facts/28/sleutel | Mijn feit | ‘Mijn feit’ kan geen naam voor de computer zijn.
/gemeente facts/28/value/nl | iets | Vul ‘Naam van het feit’ in.
/uitspraak nl/1/sleutel | Achterom | ‘Achterom’ staat er al.
/berichten messages/0/from | nu | ‘nu’ is geen dag met tijd. Schrijf 2026-12-01 08:00.
/zinnen/regelen errand_help/nl | Ik help u. | In deze zin moet {what} staan.
/zinnen/regelen errand_help/en | For {who}. | {who} kan deze zin niet invullen.
"""


@pytest.mark.parametrize("row", WRONG.splitlines())
def test_what_cannot_be_read_is_told_at_its_field(row: str) -> None:
    place, sent, sentence = (part.strip() for part in row.split("|"))
    address, name = place.split()
    form, _, data = opened(address)
    wished = read(form, data, {**filled(form, data), name: [sent]})
    told = wished.errors.get(name) or wished.errors[f"{name.rpartition('/value')[0]}/sleutel"]
    assert told.startswith(sentence)


def test_every_fixed_sentence_has_a_group_and_is_in_one() -> None:
    data = plain((CONTENT / "sentences.yaml").read_text())
    grouped = [at for at in FORMS if at.startswith("/zinnen/")]
    shown = [field.name for at in grouped for field in fields(opened(at)[0], data)]
    assert sorted(shown) == sorted(
        f"{name}/{language}" for name in data for language in ("nl", "en")
    )
    assert not fields(opened("/zinnen/overig")[0], data)


def test_signs_that_nobody_sees_do_not_come_along() -> None:
    form, text, data = opened("/gemeente")
    wished = read(
        form, data, {**filled(form, data), "name": ["\ufeffZon\x07ne\x00dael \x85aan Zee"]}
    )
    assert changed(text, rewritten(text, wished.data)) == [
        "-name: Zonnedael",
        "+name: Zonnedael aan Zee",
    ]
