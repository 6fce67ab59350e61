"""SIP messages that went wrong on the way: good ones, and what bad luck or ill will makes of them.

From one seed always the same. No message names an address outside 127.0.0.0/8, so that nothing
that is said in reply can leave the machine.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SOUND = (
    "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0",
    "m=audio {media} RTP/AVP 8 0 101", "a=rtpmap:8 PCMA/8000", "a=rtpmap:0 PCMU/8000",
    "a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-15", "a=ptime:20", "a=sendrecv",
)  # fmt: skip
_BODIES: dict[str, tuple[str, Sequence[str]]] = {
    "INVITE": ("application/sdp", SOUND),
    "INFO": ("application/dtmf-relay", ("Signal=5", "Duration=160")),
    "MESSAGE": ("text/plain", ("Hallo, is daar iemand?",)),
}
METHODS = ("INVITE", "INVITE", "INVITE", "OPTIONS", "REGISTER", "BYE", "CANCEL", "INFO",
           "MESSAGE", "ACK")  # fmt: skip
"""INVITE three times: most can go wrong with it."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What a message belongs to, as the telephone at 127.0.0.1:`port` sees it."""

    number: int
    """In the Call-ID, and in the tag of who rings."""
    port: int
    media: int = 26000
    cseq: int = 1
    to_tag: str = ""
    """Of who is rung, once known: the message is then one within a call."""
    target: str = "sip:gemeente@127.0.0.1"


def good(method: str, talk: Talk, sound: Sequence[str] | None = None) -> bytes:
    """One that a telephone could send; `sound` are other lines of SDP than the usual, or none."""
    kind, lines = _BODIES.get(method, ("", ()))
    if method == "INVITE" and sound is not None:
        kind, lines = (kind, sound) if sound else ("", ())
    body = "".join(f"{line}\r\n" for line in lines).replace("{media}", str(talk.media))
    tag = f";tag={talk.to_tag}" if talk.to_tag else ""
    head = [
        f"{method} {talk.target} SIP/2.0",
        f"Via: SIP/2.0/UDP 127.0.0.1:{talk.port}"
        f";branch=z9hG4bK{talk.number}x{talk.cseq}{method};rport",
        f'From: "Jan" <sip:jan@127.0.0.1>;tag=van{talk.number}',
        f"To: <sip:gemeente@127.0.0.1>{tag}",
        f"Call-ID: {talk.number}@127.0.0.1",
        f"CSeq: {talk.cseq} {method}",
        f"Contact: <sip:jan@127.0.0.1:{talk.port}>",
        "Max-Forwards: 70",
        "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO",
        "Supported: replaces",
        *([f"Content-Type: {kind}"] if kind else []),
        f"Content-Length: {len(body.encode())}",
    ]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


# -- what may happen to it ---------------------------------------------------------------------

_NASTY = (
    b"", b"*", b"%%%", b"<>", b"<sip:>", b"<", b'"', b"sip:", b";;;;", b",,,,", b"\x00", b"-1",
    b"4294967296", b"99999999999999999999999", b"0x10", b"\xff\xfe\xfd", "\u202e大停電".encode(),
    b"%s%s%s%n", b"../../etc/passwd", b"tel:+31612345678", b"<sips:a@127.0.0.1>", b"a" * 4000,
    b"1 INVITE", b"SIP/2.0/UDP", b"[::1]", b"127.0.0.1:99999", b"a, b, c", b"=?", b"{}", b" \t ",
)  # fmt: skip
_LONG = (100, 1000, 8000, 60000)
_MOST_BYTES = 65000
"""What fits in one UDP datagram."""

Mutation = Callable[[random.Random, bytes], bytes]


def _flip(luck: random.Random, message: bytes) -> bytes:
    changed = bytearray(message)
    for _ in range(luck.choice((1, 1, 2, 8, 40))):
        changed[luck.randrange(len(changed))] ^= 1 << luck.randrange(8)
    return bytes(changed)


def _stretch(luck: random.Random, message: bytes) -> tuple[int, int]:
    begin = luck.randrange(len(message))
    return begin, min(len(message), begin + luck.choice((1, 2, 5, 20, 100)))


def _delete(luck: random.Random, message: bytes) -> bytes:
    begin, end = _stretch(luck, message)
    return message[:begin] + message[end:]


def _double(luck: random.Random, message: bytes) -> bytes:
    begin, end = _stretch(luck, message)
    times = luck.choice((2, 2, 3, 50))
    return message[:begin] + message[begin:end] * times + message[end:]


def _insert(luck: random.Random, message: bytes) -> bytes:
    at = luck.randrange(len(message) + 1)
    what = luck.choice(
        (*_NASTY, luck.randbytes(1), luck.randbytes(30), b"\r\n", b"\r\n\r\n", b"\n")
    )
    return message[:at] + what + message[at:]


def _truncate(luck: random.Random, message: bytes) -> bytes:
    return message[: luck.randrange(len(message))]


def _lengthen(luck: random.Random, message: bytes) -> bytes:
    at = luck.randrange(len(message) + 1)
    what = luck.choice(
        (b"a", b"\x00", b"1", b" ", b"\xe2\x82\xac", b"X: y\r\n", b";p=q", b"a=b\r\n")
    )
    return message[:at] + what * (luck.choice(_LONG) // len(what)) + message[at:]


def _lines(luck: random.Random, message: bytes) -> tuple[list[bytes], int]:
    """The lines of head and body, and one of them."""
    lines = message.split(b"\r\n")
    return lines, luck.randrange(len(lines))


def _double_line(luck: random.Random, message: bytes) -> bytes:
    lines, at = _lines(luck, message)
    lines[at:at] = [lines[at]] * luck.choice((1, 1, 2, 100))
    return b"\r\n".join(lines)


def _lose_line(luck: random.Random, message: bytes) -> bytes:
    lines, at = _lines(luck, message)
    del lines[at]
    return b"\r\n".join(lines)


def _swap_lines(luck: random.Random, message: bytes) -> bytes:
    lines, at = _lines(luck, message)
    other = luck.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return b"\r\n".join(lines)


def _replace_value(luck: random.Random, message: bytes) -> bytes:
    """Of a header or of a line of the SDP."""
    lines, at = _lines(luck, message)
    named = re.match(rb".*?[:=] ?", lines[at])
    lines[at] = (named[0] if named else b"") + luck.choice(_NASTY)
    return b"\r\n".join(lines)


def _replace_number(luck: random.Random, message: bytes) -> bytes:
    numbers = list(re.finditer(rb"\d+", message))
    if not numbers:
        return message
    found = luck.choice(numbers)
    what = luck.choice((b"0", b"-1", b"65536", b"4294967296", b"9" * 25, b"1e9", b"007"))
    return message[: found.start()] + what + message[found.end() :]


def _other_line_ends(luck: random.Random, message: bytes) -> bytes:
    return message.replace(b"\r\n", luck.choice((b"\n", b"\r", b"\n\r", b"\r\n ", b"\x00")))


def _other_case(luck: random.Random, message: bytes) -> bytes:
    return message.swapcase()


MUTATIONS: tuple[Mutation, ...] = (
    _flip, _delete, _double, _insert, _truncate, _lengthen, _double_line, _lose_line,
    _swap_lines, _replace_value, _replace_value, _replace_number, _other_line_ends, _other_case,
)  # fmt: skip

_ADDRESS = re.compile(rb"\d{1,10}(?:\.\d{1,10}){1,3}")


def stays_here(message: bytes) -> bool:
    """Whether every address in it is one of this machine; `SIP/2.0` looks like one, and is none."""
    found = _ADDRESS.findall(re.sub(rb"(?i)sip *?/ *2\.0", b"", message))
    return all(each.startswith(b"127.") and each.count(b".") == 3 for each in found)


def spoilt(luck: random.Random, message: bytes) -> bytes:
    """The message after one to three mishaps."""
    while True:
        found = message
        for _ in range(luck.choice((1, 1, 2, 3))):
            found = luck.choice(MUTATIONS)(luck, found or b"\x00")
        if stays_here(found[:_MOST_BYTES]):
            return found[:_MOST_BYTES]
