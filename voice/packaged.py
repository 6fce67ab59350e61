"""Models that Python packages carry: found without importing, put together where split."""

import importlib.util
from pathlib import Path

from voice.catalogue import Model, PackagedPart
from voice.model_errors import Fault, ModelError
from voice.sums import CHUNK_BYTES, Counted, Digest, Sums


def assemble(model: Model, staging: Path, counted: Counted) -> dict[str, Sums]:
    """Put the pieces that packages carry together, summing on the way."""
    found: dict[str, Sums] = {}
    for file in model.files:
        digest = Digest(file.sums)
        with (staging / file.name).open("wb") as target:
            for part in file.parts:
                with packaged_path(model, part).open("rb") as source:
                    while data := source.read(CHUNK_BYTES):
                        target.write(data)
                        digest.feed(data)
                        counted(len(data))
        if (difference := file.sums.difference(digest.sums)) is not None:
            packages = " and ".join(dict.fromkeys(part.package for part in file.parts))
            raise ModelError(
                Fault.WRONG_SUM,
                f"{file.name} of model {model.name}, put together from {packages}: "
                f"{difference}; reinstall these packages at the pinned version",
            )
        found[file.name] = digest.sums
    return found


def packaged_path(model: Model, part: PackagedPart) -> Path:
    """Where the file lies, found without importing the package, which may be slow to import."""
    spec = importlib.util.find_spec(part.package)
    for home in (spec.submodule_search_locations or []) if spec else []:
        path = Path(home) / part.path
        if path.is_file():
            return path
    raise ModelError(
        Fault.PACKAGE,
        f"Model {model.name} needs {part.path} of the Python package {part.package}, "
        f"which is not installed; run: make setup",
    )
