"""A text message with an answer: what stands in it, how long it may be, and the port that sends it.

Plain words only, one full address, no personal data: whoever holds the telephone may read it. A
message is counted as networks count it (3GPP TS 23.038): seven-bit signs where all signs are in
that alphabet, else sixteen-bit ones; parts of a longer message lose room to their numbering.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dialog.slots.digits import telephone

MOST_PARTS = 3
"""Each part is paid for, and a longer message is not read."""

_SEVEN_BIT = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("^{}\\[~]|€\f")
"""These take two places in the seven-bit alphabet."""
_SEVEN_BIT_ROOM, _SIXTEEN_BIT_ROOM = (160, 153), (70, 67)
"""Signs in a message of one part, and in each part of a longer one."""

_PLAIN = str.maketrans({
    "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "\u00a0": " ",
    "…": ",", "•": "-", "´": "'", "`": "'",
})  # fmt: skip
"""Signs of print that would make a message more than twice as long, or sound odd when read out."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_SPACES = re.compile(r"\s*,(?:\s*,)+|\s{2,}")
_ADDRESS = re.compile(r"https://[^\s/]+\.[^\s]+")

_PARTS = {
    "nl": ("Gemeente {name}.", "Meer lezen: {url}", "Bellen: {telephone}.", "Uw code: {code}."),
    "en": ("Municipality of {name}.", "Read: {url}", "Call: {telephone}.", "Your code: {code}."),
}  # fmt: skip


class NotSent(Exception):
    """Nobody took it now; later somebody may. The message tells why, without number or words."""


class NotTaken(Exception):
    """It will not be taken another time either."""


@dataclass(frozen=True, slots=True)
class TextMessage:
    id: str
    """The same at every try, so that it arrives once."""
    to: str
    """'0612345678'."""
    text: str


class Sends(Protocol):
    """Who brings messages away."""

    def send(self, message: TextMessage) -> None:
        """Returns once it was taken. Raises NotSent or NotTaken. Callable from any thread."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the message is from, in the caller's language."""

    name: str
    telephone: str
    code: str | None = None
    """Of the call, so that it can be taken up again."""
    language: str = "nl"


def compose(told: Sequence[str], url: str | None, sender: Sender) -> str:
    """The answer's own sentences, as many as fit, who it is from, where more is to be read.

    Only a full https address is put in, alone on its line so that nothing sticks to it.
    """
    name, more, call, code = _PARTS.get(sender.language, _PARTS["nl"])
    sentences = [each for text in told for each in _SENTENCES.split(_plain(text)) if each]
    ends = [call.format(telephone=sender.telephone)]
    if url is not None and _ADDRESS.fullmatch(url):
        ends.insert(0, more.format(url=url))
    if sender.code is not None:
        ends.append(code.format(code=sender.code))
    begin = name.format(name=sender.name)
    for count in range(len(sentences), 0, -1):
        text = "\n".join([f"{begin} {' '.join(sentences[:count])}", *ends])
        if parts(text) <= MOST_PARTS:
            return text
    return "\n".join([begin, *ends])


def parts(text: str) -> int:
    """How many parts a network makes of it. 0 for nothing."""
    if all(sign in _SEVEN_BIT or sign in _ESCAPED for sign in text):
        return _counted([2 if sign in _ESCAPED else 1 for sign in text], _SEVEN_BIT_ROOM)
    sizes = [len(sign.encode("utf-16-be")) // 2 for sign in text]
    return _counted(sizes, _SIXTEEN_BIT_ROOM)


def mobile(number: str) -> str | None:
    """The number where a text message arrives, as '0612345678'; None for any other number.

    Only Dutch mobile numbers: a number that costs more than a message is no place to send one.
    """
    found = telephone(number)
    return found if found is not None and re.fullmatch(r"06[1-58]\d{7}", found) else None


def _counted(sizes: Sequence[int], room: tuple[int, int]) -> int:
    alone, each = room
    if sum(sizes) <= alone:
        return 1 if sizes else 0
    count, left = 1, each
    for size in sizes:  # a sign of two places is not cut in two
        if size > left:
            count, left = count + 1, each
        left -= size
    return count


def _plain(text: str) -> str:
    return _SPACES.sub(
        lambda found: "," if "," in found[0] else " ", text.translate(_PLAIN)
    ).strip()
