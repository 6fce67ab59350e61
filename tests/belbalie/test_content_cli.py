"""`belbalie content …`: versions from the command line."""

import json
from pathlib import Path

from dialog.content import load
from tests.belbalie.command import Case, forked
from tests.dialog import small_content


def test_what_was_changed_is_told_and_taken_back(tmp_path: Path) -> None:
    content = small_content.write(tmp_path / "content")
    history = Case(("content", "history", "--json"), code=0)
    [first] = forked(history, tmp_path).lines
    assert first["author"] == "buiten de studio"
    file = content / "topics/paspoort.yaml"
    file.write_text(file.read_text("utf-8").replace("€ 86,50", "€ 88,00"), "utf-8")
    done = forked(Case(("content", "back", first["version"][:10], "--reason", "Fout")), tmp_path)
    assert (done.code, done.err) == (0, "")
    assert "topics/paspoort.yaml" in done.out
    assert load(content).topics["paspoort"].facts["tarief"].value == "€ 86,50"
    told = [json.loads(line) for line in forked(history, tmp_path).out.splitlines()]
    assert [(each["reason"], each["back_to"] is None) for each in told][:2] == [
        ("Fout", False),
        ("Veranderd in de map zelf.", True),
    ]


def test_what_cannot_be_is_told(tmp_path: Path) -> None:
    small_content.write(tmp_path / "content")
    wrong = Case(("content", "back", "nietdaar", "--reason", "Fout"), ("VERSION: expected",))
    wrong.check(forked(wrong, tmp_path))
    first = forked(Case(("content", "history"), code=0), tmp_path).out[:10]
    again = Case(("content", "back", first, "--reason", "Fout"), ("gelden nu al",))
    again.check(forked(again, tmp_path))
