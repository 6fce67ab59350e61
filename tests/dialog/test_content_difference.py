"""What is other in the files of the content, text by text."""

from pathlib import Path

import pytest

from dialog.content_difference import (
    FileDifference,
    FileState,
    LinesChange,
    TextChange,
    file_difference,
)
from dialog.word_difference import Mark
from tests.dialog.small_content import MUNICIPALITY, PASPOORT

TOPIC = "topics/paspoort.yaml"
SCRIPT = """\
key: klacht
title: {nl: uw klacht}
steps:
  - ask: [soort, tekst]
  - tell: {nl: "Ik schrijf het op."}
"""


def told(path: str, before: str | None, after: str | None) -> list[str]:
    return [in_words(change) for change in file_difference(path, before, after).changes]


def in_words(change: TextChange | LinesChange) -> str:
    if isinstance(change, LinesChange):
        return f"{change.title}: {change.count}"
    return f"{change.title}: {change.before or '-'} → {change.after or '-'}"


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("€ 86,50", "€ 90,10", "tarief (in kosten): € 86,50 → € 90,10"),
        ("2026-12-31", "2027-12-31",
         "tarief, geldt tot en met (in kosten): 2026-12-31 → 2027-12-31"),
        ("Neem uw oude paspoort mee.", "Neem uw pas mee.",
         "meenemen: Neem uw oude paspoort mee. → Neem uw pas mee."),
        ("Bring your old one.", "Bring it.", "meenemen (Engels): Bring your old one. → Bring it."),
        (", must_verify: true", "", "meenemen, een medewerker bevestigt dit: ja → -"),
        ("Kom zelf naar {adres}", "Kom naar {adres}",
         "antwoord: U vraagt een paspoort aan bij de balie. Kom zelf naar {adres}."
         " → U vraagt een paspoort aan bij de balie. Kom naar {adres}."),
        ("an aanvragen\"", "an\"", ""),
        ("nl: een paspoort", "nl: het paspoort", "titel: een paspoort → het paspoort"),
        ("    - mijn paspoort is verlopen\n", "", "voorbeeldzinnen: 1 weg"),
        ("mijn reisdocument is verlopen\n", "mijn boekje is op\n    - nog een zin\n",
         "voorbeeldzinnen: 2 erbij, 1 weg"),
        ("- I need a new passport\n    - my passport has expired",
         "- my passport has expired\n    - I need a new passport",
         "voorbeeldzinnen (Engels): andere volgorde"),
        ("department: burgerzaken", "department: afval", "team: burgerzaken → afval"),
        ("dated: 2026-01-05", "dated: 2026-02-01", "bron, datum: 2026-01-05 → 2026-02-01"),
    ],
)  # fmt: skip
def test_a_change_of_a_subject_is_told_by_its_text(before: str, after: str, change: str) -> None:
    changed = PASPOORT.replace(before, after)
    assert told(TOPIC, PASPOORT, changed) == [change] * bool(change)


def test_the_words_of_a_change_are_marked() -> None:
    changed = PASPOORT.replace("Neem uw oude", "Breng uw oude")
    (change,) = file_difference(TOPIC, PASPOORT, changed).changes
    assert isinstance(change, TextChange)
    marks = [(piece.mark, piece.text) for piece in change.pieces]
    assert marks == [
        (Mark.OUT, "Neem "), (Mark.IN, "Breng "), (Mark.KEPT, "uw oude paspoort mee."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [(None, PASPOORT, FileState.NEW), (PASPOORT, None, FileState.GONE)],
)
def test_of_a_new_or_gone_subject_all_texts_are_told(
    before: str | None, after: str | None, state: FileState
) -> None:
    found = file_difference(TOPIC, before, after)
    assert (found.title, found.state) == ("Paspoort", state)
    titles = [change.title for change in found.changes]
    assert {"antwoord", "kosten", "tarief (in kosten)", "voorbeeldzinnen"} <= set(titles)


@pytest.mark.parametrize(
    ("path", "before", "after", "change"),
    [
        ("gemeente.yaml", "maandag: 09:00-17:00", "maandag: 09:00-16:00",
         "openingstijden, maandag: 09:00-17:00 → 09:00-16:00"),
        ("gemeente.yaml", "title: het team Afval", "title: het team Afval, ring: together",
         "team, afval, hoe er gebeld wordt: - → together"),
        ("gemeente.yaml", "Marktplein 1", "Kerkplein 2", "adres: Marktplein 1 → Kerkplein 2"),
    ],
)  # fmt: skip
def test_other_files_are_told_field_by_field(
    path: str, before: str, after: str, change: str
) -> None:
    assert told(path, MUNICIPALITY, MUNICIPALITY.replace(before, after)) == [change]


def test_rows_with_a_name_are_the_same_wherever_they_stand() -> None:
    before = "messages:\n  - {key: water, text: {nl: Nu.}}\n  - {key: gas, text: {nl: Nu.}}\n"
    after = "messages:\n  - {key: gas, text: {nl: Nu.}}\n  - {key: water, text: {nl: Straks.}}\n"
    assert told("crisis.yaml", before, after) == ["berichten, water, tekst: Nu. → Straks."]
    moved = before.replace("water", "@").replace("gas", "water").replace("@", "gas")
    assert told("crisis.yaml", before, moved) == ["berichten: andere volgorde"]


def test_rows_without_a_name_are_told_whole() -> None:
    after = SCRIPT.replace("Ik schrijf", "Wij schrijven")
    (change,) = file_difference("scripts/klacht.yaml", SCRIPT, after).changes
    assert change == LinesChange(
        "stap", ("wij zeggen: Wij schrijven het op.",), ("wij zeggen: Ik schrijf het op.",)
    )


def lines(found: FileDifference) -> list[tuple[Mark, int, str]]:
    return [(line.mark, line.number, line.text) for line in found.lines]


@pytest.mark.parametrize("after", ["key: [paspoort\n", "key:\n\tpaspoort\n", "key: a\nkey: b\n"])
def test_what_cannot_be_read_is_told_by_line(after: str) -> None:
    found = file_difference(TOPIC, "key: paspoort\n", after)
    assert found.changes == ()
    new = [(Mark.IN, at, line) for at, line in enumerate(after.splitlines(), 1)]
    assert lines(found) == [(Mark.OUT, 1, "key: paspoort"), *new]


def test_comments_are_told_by_line_with_what_stands_around_them() -> None:
    before = "# Oud.\na: 1\nb: 2\nc: 3\nd: 4\n"
    found = file_difference("menu.yaml", before, before.replace("Oud", "Nieuw"))
    assert found.title == "Keuzemenu"
    assert lines(found) == [
        (Mark.OUT, 1, "# Oud."), (Mark.IN, 1, "# Nieuw."), (Mark.KEPT, 2, "a: 1"),
        (Mark.KEPT, 3, "b: 2"),
    ]  # fmt: skip


def test_a_long_list_of_addresses_is_compared_in_time() -> None:
    long = "".join(f"4991 AA,{number},,,Marktplein,Zonnedael\n" for number in range(30_000))
    (change,) = file_difference("addresses.csv", long, f"{long}4991 AB,1,,,Kade,Oord\n").changes
    assert change == LinesChange("regels", ("4991 AB,1,,,Kade,Oord",))


@pytest.mark.parametrize("path", sorted(Path("content").rglob("*.yaml")), ids=str)
def test_each_file_of_the_demonstration_can_be_compared(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = path.relative_to("content").as_posix()
    assert file_difference(name, text, text).changes == ()
    new = file_difference(name, None, text)
    assert new.changes or new.lines
    assert "" not in {change.title for change in new.changes}
