"""The service as a process of its own, and the records that it writes, read from outside."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.request import urlopen

from dialog.acts import Act, Say
from dialog.events import Event, Rung, Said
from records.log import EventLog
from tests.belbalie.own_content import open_always
from tests.telephony.ports import free_port_pair

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("belbalie")
START_SECONDS = 120.0
STOP_SECONDS = 40.0
_TICK_SECONDS = 0.1


RENDERED = ROOT / "var" / "rendered"
"""Sentences that a service of an earlier test rendered: to render them takes a dozen seconds of a
core at each start, and no test here is about that."""

Kind = TypeVar("Kind", bound=Event | Act)


class RunningService:
    """Start it, wait until it is ready, look into its log and records, stop it."""

    def __init__(self, folder: Path, content: Path | None = None, calls: int = 16) -> None:
        """Without a content of its own it is open day and night, and has no agents."""
        self.folder = folder
        self.http = f"127.0.0.1:{_free_port()}"
        self.database = folder / "records.db"
        self.prompts = folder / "data" / "prompts"
        self.log_file = folder / "service.log"
        self.content = content or open_always(folder / "content")
        self.sip = f"127.0.0.1:{free_port_pair()}"
        self._calls = calls
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "RunningService":
        _share_models(self.folder / "data")
        _link(RENDERED, self.prompts)
        command = [COMMAND, "serve", "--http", self.http, "--content", self.content]
        command += ["--sip", self.sip]
        command += ["--database", f"sqlite:///{self.database}"]
        kept = {name: value for name, value in os.environ.items() if "BELBALIE" not in name}
        ours = {
            "BELBALIE_DATA": str(self.folder / "data"),
            "BELBALIE_CALLS": str(self._calls),
            "BELBALIE_PROMPTS_AHEAD": "no",  # both cores are the tests'
        }
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [str(part) for part in command], cwd=self.folder, env=kept | ours,
                stdout=log, stderr=log,
            )  # fmt: skip
        self.until(lambda: self.ready() is not None)
        _link(self.prompts, RENDERED)
        return self

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """End it as a power cut would. Does nothing when it has ended."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(STOP_SECONDS)

    def ready(self) -> dict[str, object] | None:
        """What /readyz tells, or None while nobody listens."""
        try:
            with urlopen(f"http://{self.http}/readyz", timeout=START_SECONDS) as answer:
                told: dict[str, object] = json.load(answer)
                return told
        except OSError:  # nobody listens, or what is answered is 503
            return None

    def until(self, holds: Callable[[], object], seconds: float = START_SECONDS) -> None:
        """Wait while the process lives. Fails when it ends first or the time is over."""
        assert self._process is not None
        for _ in range(round(seconds / _TICK_SECONDS)):
            if holds():
                return
            try:  # waiting for its end is the wait, and tells at once when it died
                code = self._process.wait(_TICK_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"the service ended with code {code}:\n{self.log}")
        raise AssertionError(f"waited {seconds:g} s in vain:\n{self.log}")

    def content_version(self) -> object:
        told = self.ready()
        assert told is not None, "expected the service to be ready"
        return told["content"]

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace")

    def kept_prompts(self) -> set[str]:
        """Keys of the sentences whose sound is on disk."""
        return {file.stem for file in self.prompts.rglob("*.prompt")}

    def records(self) -> EventLog:
        """The records, to be closed after use."""
        return EventLog(f"sqlite:///{self.database}")


class CallRecord:
    """The record of the call to one number, as it grows."""

    def __init__(self, log: EventLog, called: str) -> None:
        self._log, self._called = log, called
        self._call_id: str | None = None

    @property
    def call_id(self) -> str:
        if self._call_id is None:
            self._call_id = self._find()
        return self._call_id

    def items(self) -> list[Event | Act]:
        """Everything recorded so far; nothing while the call is not yet there."""
        try:
            entries = self._log.read(self.call_id)
        except LookupError:
            return []
        return [entry.item for entry in entries if entry.item is not None]

    def all(self, kind: type[Kind]) -> list[Kind]:
        return [item for item in self.items() if isinstance(item, kind)]

    def texts(self) -> list[str]:
        """What was to be said, in order."""
        return [say.text for say in self.all(Say)]

    def answers(self) -> list[Say]:
        """What was to be said from a source."""
        return [say for say in self.all(Say) if say.source]

    def was_said(self, start: str, times: int = 1) -> bool:
        """Text that begins so was heard to its end."""
        heard = [said for said in self.all(Said) if said.complete and said.text.startswith(start)]
        return len(heard) >= times

    def _find(self) -> str:
        now = datetime.now(UTC)
        for call in self._log.calls(now - timedelta(hours=1), now + timedelta(hours=1)):
            entries: Sequence[object] = [] if call.erased else self._log.read(call.call_id)[:1]
            first = getattr(entries[0], "item", None) if entries else None
            if isinstance(first, Rung) and first.called == self._called:
                return call.call_id
        raise LookupError(f"no record of a call to {self._called}")


def _free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _link(there: Path, here: Path) -> None:
    """Have every sentence of one folder in the other too. A sentence is written once and never
    changed; one that goes in one of the folders stays in the other.
    """
    for file in there.rglob("*.prompt") if there.is_dir() else ():
        ours = here / file.relative_to(there)
        ours.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            ours.hardlink_to(file)


def _share_models(data: Path) -> None:
    """What the checkout holds. A Dutch voice that was pulled is left out: tests
    compare sounds, so they all hear the voice that is always there.
    """
    for name in ("models/whisper-base", "embeddings"):
        ours, shared = data / name, ROOT / "var" / name
        ours.parent.mkdir(parents=True, exist_ok=True)
        if name == "embeddings":  # the first test fills it: to learn takes a minute
            shared.mkdir(parents=True, exist_ok=True)
        if shared.is_dir() and not ours.exists():
            ours.symlink_to(shared)
