"""`belbalie knowledge questions`, as an editor types it."""

import csv
import io
from pathlib import Path

import pytest

from tests.belbalie.command import Case, Ended, forked

PAGE = "# Graf\n\n## Kosten\n\nEen graf kost € 2.310. U betaalt per bank.\n"
HEAD = "document,section,sentence,question\n"


def run(data: Path, *arguments: str) -> Ended:
    return forked(Case(("knowledge", *arguments)), data)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "graf.md").write_text(PAGE, "utf-8")
    assert run(tmp_path, "add", "map", str(folder)).code == 0
    return tmp_path


def rows(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


def filled(data: Path, question: str, **changes: str) -> Path:
    """What an editor makes of the blank rows in a spreadsheet: the first has a question."""
    blank = rows(run(data, "questions", "export", "--blank").out)
    blank[0] |= {"question": question, **changes}
    file = data / "vragen.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, blank[0])
        writer.writeheader()
        writer.writerows(blank)
    return file


def test_blank_rows_are_filled_taken_up_and_counted(data: Path) -> None:
    blank = rows(run(data, "questions", "export", "--blank").out)
    assert [row["sentence"] for row in blank] == ["Een graf kost € 2.310.", "U betaalt per bank."]
    taken = run(data, "questions", "import", str(filled(data, "wat ben ik kwijt aan begraven")))
    assert (taken.code, taken.out, taken.err) == (0, "1 new, 0 the same, 0 faults\n", "")
    [row] = rows(run(data, "questions", "export").out)
    assert row["question"] == "wat ben ik kwijt aan begraven"
    assert run(data, "questions", "list").out == "1 questions for 1 of 2 sentences\n"
    assert run(data, "questions", "remove").out == "1 questions removed\n"


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("graf", None, "expected 2 to 40 words, got 1"),
        ("wat kost begraven", "Een graf kost € 9.", "word for word"),
    ],
)
def test_a_row_that_is_wrong_costs_itself_only(
    data: Path, question: str, sentence: str | None, told: str
) -> None:
    file = filled(data, question, **({"sentence": sentence} if sentence else {}))
    with file.open("a", encoding="utf-8") as target:
        target.write("graf.md,Kosten,U betaalt per bank.,kan ik pinnen\n")
    taken = run(data, "questions", "import", str(file))
    assert taken.code == 1
    assert taken.out.startswith("1 new, 0 the same, 1 faults\n  vragen.csv:2: ")
    assert told in taken.out
    assert "1 that are wrong" in taken.err


def test_a_spreadsheet_may_write_a_mark_and_semicolons(data: Path) -> None:
    file = data / "vragen.csv"
    head = HEAD.replace(",", ";")
    row = "graf.md;Kosten;U betaalt per bank.;kan ik pinnen\n"
    file.write_text(f"{head}{row}", encoding="utf-8-sig")
    assert run(data, "questions", "import", str(file)).out == "1 new, 0 the same, 0 faults\n"


@pytest.mark.parametrize(
    "content", [b"", b"vraag,antwoord\n", b"\xff\xfe\x00", HEAD.encode() + b"a" * 140_000]
)
def test_a_file_that_is_none_is_told_so(data: Path, content: bytes) -> None:
    file = data / "vragen.csv"
    file.write_bytes(content)
    taken = run(data, "questions", "import", str(file))
    assert taken.code == 2
    assert "FILE.csv: expected" in taken.err


def test_a_line_whose_sentence_is_gone_is_listed(data: Path) -> None:
    run(data, "questions", "import", str(filled(data, "wat ben ik kwijt aan begraven")))
    (data / "folder" / "graf.md").write_text(PAGE.replace("2.310", "2.400"), "utf-8")
    assert run(data, "sync").code == 0
    told = run(data, "questions", "list").out
    assert told.startswith("1 questions for 0 of 2 sentences\n")
    assert "wat ben ik kwijt aan begraven" in told


def test_nothing_that_was_written_is_calculated_in_a_spreadsheet(data: Path) -> None:
    """And it is taken up again as it was."""
    run(data, "questions", "import", str(filled(data, "=1+1 wat kost een graf")))
    out = run(data, "questions", "export").out
    assert [row["question"] for row in rows(out)] == ["'=1+1 wat kost een graf"]
    file = data / "terug.csv"
    file.write_text(out, encoding="utf-8")
    assert run(data, "questions", "import", str(file)).out == "0 new, 1 the same, 0 faults\n"
