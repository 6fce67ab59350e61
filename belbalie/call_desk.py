"""The calls of the last day: each has a code, can be taken up again, and can be forgotten."""

import asyncio
import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from loguru import logger

from belbalie.errors import WorkFailed
from dialog.after_call import NOTED, SLOT, TOPIC
from dialog.knowledge import Knowledge
from dialog.service_values import Values, needed
from dialog.services import OK, Outcome, Row
from dialog.slots.digits import telephone
from dialog.taking_up import PROOFS, Left, left_in
from records.call_codes import MOST_TRIES, Begun, CallCodes, Earlier
from records.case import Asking
from records.errors import NotErased, RecordsError
from records.log import EventLog

FORGET_SECONDS = 60.0
"""So often is looked whether a call is to be forgotten that could not be forgotten at once."""
_KEY_BYTES = 32


class CallDesk:
    """One for all calls. Its maker closes it; the log is its maker's too."""

    def __init__(
        self,
        codes: CallCodes,
        log: EventLog,
        knowledge: Callable[[], Knowledge],
        forgets: Callable[[str], None],
    ) -> None:
        """`forgets` destroys what other desks keep of a call."""
        self._codes = codes
        self._log = log
        self._knowledge = knowledge
        self._forgets = forgets
        self._tries: Counter[str] = Counter()
        """Codes that nobody has, by the call that tried them."""
        self._going_on: set[str] = set()
        self._opened: dict[str, str] = {}
        """By a call that goes on, the earlier one that it opened."""

    # -- the life of a call ------------------------------------------------------------------

    def begin(self, call: str, caller: str | None, now: datetime) -> Begun:
        """Give this call its code. Raises RecordsError."""
        self._going_on.add(call)
        return self._codes.begin(call, telephone(caller) if caller else None, now)

    def end(self, call: str, left: str | None, now: datetime) -> None:
        """The call is over: keep what was left, and forget what is to be forgotten.

        Raises RecordsError.
        """
        self._going_on.discard(call)
        self._tries.pop(call, None)
        earlier = self._opened.pop(call, None)
        self._codes.end(call, left or "")
        if earlier is not None and left:
            self._codes.end(earlier, left)  # it was not carried to its end: its code works on
        self.forget_marked(now)

    # -- services ----------------------------------------------------------------------------

    def open(self, values: Values, asking: Asking) -> Outcome:
        """call.open: by its code, from the same line or with a fact of that call."""
        (told,) = needed("call.open", values, "gesprekscode")
        if self._tries[asking.call] >= MOST_TRIES:
            return Outcome("locked")
        earlier = self._codes.by_code(told, asking.call, asking.now)
        if earlier is None:
            self._tries[asking.call] += 1
            return Outcome("none")
        if earlier.locked:
            return Outcome("locked")
        left = self._read(earlier)
        if not earlier.same_line and not left.proves(values):
            return self._not_proven(earlier, values)
        return _outcome(self._taken(earlier, left, asking))

    def take_up(self, values: Values, asking: Asking) -> Outcome:
        """call.take_up: the last call of the same line, without what is somebody's own."""
        earlier = self._codes.last_of_line(asking.call, asking.now)
        if earlier is None or earlier.locked:
            return Outcome("none")
        left = self._read(earlier).without_names()
        return _outcome(self._taken(earlier, left, asking))

    def forget(self, values: Values, asking: Asking) -> Outcome:
        """call.forget: this call once it is over, and the one that it opened."""
        earlier = self._opened.pop(asking.call, None)
        for call in (earlier, asking.call):
            if call is not None:
                self._codes.forget(call, asking.now)
        return Outcome(OK)

    def _taken(self, earlier: Earlier, left: Left, asking: Asking) -> Left:
        """From now on nobody else goes on with it, as long as this call does."""
        self._opened[asking.call] = earlier.call
        if earlier.left == "":
            return Left(noted=left.noted, topics=left.topics)
        self._codes.end(earlier.call, "")
        return left

    def _not_proven(self, earlier: Earlier, values: Values) -> Outcome:
        if not any(values.get(key) for key in PROOFS):
            return Outcome("fact")
        tries = self._codes.failed(earlier.call)
        logger.warning("call {}: a wrong fact for it, the {}th", earlier.call, tries)
        return Outcome("locked" if tries >= MOST_TRIES else "wrong")

    def _read(self, earlier: Earlier) -> Left:
        items = [entry.item for entry in self._log.read(earlier.call)]
        return left_in(self._knowledge(), (item for item in items if item is not None))

    # -- forgetting --------------------------------------------------------------------------

    def forget_marked(self, now: datetime) -> int:
        """Destroy what is left of calls that are marked and over; returns of how many.

        Without its key nothing more can be written of a call, so one that goes on is left alone,
        here or in another process. Raises RecordsError.
        """
        marked = self._codes.to_forget(now).items()
        over = [call for call, old in marked if old or self._is_over(call)]
        return sum(self._forget(call) for call in over)

    def _is_over(self, call: str) -> bool:
        if call in self._going_on:
            return False
        return any(entry.kind == "hung_up" for entry in self._log.read(call))

    def _forget(self, call: str) -> bool:
        try:
            self._log.erase(call)
            self._forgets(call)
        except NotErased as error:  # its key is gone; the bytes go when nobody reads them
            logger.warning("call {}: not wholly erased yet, {}", call, error)
            return False
        self._codes.forgotten(call)
        logger.info("call {}: forgotten as its caller wished", call)
        return True

    async def keep_forgetting(self) -> None:
        """Purge codes that expired, and forget what could not be forgotten before; until
        cancelled.
        """
        while True:
            now = datetime.now().astimezone()
            try:
                await asyncio.to_thread(self._codes.purge, now)
                await asyncio.to_thread(self.forget_marked, now)
            except RecordsError as error:  # the next round is soon
                logger.error("calls were not forgotten: {}", error)
            await asyncio.sleep(FORGET_SECONDS)

    def close(self) -> None:
        self._codes.close()


def _outcome(left: Left) -> Outcome:
    given = (("script", left.script), ("onderwerp", left.topic))
    return Outcome(OK, tuple((key, value) for key, value in given if value), tuple(_rows(left)))


def _rows(left: Left) -> Iterator[Row]:
    for kind, values in ((SLOT, left.values), (NOTED, left.noted)):
        for name, value in values.items():
            yield (("soort", kind), ("naam", name), ("waarde", value))
    for topic in left.topics:
        yield (("soort", TOPIC), ("naam", "key"), ("waarde", topic))


def house_key(given: str | None, file: Path) -> bytes:
    """The key under which codes and lines are kept: the one that was given, else that of the
    file, which is made for its owner only. Raises WorkFailed.
    """
    if given is not None:
        return given.encode()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _write_once(file, secrets.token_bytes(_KEY_BYTES))
        key = file.read_bytes()
    except OSError as error:
        raise WorkFailed(
            f"Expected to keep the key of call codes in {file}, got: {error.strerror or error}; "
            "make room, or set BELBALIE_CALL_KEY"
        ) from None
    if len(key) != _KEY_BYTES:
        raise WorkFailed(
            f"Expected {_KEY_BYTES} bytes in {file}, got {len(key)}; remove the file and start "
            "again: calls of before cannot be taken up then"
        )
    return key


def _write_once(file: Path, key: bytes) -> None:
    """Whole or not at all, also where two processes start at once."""
    made = file.with_name(f"{file.name}.{os.getpid()}")
    opened = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as writing:
        writing.write(key)
    try:
        os.link(made, file)
    except FileExistsError:
        pass
    finally:
        made.unlink()
