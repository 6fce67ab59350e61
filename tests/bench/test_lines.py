"""Our own lines for measuring understanding parse, and their labels are of the closed sets."""

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from belbalie.script import read_scripts
from dialog.acts import OutcomeType

LINES = Path(__file__).parents[2] / "bench" / "lines"

LABELS: dict[str, list[str]] = json.loads((LINES / "labels.json").read_text("utf-8"))
TOPICS = frozenset(LABELS["topics"])
DANGERS = frozenset(LABELS["dangers"])
DATE, TIME = r"\d{4}-\d\d-\d\d", r"([01]\d|2[0-3]):[0-5]\d"
SHAPES = {
    "datum": DATE,
    "datum_nieuw": DATE,
    "tijd": TIME,
    "tijd_nieuw": TIME,
    "tijd_van": TIME,
    "tijd_tot": TIME,
    "tijd_vanaf": TIME,
    "dagdeel": "ochtend|middag|avond",
    "weekdag": "(maan|dins|woens|donder|vrij|zater|zon)dag",
    "straat": r"[A-Z][\w ]+",
    "huisnummer": r"\d+([A-Z]|bis)?",
    "postcode": r"\d{4}[A-Z]{2}",
    "telefoon": r"0\d{9}",
    "naam": r".*[A-Z]\w+",
    "product": r"\w+",
    "object": r"\w+",
    "aantal": r"\d+",
    "leeftijd": r"\d+",
    "bedrag": r"\d+\.\d\d",
    "zaaknummer": r"Z\d{4}-\d{5}",
    "kenteken": r"[A-Z0-9]{6}",
}


def read(name: str) -> list[dict[str, Any]]:
    """The objects of a file of lines."""
    return [json.loads(line) for line in (LINES / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", ["own.jsonl", "heard.jsonl"])
def test_labels_are_of_the_closed_sets(name: str) -> None:
    """Topic, second topic, what is also right, kind, language, tags and slots."""
    for row in read(name):
        topics = {row["topic"], row.get("second_topic", row["topic"]), *row["also_ok"]}
        assert topics <= TOPICS | {*LABELS["routes"]}, row
        assert row["kind"] in LABELS["kinds"], row
        assert row["lang"] in {"nl", "en"}, row
        assert set(row["tags"]) <= DANGERS | {*LABELS["tags"]}, row
        assert row["text"].strip() == row["text"] != "", row
        for key, value in row["slots"].items():
            assert re.fullmatch(SHAPES[key], value), row


def test_kind_and_tags_agree_with_the_topic() -> None:
    """An emergency names its danger, a near miss names who does it, two needs are two."""
    for row in read("own.jsonl"):
        tags = set(row["tags"])
        assert (row["kind"] == "crisis") == (row["topic"] == "emergency") == bool(tags & DANGERS)
        assert (row["kind"] == "out_of_scope") == (row["topic"] == "out_of_scope"), row
        assert (row["kind"] == "human") == bool(tags & {"person", "callback"}), row
        assert (row["topic"] == "human") == bool(tags & {"person", "callback", "municipal"}), row
        assert ("near_miss" in tags) == ("note" in row), row
        assert ("two_needs" in tags) == ("second_topic" in row) == (row["kind"] == "multi"), row
        assert ("slots" in tags) == bool(row["slots"]), row
        assert ("english" in tags) == (row["lang"] == "en"), row


def test_dates_exist() -> None:
    """A date that no calendar has would never be found."""
    for row in read("own.jsonl"):
        for key in ("datum", "datum_nieuw"):
            assert key not in row["slots"] or dt.date.fromisoformat(row["slots"][key])


def test_every_line_is_another() -> None:
    """No text and no number comes twice."""
    rows = read("own.jsonl")
    assert not [text for text, n in Counter(row["text"].lower() for row in rows).items() if n > 1]
    assert not [key for key, n in Counter(row["id"] for row in rows).items() if n > 1]


def test_there_are_enough_of_each() -> None:
    """What the issue asks for, and every topic at least four times."""
    rows = read("own.jsonl")
    topics = Counter(row["topic"] for row in rows)
    tags = Counter(tag for row in rows for tag in row["tags"])
    assert min(topics["emergency"], topics["human"], topics["out_of_scope"]) >= 70
    assert tags["look_alike"] >= 70
    assert tags["english"] >= 40
    assert tags["slots"] >= 40
    assert tags["two_needs"] >= 20
    assert min(topics[key] for key in TOPICS) >= 4


def test_misheard_lines_keep_the_labels_of_their_line() -> None:
    """Only the words differ."""
    own = {row["id"]: row for row in read("own.jsonl")}
    for row in read("heard.jsonl"):
        line = own[row["of"]]
        assert row["text"] != line["text"]
        for key in ("lang", "topic", "also_ok", "kind", "slots"):
            assert row[key] == line[key], row


def test_conversations_are_scripts() -> None:
    """`belbalie chat --script` reads them, and there are enough."""
    assert len(read_scripts(LINES / "conversations.jsonl")) >= 40


def test_wants_of_conversations_are_of_the_closed_sets() -> None:
    """Outcomes, fields, tags; what is never said is not what must be said."""
    outcomes = {outcome.value for outcome in OutcomeType}
    for row in read("conversations.jsonl"):
        want = row["want"]
        either = want["outcome"] if isinstance(want["outcome"], list) else [want["outcome"]]
        assert set(either) <= outcomes, row
        assert set(row["tags"]) <= set(LABELS["conversation_tags"]), row
        assert not set(want["said"]) & set(want["never"]), row
        for key, value in want["fields"].items():
            assert re.fullmatch(SHAPES[key], value), row
