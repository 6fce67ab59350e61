"""What an agent hears before saying yes or no: a summary of at most ten seconds.

How long words take to say is estimated here and measured in `tests/voice/test_brief.py`. What is
least important is left out until the rest fits; the caller's number is never said, for it takes
five seconds.
"""

import re
from collections.abc import Iterator

from dialog.summary import Summary, Trouble
from dialog.titles import NO_TITLES, Titles

CHOICE = "Toets één om over te nemen, twee om te weigeren."
"""Said after the summary: the agent's keys."""
BRIEF_SECONDS = 10.0
"""Summary and choice together, at the voice's own rate."""

_QUESTION = "Vraag: "
_FEWEST_WORDS = 3
"""So few words of a question tell nothing."""

_LETTER_SECONDS = 0.08
_DIGIT_SECONDS = 0.6
_SPELLED_SECONDS = 0.9
"""A letter of a word that is all capitals: 'VOG' is said in full and then spelled."""
_CONSONANT_SECONDS = 0.35
"""A letter of a word without vowels, which is spelled."""
_SIGN_SECONDS = 0.8
_SENTENCE_SECONDS = 0.3
"""The silence after a sentence."""
_SOFT = " ,.:;!?'’-"
"""Signs that are not said."""


def spoken(summary: Summary, titles: Titles = NO_TITLES) -> str:
    """Who rings about what, in Dutch sentences. `CHOICE` after it still fits in the time."""
    left = BRIEF_SECONDS - seconds(CHOICE)
    said = []
    for sentence in _sentences(summary, titles):
        fitting = _shortened(sentence, left)
        if fitting:
            said.append(fitting)
            left -= seconds(fitting)
    return " ".join(said)


def seconds(text: str) -> float:
    """No less than it takes to say these sentences."""
    return _SENTENCE_SECONDS + sum(map(_word_seconds, text.split(" ")))


def _sentences(summary: Summary, titles: Titles) -> Iterator[str]:
    """The most important first."""
    yield _opening(summary, titles)
    if summary.question and summary.language == "nl":
        yield f"{_QUESTION}{summary.question.words.rstrip(' .,;:…')}."
    yield _answer(summary)
    yield from _troubles(summary)
    yield "Nummer bekend." if summary.caller or summary.callback else "Nummer afgeschermd."


def _opening(summary: Summary, titles: Titles) -> str:
    caller = "Een beller" if summary.language == "nl" else "Een beller die Engels spreekt"
    haste = "Spoed. " if summary.urgent else ""
    if summary.topics:
        return f"{haste}{caller} over {titles.topic(summary.topics[-1])}."
    if summary.maybe_topics:
        return f"{haste}{caller}, misschien over {titles.topic(summary.maybe_topics[0])}."
    return f"{haste}{caller} met een vraag."


def _answer(summary: Summary) -> str:
    topic = summary.question.topic if summary.question else None
    if any(each.topic == topic for each in summary.answered):
        return "De computer gaf al antwoord."
    return "Uw antwoord is nog nodig."


def _troubles(summary: Summary) -> Iterator[str]:
    for failure in summary.failed:
        if failure.trouble in (Trouble.NOT_UNDERSTOOD, Trouble.NOT_HEARD) and failure.times > 1:
            yield "De computer begreep de beller niet goed."
            return


def _shortened(sentence: str, left: float) -> str:
    """The sentence if it fits; of a question, as many words as fit; else nothing."""
    if seconds(sentence) <= left:
        return sentence
    if not sentence.startswith(_QUESTION):
        return ""
    words = sentence.split(" ")
    while len(words) > _FEWEST_WORDS and seconds(" ".join(words)) > left:
        words = words[:-1]
    return " ".join(words).rstrip(" ,.") + " …" if len(words) > _FEWEST_WORDS else ""


def _word_seconds(word: str) -> float:
    bare = word.strip(_SOFT)
    if len(bare) > 1 and bare.isupper():
        each = _SPELLED_SECONDS
    elif not re.search(r"[aeiouyà-ü]", bare.lower()):
        each = _CONSONANT_SECONDS
    else:
        each = _LETTER_SECONDS
    return _LETTER_SECONDS + sum(_sign_seconds(sign, each) for sign in word)


def _sign_seconds(sign: str, letter: float) -> float:
    if sign.isalpha():
        return letter
    if sign in _SOFT:
        return _LETTER_SECONDS
    return _DIGIT_SECONDS if sign.isdecimal() else _SIGN_SECONDS
