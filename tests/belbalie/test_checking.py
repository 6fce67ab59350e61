"""`belbalie check` with layers, as an editor types it."""

from pathlib import Path

import pytest

from tests.belbalie.command import Case, Ended, forked
from tests.dialog.small_content import FILES, PASPOORT, write


@pytest.fixture
def own(tmp_path: Path) -> Path:
    write(tmp_path / "landelijk")
    facts = 'paspoort: {tarief: {value: "€ 70,00", valid_from: 2026-01-01}}\n'
    ours = {"layers.yaml": "landelijk: ../landelijk\n", "facts.yaml": facts}
    nothing: dict[str, str | bytes | None] = {name: None for name in FILES}
    return write(tmp_path / "eigen", {**nothing, "gemeente.yaml": FILES["gemeente.yaml"], **ours})


def check(own: Path, *arguments: str) -> Ended:
    return forked(Case(("check", "--content", own, *arguments)), own.parent)


def test_each_topic_is_told_with_its_layer_and_file(own: Path) -> None:
    done = check(own, "--layers")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-2:] == [
        f"paspoort  landelijk  {own}/../landelijk/topics/paspoort.yaml  (tarief: eigen)",
        f"trouwen  landelijk  {own}/../landelijk/topics/trouwen.yaml",
    ]


def test_a_program_reads_the_same_as_json(own: Path) -> None:
    write(own, {**dict.fromkeys(FILES), "topics/grofvuil.yaml": "draft: true\n" + PASPOORT})
    lines = check(own, "--layers", "--json").lines
    assert {"file", "line", "warning", "sentence"} == lines[0].keys()
    assert [(line["topic"], line["layer"], line["draft"]) for line in lines if "topic" in line] == [
        ("grofvuil", "landelijk", False),
        ("grofvuil", "eigen", True),
        ("paspoort", "landelijk", False),
        ("trouwen", "landelijk", False),
    ]
    assert all(line["warning"] for line in lines if "warning" in line)


def test_without_the_option_layers_are_not_told(own: Path) -> None:
    assert "trouwen  landelijk" not in check(own).out


def test_a_mistake_in_a_layer_is_a_mistake(own: Path) -> None:
    (own.parent / "landelijk" / "topics" / "trouwen.yaml").write_text("key: [\n", "utf-8")
    check(own, "--json").told(2, "1 mistake")


def test_the_table_tells_how_readable_each_topic_is(own: Path) -> None:
    done = check(own, "--table")
    assert done.code == 0
    columns = {
        line.split()[0]: line.split()[1:] for line in done.out.splitlines() if " nl " in line
    }
    assert columns["paspoort"][:4] == ["nl", "4", "5", "8"]
    assert {"grofvuil", "trouwen", "sentences.yaml", "gemeente.yaml", "vaste"} <= columns.keys()
    assert done.out.splitlines()[-1] == "LiNT: niet gemeten, het taalmodel ontbreekt"


def test_a_program_reads_the_table_as_json(own: Path) -> None:
    rows = [line["table"] for line in check(own, "--table", "--json").lines if "table" in line]
    assert {(row["name"], row["language"]) for row in rows} >= {
        ("paspoort", "nl"),
        ("paspoort", "en"),
    }
    assert all(row["longest"] <= 15 for row in rows)
    assert {row["lint"] for row in rows} == {None}


def test_an_official_word_is_a_mistake_with_file_and_line(own: Path) -> None:
    topic = own.parent / "landelijk" / "topics" / "paspoort.yaml"
    text = topic.read_text("utf-8")
    topic.write_text(text.replace("Neem uw oude paspoort mee.", "Neem tevens uw pas mee."), "utf-8")
    done = check(own)
    assert done.code == 2
    assert "paspoort.yaml:14: 'tevens' is geen gewoon woord. Schrijf 'ook'." in done.out
