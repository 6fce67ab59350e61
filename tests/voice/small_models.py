"""A voice of a few kilobytes that stands for a large one, and a catalogue that holds it."""

import hashlib
from collections.abc import Mapping

from voice.catalogue import HubFolder, Model, ModelFile, Role
from voice.sums import Sums

NAME = "nl_NL-pim-medium"
ONNX, CONFIG = f"{NAME}.onnx", f"{NAME}.onnx.json"
CONTENT = {ONNX: bytes(range(256)) * 12_000, CONFIG: b'{"audio": {"sample_rate": 22050}}'}
"""The weights are just under 3 MB: several chunks."""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sums_of(data: bytes) -> Sums:
    return Sums(len(data), sha256(data))


def voice_model(onnx: Sums | None = None, config: Sums | None = None) -> Model:
    """A model to pull; both files are pinned in full unless told otherwise."""
    return Model(
        NAME,
        Role.VOICE,
        ("nl",),
        "CC0",
        "speaking Dutch",
        (
            ModelFile(ONNX, onnx or sums_of(CONTENT[ONNX])),
            ModelFile(CONFIG, config or sums_of(CONTENT[CONFIG])),
        ),
        HubFolder("rhasspy/piper-voices", "main", "nl/nl_NL/pim/medium"),
    )


def catalogue(*models: Model) -> Mapping[str, Model]:
    return {model.name: model for model in models or (voice_model(),)}


def mirrored(content: Mapping[str, bytes] = CONTENT) -> dict[str, bytes]:
    """The paths and bytes of a mirror that serves the voice, with its sums."""
    listed = "".join(f"{sha256(data)}  {name}\n" for name, data in content.items())
    files = {f"/{NAME}/{name}": data for name, data in content.items()}
    return files | {f"/{NAME}/SHA256SUMS": listed.encode()}
