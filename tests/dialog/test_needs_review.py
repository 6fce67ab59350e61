"""Which changes a second pair of eyes has to see, one by one."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from dialog.content import load
from dialog.knowledge import Knowledge, Passage
from dialog.needs_review import needs_review
from tests.dialog.small_content import GROFVUIL, MUNICIPALITY, PASPOORT, TROUWEN, write

BRING = '{nl: "Neem uw oude paspoort mee.", en: "Bring your old one.", must_verify: true}'
TERM = '{nl: "U wacht {termijn}.", en: "You wait {termijn}.", must_verify: true}'
WITH_TERM = PASPOORT.replace(BRING, TERM).replace(
    "facts:\n", "facts:\n  termijn: {value: 5 dagen, valid_from: 2026-01-01}\n"
)
WITH_ADDRESS = PASPOORT.replace(BRING, '{nl: "Kom naar {adres}.", must_verify: true}')
ELSEWHERE = """\
source: {title: Wie doet wat, dated: 2026-02-02}
bodies:
  cbr:
    said: {nl: [rijexamen]}
    told: {nl: "Daarvoor belt u het CBR.", must_verify: true}
"""
AMBIGUOUS = """\
source: {title: Wie doet wat, dated: 2026-02-02}
words:
  pas:
    said: {nl: [pas]}
    ask: {nl: "Bedoelt u uw paspoort, of een pas van de bank?", en: "A passport, or a card?"}
    choices:
      - {topic: paspoort, said: {nl: [paspoort]}}
      - {elsewhere: {nl: "Dan belt u uw bank.", must_verify: true}, said: {nl: [bank]}}
"""
TURKISH = """\
name: Turks
voice: tr
asked: [turks]
computer: bilgisayar
disclosure: "Ben {name} için bir bilgisayar."
sentences: {language_person: "Bir görevli için medewerker deyin."}
"""

PASS, WASTE, WEDDING = (f"topics/{name}.yaml" for name in ("paspoort", "grofvuil", "trouwen"))
Files = Mapping[str, str | bytes | None]


def knowledge(tmp_path: Path, files: Files) -> Knowledge:
    return load(write(tmp_path, files))


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        # Words that nobody has to confirm are the editor's own.
        (PASS, PASPOORT, ("Kom zelf naar", "Ga naar"), ()),
        (PASS, PASPOORT, ("€ 86,50", "€ 90,00"), ()),
        (PASS, PASPOORT, ("met spoed", "heel snel"), ()),
        (WASTE, GROFVUIL, ("dated: 2026-02-01", "dated: 2026-03-01"), ()),
        # Those that somebody confirms are not.
        (PASS, PASPOORT, ("Neem uw oude", "Breng uw"), ("Paspoort, meenemen",)),
        (PASS, PASPOORT, ("Bring your", "Take your"), ("Paspoort, meenemen",)),
        (PASS, PASPOORT, (", must_verify: true", ""), ("Paspoort, meenemen",)),
        (PASS, PASPOORT, (f"  meenemen: {BRING}\n", ""), ("Paspoort, meenemen",)),
        (PASS, PASPOORT, ("meenemen:", "hoe:"),
         ("Paspoort, hoe", "Paspoort, meenemen")),
        (PASS, PASPOORT,
         ('{tarief}.", en: "A passport costs {tarief}."', '{tarief}.", must_verify: true'),
         ("Paspoort, kosten",)),
        (WEDDING, TROUWEN, ("meldt uw huwelijk", "meldt dat"), ("Trouwen, antwoord",)),
        # Amounts and terms in them, and where they come from.
        (PASS, WITH_TERM, ("5 dagen", "6 dagen"), ("Paspoort, meenemen: termijn",)),
        (PASS, WITH_TERM, ("agen, valid_from: 2026", "agen, valid_from: 2027"),
         ("Paspoort, meenemen: termijn",)),
        (PASS, PASPOORT, ("dated: 2026-01-05", "dated: 2026-03-01"),
         ("Paspoort: bron",)),
        (PASS, PASPOORT, ("Paspoort aanvragen", "De wet"), ("Paspoort: bron",)),
        # Who was given a person first.
        (WEDDING, TROUWEN, ("person_first: true\n", ""),
         ("Trouwen: eerst een medewerker",)),
        (WASTE, GROFVUIL, ("department", "person_first: true\ndepartment"), ()),
        # A title is no text that anybody confirms; the texts under it stay the same ones.
        (PASS, PASPOORT, ("een paspoort, en", "uw nieuwe paspoort, en"), ()),
    ],
)  # fmt: skip
def test_a_change_that_somebody_else_has_to_see_is_named(
    tmp_path: Path, file: str, before: str, after: tuple[str, str], told: tuple[str, ...]
) -> None:
    changed = before.replace(*after)
    assert changed != before
    was = knowledge(tmp_path / "was", {file: before})
    now = knowledge(tmp_path / "now", {file: changed})
    assert needs_review(was, now) == told


def test_a_fact_of_the_municipality_counts_where_it_stands_in_such_a_text(tmp_path: Path) -> None:
    moved = MUNICIPALITY.replace("Marktplein 1", "Kerkplein 1")
    used = {"topics/paspoort.yaml": WITH_ADDRESS}
    before = knowledge(tmp_path / "was", used)
    after = knowledge(tmp_path / "now", {**used, "gemeente.yaml": moved})
    assert needs_review(before, after) == ("Paspoort, meenemen: adres",)


@pytest.mark.parametrize(
    ("file", "text", "change", "told"),
    [
        ("elsewhere.yaml", ELSEWHERE, ("belt u het", "vraagt u het"),
         ("Taak van een ander, 'cbr'",)),
        ("elsewhere.yaml", ELSEWHERE, ("dated: 2026-02", "dated: 2026-04"),
         ("Taak van een ander, 'cbr': bron",)),
        ("ambiguous.yaml", AMBIGUOUS, ("belt u uw", "vraagt u uw"),
         ("Het woord 'pas', betekenis 2",)),
        ("ambiguous.yaml", AMBIGUOUS, ("Bedoelt u uw", "Wilt u een"), ()),
        ("languages/tr.yaml", TURKISH, ("için", "adına"), ("Taal Turks: de eerste zin",)),
    ],
)  # fmt: skip
def test_texts_beside_the_topics_count_too(
    tmp_path: Path, file: str, text: str, change: tuple[str, str], told: tuple[str, ...]
) -> None:
    before = knowledge(tmp_path / "was", {file: text})
    after = knowledge(tmp_path / "now", {file: text.replace(*change)})
    assert needs_review(before, after) == told


def test_a_subject_that_goes_is_seen_by_two(tmp_path: Path) -> None:
    before = knowledge(tmp_path / "was", {})
    after = knowledge(tmp_path / "now", {"topics/trouwen.yaml": None})
    assert needs_review(before, after) == ("Trouwen, antwoord", "Trouwen: eerst een medewerker")


def test_an_errand_in_the_place_of_the_person_who_confirms_is_seen_by_two(tmp_path: Path) -> None:
    script = Path("content/scripts/klacht.yaml").read_text(encoding="utf-8")
    led = TROUWEN.replace("department", "script: klacht\ndepartment")
    before = knowledge(tmp_path / "was", {"scripts/klacht.yaml": script})
    files = {"scripts/klacht.yaml": script, "topics/trouwen.yaml": led}
    after = knowledge(tmp_path / "now", files)
    assert needs_review(before, after) == ("Trouwen: wat de computer daarna regelt",)


def test_two_subjects_of_one_title_hide_nothing_of_each_other(tmp_path: Path) -> None:
    small = knowledge(tmp_path, {})
    wedding = small.topics["trouwen"]
    twin = replace(wedding, key="bruiloft", answer=Passage({"nl": "Nu."}, must_verify=True))
    before = replace(small, topics={"trouwen": wedding, "bruiloft": twin})
    other = replace(wedding, answer=Passage({"nl": "Straks."}, must_verify=True))
    after = replace(before, topics={"trouwen": other, "bruiloft": twin})
    assert needs_review(before, after) == ("Trouwen, antwoord",)
