"""Somebody else's telephone: Debian's baresip in a process of its own, told what to do by TCP.

What it sends is a sound that it plays once from the start of each call, silence after it; what
it hears it records. Its listening port takes the next one too (TLS), so ports are given out in
pairs.
"""

import asyncio
import json
import shutil
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from audio.frames import Samples
from tests.telephony.ports import free_port_pair

MODULES = Path("/usr/lib/baresip/modules")
SILENCE_SECONDS = 60
"""At the end of its file it hangs up; no test takes so long."""
_CONFIG = """\
poll_method epoll
sip_listen 127.0.0.1:{port}
net_interface 127.0.0.1
call_local_timeout 120
call_max_calls 4
audio_source aufile,{sound}
audio_player aubridge,out{port}
audio_alert aubridge,alert{port}
ausrc_format s16
auplay_format s16
auenc_format s16
audec_format s16
audio_level no
rtcp_mux no
rtp_stats no
rtp_ports {rtp_first}-{rtp_last}
jitter_buffer_delay 1-5
module_path {modules}
module g711.so
module g722.so
module aufile.so
module aubridge.so
module sndfile.so
module srtp.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:{control}
snd_path {recordings}
ringback_disabled yes
menu_bell no
{more}
"""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a telephone is set up."""

    user: str = "balie"
    answers: bool = False
    """Picks up by itself."""
    codecs: str = ""
    """As baresip writes them: 'PCMA/8000/1'."""
    transport: str = "udp"
    encryption: str = ""
    config: str = ""
    rate_hz: int = 8000
    """Of the file that it plays."""


@dataclass
class Softphone:
    port: int
    folder: Path
    habits: Habits
    events: list[dict[str, object]] = field(default_factory=list)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _replies: dict[str, asyncio.Future[dict[str, object]]] = field(default_factory=dict)
    _tokens: int = 0
    _writer: asyncio.StreamWriter | None = None

    @property
    def address(self) -> str:
        transport = "" if self.habits.transport == "udp" else f";transport={self.habits.transport}"
        port = self.port + 1 if self.habits.transport == "tls" else self.port
        return f"sip:{self.habits.user}@127.0.0.1:{port}{transport}"

    async def tell(self, command: str, params: str = "") -> None:
        """Raises AssertionError when the telephone refuses, TimeoutError when it says nothing."""
        assert self._writer is not None
        self._tokens += 1
        token = str(self._tokens)
        reply = self._replies[token] = asyncio.get_running_loop().create_future()
        message = json.dumps({"command": command, "params": params, "token": token}).encode()
        self._writer.write(b"%d:%s," % (len(message), message))
        async with asyncio.timeout(5):
            assert (await reply).get("ok"), f"{command} {params}: {reply.result()}"

    async def dial(self, address: str) -> None:
        await self.tell("dial", address)

    async def press(self, keys: str) -> None:
        """By RFC 4733."""
        await self.tell("sndcode", keys)

    async def happens(self, kind: str, count: int = 1, seconds: float = 15.0) -> dict[str, object]:
        """Wait for the event of this kind that comes as `count`-th since the start."""

        def found() -> list[dict[str, object]]:
            return [event for event in self.events if event.get("type") == kind]

        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: len(found()) >= count)
        return found()[count - 1]

    def heard(self) -> Samples:
        """What came in during its last call, at the rate of the call."""
        recordings = sorted(self.folder.glob("heard/*-dec.wav"))
        assert recordings, "nothing was recorded"
        return _read(recordings[-1])

    async def listen(self, reader: asyncio.StreamReader) -> None:
        while True:
            try:
                length = int((await reader.readuntil(b":"))[:-1])
                told = json.loads(await reader.readexactly(length))
                await reader.readexactly(1)
            except asyncio.IncompleteReadError:
                return
            async with self._changed:
                if told.get("event"):
                    self.events.append(told)
                elif (reply := self._replies.get(str(told.get("token")))) and not reply.done():
                    reply.set_result(told)
                self._changed.notify_all()

    def speak_to(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer


@asynccontextmanager
async def softphone(
    folder: Path, sound: Samples, habits: Habits | None = None
) -> AsyncIterator[Softphone]:
    """A telephone that runs, with its files in `folder`."""
    habits = habits or Habits()
    port, control, rtp = free_port_pair(), free_port_pair(), free_port_pair()
    phone = Softphone(port, folder, habits)
    _set_up(phone, sound, control, rtp)
    log = (folder / "log").open("wb")
    process = await asyncio.create_subprocess_exec(
        "baresip", "-4", "-s", "-f", str(folder),
        stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
    )  # fmt: skip
    reader, writer = await _connect(control, process)
    phone.speak_to(writer)
    listening = asyncio.create_task(phone.listen(reader), name="softphone")
    try:
        yield phone
    finally:
        listening.cancel()
        writer.close()
        if process.returncode is None:
            process.kill()
        await process.wait()
        log.close()


def _set_up(phone: Softphone, sound: Samples, control: int, rtp: int) -> None:
    habits, folder = phone.habits, phone.folder
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "heard").mkdir(parents=True)
    silence = np.zeros(SILENCE_SECONDS * habits.rate_hz, np.int16)
    _write(folder / "says.wav", np.concatenate((sound, silence)), habits.rate_hz)
    (folder / "config").write_text(
        _CONFIG.format(
            port=phone.port, sound=folder / "says.wav", rtp_first=rtp, rtp_last=rtp + 40,
            modules=MODULES, control=control, recordings=folder / "heard", more=habits.config,
        )
    )  # fmt: skip
    codecs = f";audio_codecs={habits.codecs}" if habits.codecs else ";audio_codecs=PCMA/8000/1"
    secret = f";mediaenc={habits.encryption}" if habits.encryption else ""
    mode = "auto" if habits.answers else "manual"
    (folder / "accounts").write_text(
        f"<sip:{habits.user}@127.0.0.1:{phone.port};transport={habits.transport}>"
        f";regint=0;answermode={mode}{codecs}{secret}\n"
    )
    (folder / "contacts").write_text("")


async def _connect(
    port: int, process: asyncio.subprocess.Process
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Its control port opens a moment after its start."""
    async with asyncio.timeout(10):
        while True:
            assert process.returncode is None, "the softphone ended at once; its log says why"
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)


def _write(path: Path, sound: Samples, rate_hz: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(sound.astype("<i2").tobytes())


def _read(path: Path) -> Samples:
    """Also of a file whose head was never finished."""
    data = path.read_bytes()[44:]
    return np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.int16)
