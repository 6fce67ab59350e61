"""Words that a voice would say wrong, as the editor wants them said (content/pronunciation.yaml).

Applied to text that is already speakable. A voice that takes IPA (Piper: '[[ipa]]') gets it;
every other voice gets the respelling, or the word as it is written.
"""

import re
from collections.abc import Mapping, Sequence

from dialog.knowledge import Pronunciation

_NONE = re.compile(r"(?!)")


class Pronunciations:
    """One state of the lexicon, by language."""

    def __init__(self, entries: Mapping[str, Sequence[Pronunciation]] | None = None) -> None:
        self._of = {
            language: {each.written.lower(): each for each in told}
            for language, told in (entries or {}).items()
        }
        self._patterns = {language: _any_of(words) for language, words in self._of.items()}

    def applied(self, text: str, language: str, *, takes_ipa: bool = False) -> str:
        """The text with these words as they are to be said; whole words, in any case."""

        def said(match: re.Match[str]) -> str:
            entry = self._of[language][match[0].lower()]
            if entry.ipa and takes_ipa:
                return f"[[{entry.ipa}]]"
            return entry.say_as or match[0]

        return self._patterns.get(language, _NONE).sub(said, text)


def _any_of(words: Mapping[str, Pronunciation]) -> re.Pattern[str]:
    """Longest first, so that 'Sint Jansstraat' is not said by 'Sint'."""
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return _NONE
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.I)
