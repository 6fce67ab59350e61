"""What is told of questions without an answer, in plain Dutch."""

from collections import Counter
from collections.abc import Mapping, Sequence

from desk.studio.questions import QuestionGroup
from dialog.documents.words import told_words
from dialog.not_answered import Why
from records.call_figures import Trouble
from records.question_marks import Step

WHY: Mapping[Why, str] = {
    Why.POORLY_HEARD: "De woorden waren slecht te verstaan.",
    Why.PERSON: "Het onderwerp was duidelijk, maar alleen een medewerker kon antwoorden.",
    Why.TWO: "Twee onderwerpen leken even waarschijnlijk.",
    Why.UNLIKELY: "Geen onderwerp leek er genoeg op.",
    Why.NOTHING: "Er leek geen enkel onderwerp op.",
}
SPOTS: Mapping[Trouble, str] = {
    Trouble.NOT_UNDERSTOOD: "Niet begrepen",
    Trouble.REPEATED: "Nog eens gevraagd",
    Trouble.ASKED_PERSON: "Een medewerker gevraagd",
    Trouble.LAST: "Opgehangen zonder hulp",
}
"""By the word of `Trouble`, in the order in which they are shown."""
DONE: Mapping[Step, str] = {
    Step.TOPIC: "Hier is een onderwerp van gemaakt",
    Step.SAMPLES: "Toegevoegd aan een onderwerp",
    Step.NOT_OURS: "Bij ‘niet voor ons’ gezet",
    Step.LEFT: "Zo gelaten",
}
LANGUAGES: Mapping[str, str] = {"nl": "Nederlands", "en": "Engels"}
_TREND_FROM = 5
"""Calls below which no trend is told: it would be chance."""
_MORE = 1.5


def calls_in_words(count: int) -> str:
    return "1 gesprek" if count == 1 else f"{count} gesprekken"


def language_in_words(language: str) -> str:
    return LANGUAGES.get(language, language)


def trend_in_words(before: int, after: int) -> str:
    """Of calls in the first and in the second half of a period; '' where too few can tell."""
    if before + after < _TREND_FROM:
        return ""
    if after > before * _MORE:
        return f"Dit wordt meer: {before} in de eerste helft, {after} in de tweede."
    if before > after * _MORE:
        return f"Dit wordt minder: {before} in de eerste helft, {after} in de tweede."
    return "Dit blijft ongeveer gelijk."


def proposed_title(group: QuestionGroup, others: Sequence[QuestionGroup]) -> str:
    """The word that many of its lines have, and few of the others: 'laadpaal'. The editor makes a
    title of it.
    """
    own = Counter(word for line in group.lines for word in _words(line.text, line.language))
    rest = Counter(
        word
        for other in others
        if other is not group
        for line in other.lines
        for word in _words(line.text, line.language)
    )
    told = [word for word in own if not any(sign.isdigit() for sign in word)]
    return max(told, key=lambda word: (_telling(own[word], rest[word]), len(word)), default="")


def _telling(own: int, rest: int) -> float:
    return own * own / (own + rest)


def _words(text: str, language: str) -> set[str]:
    return set(told_words(text, language))
