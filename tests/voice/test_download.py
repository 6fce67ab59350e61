"""Pulling over HTTP, from a real server that behaves and misbehaves."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.voice.model_server import ModelServer, serving
from tests.voice.small_models import (
    CONFIG,
    CONTENT,
    NAME,
    ONNX,
    catalogue,
    mirrored,
    sha256,
    voice_model,
)
from voice.catalogue import Model
from voice.download import Patience
from voice.model_errors import Fault, ModelError
from voice.models import ModelStore
from voice.progress import Bar
from voice.sums import Sums

ONNX_PATH = f"/{NAME}/{ONNX}"
HALF = 1_500_000


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the network has a proxy, the test server is still next door."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(mirrored()) as running:
        yield running


@pytest.fixture
def pauses() -> list[float]:
    return []


def store_at(folder: Path, mirror: str, pauses: list[float], *models: Model) -> ModelStore:
    patience = Patience(attempts=3, timeout_seconds=10, pause=pauses.append)
    return ModelStore(folder, mirror, patience=patience, catalogue=catalogue(*models))


def content_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in CONTENT}


def test_pull_brings_every_file_and_locks_its_sums(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    store = store_at(tmp_path, server.url, pauses)
    pulled = store.pull(NAME)
    assert content_of(pulled.folder) == CONTENT
    assert pulled.size_bytes == sum(map(len, CONTENT.values()))
    assert sha256(CONTENT[ONNX]) in (pulled.folder / "MODEL.json").read_text()
    assert store.verify(NAME) == []
    assert pauses == []


def test_what_is_here_is_not_asked_for_again(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    store_at(tmp_path, server.url, pauses).pull(NAME)
    asked = list(server.asked)
    store_at(tmp_path, server.url, pauses).pull(NAME)
    assert server.asked == asked


def test_broken_line_is_resumed_where_it_broke(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.breaks_after[ONNX_PATH] = [HALF]
    folder = store_at(tmp_path, server.url, pauses).pull(NAME).folder
    assert content_of(folder) == CONTENT
    ranges = [wanted for path, wanted in server.asked if path == ONNX_PATH]
    assert ranges == [None, f"bytes={HALF}-"]


def test_a_later_pull_goes_on_from_an_earlier_one(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.breaks_after[ONNX_PATH] = [HALF, 0, 0]
    with pytest.raises(ModelError):
        store_at(tmp_path, server.url, pauses).pull(NAME)
    server.asked.clear()
    folder = store_at(tmp_path, server.url, pauses).pull(NAME).folder
    assert content_of(folder) == CONTENT
    assert server.asked[0] == (ONNX_PATH, f"bytes={HALF}-")


def test_a_file_that_was_finished_before_is_not_fetched_again(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.busy[f"/{NAME}/{CONFIG}"] = 3
    with pytest.raises(ModelError, match="answered 503"):
        store_at(tmp_path, server.url, pauses).pull(NAME)
    store_at(tmp_path, server.url, pauses).pull(NAME)
    assert server.paths().count(ONNX_PATH) == 1


def test_each_million_bytes_renews_the_patience(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    step = 1 << 19  # two of these are one renewal
    server.breaks_after[ONNX_PATH] = [2 * step, 0, 2 * step, 0]
    folder = store_at(tmp_path, server.url, pauses).pull(NAME).folder
    assert content_of(folder) == CONTENT
    assert len(pauses) == 4


def test_server_that_ignores_range_starts_over(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.knows_range = False
    server.breaks_after[ONNX_PATH] = [HALF]
    folder = store_at(tmp_path, server.url, pauses).pull(NAME).folder
    assert content_of(folder) == CONTENT
    assert (ONNX_PATH, f"bytes={HALF}-") in server.asked


def test_server_with_nothing_more_to_give_starts_over(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    model = voice_model(onnx=Sums(sha256=sha256(CONTENT[ONNX])))  # its size is not known
    staging = tmp_path / f".{NAME}.coming"
    staging.mkdir()
    (staging / f"{ONNX}.part").write_bytes(CONTENT[ONNX])
    folder = store_at(tmp_path, server.url, pauses, model).pull(NAME).folder
    assert content_of(folder) == CONTENT
    ranges = [wanted for path, wanted in server.asked if path == ONNX_PATH]
    assert ranges == [f"bytes={len(CONTENT[ONNX])}-", None]


def test_wrong_bytes_are_refused_naming_file_and_both_sums(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    wrong = b"\0" * len(CONTENT[ONNX])
    server.files[ONNX_PATH] = wrong
    with pytest.raises(ModelError) as caught:
        store_at(tmp_path, server.url, pauses).pull(NAME)
    assert caught.value.fault is Fault.WRONG_SUM
    for said in (ONNX, sha256(CONTENT[ONNX]), sha256(wrong)):
        assert said in str(caught.value)
    assert not list(tmp_path.rglob("*.onnx*"))


def test_part_of_another_version_is_thrown_away(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    staging = tmp_path / f".{NAME}.coming"
    staging.mkdir()
    (staging / f"{ONNX}.part").write_bytes(b"old" * 1000)
    folder = store_at(tmp_path, server.url, pauses).pull(NAME).folder
    assert content_of(folder) == CONTENT


def test_server_that_sends_without_end_is_stopped(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.tells_length, server.padding = False, b"x" * 20_000_000
    with pytest.raises(ModelError) as caught:
        store_at(tmp_path, server.url, pauses).pull(NAME)
    assert caught.value.fault is Fault.WRONG_SUM
    assert f"expected size {len(CONTENT[ONNX])} bytes" in str(caught.value)


def test_short_file_is_refused_at_once(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.files[ONNX_PATH] = CONTENT[ONNX][:HALF]
    with pytest.raises(ModelError, match=f"expected size .* got {HALF} bytes") as caught:
        store_at(tmp_path, server.url, pauses).pull(NAME)
    assert caught.value.fault is Fault.WRONG_SUM
    assert pauses == []


def test_break_is_noticed_where_no_length_is_told(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.tells_length = False
    server.breaks_after[ONNX_PATH] = [HALF]
    folder = store_at(tmp_path, server.url, pauses).pull(NAME).folder
    assert content_of(folder) == CONTENT
    assert (ONNX_PATH, f"bytes={HALF}-") in server.asked


def test_short_file_of_which_no_length_is_told_is_given_up_on(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    """It comes anew again and again, but never further: that renews no patience."""
    server.tells_length = False
    server.files[ONNX_PATH] = CONTENT[ONNX][:HALF]
    with pytest.raises(ModelError) as caught:
        store_at(tmp_path, server.url, pauses).pull(NAME)
    assert caught.value.fault is Fault.UNREACHABLE
    assert len(pauses) == 2


def test_missing_file_says_that_the_mirror_lacks_it(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    del server.files[ONNX_PATH]
    with pytest.raises(ModelError) as caught:
        store_at(tmp_path, server.url, pauses).pull(NAME)
    assert caught.value.fault is Fault.NOT_SERVED
    assert f"the mirror lacks {server.url}{ONNX_PATH}" in str(caught.value)
    assert pauses == []


def test_busy_server_is_asked_again(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.busy[ONNX_PATH] = 2
    store_at(tmp_path, server.url, pauses).pull(NAME)
    assert pauses == [0.5, 1.0]


def test_closed_port_names_the_host_and_the_setting(tmp_path: Path, pauses: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        host = f"127.0.0.1:{reserved.getsockname()[1]}"
    with pytest.raises(ModelError) as caught:
        store_at(tmp_path, f"http://{host}", pauses).pull(NAME)
    assert caught.value.fault is Fault.UNREACHABLE
    assert f"from {host} (" in str(caught.value)
    assert "BELBALIE_MODEL_MIRROR" in str(caught.value)
    assert len(pauses) == 2


def test_hub_out_of_reach_advises_a_mirror(tmp_path: Path, pauses: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        host = f"127.0.0.1:{reserved.getsockname()[1]}"
    patience = Patience(attempts=1, pause=pauses.append)
    store = ModelStore(tmp_path, patience=patience, hub=f"http://{host}", catalogue=catalogue())
    with pytest.raises(ModelError, match="or set BELBALIE_MODEL_MIRROR to a mirror in reach"):
        store.pull(NAME)


def test_sums_of_the_mirror_fill_in_what_is_not_pinned(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.files[f"/{NAME}/{CONFIG}"] = b"{}"
    store = store_at(tmp_path, server.url, pauses, voice_model(config=Sums()))
    with pytest.raises(ModelError, match=sha256(CONTENT[CONFIG])):
        store.pull(NAME)


def test_mirror_that_contradicts_a_pin_is_not_asked_for_files(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.files[f"/{NAME}/SHA256SUMS"] = f"{'0' * 64}  {ONNX}\n".encode()
    store = store_at(tmp_path, server.url, pauses, voice_model(config=Sums()))
    with pytest.raises(ModelError, match="published with other sums than the catalogue pins"):
        store.pull(NAME)
    assert server.paths() == [f"/{NAME}/SHA256SUMS"]


def test_a_file_of_which_no_sum_is_known_is_not_taken(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    del server.files[f"/{NAME}/SHA256SUMS"]
    store = store_at(tmp_path, server.url, pauses, voice_model(config=Sums()))
    with pytest.raises(ModelError) as caught:
        store.pull(NAME)
    assert caught.value.fault is Fault.NO_SUM
    assert f"No sum is known of {CONFIG}" in str(caught.value)


def test_sums_that_cannot_be_read_are_quoted(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    server.files[f"/{NAME}/SHA256SUMS"] = b"<html>Welcome</html>"
    store = store_at(tmp_path, server.url, pauses, voice_model(config=Sums()))
    with pytest.raises(ModelError, match=r"line 1: expected 64 hexadecimal digits.*Welcome"):
        store.pull(NAME)


@contextmanager
def _hub(config_oid: str) -> Iterator[ModelServer]:
    place = "nl/nl_NL/pim/medium"
    tree = f"""[
        {{"type": "directory", "path": "{place}/samples", "oid": "0"}},
        {{"type": "file", "path": "{place}/{ONNX}", "size": {len(CONTENT[ONNX])}, "oid": "1",
          "lfs": {{"oid": "{sha256(CONTENT[ONNX])}", "size": {len(CONTENT[ONNX])}}}}},
        {{"type": "file", "path": "{place}/{CONFIG}", "size": {len(CONTENT[CONFIG])},
          "oid": "{config_oid}"}}]"""
    base = "/rhasspy/piper-voices/resolve/main/nl/nl_NL/pim/medium"
    files = {f"{base}/{name}": data for name, data in CONTENT.items()}
    api = f"/api/models/rhasspy/piper-voices/tree/main/{place}"
    with serving({**files, api: tree.encode()}) as running:
        yield running


CONFIG_BLOB = "467b9d7b7fe2ecdfaf4ed8258b13f7fcbd05455d"
"""As `git hash-object` names it."""


def test_hub_is_believed_on_its_own_sums(tmp_path: Path) -> None:
    with _hub(CONFIG_BLOB) as hub:
        store = ModelStore(tmp_path, hub=hub.url, catalogue=catalogue(voice_model(Sums(), Sums())))
        assert content_of(store.pull(NAME).folder) == CONTENT


def test_small_file_of_the_hub_is_checked_by_its_git_name(tmp_path: Path) -> None:
    with _hub("f" * 40) as hub:
        store = ModelStore(tmp_path, hub=hub.url, catalogue=catalogue(voice_model(Sums(), Sums())))
        with pytest.raises(ModelError, match=f"{CONFIG}.*expected git_blob f{{40}}, got"):
            store.pull(NAME)


def test_progress_counts_every_byte_once_also_after_a_break(
    tmp_path: Path, server: ModelServer, pauses: list[float]
) -> None:
    seen: list[int] = []

    @contextmanager
    def report(work: str, size_bytes: int | None) -> Iterator[Bar]:
        assert (work, size_bytes) == (NAME, sum(map(len, CONTENT.values())))
        yield seen.append

    server.breaks_after[ONNX_PATH] = [HALF]
    server.knows_range = False
    store_at(tmp_path, server.url, pauses).pull(NAME, report)
    assert sum(seen) == sum(map(len, CONTENT.values()))
    assert min(seen) == -HALF
    assert len(seen) < 1000
