"""Publishing is all or nothing: killed at each step, on a full disk, in a closed folder."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import pytest

from belbalie.content_storage import ContentStorage, Opened, finish_left
from belbalie.publishing import Plan
from desk.studio.content import StudioOut, Version
from dialog.content import load
from dialog.content_whole import MARKER
from tests.belbalie.small_disk import small_disk
from tests.desk.signed import EDITOR
from tests.dialog import small_content

PASPOORT, GROFVUIL, VUIL = (f"topics/{key}.yaml" for key in ("paspoort", "grofvuil", "vuil"))
KILLED = 9
KILOBYTES = 256
OLD, NEW = {"paspoort", "trouwen", "grofvuil"}, {"paspoort", "trouwen", "vuil"}
_forks = get_context("forkserver")


def storage(folder: Path, at_step: Callable[[str], None] = lambda step: None) -> ContentStorage:
    return ContentStorage(folder / "content", folder / "data", lambda: datetime.now(UTC), at_step)


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A folder with a draft: another price, a topic less, a topic more."""
    return _make_draft(tmp_path / "drafted")


def _make_draft(folder: Path) -> Path:
    small_content.write(folder / "content")
    store = storage(folder)
    store.write(_draft)
    store.close()
    return folder


def _draft(opened: Opened) -> None:
    drafts = opened.drafts
    key = drafts.begin("Prijs", EDITOR).key
    files = opened.versions.files(opened.tree(key))
    price, old = drafts.file(files, PASPOORT), drafts.file(files, GROFVUIL)
    drafts.save(key, PASPOORT, price.text.replace("86,50", "88,00"), price.tag, EDITOR)
    drafts.save(key, VUIL, old.text.replace("key: grofvuil", "key: vuil"), "", EDITOR)
    drafts.save(key, GROFVUIL, None, old.tag, EDITOR)


def publish(folder: Path, at_step: Callable[[str], None] = lambda step: None) -> Version:
    store = storage(folder, at_step)
    try:
        return store.write(lambda opened: opened.publishing.put(_plan(opened), EDITOR, "Prijs"))
    finally:
        store.close()


def _plan(opened: Opened) -> Plan:
    return opened.publishing.plan(opened.drafts.all()[0].key)


def publish_and_be_killed(drafted: Path, folder: Path) -> None:
    """In a copy of the folder for each step: 0, 1, 2 …; the last comes to its end."""
    for number in count():
        here = shutil.copytree(drafted, folder / str(number))
        child = os.fork()
        if child == 0:
            publish(here, _killing(number))
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != KILLED:
            break


def _killing(number: int) -> Callable[[str], None]:
    steps = iter(range(number))

    def step(name: str) -> None:
        if next(steps, None) is None:
            os._exit(KILLED)

    return step


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    """Folders in which somebody was killed while publishing, at one step after the other."""
    folder = tmp_path_factory.mktemp("killed")
    _make_draft(folder / "drafted")
    process = _forks.Process(target=publish_and_be_killed, args=(folder / "drafted", folder))
    process.start()
    process.join()
    assert process.exitcode == 0
    numbers = sorted(int(each.name) for each in folder.iterdir() if each.name.isdigit())
    assert (folder / f"{numbers[-1]}/content" / VUIL).exists(), "the last was not killed"
    return [folder / str(number) for number in numbers[:-1]]


def test_who_is_killed_at_any_step_leaves_the_old_or_the_new(killed: Sequence[Path]) -> None:
    outcomes = []
    for left in killed:
        folder = shutil.copytree(left, left.with_name(f"{left.name}-finished"))
        finish_left(folder / "content", folder / "data")
        topics = load(folder / "content").topics
        outcomes.append("vuil" in topics)
        assert topics.keys() == (NEW if outcomes[-1] else OLD)
        price = topics["paspoort"].facts["tarief"].value
        assert price == ("€ 88,00" if outcomes[-1] else "€ 86,50")
        store = storage(folder)
        drafts = store.read(lambda opened: opened.drafts.all())
        versions = store.read(lambda opened: opened.publishing.versions(9))
        store.close()
        assert ([each.title for each in drafts], len(versions)) == (
            ([], 2) if outcomes[-1] else (["Prijs"], 1)
        )
        assert {path.name for path in (folder / "content").rglob(".*")} == set()
    assert outcomes == sorted(outcomes), "once it counts, it counts"
    assert set(outcomes) == {False, True}


def test_what_was_left_counts_also_for_a_house_without_its_versions(
    killed: Sequence[Path], tmp_path: Path
) -> None:
    marked = [folder for folder in killed if (folder / "content" / MARKER).exists()]
    assert marked
    for folder in marked:
        finish_left(folder / "content", tmp_path / "elsewhere")
        assert load(folder / "content").topics.keys() == NEW


def test_a_full_disk_leaves_the_old_and_is_told(tmp_path: Path, drafted: Path) -> None:
    with small_disk(tmp_path / "disk", KILOBYTES) as disk:
        if disk.before:
            pytest.skip("no small file system can be mounted here")
        (disk.folder / "filling").unlink()
        shutil.copytree(drafted / "content", disk.folder / "content")
        (disk.folder / "content/topics/paspoort.yaml").chmod(0o640)
        _fill(disk.folder / "filling")
        shutil.copytree(drafted / "data", tmp_path / "data")
        store = ContentStorage(
            disk.folder / "content", tmp_path / "data", lambda: datetime.now(UTC)
        )
        with pytest.raises(StudioOut, match=r"De schijf is vol. Er is niets veranderd"):
            store.write(lambda opened: opened.publishing.put(_plan(opened), EDITOR, "Prijs"))
        assert load(disk.folder / "content").topics.keys() == OLD
        assert [each.title for each in store.read(lambda opened: opened.drafts.all())] == ["Prijs"]
        (disk.folder / "filling").unlink()
        store.write(lambda opened: opened.publishing.put(_plan(opened), EDITOR, "Prijs"))
        store.close()
        assert load(disk.folder / "content").topics.keys() == NEW


def test_a_full_disk_beside_the_versions_loses_nothing(tmp_path: Path, drafted: Path) -> None:
    with small_disk(tmp_path / "disk", 4 * KILOBYTES) as disk:
        if disk.before:
            pytest.skip("no small file system can be mounted here")
        (disk.folder / "filling").unlink()
        shutil.copytree(drafted / "data", disk.folder / "data")
        store = ContentStorage(drafted / "content", disk.folder / "data", lambda: datetime.now(UTC))
        assert store.read(lambda opened: opened.drafts.all())
        _fill(disk.folder / "filling")
        for _ in range(2):
            with pytest.raises(StudioOut, match=r"De schijf is vol. Er is niets veranderd"):
                store.write(lambda opened: opened.publishing.put(_plan(opened), EDITOR, "Prijs"))
            with pytest.raises(StudioOut, match="De schijf is vol"):
                store.write(lambda opened: opened.drafts.begin("Nog een", EDITOR))
        assert load(drafted / "content").topics.keys() == OLD
        (disk.folder / "filling").unlink()
        store.write(lambda opened: opened.publishing.put(_plan(opened), EDITOR, "Prijs"))
        store.close()
        assert load(drafted / "content").topics.keys() == NEW


def _fill(file: Path) -> None:
    """With what there is room for."""
    with file.open("wb", buffering=0) as filling, suppress(OSError):
        while filling.write(bytes(1024)):
            pass


def test_a_folder_that_is_closed_is_told_and_read(drafted: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    mount = ["mount", "--bind", "-o", "ro", str(drafted / "content"), str(closed)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        store = ContentStorage(closed, drafted / "data", lambda: datetime.now(UTC))
        assert store.read(lambda opened: opened.drafts.all())
        with pytest.raises(StudioOut, match=f"mogen niet schrijven bij {closed}"):
            store.write(lambda opened: opened.publishing.put(_plan(opened), EDITOR, "Prijs"))
        store.close()
        assert load(closed).topics.keys() == OLD
    finally:
        subprocess.run(["umount", "--lazy", str(closed)], check=True)


def test_versions_that_are_damaged_are_told(drafted: Path) -> None:
    for each in (drafted / "data/studio/content.git/objects").rglob("*"):
        if each.is_file():
            each.chmod(0o600)
            each.write_bytes(b"kapot")
    store = storage(drafted)
    with pytest.raises(StudioOut, match="niet te lezen of te bewaren"):
        store.read(lambda opened: opened.drafts.all())
    store.close()
    assert load(drafted / "content").topics.keys() == OLD
