"""A caller who writes SIP by hand (RFC 3261), from a UDP socket.

For what no telephone would send, and to see what comes back to the letter.
"""

import asyncio
import itertools
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

Where = tuple[str, int]

_SOUND = """\
v=0
o=- 1 1 IN IP4 {host}
s=-
c=IN IP4 {host}
t=0 0
m=audio 26000 RTP/AVP 8
a=rtpmap:8 PCMA/8000
""".replace("\n", "\r\n")

_numbers = itertools.count(1)


class PlainCaller:
    """`messages` are all that it was sent, in order."""

    def __init__(self, host: str) -> None:
        self.messages: list[str] = []
        self._came = asyncio.Event()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind((host, 0))
        self.host, self.port = self._socket.getsockname()

    def listen(self) -> None:
        asyncio.get_running_loop().add_reader(self._socket, self._hear)

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()

    def send(self, message: str, to: Where) -> None:
        self._socket.sendto(message.encode(), to)

    async def gets(self, pattern: str, call: str = "", seconds: float = 5.0) -> str:
        """Wait for a message that begins so, of this call if one is named.

        Raises TimeoutError when none comes.
        """
        async with asyncio.timeout(seconds):
            while not (found := self.got(pattern, call)):
                self._came.clear()
                await self._came.wait()
        return found[0]

    def got(self, pattern: str, call: str = "") -> list[str]:
        """The messages so far that begin so, of this call if one is named."""
        begin_so = (each for each in self.messages if re.match(pattern, each))
        return [each for each in begin_so if not call or call in header(each, "Call-ID")]

    def _hear(self) -> None:
        self.messages.append(self._socket.recv(65536).decode("utf-8", "replace"))
        self._came.set()

    # -- what it says ------------------------------------------------------------------------

    def begin(self, method: str, to: Where, say: "Saying | None" = None) -> str:
        """Send a request that belongs to no call yet; its Call-ID."""
        say = say or Saying()
        number = next(_numbers)
        call = f"call{number}.{self.port}"
        body = _SOUND.format(host=self.host) if method == "INVITE" else ""
        contact = f"Contact: {self._contact}\r\n" if say.contact is None else say.contact
        kind = "Content-Type: application/sdp\r\n" if body else ""
        self.send(
            f"{method} {say.target or f'sip:gemeente@{to[0]}:{to[1]}'} SIP/2.0\r\n{self._via()}"
            f"From: <sip:jan@{self.host}>{say.tag.format(number=number)}\r\n"
            f"To: <sip:gemeente@{to[0]}>{say.to_tag}\r\nCall-ID: {call}\r\nCSeq: 1 {method}\r\n"
            f"Max-Forwards: {say.forwards}\r\n{contact}{say.more}{kind}"
            f"Content-Length: {len(body)}\r\n\r\n{body}",
            to,
        )
        return call

    async def rings(self, to: Where, say: "Saying | None" = None, seconds: float = 5.0) -> str:
        """Send an INVITE and wait for its final reply, which is acknowledged as has to be."""
        call = self.begin("INVITE", to, say)
        reply = await self.gets("SIP/2.0 [2-6]", call, seconds)
        if status(reply) < 300:
            self.says("ACK", reply, to)
        else:
            self.accepts_refusal(reply, to)
        return reply

    def says(self, method: str, answer: str, to: Where, more: str = "", body: str = "") -> None:
        """Send a request within the call that `answer` (200 to its INVITE) opened."""
        target = re.search(r"<([^>]+)>", header(answer, "Contact")[0])
        assert target is not None
        routes = "".join(f"Route: {each}\r\n" for each in reversed(header(answer, "Record-Route")))
        number = 1 if method == "ACK" else next(_numbers) + 1
        self.send(
            f"{method} {target[1]} SIP/2.0\r\n{self._via()}{routes}"
            f"{_copied(answer, 'From', 'To', 'Call-ID')}CSeq: {number} {method}\r\n"
            f"Max-Forwards: 70\r\n{more}Content-Length: {len(body)}\r\n\r\n{body}",
            to,
        )

    def replies(self, request: str, line: str, to: Where) -> None:
        """Answer a request that it was sent: '200 OK'."""
        copied = _copied(request, "Via", "Record-Route", "From", "To", "Call-ID", "CSeq")
        self.send(
            f"SIP/2.0 {line}\r\n{copied}Contact: {self._contact}\r\nContent-Length: 0\r\n\r\n", to
        )

    def accepts_refusal(self, reply: str, to: Where) -> None:
        """Under the Via of the INVITE, as it belongs to it (section 17.1.1.3)."""
        self.send(
            f"ACK sip:gemeente@{to[0]}:{to[1]} SIP/2.0\r\n"
            f"{_copied(reply, 'Via', 'From', 'To', 'Call-ID')}CSeq: 1 ACK\r\n"
            "Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
            to,
        )

    @property
    def _contact(self) -> str:
        return f"<sip:jan@{self.host}:{self.port}>"

    def _via(self) -> str:
        branch = f"z9hG4bK{next(_numbers)}.{self.port}"
        return f"Via: SIP/2.0/UDP {self.host}:{self.port};branch={branch}\r\n"


@dataclass(frozen=True, slots=True)
class Saying:
    """What is not as usual in a request."""

    contact: str | None = None
    """The line or lines instead of a good Contact, with their ends."""
    tag: str = ";tag=from{number}"
    """What follows the address in From."""
    to_tag: str = ""
    """With one it is as if it belonged to a call in progress."""
    target: str = ""
    """Instead of the address of the municipality."""
    forwards: int = 70
    more: str = ""
    """More lines, with their ends."""


@asynccontextmanager
async def plain_caller(host: str = "127.0.0.1") -> AsyncIterator[PlainCaller]:
    """A caller at this address."""
    caller = PlainCaller(host)
    caller.listen()
    try:
        yield caller
    finally:
        caller.close()


def status(reply: str) -> int:
    return int(reply.split(" ", 2)[1])


def _copied(message: str, *names: str) -> str:
    return "".join(f"{name}: {each}\r\n" for name in names for each in header(message, name))


def header(message: str, name: str) -> list[str]:
    """The values of all headers of this name, in order."""
    head = message.partition("\r\n\r\n")[0]
    return re.findall(rf"^{name}: *(.*?)\r?$", head, re.MULTILINE | re.IGNORECASE)
