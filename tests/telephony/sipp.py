"""SIPp as the other side of a call: scenarios put together from steps, each a process."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio.frames import Samples
from audio.g711 import encode_alaw
from tests.telephony.ports import free_port_pair

SECONDS = 40.0
"""How long a scenario may take in all; it then fails with what SIPp saw."""

SDP = """\
v=0
o=sipp 1 {version} IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [rtpstream_audio_port] {profile} {formats}
{maps}a={direction}
"""
_MAPS = {
    "0": "a=rtpmap:0 PCMU/8000\n",
    "8": "a=rtpmap:8 PCMA/8000\n",
    "9": "a=rtpmap:9 G722/8000\n",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who SIPp says it is, and what it offers."""

    sender: str = '"Jan" <sip:+31612345678@[local_ip]:[local_port]>'
    headers: Sequence[str] = ("Supported: norefersub",)
    formats: str = "8"
    profile: str = "RTP/AVP"
    to: str = "<sip:14123@[remote_ip]:[remote_port]>"
    transport: str = "u1"

    def sdp(self, direction: str = "sendrecv", version: int = 1) -> str:
        maps = "".join(_MAPS.get(each, "") for each in self.formats.split())
        return SDP.format(
            formats=f"{self.formats} 101", profile=self.profile, direction=direction,
            maps=f"{maps}a=rtpmap:101 telephone-event/8000\na=fmtp:101 0-16\n", version=version,
        )  # fmt: skip


def _message(first: str, caller: Caller, cseq: str, body: str = "", **extra: str) -> str:
    to = caller.to + ("[peer_tag_param]" if extra.get("in_dialog") else "")
    lines = [
        first,
        "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]",
        f"From: {caller.sender};tag=[pid]S[call_number]",
        f"To: {to}",
        "Call-ID: [call_id]",
        f"CSeq: {cseq}",
        "Contact: <sip:caller@[local_ip]:[local_port];transport=[transport]>",
        "Max-Forwards: 70",
        *(caller.headers if "INVITE" in first else ()),
        *([f"Content-Type: {extra.get('kind', 'application/sdp')}"] if body else []),
        "Content-Length: [len]",
        "",
        body,
    ]
    return "\n".join(lines)


def send(message: str, retrans: bool = True) -> str:
    attribute = ' retrans="500"' if retrans else ""
    return f"<send{attribute}><![CDATA[\n{message}\n]]></send>"


def receive(status: int, optional: bool = False) -> str:
    attributes = ' optional="true"' if optional else ""
    record = ' rrs="true"' if status == 200 else ""
    return f'<recv response="{status}"{attributes}{record}/>'


def expect(request: str) -> str:
    return f'<recv request="{request}"/>'


def pause(milliseconds: int) -> str:
    return f'<pause milliseconds="{milliseconds}"/>'


def invite(caller: Caller, direction: str = "sendrecv", cseq: int = 1) -> str:
    first = "INVITE sip:14123@[remote_ip]:[remote_port] SIP/2.0" if cseq == 1 else (
        "INVITE [next_url] SIP/2.0"
    )  # fmt: skip
    extra = {} if cseq == 1 else {"in_dialog": "yes"}
    body = caller.sdp(direction, cseq)
    return send(_message(first, caller, f"{cseq} INVITE", body, **extra))


def ack(caller: Caller, cseq: int = 1) -> str:
    return send(
        _message("ACK [next_url] SIP/2.0", caller, f"{cseq} ACK", in_dialog="yes"), retrans=False
    )


def bye(caller: Caller, cseq: int = 20) -> str:
    message = _message("BYE [next_url] SIP/2.0", caller, f"{cseq} BYE", in_dialog="yes")
    return send(message) + receive(200)


def info_digit(caller: Caller, digit: str, cseq: int) -> str:
    body = f"Signal={digit}\nDuration=160\n"
    message = _message(
        "INFO [next_url] SIP/2.0", caller, f"{cseq} INFO", body,
        in_dialog="yes", kind="application/dtmf-relay",
    )  # fmt: skip
    return send(message) + receive(200)


def options(caller: Caller, retrans: bool = True) -> str:
    message = _message("OPTIONS sip:[remote_ip]:[remote_port] SIP/2.0", caller, "1 OPTIONS")
    return send(message, retrans)


def ok_without_body() -> str:
    return _reply("200 OK")


def accept_refer() -> str:
    return _reply("202 Accepted")


def refuse_refer() -> str:
    return _reply("603 Decline")


def notify(status_line: str, cseq: int = 30) -> str:
    """What becomes of a REFER (RFC 3515)."""
    message = (
        "NOTIFY [next_url] SIP/2.0\n"
        "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]\n"
        f"From: {Caller().sender};tag=[pid]S[call_number]\nTo: {Caller().to}[peer_tag_param]\n"
        f"Call-ID: [call_id]\nCSeq: {cseq} NOTIFY\nMax-Forwards: 70\n"
        "Contact: <sip:caller@[local_ip]:[local_port]>\nEvent: refer\n"
        "Subscription-State: terminated;reason=noresource\n"
        f"Content-Type: message/sipfrag\nContent-Length: [len]\n\n{status_line}\n"
    )
    return send(message) + receive(200)


def _reply(status: str) -> str:
    return f"""<send><![CDATA[
SIP/2.0 {status}
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:caller@[local_ip]:[local_port];transport=[transport]>
Content-Length: 0

]]></send>"""


def speak(sound: Path) -> str:
    """Raw A-law, in a loop."""
    return f'<nop><action><exec rtp_stream="{sound},-1,8,PCMA/8000"/></action></nop>'


def opening(caller: Caller, sound: Path | None = None) -> str:
    """From the invitation to sound."""
    steps = [
        invite(caller),
        receive(100, optional=True),
        receive(180, optional=True),
        receive(200),
        ack(caller),
    ]
    return "".join([*steps, speak(sound) if sound else ""])


def busy(caller: Caller) -> str:
    """An invitation that is answered with 486."""
    ringing = [receive(100, optional=True), receive(180, optional=True)]
    return "".join([invite(caller), *ringing, receive(486), ack(caller)])


def write_alaw(path: Path, sound: Samples) -> Path:
    path.write_bytes(np.asarray(encode_alaw(sound)).tobytes())
    return path


@dataclass(frozen=True, slots=True)
class Place:
    """Where SIPp stands: its address, its port (any free one), and how long it may take."""

    address: str = "127.0.0.1"
    port: int = 0
    seconds: float = SECONDS


async def run(
    folder: Path, target: str, steps: str, caller: Caller | None = None, place: Place = Place()
) -> int:
    """Play one call of this scenario against `target` ('127.0.0.1:5060'); SIPp's exit code.

    0 is a call as it was written. What SIPp saw otherwise is in `folder`.
    """
    async with running(folder, target, steps, caller, place) as process:
        async with asyncio.timeout(SECONDS):
            return await process.wait()


def _written(folder: Path, steps: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    scenario = folder / "scenario.xml"
    scenario.write_text(
        f'<?xml version="1.0" encoding="ISO-8859-1" ?>\n<scenario name="test">{steps}</scenario>\n'
    )
    return scenario


@asynccontextmanager
async def running(
    folder: Path, target: str, steps: str, caller: Caller | None = None, place: Place = Place()
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The same, while the test does something else; it is ended if it has not ended itself.

    Without a target it waits for what comes in.
    """
    scenario = _written(folder, steps)
    port, media = place.port or free_port_pair(), free_port_pair()
    process = await asyncio.create_subprocess_exec(
        "sipp", *([target] if target else []), "-sf", str(scenario), "-m", "1",
        "-i", place.address, "-p", str(port), "-mi", place.address, "-mp", str(media),
        "-t", (caller or Caller()).transport, "-timeout", f"{place.seconds:g}s", "-timeout_error",
        "-trace_err", "-error_file", str(folder / "errors"), "-nostdin",
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
