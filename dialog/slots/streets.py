"""An answer to 'welke straat?', also when it was misheard."""

import re

from dialog.slots.found import Found
from dialog.slots.lexicon import Lexicon
from dialog.slots.likeness import likeness
from dialog.slots.line import Line

_WORD = re.compile(r"[a-z'’-]+")
_SMALL = re.compile(
    r"(?:op|aan|in|de|het|ik|woon|wonen|wij|we|is|dat|bij|nummer|straat heet|die|heet|mijn|uh)$"
)
SURE_ENOUGH = 0.72
"""Below this the nearest street is a guess: 'Molenstraat' and 'Rozenstraat' are 0.8 alike."""
_NEAR = 0.12
_LONGEST = 4


def bare_street(line: Line, lexicon: Lexicon) -> Found | None:
    """The nearest street of the municipality; without a list, the words as they were said."""
    words = [word for word in _WORD.finditer(line.plain) if not _SMALL.fullmatch(word.group())]
    if not words:
        return None
    if not lexicon.streets:
        start, end = words[0].start(), words[-1].end()
        said = line.said(start, end)
        return Found("straat", said[0].upper() + said[1:], start, end, 0.5)
    ranked = sorted(
        (
            (
                likeness(line.plain[first.start() : last.end()], name),
                name,
                first.start(),
                last.end(),
            )
            for at, first in enumerate(words)
            for last in words[at : at + _LONGEST]
            for span in ((first.start(), last.end()),)
            for name in lexicon.streets.values()
        ),
        key=lambda each: -each[0],
    )
    like, name, start, end = ranked[0]
    if like < SURE_ENOUGH:
        return None
    others = dict.fromkeys(each[1] for each in ranked if each[0] > like - _NEAR)
    return Found("straat", name, start, end, like, tuple(each for each in others if each != name))
