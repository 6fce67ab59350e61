"""Whether two names can be of one person, as a recogniser and a registration write them."""

from dialog.phrases import plain

_AROUND = frozenset([
    *("mevrouw", "meneer", "mijnheer", "de", "heer", "den", "der", "van", "het", "ten", "ter"),
    *("te", "in", "t", "familie", "mrs", "mr", "ms", "miss", "naam", "mijn", "is", "ik", "ben"),
])  # fmt: skip
"""What stands around a name, or is left out of it as often as not."""
_LONG_ENOUGH = 5
"""From so many letters one of them, not the first, may differ: 'jansen', 'janssen'."""


def same_name(one: str, other: str) -> bool:
    """Every word of the shorter name stands in the longer one, up to a letter."""
    ours, theirs = _words(one), _words(other)
    shorter, longer = sorted((ours, theirs), key=len)
    return bool(shorter) and all(any(_alike(word, each) for each in longer) for word in shorter)


def _words(name: str) -> list[str]:
    return [word for word in plain(name).split() if word not in _AROUND]


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    long = min(len(one), len(other)) >= _LONG_ENOUGH
    return long and one[0] == other[0] and _one_letter_apart(one, other)


def _one_letter_apart(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    same = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    rest = shorter[same:] if len(longer) > len(shorter) else shorter[same + 1 :]
    return longer[same + 1 :] == rest
