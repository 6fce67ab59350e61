"""The models folder: whole, damaged, shared, full; and models that packages carry."""

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.voice.model_server import ModelServer, serving
from tests.voice.small_models import CONFIG, CONTENT, NAME, ONNX, catalogue, mirrored, sums_of
from voice.catalogue import CATALOGUE, Model, ModelFile, PackagedPart, Role
from voice.model_errors import Fault, ModelError, ModelMissing
from voice.models import InstalledModel, ModelStore
from voice.sums import Sums

ROOT = Path(__file__).parents[2]
PACKAGE = "belbalie_test_weights"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the network has a proxy, the test server is still next door."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(mirrored()) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path, server: ModelServer) -> ModelStore:
    return ModelStore(tmp_path / "models", server.url, catalogue=catalogue())


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package that carries weights and must not be imported."""
    folder = tmp_path / "site" / PACKAGE
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("raise AssertionError('imported')\n")
    (folder / "one").write_bytes(b"first ")
    (folder / "two").write_bytes(b"second")
    monkeypatch.syspath_prepend(folder.parent)
    return folder


def packaged(*parts: str, content: bytes = b"first second") -> Model:
    file = ModelFile(
        parts[0] if len(parts) == 1 else "model.bin",
        sums_of(content),
        tuple(PackagedPart(PACKAGE, part) for part in parts),
    )
    return Model("packed", Role.EMBEDDINGS, ("*",), "MIT", "tests", (file,))


def fault_of(error: pytest.ExceptionInfo[ModelError]) -> Fault:
    return error.value.fault


def test_missing_model_ends_in_the_command_that_brings_it(store: ModelStore) -> None:
    with pytest.raises(ModelMissing, match=f"belbalie models pull {NAME}$"):
        store.path(NAME)
    with pytest.raises(ModelMissing):
        store.verify(NAME)
    assert store.installed() == []


def test_unknown_model_names_those_that_are_known(store: ModelStore) -> None:
    with pytest.raises(ModelError, match=f"Unknown model 'piet'; expected one of: {NAME}") as error:
        store.pull("piet")
    assert fault_of(error) is Fault.UNKNOWN


@pytest.mark.parametrize("mirror", ["models.example.nl", "ftp://models.example.nl", "http://", ""])
def test_mirror_that_is_no_web_address_is_refused(tmp_path: Path, mirror: str) -> None:
    with pytest.raises(ModelError, match="BELBALIE_MODEL_MIRROR: expected an address such as"):
        ModelStore(tmp_path, mirror)


def test_pulled_model_is_listed_and_its_weights_found(store: ModelStore) -> None:
    store.pull(NAME)
    folder = store.folder / NAME
    size = sum(map(len, CONTENT.values()))
    assert store.installed() == [InstalledModel(NAME, folder, False, size)]
    assert store.main_file(NAME) == folder / ONNX


def test_nothing_but_the_model_and_its_lock_is_left_behind(store: ModelStore) -> None:
    store.pull(NAME)
    names = {path.name for path in store.folder.iterdir()}
    assert names == {NAME, f".{NAME}.lock"}
    assert {path.name for path in (store.folder / NAME).iterdir()} == {ONNX, CONFIG, "MODEL.json"}


def test_leftovers_of_an_older_version_do_not_come_along(store: ModelStore) -> None:
    staging = store.folder / f".{NAME}.coming"
    staging.mkdir(parents=True)
    (staging / "vocabulary.txt").write_text("old")
    store.pull(NAME)
    assert not (store.folder / NAME / "vocabulary.txt").exists()


def test_shortened_file_is_refused_and_pulled_again(store: ModelStore) -> None:
    store.pull(NAME)
    (store.folder / NAME / ONNX).write_bytes(b"short")
    with pytest.raises(ModelError, match=f"{ONNX} is not as it was.*models pull {NAME}") as error:
        store.path(NAME)
    assert fault_of(error) is Fault.DAMAGED
    assert store.installed() == []
    store.pull(NAME)
    assert store.main_file(NAME).read_bytes() == CONTENT[ONNX]


def test_vanished_file_is_refused_and_named(store: ModelStore) -> None:
    store.pull(NAME)
    (store.folder / NAME / CONFIG).unlink()
    with pytest.raises(ModelError, match=CONFIG):
        store.path(NAME)
    assert [problem.file for problem in store.verify(NAME)] == [CONFIG]


def test_a_start_compares_stamps_and_only_verify_reads(store: ModelStore) -> None:
    """The bytes are other ones, but size and time are not: so `path` did not read them."""
    store.pull(NAME)
    weights = store.main_file(NAME)
    before = weights.stat()
    weights.write_bytes(b"\1" * before.st_size)
    os.utime(weights, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert store.path(NAME)
    [problem] = store.verify(NAME)
    assert problem.file == ONNX
    assert "expected sha256" in problem.sentence
    assert f"belbalie models pull {NAME}" in problem.sentence


def test_copied_file_is_read_once_and_then_known_by_its_new_time(store: ModelStore) -> None:
    store.pull(NAME)
    weights = store.main_file(NAME)
    os.utime(weights, ns=(1, 1))
    lock = store.folder / NAME / "MODEL.json"
    assert '"mtime_ns": 1,' not in lock.read_text()
    assert store.path(NAME)
    assert '"mtime_ns": 1,' in lock.read_text()


def test_touched_file_with_other_bytes_is_refused(store: ModelStore) -> None:
    store.pull(NAME)
    weights = store.main_file(NAME)
    weights.write_bytes(b"\1" * weights.stat().st_size)
    os.utime(weights, ns=(1, 1))
    with pytest.raises(ModelError, match="damaged"):
        store.path(NAME)


@pytest.mark.parametrize("text", ["", "[]", '{"files": []}', '{"files": {"a": {"size": "x"}}}'])
def test_lock_that_cannot_be_read_says_what_to_remove(store: ModelStore, text: str) -> None:
    store.pull(NAME)
    (store.folder / NAME / "MODEL.json").write_text(text)
    with pytest.raises(ModelError, match=f"remove .*{NAME} and run: belbalie models pull {NAME}"):
        store.path(NAME)
    assert store.pull(NAME).size_bytes == sum(map(len, CONTENT.values()))


def test_a_pin_wins_over_the_lock(store: ModelStore) -> None:
    store.pull(NAME)
    model = store.model(NAME)
    files = (ModelFile(ONNX, Sums(sha256="0" * 64)), model.files[1])
    pinned = Model(NAME, Role.VOICE, ("nl",), "CC0", "", files, model.hub)
    [problem] = ModelStore(store.folder, catalogue=catalogue(pinned)).verify(NAME)
    assert f"expected sha256 {'0' * 64}" in problem.sentence


def test_two_processes_that_pull_at_once_fetch_once(tmp_path: Path, server: ModelServer) -> None:
    server.gate = threading.Event()
    read, write = os.pipe()
    script = textwrap.dedent(
        f"""
        import logging, pathlib
        from tests.voice.small_models import NAME, catalogue
        from voice.models import ModelStore
        logging.basicConfig(level=logging.INFO, format="%(message)s")
        folder = pathlib.Path({str(tmp_path)!r})
        print(ModelStore(folder, {server.url!r}, catalogue=catalogue()).pull(NAME).folder)
        """
    )
    command = [sys.executable, "-c", script]
    pulls = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=write) for _ in range(2)
    ]
    os.close(write)
    with os.fdopen(read) as said:
        assert "Another process is pulling" in said.readline()
        server.gate.set()
        folders = [pull.communicate(timeout=30)[0].decode().strip() for pull in pulls]
    assert folders == [str(tmp_path / NAME)] * 2
    assert sorted(server.paths()) == [f"/{NAME}/{ONNX}", f"/{NAME}/{CONFIG}"]


def test_full_disk_says_how_much_is_needed_and_keeps_what_came(
    tmp_path: Path, server: ModelServer
) -> None:
    script = textwrap.dedent(
        f"""
        import pathlib, resource
        from tests.voice.small_models import NAME, catalogue
        from voice.model_errors import ModelError
        from voice.models import ModelStore
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
        store = ModelStore(pathlib.Path({str(tmp_path)!r}), {server.url!r}, catalogue=catalogue())
        try:
            store.pull(NAME)
        except ModelError as error:
            print(error.fault, error)
        """
    )
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"model-disk-full No room for model {NAME} (3 MB) in {tmp_path}")
    assert "free some space" in said
    assert (tmp_path / f".{NAME}.coming" / f"{ONNX}.part").stat().st_size == 1_000_000
    pulled = ModelStore(tmp_path, server.url, catalogue=catalogue()).pull(NAME)
    assert (pulled.folder / ONNX).read_bytes() == CONTENT[ONNX]
    assert server.asked[-2] == (f"/{NAME}/{ONNX}", "bytes=1000000-")


def test_model_larger_than_the_disk_is_not_begun(tmp_path: Path, server: ModelServer) -> None:
    files = (ModelFile(ONNX, Sums(10**18, "0" * 64)),)
    model = Model(NAME, Role.VOICE, ("nl",), "CC0", "", files, CATALOGUE[NAME].hub)
    with pytest.raises(ModelError) as error:
        ModelStore(tmp_path, server.url, catalogue=catalogue(model)).pull(NAME)
    assert fault_of(error) is Fault.DISK_FULL
    assert server.asked == []


def test_folder_that_cannot_be_made_says_so(tmp_path: Path, server: ModelServer) -> None:
    in_the_way = tmp_path / "models"
    in_the_way.write_text("a file")
    with pytest.raises(ModelError, match="writable or set another models folder") as error:
        ModelStore(in_the_way, server.url, catalogue=catalogue()).pull(NAME)
    assert fault_of(error) is Fault.FOLDER


def test_pieces_of_a_package_are_put_together_without_importing_it(
    tmp_path: Path, package: Path
) -> None:
    store = ModelStore(tmp_path / "models", catalogue=catalogue(packaged("one", "two")))
    with pytest.raises(ModelMissing):
        store.path("packed")
    store.pull("packed")
    assert store.main_file("packed").read_bytes() == b"first second"
    assert store.verify("packed") == []


def test_pieces_with_the_wrong_sum_name_file_and_package(tmp_path: Path, package: Path) -> None:
    (package / "two").write_bytes(b"SECOND")
    store = ModelStore(tmp_path / "models", catalogue=catalogue(packaged("one", "two")))
    with pytest.raises(ModelError, match=f"model.bin of .*{PACKAGE}: expected sha256 .*, got"):
        store.pull("packed")
    assert not (tmp_path / "models" / "packed").exists()


def test_whole_file_of_a_package_is_used_where_it_lies(tmp_path: Path, package: Path) -> None:
    store = ModelStore(tmp_path / "models", catalogue=catalogue(packaged("one", content=b"first ")))
    assert store.main_file("packed") == package / "one"
    assert store.pull("packed") == InstalledModel("packed", package, True, 6)
    assert not (tmp_path / "models").exists()


def test_damaged_package_says_which_one_to_reinstall(tmp_path: Path, package: Path) -> None:
    store = ModelStore(tmp_path / "models", catalogue=catalogue(packaged("one", content=b"First ")))
    assert store.path("packed") == package
    with pytest.raises(ModelError, match=f"reinstall the Python package {PACKAGE}"):
        store.pull("packed")
    (package / "one").write_bytes(b"")
    with pytest.raises(ModelError, match="damaged"):
        store.path("packed")


def test_package_that_is_not_installed_says_what_to_run(tmp_path: Path) -> None:
    store = ModelStore(tmp_path, catalogue=catalogue(packaged("one", "two")))
    with pytest.raises(ModelError, match=f"{PACKAGE}, which is not installed; run: make setup"):
        store.pull("packed")
    assert store.installed() == []


@pytest.mark.models
def test_embedded_models_are_what_the_catalogue_pins(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    embedded = [name for name, model in CATALOGUE.items() if model.hub is None]
    for name in embedded:
        store.pull(name)
        assert store.verify(name) == []
    assert [model.name for model in store.installed()] == embedded
    assert "pipecat" not in store.main_file("whisper-base").parts
