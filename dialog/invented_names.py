"""Names in place of names: the same word gives the same word, in whatever form it comes back."""

import re

from dialog.drawing_lots import one_of
from dialog.first_names import FIRST_NAMES
from dialog.person_name import name_parts
from dialog.phrases import plain
from dialog.surnames import SURNAMES

_BETWEEN = r"(?:van|de|den|der|het|'t|ten|ter|te|el|la|von)"
_KNOWN_FIRST = {plain(name) for name in FIRST_NAMES}
_KNOWN_LAST = {plain(name) for name in SURNAMES if " " not in name}
"""'Van Tilburg' is a name, and 'in Tilburg' is none."""
_CAPITAL = re.compile(r"(?<![\w'’@.-])[A-ZÀ-Þ][\w'’-]+")
_WORD = re.compile(r"[\w'’-]+")
_BEHIND = re.compile(rf"(?: {_BETWEEN})* [A-ZÀ-Þ][\w'’-]+")
_SHORT = 3
"""A word this short stands in too many sentences to be taken for a name again."""


class InventedNames:
    """Those of one conversation. `common` are plain words that are no names where they are
    written small.
    """

    def __init__(self, seed: str, common: frozenset[str]) -> None:
        self._seed, self._common = seed, common
        self._words: dict[str, str] = {}

    def name(self, said: str) -> str:
        """For a whole name, in its shape: with a first name where it had one, small where it was
        small, letter by letter where it was spelled.
        """
        letters = re.findall(r"\b\w\b", said)
        if len(letters) > 2 and len(letters) == len(_WORD.findall(said)):
            spelled = re.sub(r"\W", "", self._last("".join(letters)))
            return " ".join(spelled.upper())
        parts = name_parts(said)
        if not parts.first and not parts.between and plain(parts.last) in _KNOWN_FIRST:
            first = self._first(parts.last)
            return first.lower() if said.islower() else first
        first = " ".join(map(self._first, parts.first.split()))
        invented = f"{first} {self._last(f'{parts.between} {parts.last}'.strip())}".strip()
        return invented.lower() if said.islower() else invented

    def again(self, text: str) -> str:
        """Names that were said before in this conversation, wherever they stand in the text."""

        def known(word: re.Match[str]) -> str:
            said = plain(word.group())
            small = word.group()[0].islower()
            if said not in self._words or (small and said in self._common) or len(said) <= _SHORT:
                return word.group()
            return self._words[said].lower() if small else self._words[said]

        return _WORD.sub(known, text)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Names that are known for names: 'mijn man Piet de Vries'. Not the first word of a
        sentence alone, which has a capital whatever it is.
        """
        found = []
        for word in _CAPITAL.finditer(text):
            begins = not re.search(r"[\w,]\s*$", text[: word.start()])
            said, behind = plain(word.group()), _BEHIND.match(text, word.end())
            known = said in _KNOWN_FIRST or (said in _KNOWN_LAST and said not in self._common)
            if known and (not begins or behind) and said not in _NO_NAMES:
                found.append((word.start(), behind.end() if behind else word.end()))
        return found

    def _first(self, said: str) -> str:
        return self._invented(said, FIRST_NAMES)

    def _last(self, said: str) -> str:
        """Of the whole surname its last word is remembered, with which it is said again."""
        return self._invented((plain(said).split() or [""])[-1], _SINGLE)

    def _invented(self, said: str, names: tuple[str, ...]) -> str:
        key = plain(said)
        if key not in self._words:
            others = [name for name in names if plain(name) != key]
            self._words[key] = one_of(self._seed, f"name\0{key}", others)
        return self._words[key]


_SINGLE = tuple(name for name in SURNAMES if " " not in name and len(name) > _SHORT)
"""One word each: then a name that is said with and without its 'van der' gives the same."""
_NO_NAMES = frozenset({"zonnedael", "gemeente", "nederland", "post"})
