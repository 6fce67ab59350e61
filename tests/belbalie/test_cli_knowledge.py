"""`belbalie knowledge`, as an editor types it."""

from pathlib import Path

import pytest

from tests.belbalie.command import Case, Ended, forked


def run(data: Path, *arguments: str) -> Ended:
    return forked(Case(("knowledge", *arguments)), data)


API = ("add", "api", "http://127.0.0.1:9/api", "--kind", "file")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "een.md").write_text("# Een\n\nDit is de tekst.", "utf-8")
    return folder


def test_a_source_is_added_read_listed_and_removed(tmp_path: Path, folder: Path) -> None:
    (folder / "stuk.pdf").write_bytes(b"onzin")
    added = run(
        tmp_path, "add", "map", str(folder), "--layer", "regional", "--postcodes", "4991, 4992ab"
    )
    assert (added.code, added.err) == (0, "")
    assert added.out == (
        "map: 1 new, 0 changed, 0 the same, 0 gone, 1 faults\n  stuk.pdf: Deze PDF is stuk.\n"
    )
    assert run(tmp_path, "sync", "map").out.startswith("map: 0 new, 0 changed, 1 the same")
    (line,) = run(tmp_path, "list", "--json").lines
    assert line["read_at"]
    assert {**line, "read_at": ""} == {
        "name": "map",
        "kind": "folder",
        "location": str(folder),
        "layer": "regional",
        "language": "nl",
        "municipality": None,
        "postcodes": ["4991", "4992AB"],
        "token_from": None,
        "documents": 1,
        "passages": 1,
        "read_at": "",
        "faults": [{"resource": "stuk.pdf", "sentence": "Deze PDF is stuk."}],
    }
    told = run(tmp_path, "list").out
    assert "1 documents  1 passages  1 faults" in told
    assert f"{folder}  for 4991, 4992AB\n" in told
    assert run(tmp_path, "remove", "map").out == "map: removed, with 1 documents\n"
    assert run(tmp_path, "list").out == ""


def test_a_token_is_named_by_its_place_and_never_shown_or_kept(tmp_path: Path) -> None:
    place = tmp_path / "sleutel"
    place.write_text("geheim-geheim\n", "utf-8")
    added = run(tmp_path, *API, "--token-file", str(place))
    assert added.code == 1
    (line,) = run(tmp_path, "list", "--json").lines
    assert line["token_from"] == str(place)
    kept = b"".join(
        each.read_bytes() for each in tmp_path.rglob("*") if each != place and each.is_file()
    )
    assert b"geheim-geheim" not in kept
    assert "geheim-geheim" not in added.out + added.err + run(tmp_path, "list").out


def test_a_source_that_cannot_be_read_is_failed_work(tmp_path: Path, folder: Path) -> None:
    run(tmp_path, "add", "map", str(folder))
    (folder / "een.md").unlink()
    folder.rmdir()
    done = run(tmp_path, "sync")
    done.told(1, "map", "what was read before is kept")
    assert "De map kan niet worden gelezen" in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "een twee", "."), ("NAME", "'een twee'")),
        (("add", "map", "ftp://elders.example/"), ("LOCATION", "http://")),
        (("add", "map", "nergens"), ("LOCATION", "a folder or a file", "'nergens'")),
        (("add", "map", "foto.png"), ("LOCATION", ".pdf", "'foto.png'")),
        (("add", "map", ".", "--kind", "site"), ("--kind", "folder or file", "'site'")),
        (("add", "map", ".", "--kind", "file"), ("--kind", "'file'")),
        (("add", "map", ".", "--layer", "dorp"), ("--layer", "local", "'dorp'")),
        (("add", "map", ".", "--postcodes", "4991,dorp"), ("--postcodes", "4992", "'dorp'")),
        (("add", "map", ".", "--token-file", "sleutel"), ("--token-file", "an address")),
        ((*API, "--token-file", "a", "--token-variable", "B"), ("--token-file", "got both")),
        ((*API, "--token-file", "a", "--token-header", "Token"), ("--token-header", "'Token'")),
        (("add", "map", ".", "--language", "Dutch"), ("--language", "nl", "'Dutch'")),
        (("sync", "nergens"), ("NAME", "'nergens'")),
        (("remove", "nergens"), ("NAME", "'nergens'")),
    ],
)
def test_wrong_use_is_told_in_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    (tmp_path / "foto.png").touch()
    run(tmp_path, *arguments).told(2, *words)
