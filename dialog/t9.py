"""Words by the keys of a telephone, each letter pressed once: 'Jansen' is 526736 (ITU-T E.161).

One key stands for three or four letters, so keys alone are no word: words that fit are offered,
or else the letters one by one.
"""

from collections.abc import Iterable, Mapping

from dialog.phrases import plain

LETTERS: Mapping[str, str] = {
    "2": "abc", "3": "def", "4": "ghi", "5": "jkl", "6": "mno", "7": "pqrs", "8": "tuv",
    "9": "wxyz",
}  # fmt: skip
_KEYS = {letter: key for key, letters in LETTERS.items() for letter in letters}
_DUTCH = (
    "Anton Bernard Cornelis Dirk Eduard Ferdinand Gerard Hendrik Izaak Jan Karel Lodewijk Maria"
    " Nico Otto Pieter Quirinus Richard Simon Theodoor Utrecht Victor Willem Xantippe Ypsilon"
    " Zaandam"
)
_NATO = (
    "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar"
    " Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey Xray Yankee Zulu"
)
_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {word[0].lower(): word for word in _DUTCH.split()},
    "en": {word[0].lower(): word for word in _NATO.split()},
}
_BEFORE = frozenset(["de", "den", "der", "van", "het", "ten", "ter", "te", "t", "la", "el", "al"])
"""What stands before a name, and is keyed by some and left out by others."""


def keys_of(words: str) -> str:
    """The keys for all letters in it; digits stand for themselves, all else falls away."""
    return "".join(_KEYS.get(sign, sign if sign.isdigit() else "") for sign in plain(words))


def fitting(keys: str, words: Iterable[str]) -> tuple[str, ...]:
    """The words with these keys; after them those that begin so. In the order they came."""
    whole, begun = [], []
    for word in words:
        forms = {keys_of(word), keys_of(_bare(word))}
        if keys in forms:
            whole.append(word)
        elif any(form.startswith(keys) for form in forms):
            begun.append(word)
    return (*whole, *begun)


def signs_of(key: str, *, digits: bool = False) -> tuple[str, ...]:
    """What one key may stand for: its letters, and with `digits` the digit itself first."""
    return (*((key,) if digits else ()), *LETTERS.get(key, ""))


def spelled(sign: str) -> Mapping[str, str]:
    """A letter as it is told on the telephone, by language: 'de J van Jan'."""
    if sign.isdigit():
        return {"nl": f"het cijfer {sign}", "en": f"the digit {sign}"}
    return {
        "nl": f"de {sign.upper()} van {_WORDS['nl'][sign]}",
        "en": f"{sign.upper()} as in {_WORDS['en'][sign]}",
    }


def _bare(name: str) -> str:
    """A name without what stands before it: 'van den Berg' -> 'berg'."""
    words = plain(name).split()
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    return " ".join(words)
