"""'Hm-hm', 'ja ja': said to somebody who is speaking, to have them go on."""

from dialog.commands import Command, command
from dialog.phrases import plain

MURMURS = frozenset({
    "h", "hm", "hmm", "hmhm", "hmmhmm", "m", "mm", "mmm", "mhm", "mmhm", "mmhmm", "uh", "uhu",
    "uhuh", "huh", "aha", "ah", "oh", "o", "eh", "ehm", "euh", "mmh", "hmh", "och", "zo", "tja",
})  # fmt: skip
"""Sounds; Whisper writes 'hm-hm' in all these ways."""

AGREEMENTS = frozenset({
    "ja", "jaja", "jawel", "jahoor", "hoor", "oke", "okee", "okay", "ok", "goed", "precies",
    "juist", "inderdaad", "klopt", "prima", "fijn", "mooi", "begrijp", "snap", "ik", "het",
    "dat", "is", "yes", "yeah", "right", "sure", "good", "fine", "i", "see",
})  # fmt: skip
"""Words of agreement, and the small words between them: 'ja, ik snap het', 'oké, dat is goed'."""

_SMALL = frozenset({"ik", "het", "dat", "is", "i", "hoor"})
_MOST_WORDS = 4


def murmurs(text: str, *, question: bool) -> bool:
    """Is this no more than a sign that the caller is listening? No words at all is one.

    While our `question` sounds, 'ja' is an answer, and only sounds are murmurs.
    """
    if command(text) not in (None, Command.YES):  # 'huh?' is one
        return False
    said = plain(text).split()
    if all(word in MURMURS for word in said):
        return True
    if question or len(said) > _MOST_WORDS:
        return False
    known = all(word in MURMURS or word in AGREEMENTS for word in said)
    return known and any(word in AGREEMENTS - _SMALL for word in said)
