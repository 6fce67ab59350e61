"""Whose task it is, where it is none of ours: told by the words that callers use for it."""

from collections.abc import Iterable

from dialog.knowledge import Body
from dialog.phrases import plain


def who_does_it(bodies: Iterable[Body], said: str) -> Body | None:
    """The one body whose words were said; the longest words decide: 'wegenbelasting', not 'weg'.

    None when nobody's were, or two bodies' alike: a wrong name sends a caller round.
    """
    padded = f" {plain(said)} "
    named: dict[str, tuple[int, Body]] = {}
    for body in bodies:
        found = [
            len(form) for forms in body.words.values() for form in forms if f" {form} " in padded
        ]
        if found:
            named[body.key] = (max(found), body)
    longest = max((length for length, _ in named.values()), default=0)
    best = [body for length, body in named.values() if length == longest]
    return best[0] if len(best) == 1 else None
