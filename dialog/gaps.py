"""Words with a gap in them: 'zeg * af' stands in 'zeg hem maar af'.

Dutch takes its verbs apart and puts what it denies in between ('ik kom dinsdag niet'), so a list of
phrases without gaps never ends.
"""

import re

from dialog.phrases import plain

GAP = "*"
_FEW = r"(?: \w+){0,3} "
"""So many words at most stand in a gap; with more it is another sentence."""


def folded(phrase: str) -> str:
    """`plain` text in which the gaps still stand."""
    return f" {GAP} ".join(plain(part) for part in phrase.split(GAP))


def stands_in(phrase: str, said: str) -> bool:
    """Whether a folded phrase stands in `plain` words, whole words only."""
    if GAP not in phrase:
        return f" {phrase} " in f" {said} "
    parts = (re.escape(part) for part in phrase.split(f" {GAP} "))
    return bool(re.search(rf"\b{_FEW.join(parts)}\b", said))
