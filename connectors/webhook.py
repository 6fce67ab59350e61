"""Cards to a system of the municipality, while the call goes on.

Whoever posts waits for nothing: a card is put in a queue, and workers of our own send it, again
and again for some minutes if need be. Of a card only its call's id comes into the logs: a card
holds a caller's words, and an address may hold a password.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import httpx
import stamina
from loguru import logger

from connectors.signing import signed
from dialog.wire import JSON

WAITING_CARDS = 100
"""When so many wait, the receiver has been down for long: the oldest is dropped."""
WORKERS = 4
"""So that one card that is not taken does not keep up the next."""
FLUSH_SECONDS = 5.0
"""How long what still waits may take when the service stops."""
ATTEMPT_SECONDS = 10.0
"""A receiver that takes longer to say yes is asked again; it knows the card by its id."""
_LATER = frozenset({408, 425, 429, *range(500, 600)})
"""Statuses that may be others the next time."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where cards go, and the key they are signed with (`connectors.signing.signing_key`)."""

    url: str
    key: bytes


@dataclass(frozen=True, slots=True)
class Retry:
    """Waits of 1, 2, 4 … s, each up to a second longer by chance: some two minutes in all."""

    attempts: int = 8
    first_seconds: float = 1.0
    longest_seconds: float = 60.0
    jitter_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class _Message:
    id: str
    call: str
    kind: str
    at: datetime
    card: Mapping[str, JSON]

    @property
    def body(self) -> str:
        data = {"call": self.call, "card": self.card}
        told = {"type": self.kind, "timestamp": self.at.isoformat(), "data": data}
        return json.dumps(told, ensure_ascii=False)


class _NotTaken(Exception):
    """The receiver did not take it, for this reason; later it may."""

    def __init__(self, reason: str, wait_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.wait_seconds = wait_seconds
        """As the receiver asks for; None: as we see fit."""


class _Refused(Exception):
    """The receiver will not take it another time either."""


class Webhook:
    """All calls share one. Post from the event loop that it was opened in."""

    def __init__(
        self, receiver: Receiver, retry: Retry = Retry(), waiting: int = WAITING_CARDS
    ) -> None:
        self._receiver = receiver
        self._retry = retry
        self._waiting: asyncio.Queue[_Message] = asyncio.Queue(waiting)

    def post(self, kind: str, call: str, card: Mapping[str, JSON]) -> None:
        """Have this card sent. `kind` is 'handover' or 'call_ended'. Never waits, never raises."""
        if self._waiting.full():
            dropped = self._waiting.get_nowait()
            self._waiting.task_done()
            logger.warning("webhook: the card of call {} was dropped, too many wait", dropped.call)
        message = _Message(f"msg_{uuid4().hex}", call, kind, datetime.now(UTC), card)
        self._waiting.put_nowait(message)

    @asynccontextmanager
    async def opened(self, flush_seconds: float = FLUSH_SECONDS) -> AsyncIterator[None]:
        """Send what is posted; at the end, what still waits, for as long as that may take."""
        async with httpx.AsyncClient(timeout=ATTEMPT_SECONDS) as client:
            workers = [
                asyncio.create_task(self._work(client), name=f"webhook {number}")
                for number in range(WORKERS)
            ]
            try:
                yield
                await self._flush(flush_seconds)
            finally:
                for worker in workers:
                    worker.cancel()
                await asyncio.gather(*workers, return_exceptions=True)

    async def idle(self) -> None:
        """Wait until every card that was posted is sent or given up."""
        await self._waiting.join()

    async def _flush(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self.idle()
        except TimeoutError:
            logger.warning("webhook: cards were not sent before the service stopped")

    async def _work(self, client: httpx.AsyncClient) -> None:
        while True:
            message = await self._waiting.get()
            try:
                await self._send(client, message)
            except Exception as error:  # whatever it is, the next card is sent
                reason = error if isinstance(error, _NotTaken | _Refused) else type(error).__name__
                logger.error("webhook: the card of call {} was not taken: {}", message.call, reason)
            else:
                logger.info("webhook: the card of call {} was taken", message.call)
            finally:
                self._waiting.task_done()

    async def _send(self, client: httpx.AsyncClient, message: _Message) -> None:
        """Try until it is taken. Raises _NotTaken after the last attempt, or _Refused."""
        body = message.body
        async for attempt in stamina.retry_context(
            on=self._wait,
            attempts=self._retry.attempts,
            timeout=None,
            wait_initial=self._retry.first_seconds,
            wait_max=self._retry.longest_seconds,
            wait_jitter=self._retry.jitter_seconds,
        ):
            with attempt:
                await self._attempt(client, message.id, body)

    async def _attempt(self, client: httpx.AsyncClient, message: str, body: str) -> None:
        headers = signed(self._receiver.key, message, datetime.now(UTC), body)
        headers["content-type"] = "application/json"
        url, content = self._receiver.url, body.encode()
        try:
            async with (
                asyncio.timeout(ATTEMPT_SECONDS),
                # What it says beside its status is not read.
                client.stream("POST", url, content=content, headers=headers) as answer,
            ):
                _judge(answer)
        except (httpx.TransportError, TimeoutError) as error:
            # Without its own words: they may hold the address.
            raise _NotTaken(type(error).__name__) from None

    def _wait(self, error: Exception) -> bool | float:
        """Whether to try again, or after how long."""
        if not isinstance(error, _NotTaken):
            return False
        if error.wait_seconds is None:
            return True
        return min(error.wait_seconds, self._retry.longest_seconds)


def _judge(answer: httpx.Response) -> None:
    status = f"status {answer.status_code}"
    if answer.status_code in _LATER:
        raise _NotTaken(status, _asked_wait(answer))
    if not answer.is_success:
        raise _Refused(status)


def _asked_wait(answer: httpx.Response) -> float | None:
    """Retry-After in seconds; as a date it is passed over."""
    asked = answer.headers.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdigit() else None


# Its own lines would tell no more than ours, and count in a registry that nobody reads.
stamina.instrumentation.set_on_retry_hooks(())
