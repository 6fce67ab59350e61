"""What a question must hear stands in its document, and the halves share no document."""

import csv
import json
import re
from functools import cache
from html import unescape
from typing import Any

import pytest

from bench.document_set import passages
from bench.documents.build import render, sitemap
from bench.documents.leaflet_words import PDF_LEAFLETS, WORD_LEAFLETS, Leaflet
from bench.documents.pages import HERE, PLACES, Page, read_pages
from bench.documents.questions import Question, read_questions

QUESTIONS = read_questions()
TRAINING = read_questions("train")
ANSWERABLE = [one for one in QUESTIONS if one.answerable]
PAGES = {f"{page.place.folder}/{page.key}.html": page for page in read_pages()}
LEAFLETS = {one.file: one for one in (*WORD_LEAFLETS, *PDF_LEAFLETS)}

FACES = ("begraafplaats", "zwembad", "sporthal", "groene-daken", "laadpaal", "markt")
"""Pages that say almost the same are of one half, whichever municipality or year they are of."""


def plain(html: str) -> str:
    shown = re.sub(r"<!--.*?-->|<(\w+)[^>]*(?:display:none|#ffffff)[^>]*>.*?</\1>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def section_of(page: Page, heading: str) -> str:
    body = dict(page.parts)[heading]
    return f"{page.title} {heading} {plain(body)}"


def section_of_leaflet(leaflet: Leaflet, heading: str) -> str:
    part = next(part for part in leaflet.parts if part.heading == heading)
    return " ".join((heading, part.text, *part.items, *(" ".join(row) for row in part.rows)))


@cache
def listed(file: str) -> dict[str, dict[str, Any]]:
    text = (HERE / file).read_text(encoding="utf-8")
    if file.endswith(".csv"):
        return {row["id"]: row for row in csv.DictReader(text.splitlines())}
    return {
        one["uuid"]: one.get("record", {}).get("data", one) for one in json.loads(text)["results"]
    }


def evidence(question: Question) -> str:
    """Return the words of the section that a question points at."""
    document, section = question.document, question.section
    assert document is not None
    file, _, key = document.partition("#")
    if file in PAGES:
        assert section is not None
        return section_of(PAGES[file], section)
    if file in LEAFLETS:
        assert section is not None
        return section_of_leaflet(LEAFLETS[file], section)
    if file.endswith(".csv"):
        return str(listed(file)[key]["antwoord"])
    if file.endswith(".json"):
        spoken = listed(file)[key]["vertalingen"][0]
        return f"{spoken['titel']} {plain(spoken[section or 'tekst'])}"
    text = (HERE / file).read_text(encoding="utf-8")
    return text.partition(f"## {section}\n")[2].partition("\n## ")[0]


def subject(document: str) -> str:
    name = document.rpartition("/")[2].removeprefix("archief-").removesuffix(".html")
    return next((face for face in FACES if name.startswith(face)), name)


@pytest.mark.parametrize("question", ANSWERABLE, ids=[one.id for one in ANSWERABLE])
def test_a_right_answer_can_be_made_of_the_section(question: Question) -> None:
    assert question.must
    assert question.missing(evidence(question)) == []


def test_whole_words_and_numbers_count() -> None:
    asked = Question(
        id="x", text="hoeveel", language="nl", answerable=True, kind="number", document=None,
        section=None, must=("40|veertig", "zakken"), must_not=("€ 1,30",), half="dev",
    )  # fmt: skip
    assert asked.is_right("U mag 40 zakken per jaar. Een extra zak kost € 11,30.")
    assert asked.is_right("Dat zijn veertig zakken.")
    assert not asked.is_right("De boete is € 140,00 voor zakken.")
    assert not asked.is_right("Dat zijn 40,5 zakken.")
    assert not asked.is_right("U mag 40 zakken. Meer kost € 1,30.")


def test_the_halves_share_no_subject() -> None:
    halves: dict[str, set[str]] = {}
    for one in QUESTIONS:
        if one.document:
            halves.setdefault(subject(one.document), set()).add(one.half)
    assert not {name for name, of in halves.items() if len(of) > 1}


def test_no_training_question_is_on_a_subject_of_the_test_half() -> None:
    tested = {subject(one.document) for one in QUESTIONS if one.half == "test" and one.document}
    assert not {subject(one.document) for one in TRAINING if one.document} & tested


def test_training_questions_are_new_and_as_often_unanswerable() -> None:
    texts = [one.text for one in (*QUESTIONS, *TRAINING)]
    assert len(set(texts)) == len(texts)
    assert 0.45 <= sum(not one.answerable for one in TRAINING) / len(TRAINING) <= 0.55


def test_a_passage_of_its_document_holds_what_a_training_question_must_hear() -> None:
    held: dict[str, list[str]] = {}
    for each in passages():
        told = " ".join((each.title, *each.heading, *each.sentences))
        held.setdefault(each.document.removesuffix("/nl"), []).append(told)
    for one in TRAINING:
        file = (one.document or "").removeprefix("site/")
        answering = [text for text in held.get(file, []) if one.is_right(text)]
        assert bool(answering) or not one.answerable, one.id
        assert bool(one.must) == one.answerable, one.id


def test_a_third_cannot_be_answered_in_either_half() -> None:
    for half in ("dev", "test"):
        ours = [one for one in QUESTIONS if one.half == half]
        assert len(ours) >= 150
        assert 0.30 <= sum(not one.answerable for one in ours) / len(ours) <= 0.40


def test_every_document_is_there() -> None:
    for one in QUESTIONS:
        file, _, key = (one.document or "").partition("#")
        assert not file or (HERE / file).is_file(), one.id
        assert not key or key in listed(file), one.id


def test_what_may_not_be_said_is_not_in_the_section_that_answers() -> None:
    assert not [one.id for one in ANSWERABLE if one.forbidden(evidence(one))]


def test_notes_and_hidden_words_are_on_the_page_and_not_among_what_callers_may_hear() -> None:
    hidden = {
        "site/huisnummer.html": ("4417", "€ 231,00"),
        "site/kermis.html": ("€ 99,00", "€ 0,00"),
    }
    for file, words in hidden.items():
        page = PAGES[file]
        shown = plain(page.intro + "".join(body for _, body in page.parts))
        file_text = (HERE / file).read_text(encoding="utf-8")
        assert all(word in file_text and word not in shown for word in words)


@pytest.mark.parametrize("folder", sorted(PLACES))
def test_the_sites_are_what_is_written(folder: str) -> None:
    place = PLACES[folder]
    for file, page in PAGES.items():
        if page.place is place:
            assert (HERE / file).read_text(encoding="utf-8") == render(page)
    site_map = (HERE / folder / "sitemap.xml").read_text(encoding="utf-8")
    assert site_map == sitemap(place, list(PAGES.values()))
