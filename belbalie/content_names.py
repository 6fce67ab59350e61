"""Which files of a folder are content, and texts as they stand in them."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from desk.studio.content import Refused

ENDINGS = (".yaml", ".csv", ".md", ".jsonl")


def content_files(folder: Path) -> Iterator[Path]:
    """Each of them, in the order of their names. Raises OSError."""
    for path in sorted(folder.rglob("*")):
        if _is_content(path.relative_to(folder).parts) and path.is_file():
            yield path


def name_of(path: str) -> str:
    """The path as it is kept. Raises Refused for one that is no file of the content."""
    parts = PurePosixPath(path).parts
    if "\\" in path or "\0" in path or not _is_content(parts):
        raise Refused(
            f"'{path}' is geen bestand van de teksten. Kies een naam als 'topics/paspoort.yaml'."
        )
    return "/".join(parts)


def _is_content(parts: tuple[str, ...]) -> bool:
    hidden = any(part.startswith((".", "/")) for part in parts)
    return bool(parts) and not hidden and parts[-1].endswith(ENDINGS)


def written(text: str, before: str = "") -> bytes:
    """A text of a form as a file: its lines end as they did, the last one too."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines and not lines.endswith("\n"):
        lines += "\n"
    return (lines.replace("\n", "\r\n") if "\r\n" in before else lines).encode()


def read(text: bytes) -> str:
    return text.decode("utf-8", "replace")
