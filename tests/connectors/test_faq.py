"""A list of questions and answers, in each form that municipalities have it in."""

import json
from datetime import date
from pathlib import Path

import pytest

from connectors.faq import read_faq

CSV = """\
Vraag;Antwoord;Afdeling;Datum;Link;Status
Hoe vraag ik een visvergunning aan?;"Dat doet u aan de balie.

Neem iets mee. Klik hier voor meer.";Vergunningen;14-07-2026;https://www.elders.example/vis;
Wat kost dat?;<ul><li>Volwassenen betalen</li><li>Kinderen niet</li></ul>;;;;
;Zonder vraag.;;;;
Zonder antwoord?;;;;;
Oud?;Oud.;;;;concept
"""
MARKDOWN = """\
# Veelgestelde vragen

## Hoe vraag ik een visvergunning aan?

Dat doet u aan de balie. Bel eerst [onze balie](https://www.elders.example).

| leeftijd | prijs |
|---|---|
| kind | niets |

## Wat kost dat?
- Volwassenen betalen
- Kinderen niet
"""
SAID = [
    ("Hoe vraag ik een visvergunning aan?", ("Dat doet u aan de balie.", "Neem iets mee.")),
    ("Wat kost dat?", ("Volwassenen betalen.", "Kinderen niet.")),
]


def written(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / name


def test_rows_of_a_table_know_their_line(tmp_path: Path) -> None:
    found, problems = read_faq(written(tmp_path, "faq.csv", CSV))
    assert [(one.question, one.sentences) for one in found] == SAID
    assert [one.line for one in found] == [2, 5]
    assert found[0].dated == date(2026, 7, 14)
    assert (found[0].department, found[0].url) == ("Vergunningen", "https://www.elders.example/vis")
    assert [(one.line, one.warning, one.sentence) for one in problems] == [
        (2, True, "Dit kan de computer niet zeggen: 'Klik hier voor meer.'."),
        (6, True, "Hier ontbreekt de vraag."),
        (7, True, "Hier ontbreekt het antwoord."),
        (8, True, "Deze vraag telt niet meer mee."),
    ]


def test_objects_of_json_know_their_line(tmp_path: Path) -> None:
    rows = [
        {"vraag": SAID[0][0], "antwoord": "Dat doet u aan de balie. Neem iets mee.", "id": 4},
        {"question": SAID[1][0], "answer": "* Volwassenen betalen\n* Kinderen niet"},
    ]
    text = json.dumps({"results": rows, "count": 2, "next": None}, indent=2)
    found, problems = read_faq(written(tmp_path, "faq.json", text))
    assert [(one.question, one.sentences) for one in found] == SAID
    assert [one.line for one in found] == [3, 8]
    assert problems == []


def test_headings_with_text_under_them_are_questions(tmp_path: Path) -> None:
    found, problems = read_faq(written(tmp_path, "faq.md", MARKDOWN))
    assert [one.question for one in found] == [SAID[0][0], SAID[1][0]]
    assert found[0].sentences == ("Dat doet u aan de balie.", "Bel eerst onze balie.")
    assert found[1].sentences == SAID[1][1]
    assert [one.line for one in found] == [3, 11]
    assert [(one.line, one.sentence) for one in problems] == [
        (3, "Dit kan de computer niet zeggen: 'kind, niets'.")
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("faq.csv", "naam;waarde\na;b\n", "1: Hier ontbreken de kolommen 'vraag' en 'antwoord'."),
        ("faq.csv", "", "1: Hier ontbreken de kolommen 'vraag' en 'antwoord'."),
        ("faq.json", "[{]", "1: Deze regel is geen goede JSON."),
        ("faq.json", "[]", "0: Hier staan geen vragen met een antwoord in."),
        ("faq.md", "Alleen tekst.\n", "0: Hier staan geen vragen met een antwoord in."),
    ],
)
def test_a_file_without_questions_is_told(
    tmp_path: Path, name: str, text: str, expected: str
) -> None:
    found, problems = read_faq(written(tmp_path, name, text))
    assert found == []
    (problem,) = problems
    assert not problem.warning
    assert str(problem).startswith(f"{tmp_path / name}:{expected}")
