"""From words to the terms that are compared: stems, and the parts of compounds.

The stems are Snowball's (for Dutch those of Kraaij and Pohlmann: 'aangevraagd' and 'aanvragen' are
'aanvraag'). A compound counts as itself and as its parts, which are found in the words that the
passages hold themselves: 'hondenlosloopgebied' is 'honden' and 'losloopgebied' where those occur.
"""

from collections.abc import Collection, Iterable

import Stemmer

from dialog.documents.small_words import SMALL_WORDS
from dialog.phrases import plain, without_fillers

_ALGORITHMS = {"nl": "dutch", "en": "english"}
_COMPOUNDING = frozenset({"nl"})
_LINKS = ("", "s", "en", "n", "e")
"""What may stand between two parts: 'huurder-s-vereniging', 'boek-en-kast'."""
_SHORTEST_COMPOUND, _SHORTEST_PART, _SHORTEST_REST = 7, 3, 4
_MOST_PARTS = 4
_GRAM = 4


def told_words(text: str, language: str) -> list[str]:
    """The words of a text that tell what it is about, comparable, in order."""
    small = SMALL_WORDS.get(language, frozenset[str]())
    return [word for word in plain(text).split() if word not in small]


def asked_words(question: str, language: str) -> list[str]:
    """The same of a spoken question, each once; small words only where there are no others."""
    bare = without_fillers(plain(question))
    return list(dict.fromkeys(told_words(bare, language) or bare.split()))


class Words:
    """Knows the words of some passages, and so how to take compounds apart.

    Callable from any thread: a stemmer of Snowball may not be shared, and is made for each call.
    """

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        """`known` are pairs of language and word."""
        self._known: dict[str, set[str]] = {language: set() for language in _COMPOUNDING}
        for language, word in known:
            if language in _COMPOUNDING and len(word) >= _SHORTEST_PART and word.isalpha():
                self._known[language].add(word)
        for language, words in self._known.items():
            words -= SMALL_WORDS[language]
            words |= {each for each in stems(words, language) if len(each) > _SHORTEST_PART}

    def terms(self, word: str, language: str) -> tuple[str, ...]:
        """The stem of the word, and those of its parts."""
        return tuple(dict.fromkeys(stems((word, *self.parts(word, language)), language)))

    def finest(self, word: str, language: str) -> tuple[str, ...]:
        """The stems of its parts; of a word that has none, its own."""
        return tuple(dict.fromkeys(stems(self.parts(word, language) or (word,), language)))

    def parts(self, word: str, language: str) -> tuple[str, ...]:
        """The fewest known words that it is made of; () when it is no compound."""
        known = self._known.get(language)
        if not known or len(word) < _SHORTEST_COMPOUND or not word.isalpha():
            return ()
        return _parts(word, known, _MOST_PARTS)


def stems(words: Iterable[str], language: str) -> list[str]:
    """As Snowball stems them; words of a language that it is not asked for stay as they are."""
    algorithm = _ALGORITHMS.get(language)
    given = list(words)
    return Stemmer.Stemmer(algorithm, 0).stemWords(given) if algorithm else given


def grams(word: str) -> tuple[str, ...]:
    """Four letters at a time, with the ends marked: what is left of a misheard word."""
    marked = f"_{word}_"
    if len(marked) <= _GRAM:
        return (marked,)
    return tuple(dict.fromkeys(marked[n : n + _GRAM] for n in range(len(marked) - _GRAM + 1)))


def _parts(word: str, known: Collection[str], most: int) -> tuple[str, ...]:
    if most < 2:
        return ()
    found: list[tuple[str, ...]] = []
    for end in range(_SHORTEST_PART, len(word) - _SHORTEST_REST + 1):
        if word[:end] not in known:
            continue
        for rest in _rests(word, end):
            if rest in known:
                found.append((word[:end], rest))
            elif deeper := _parts(rest, known, most - 1):
                found.append((word[:end], *deeper))
    return min(found, key=lambda each: (len(each), -min(map(len, each))), default=())


def _rests(word: str, end: int) -> Iterable[str]:
    for link in _LINKS:
        if word.startswith(link, end) and len(word) - end - len(link) >= _SHORTEST_REST:
            yield word[end + len(link) :]
