"""Which model serves which role, and what the operator is told."""

import logging
from pathlib import Path

import pytest

from tests.voice.small_models import sums_of
from voice.catalogue import (
    CATALOGUE,
    DUTCH_VOICES,
    HubFolder,
    Model,
    ModelFile,
    PackagedPart,
    Role,
)
from voice.model_errors import ModelError, ModelMissing
from voice.model_lock import write_lock
from voice.models import ModelStore
from voice.roles import (
    Engine,
    Ready,
    State,
    VoiceChoice,
    advice,
    choose_voice,
    listing,
    pull_packaged,
    ready,
)


def put(folder: Path, model: Model) -> Path:
    """Lay a model in the folder as a pull would have left it; the weights' path."""
    place = folder / model.name
    place.mkdir()
    for file in model.files:
        (place / file.name).write_bytes(file.name.encode())
    write_lock(model.name, place, {file.name: sums_of(file.name.encode()) for file in model.files})
    return place / model.files[0].name


def test_without_a_dutch_voice_espeak_speaks_and_says_how_to_do_better(tmp_path: Path) -> None:
    choice = choose_voice(ModelStore(tmp_path), "nl")
    assert (choice.engine, choice.name, choice.file) == (Engine.ESPEAK, "espeak-ng-nl", None)
    assert advice(choice) == (
        "Dutch is spoken by eSpeak NG; a better voice: belbalie models pull nl_NL-pim-medium"
    )


def test_the_preferred_voice_of_those_installed_speaks(tmp_path: Path) -> None:
    for better in reversed(DUTCH_VOICES):
        file = put(tmp_path, better)
        choice = choose_voice(ModelStore(tmp_path), "nl")
        assert choice == VoiceChoice("nl", Engine.PIPER, better.name, file)
        assert advice(choice) is None


def test_the_voice_that_is_wanted_goes_first_and_the_others_stand_in(tmp_path: Path) -> None:
    pim, rdh = DUTCH_VOICES[0], DUTCH_VOICES[-1]
    put(tmp_path, pim)
    store = ModelStore(tmp_path)
    assert choose_voice(store, "nl", rdh.name).name == pim.name
    put(tmp_path, rdh)
    assert choose_voice(store, "nl", rdh.name).name == rdh.name


def test_advice_names_the_voice_that_was_wanted(tmp_path: Path) -> None:
    choice = choose_voice(ModelStore(tmp_path), "nl", "nl_BE-rdh-medium")
    assert str(advice(choice)).endswith("belbalie models pull nl_BE-rdh-medium")


def test_a_voice_of_another_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"Expected a voice for Dutch .*got 'en_US-joe-medium'"):
        choose_voice(ModelStore(tmp_path), "nl", "en_US-joe-medium")


def test_damaged_voice_is_passed_over_with_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(tmp_path, DUTCH_VOICES[0]).write_bytes(b"")
    put(tmp_path, DUTCH_VOICES[1])
    with caplog.at_level(logging.WARNING):
        choice = choose_voice(ModelStore(tmp_path), "nl")
    assert choice.name == DUTCH_VOICES[1].name
    assert "nl_NL-pim-medium is damaged" in caplog.text


def test_language_without_any_voice_has_espeak_and_no_advice(tmp_path: Path) -> None:
    choice = choose_voice(ModelStore(tmp_path), "fy")
    assert (choice.name, advice(choice)) == ("espeak-ng-fy", None)


def test_english_is_spoken_by_the_packaged_voice(tmp_path: Path) -> None:
    choice = choose_voice(ModelStore(tmp_path), "en")
    assert choice.engine is Engine.PIPER
    assert choice.file is not None
    assert choice.file.name == "en_US-joe-medium.onnx"
    assert choice.file.with_name(f"{choice.file.name}.json").is_file()


def test_ready_asks_for_the_recogniser_first(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"belbalie models pull whisper-base$"):
        ready(ModelStore(tmp_path))


def test_ready_fills_every_role(tmp_path: Path) -> None:
    put(tmp_path, CATALOGUE["whisper-small"])
    found = ready(ModelStore(tmp_path), "whisper-small")
    assert isinstance(found, Ready)
    assert found.recogniser == tmp_path / "whisper-small"
    assert found.embeddings.name == "e5-small-q4.bin"
    assert found.activity.name == "silero_vad.onnx"
    assert found.end_of_turn.name == "smart-turn-v3.2-cpu.onnx"
    assert [voice.language for voice in found.voices] == ["nl", "en"]


def test_a_voice_cannot_recognise_speech(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"does not recognise speech; expected one of: whisper-"):
        ready(ModelStore(tmp_path), "en_US-joe-medium")


def test_listing_shows_every_model_and_its_state(tmp_path: Path) -> None:
    put(tmp_path, CATALOGUE["whisper-small"])
    put(tmp_path, DUTCH_VOICES[0]).write_bytes(b"")
    states = {row.name: row.state for row in listing(ModelStore(tmp_path))}
    assert list(states) == list(CATALOGUE)
    assert states["whisper-small"] is State.INSTALLED
    assert states["whisper-base"] is State.IN_PACKAGE
    assert states["silero-vad"] is State.IN_PACKAGE
    assert states["whisper-large-v3-turbo"] is State.ABSENT
    assert states["nl_NL-pim-medium"] is State.DAMAGED


def test_what_packages_carry_in_pieces_is_put_together_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "belbalie_test_pieces"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "a").write_bytes(b"a")
    (package / "b").write_bytes(b"b")
    monkeypatch.syspath_prepend(package.parent)
    parts = tuple(PackagedPart(package.name, piece) for piece in "ab")
    files = (ModelFile("model.bin", sums_of(b"ab"), parts),)
    split = Model("split", Role.RECOGNISER, ("*",), "MIT", "tests", files)
    far = Model(
        "far",
        Role.VOICE,
        ("nl",),
        "MIT",
        "tests",
        (ModelFile("x", sums_of(b"")),),
        HubFolder("nobody/nothing", "main"),
    )
    store = ModelStore(tmp_path / "models", catalogue={"split": split, "far": far})
    assert pull_packaged(store) == ["split"]
    assert pull_packaged(store) == []
    assert listing(store)[0].state is State.INSTALLED
