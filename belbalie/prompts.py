"""What is rendered before a caller needs it: all that holds nothing of a caller."""

from collections.abc import Iterator
from datetime import date

from dialog.answers import every_answer
from dialog.danger.words import LINES, every_line
from dialog.knowledge import Knowledge
from dialog.wording import TYPED, disclosure

LANGUAGES = ("nl", "en")

Sentence = tuple[str, str]
"""Language and text."""


def first_sentences(knowledge: Knowledge) -> list[Sentence]:
    """The greeting, danger, and the last rungs of the ladder."""
    names = (
        *("door", "first_question", "callback_ask_number"),
        *("failed_record", "failed_hearing", "failed_search", "failed_speaking"),
    )
    return [
        (language, text)
        for language in LANGUAGES
        for text in (
            disclosure(knowledge.municipality.name, language),
            *(knowledge.sentences[name][language] for name in names),
            *every_line(language),
        )
    ]


def slow_sentences() -> list[Sentence]:
    """What is said a step slower in danger, before anybody asked for that."""
    return [
        (language, line)
        for by_language in LINES.values()
        for language, lines in by_language.items()
        for line in lines.slowly
    ]


def fixed_sentences(knowledge: Knowledge) -> list[Sentence]:
    """Every sentence without a gap to fill."""
    return [
        (language, text)
        for name, by_language in knowledge.sentences.items()
        if not name.endswith(TYPED)  # read and never heard
        for language, text in by_language.items()
        if "{" not in text
    ]


def answers(knowledge: Knowledge, day: date) -> Iterator[Sentence]:
    """Everything that is told about a topic, as it holds on this day."""
    for topic in knowledge.topics:
        for language in LANGUAGES:
            for say in every_answer(knowledge, topic, day, language):
                yield say.language, say.text
