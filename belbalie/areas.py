"""Areas as people type them: beginnings of postcodes."""

import re
from collections.abc import Iterable

from belbalie.errors import WrongUse
from dialog.content_values import POSTCODE_START


def postcode_starts(name: str, texts: Iterable[str]) -> tuple[str, ...]:
    """'4991', '4992 ab' -> ('4991', '4992AB'). Raises WrongUse, with the name of what was typed."""
    return tuple(_start(name, text) for text in texts)


def _start(name: str, text: str) -> str:
    bare = re.sub(r"\s", "", text).upper()
    if not POSTCODE_START.fullmatch(bare):
        raise WrongUse(
            f"{name}: expected beginnings of postcodes such as 4992,4993AB, got {text!r}"
        )
    return bare
