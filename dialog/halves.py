"""Where one breath may hold two needs: 'mijn paspoort is verlopen, en ook wil ik trouwen'."""

import re

_CLEAR = (
    r"en daarnaast|daarnaast|en ook nog|en ook|en dan ook|en dan nog|en verder|verder nog|oh? ja"
    r"|en trouwens|trouwens|en meteen ook|en meteen|en tegelijk|en nog iets|nog iets|ten tweede"
    r"|and also|and another thing|also|besides|and while i am at it"
)
"""Words with which somebody begins about something else."""
_PLAIN = r"en|and"
_SPLIT = re.compile(
    rf"[.?!;]\s+(?:(?:{_CLEAR}|{_PLAIN})\b)?|\W+(?:{_CLEAR})\b|\W+(?:{_PLAIN})\b", re.I
)
_FEWEST_WORDS = 3
"""A half of fewer words is a part of one need: 'een bed en een kast'."""


def halves(text: str) -> list[tuple[str, str]]:
    """Every way to cut the text in two that leaves both sides words enough, in order."""
    cuts = [
        (text[: found.start()].strip(), text[found.end() :].strip(" ,.;"))
        for found in _SPLIT.finditer(text)
    ]
    return [(one, other) for one, other in cuts if min(map(_words, (one, other))) >= _FEWEST_WORDS]


def _words(text: str) -> int:
    return len(text.split())
