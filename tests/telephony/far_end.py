"""The other end of a line in tests: what it says is fed in, what it gets is kept."""

import asyncio
import base64
import json
from typing import Any

import numpy as np

from audio.frames import Samples
from telephony.wire import Message

STREAM_SID = "MZ18ad3ab5a668481ce02b83e7395059f0"

CONNECTED = '{"event":"connected","protocol":"Call","version":"1.0.0"}'

TWILIO_START: dict[str, Any] = {
    "event": "start",
    "sequenceNumber": "1",
    "start": {
        "accountSid": "AC0123456789abcdef0123456789abcdef",
        "streamSid": STREAM_SID,
        "callSid": "CA0123456789abcdef0123456789abcdef",
        "tracks": ["inbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        "customParameters": {"from": "+31612345678", "to": "+31888010203"},
    },
    "streamSid": STREAM_SID,
}

RAW_START = '{"event":"start","rate":16000,"captions":true}'


def twilio_media(payload: bytes, track: str = "inbound") -> str:
    media = {
        "track": track,
        "chunk": "2",
        "timestamp": "40",
        "payload": base64.b64encode(payload).decode(),
    }
    return json.dumps({"event": "media", "sequenceNumber": "3", "media": media})


def pcm(samples: Samples) -> bytes:
    return samples.astype("<i2").tobytes()


def ramp(count: int, start: int = 0) -> Samples:
    return np.arange(start, start + count).astype(np.int16)


class FarEnd:
    """A Socket whose other side is the test. `gone` is when it disconnects."""

    def __init__(self, *messages: Message, gone: bool = False) -> None:
        self.sent: list[Message] = []
        self.close_codes: list[int] = []
        self.drained = asyncio.Event()
        """Set when all that was said has been received, up to and with the leaving."""
        self._incoming: asyncio.Queue[Message | None] = asyncio.Queue()
        for message in messages:
            self.says(message)
        if gone:
            self.leaves()

    def says(self, message: Message) -> None:
        self._incoming.put_nowait(message)

    def leaves(self) -> None:
        self._incoming.put_nowait(None)

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(message) for message in self.sent if isinstance(message, str)]

    async def receive(self) -> Message | None:
        message = await self._incoming.get()
        if message is None:
            self.drained.set()
        return message

    async def send_text(self, text: str) -> None:
        self.sent.append(text)

    async def send_bytes(self, data: bytes) -> None:
        self.sent.append(data)

    async def close(self, code: int = 1000) -> None:
        self.close_codes.append(code)
