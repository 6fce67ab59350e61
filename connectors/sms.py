"""Who brings text messages away: a folder that a system of the municipality empties, or a gateway.

Of a message only its id comes into a log or an error: its number and words are a caller's, and an
address may hold a password.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from dialog.text_message import NotSent, NotTaken, TextMessage
from dialog.wire import JSON

TIMEOUT = httpx.Timeout(1.5, connect=1.0)
"""A caller waits on the line; what takes longer is tried again without the caller."""
PAYLOAD = '{"to": "{to}", "from": "{from}", "body": "{text}"}'
"""What is posted where nobody set another template."""
_PLACES = frozenset({"{to}", "{text}", "{from}", "{id}"})
_LATER = frozenset({401, 403, 408, 425, 429, *range(500, 600)})
"""Statuses that may be others the next time; a token can be set right."""
_SENT_ALREADY = 409
"""The gateway has a message with this id: an earlier try arrived after all."""


class MessageFolder:
    """One JSON line for each message, in a file for each day.

    Files and folder are for their owner only. Whatever sends them removes them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: TextMessage) -> None:
        """As `Sends`; on the disk when this returns."""
        now = datetime.now(UTC)
        told = {"id": message.id, "at": now.isoformat(), "to": message.to, "text": message.text}
        line = (json.dumps(told, ensure_ascii=False) + "\n").encode()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._append(self._folder / f"{now:%Y-%m-%d}.jsonl", line)
        except OSError as error:
            raise NotSent(error.strerror or type(error).__name__) from None

    def _append(self, file: Path, line: bytes) -> None:
        opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(opened, line)
            os.fsync(opened)
        finally:
            os.close(opened)


@dataclass(frozen=True, slots=True)
class GatewayAddress:
    url: str
    token: str | None = None
    """Sent as a bearer token."""
    sender: str = ""
    payload: str = PAYLOAD
    """JSON with {to}, {text}, {from} and {id} in its texts (`checked_payload`)."""


class Gateway:
    """A provider that takes messages by HTTP. Its maker closes it."""

    def __init__(self, address: GatewayAddress, timeout: httpx.Timeout = TIMEOUT) -> None:
        self._address = address
        self._client = httpx.Client(timeout=timeout)

    def send(self, message: TextMessage) -> None:
        """As `Sends`. Each try bears the message's id as its Idempotency-Key."""
        headers = {"Idempotency-Key": message.id}
        if self._address.token:
            headers["authorization"] = f"Bearer {self._address.token}"
        body = filled(json.loads(self._address.payload), self._values(message))
        try:
            # What it says beside its status is not read.
            with self._client.stream("POST", self._address.url, json=body, headers=headers) as told:
                _judge(told)
        except httpx.HTTPError as error:
            raise NotSent(type(error).__name__) from None  # its own words may hold the address

    def close(self) -> None:
        self._client.close()

    def _values(self, message: TextMessage) -> Mapping[str, str]:
        sender, text = self._address.sender, message.text
        number = "+31" + message.to.removeprefix("0")
        return {"{to}": number, "{text}": text, "{from}": sender, "{id}": message.id}


def checked_payload(text: str) -> str:
    """The template, if it can be used. Raises ValueError with what was expected."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError:
        raise ValueError(f"expected JSON such as {PAYLOAD}, got something else") from None
    marked = filled(told, {place: f"\0{place}\0" for place in _PLACES})
    written = json.dumps(marked)
    missing = [
        place for place in ("{to}", "{text}") if json.dumps(f"\0{place}\0")[1:-1] not in written
    ]
    if missing:
        raise ValueError(f"expected {' and '.join(missing)} in its texts, got none of that")
    return text


def filled(template: JSON, values: Mapping[str, str]) -> JSON:
    """Filled in after it was read as JSON, so that no sign of a message can break out of a text."""
    if isinstance(template, str):
        return _replaced(template, values)
    if isinstance(template, list):
        return [filled(each, values) for each in template]
    if isinstance(template, dict):
        return {key: filled(each, values) for key, each in template.items()}
    return template


def _replaced(text: str, values: Mapping[str, str]) -> str:
    """Each place once: '{to}' in the words of a message stays as it is."""
    for place, value in values.items():
        head, found, tail = text.partition(place)
        if found:
            return _replaced(head, values) + value + _replaced(tail, values)
    return text


def _judge(answer: httpx.Response) -> None:
    status = answer.status_code
    if status in _LATER:
        raise NotSent(f"status {status}")
    if not answer.is_success and status != _SENT_ALREADY:
        raise NotTaken(f"status {status}")
