import os
from collections.abc import Mapping
from pathlib import Path

from connectors.sources.fetching import Limits
from connectors.sources.outcomes import Ended, Failed, Outcome, Read, Same
from connectors.sources.reading import read
from dialog.documents.source import Kind, Source


async def outcomes(place: Path, stamps: Mapping[str, str] | None = None) -> list[Outcome]:
    kind = Kind.FILE if place.suffix else Kind.FOLDER
    source = Source(name="map", kind=kind, location=str(place))
    return [each async for each in read(source, stamps or {}, Limits(largest_bytes=10_000))]


def resources(found: list[Outcome], kind: type[Read] | type[Same] | type[Failed]) -> list[str]:
    return [outcome.resource for outcome in found if isinstance(outcome, kind)]


async def test_all_files_of_a_folder_are_read_but_hidden_and_other_ones(tmp_path: Path) -> None:
    for name in ("een.md", "diep/twee.md", ".verborgen.md", "~$open.md", "beeld.png"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("Dit is de tekst.", "utf-8")
    found = await outcomes(tmp_path)
    assert resources(found, Read) == ["diep/twee.md", "een.md"]
    assert found[-1] == Ended(True)


async def test_only_changed_files_are_read_again(tmp_path: Path) -> None:
    for name in ("een.md", "twee.md"):
        (tmp_path / name).write_text("Dit is de tekst.", "utf-8")
    stamps = {
        each.resource: each.stamp for each in await outcomes(tmp_path) if isinstance(each, Read)
    }
    (tmp_path / "een.md").write_text("Dit is andere tekst.", "utf-8")
    found = await outcomes(tmp_path, stamps)
    assert (resources(found, Read), resources(found, Same)) == (["een.md"], ["twee.md"])


async def test_a_broken_or_large_file_leaves_the_others_alone(tmp_path: Path) -> None:
    (tmp_path / "goed.md").write_text("Dit is de tekst.", "utf-8")
    (tmp_path / "groot.md").write_text("veel " * 5000, "utf-8")
    (tmp_path / "stuk.pdf").write_bytes(b"%PDF onzin")
    found = await outcomes(tmp_path)
    assert resources(found, Read) == ["goed.md"]
    assert Failed("groot.md", "Dit bestand is groter dan 0.01 MB.") in found
    assert Failed("stuk.pdf", "Deze PDF is stuk.") in found
    assert found[-1] == Ended(True)


async def test_one_file_is_a_source_too(tmp_path: Path) -> None:
    file = tmp_path / "een.md"
    file.write_text("Dit is de tekst.", "utf-8")
    assert resources(await outcomes(file), Read) == ["een.md"]


async def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    found = await outcomes(tmp_path / "weg")
    assert found == [
        Ended(False, f"De map kan niet worden gelezen ({os.strerror(2)})."),
    ]
