import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loguru import logger

from audio.frames import Samples
from voice.prompt_store import PromptStore, prompt_key

KEY = prompt_key("stem", "nl", 1.0, 8000, "Waarvoor belt u?")


def sound(size: int = 800, seed: int = 1) -> Samples:
    return np.random.default_rng(seed).integers(-3000, 3000, size).astype(np.int16)


@pytest.fixture
def warnings() -> Iterator[list[str]]:
    found: list[str] = []
    sink = logger.add(lambda message: found.append(str(message)), level="WARNING")
    yield found
    logger.remove(sink)


def files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_sound_comes_back_bit_equal_from_another_store(tmp_path: Path) -> None:
    PromptStore(tmp_path).put(KEY, sound())
    kept = PromptStore(tmp_path).get(KEY)
    assert kept is not None
    assert kept.dtype == np.int16
    assert np.array_equal(kept, sound())


def test_sound_comes_back_bit_equal_in_a_fresh_process(tmp_path: Path) -> None:
    PromptStore(tmp_path).put(KEY, sound())
    script = (
        "import sys; from voice.prompt_store import PromptStore; "
        "sys.stdout.buffer.write(PromptStore(sys.argv[1]).get(sys.argv[2]).tobytes())"
    )
    there = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), KEY], capture_output=True, check=True
    )
    assert there.stdout == sound().tobytes()


@pytest.mark.parametrize(
    "other",
    [
        prompt_key("andere", "nl", 1.0, 8000, "Waarvoor belt u?"),
        prompt_key("stem", "en", 1.0, 8000, "Waarvoor belt u?"),
        prompt_key("stem", "nl", 0.85, 8000, "Waarvoor belt u?"),
        prompt_key("stem", "nl", 1.0, 16000, "Waarvoor belt u?"),
        prompt_key("stem", "nl", 1.0, 8000, "Waarvoor belt u"),
    ],
)
def test_everything_that_changes_the_sound_changes_the_key(other: str) -> None:
    assert other != KEY


def test_unknown_sound_is_none(tmp_path: Path) -> None:
    assert PromptStore(tmp_path / "nowhere").get(KEY) is None


def test_no_text_is_in_the_folder(tmp_path: Path) -> None:
    PromptStore(tmp_path).put(KEY, sound())
    for file in files(tmp_path):
        assert b"belt" not in file.read_bytes()
        assert "belt" not in str(file)


@pytest.mark.parametrize("damage", ["flip", "cut", "empty"])
def test_a_damaged_file_counts_as_none_and_can_be_written_again(
    tmp_path: Path, damage: str, warnings: list[str]
) -> None:
    PromptStore(tmp_path).put(KEY, sound())
    (file,) = files(tmp_path)
    content = file.read_bytes()
    flipped = content[:-1] + bytes([content[-1] ^ 1])
    file.write_bytes({"flip": flipped, "cut": content[:-100], "empty": b""}[damage])
    store = PromptStore(tmp_path)
    assert store.get(KEY) is None
    assert "made again" in warnings[0]
    store.put(KEY, sound())
    again = PromptStore(tmp_path).get(KEY)
    assert again is not None
    assert np.array_equal(again, sound())


def test_memory_is_bounded_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    store = PromptStore(tmp_path, memory_bytes=2 * sound().nbytes)
    store.put("aa", sound(seed=1))
    store.put("bb", sound(seed=2))
    assert store.held("aa") is not None
    store.put("cc", sound(seed=3))
    assert [store.held(key) is not None for key in ("aa", "bb", "cc")] == [True, False, True]
    assert store.get("bb") is not None  # still on disk


def test_shared_sound_cannot_be_changed_by_one_call(tmp_path: Path) -> None:
    store = PromptStore(tmp_path)
    store.put(KEY, sound())
    kept = store.get(KEY)
    assert kept is not None
    with pytest.raises(ValueError, match="read-only"):
        kept[0] = 1


def test_a_full_disk_is_warned_about_once_and_memory_serves_on(
    tmp_path: Path, warnings: list[str]
) -> None:
    store = PromptStore(tmp_path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        store.put("aa", sound(5000))
        store.put("bb", sound(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert len(warnings) == 1
    assert "Make room" in warnings[0]
    assert store.get("aa") is not None
    assert store.get("bb") is not None
    assert files(tmp_path) == []


def test_a_folder_that_is_a_file_is_no_reason_to_stop(tmp_path: Path, warnings: list[str]) -> None:
    place = tmp_path / "prompts"
    place.write_text("")
    store = PromptStore(place)
    assert store.get(KEY) is None
    store.put(KEY, sound())
    assert store.get(KEY) is not None
    assert len(warnings) == 1


# -- bounds ------------------------------------------------------------------------------------


def key(sentence: int, voice: str = "stem") -> str:
    return prompt_key(voice, "nl", 1.0, 16000, f"Zin {sentence}.")


def used(folder: Path, which: str, seconds_ago: float) -> None:
    (file,) = folder.rglob(f"{which}.prompt")
    os.utime(file, (0, file.stat().st_mtime - seconds_ago))


def kept(folder: Path) -> list[int]:
    return [number for number in range(10) if list(folder.rglob(f"{key(number)}.prompt"))]


def test_the_folder_is_bounded_and_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    size = sound().nbytes + 42
    for number in range(4):
        PromptStore(tmp_path).put(key(number), sound())
        used(tmp_path, key(number), 100 - number)
    store = PromptStore(tmp_path, memory_bytes=0, disk_bytes=4 * size)
    store.put(key(4), sound())
    assert kept(tmp_path) == [2, 3, 4]
    used(tmp_path, key(4), 50)
    assert store.get(key(2)) is not None
    for number in (5, 6):
        store.put(key(number), sound())
    assert kept(tmp_path) == [2, 5, 6]


def test_what_is_in_memory_stays_in_the_folder_too(tmp_path: Path) -> None:
    size = sound().nbytes + 42
    store = PromptStore(tmp_path, disk_bytes=3 * size)
    store.put(key(0), sound())
    used(tmp_path, key(0), 1000)
    for number in (1, 2):
        PromptStore(tmp_path).put(key(number), sound())
    store.put(key(3), sound())
    assert PromptStore(tmp_path).get(key(0)) is not None


@given(sizes=st.lists(st.integers(1, 3000), max_size=25))
@settings(deadline=None, max_examples=25)
def test_however_much_is_kept_the_folder_stays_within_its_bounds(sizes: list[int]) -> None:
    with TemporaryDirectory() as folder:
        store = PromptStore(folder, disk_bytes=10_000)
        for number, size in enumerate(sizes):
            store.put(key(number), sound(size))
            assert sum(each.stat().st_size for each in files(Path(folder))) <= 10_000


def test_what_other_voices_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    store = PromptStore(tmp_path)
    for voice in ("stem", "oud"):
        store.put(key(1, voice), sound())
    (tmp_path / "a7").mkdir()  # from before voices had a folder
    (tmp_path / "a7" / "a7ff.prompt").write_bytes(b"")
    (tmp_path / "eigen map").mkdir()
    (tmp_path / "eigen map" / "brief.txt").write_text("van iemand anders")
    store.keep_voices(["stem"])
    fresh = PromptStore(tmp_path)
    assert fresh.get(key(1)) is not None
    assert fresh.get(key(1, "oud")) is None
    assert not (tmp_path / "a7").exists()
    assert (tmp_path / "eigen map" / "brief.txt").exists()
