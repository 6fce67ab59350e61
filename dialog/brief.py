"""What an agent hears before saying yes or no: a summary of at most ten seconds.

How long words take is estimated here, never too short, and `tests/voice/test_brief.py` measures
that with a voice. What matters least is left out until the rest fits. The caller's number is never
said: it alone takes five seconds.
"""

import re
from collections.abc import Iterator

from dialog.asking import Question
from dialog.summary import Summary, Trouble
from dialog.titles import NO_TITLES, Titles

CHOICE = "Overnemen toets één, weigeren toets twee."
"""Said after the summary: the agent's keys."""
BRIEF_SECONDS = 10.0
"""Summary and choice together, at the voice's own rate."""
_CHOICE_SECONDS = 3.4
"""With the silence before it."""

_OPENING_SECONDS = 4.5
"""What is left is for the question."""
_QUESTION = "Vraag: "
_FEWEST_WORDS = 4
"""With the word 'Vraag': fewer tell nothing."""
_POLITE = re.compile(
    r"^(?:(?:goede ?(?:morgen|middag|avond|dag)|hallo|hoi|dag|eh+m?|nou|ja|zeg|meneer|mevrouw"
    r"|ik (?:wil|wilde|wou|zou) (?:graag |eens |even )*(?:willen )?(?:weten|vragen)"
    r"|(?:kunt|kun) (?:u|je) (?:mij |me )?(?:vertellen|zeggen)"
    r"|mag ik (?:u )?(?:iets |wat )?vragen)\b[,.!:]?\s+)+",
    re.IGNORECASE,
)
"""What people say before what they ask."""

# Seconds, with eSpeak NG at 150 words a minute.
_SENTENCE = 0.65
"""Its beginning, and the silence after it."""
_LETTER = 0.065
_CAPITAL = 0.95
"""A letter of a word of capitals: 'VOG' is said in full, and then letter by letter."""
_SPELLED = 0.32
"""A letter of a word that is said letter by letter."""
_DIGIT = 0.65
_SIGN = 0.95
_PAUSES = {",": 0.2, ":": 0.3, ";": 0.3, "…": 0.3}
_SILENT = "'’-"
_ENDS = ".?!"
_SPELLED_WORDS = frozenset(("vog", "ozb", "uwv", "wmo", "bsn", "brp", "usb"))
_VOWELS = re.compile(r"[aeiouyáàâäéèêëíìîïóòôöúùûü]")
_OUR_LETTERS = re.compile(r"[a-zà-ÿ]")


def spoken(summary: Summary, titles: Titles = NO_TITLES) -> str:
    """Who rings about what, in Dutch sentences; with CHOICE after it, it fits in the time."""
    left = BRIEF_SECONDS - _CHOICE_SECONDS
    said = []
    for sentence in _sentences(summary, titles):
        fitting = _shortened(sentence, left)
        if fitting:
            said.append(fitting)
            left -= seconds(fitting)
    return " ".join(said)


def seconds(sentence: str) -> float:
    """No less than it takes to say this sentence, with the silence after it."""
    words = sentence.split()
    ended = sum(word.endswith(tuple(_ENDS)) for word in words[:-1])
    return _SENTENCE * (1 + ended) + sum(map(_word_seconds, words))


def _sentences(summary: Summary, titles: Titles) -> Iterator[str]:
    """What matters most comes first."""
    if summary.urgent:
        yield "Spoed."
    yield _opening(summary, titles)
    if summary.question and summary.language == "nl":
        yield f"{_QUESTION}{_asked(summary.question.words)}."
    if summary.question:
        yield _needed(summary.question, summary)
    if any(each.trouble in _MISHEARD and each.times > 1 for each in summary.failed):
        yield "De computer begreep de beller niet goed."
    yield "Nummer bekend." if _number_known(summary) else "Nummer afgeschermd."


def _opening(summary: Summary, titles: Titles) -> str:
    """A name and a title are as long as they are: the most telling opening that is not too long."""
    caller = "Een beller" if summary.language == "nl" else "Een beller die Engels spreekt"
    via = next((f" via {fact.value}" for fact in summary.facts if fact.slot == "via"), "")
    about = _about(summary, titles)
    openings = (" ".join(f"{who}{via}{about}.".split()) for who in (summary.name, caller) if who)
    shortest = f"{caller}{via}."
    return next((each for each in openings if seconds(each) <= _OPENING_SECONDS), shortest)


def _about(summary: Summary, titles: Titles) -> str:
    if summary.topics:
        return f" over {titles.topic(summary.topics[-1])}"
    if summary.maybe_topics:
        return f" misschien over {titles.topic(summary.maybe_topics[0])}"
    if summary.question:
        return ""
    return " wil een medewerker spreken" if summary.person_wanted else " met een vraag"


def _needed(question: Question, summary: Summary) -> str:
    if any(each.whole and each.topic == question.topic for each in summary.answered):
        return "De computer gaf al antwoord."
    return "Uw antwoord is nog nodig."


_MISHEARD = (Trouble.NOT_UNDERSTOOD, Trouble.NOT_HEARD)


def _number_known(summary: Summary) -> bool:
    confirmed = any(each.slot == "telefoon" and each.confirmed for each in summary.facts)
    return bool(summary.caller or summary.callback or confirmed)


def _asked(words: str) -> str:
    """The question without what is said before one: 'goedemiddag, ik wil graag weten …'."""
    return (_POLITE.sub("", words) or words).rstrip(" .,;:!?…")


def _shortened(sentence: str, left: float) -> str:
    """The sentence if it fits; of a question, as many words as fit; else nothing."""
    if seconds(sentence) <= left:
        return sentence
    words = sentence.split() if sentence.startswith(_QUESTION) else []
    while len(words) >= _FEWEST_WORDS:
        words = words[:-1]
        begun = " ".join(words)
        if seconds(begun) <= left:
            return begun.rstrip(",;:.") + " …"
    return ""


def _word_seconds(word: str) -> float:
    said = word.rstrip(_ENDS)
    letter = _letter_seconds("".join(filter(str.isalpha, said)))
    return _LETTER + sum(_sign_seconds(sign, letter) for sign in said)


def _letter_seconds(word: str) -> float:
    small = word.lower()
    if len(word) > 1 and word.isupper():
        return _CAPITAL
    return _LETTER if _VOWELS.search(small) and small not in _SPELLED_WORDS else _SPELLED


def _sign_seconds(sign: str, letter: float) -> float:
    if _OUR_LETTERS.fullmatch(sign.lower()):
        return letter
    if sign in _SILENT:
        return _LETTER
    return _DIGIT if sign.isdecimal() else _PAUSES.get(sign, _SIGN)
