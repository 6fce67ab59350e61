"""The fixed sentences that callers hear, read as a tired caller hears them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog.content import problems
from dialog.danger.words import ASK_PERSON, IS_THERE_DANGER, LINES, PERSON
from dialog.readability import sentences, words
from dialog.wording import NAMES, TYPED
from tests.dialog.small_content import write
from tests.dialog.talking import SENTENCES, knowledge

LONGEST = 12
_ENGLISH = re.compile(
    r"\b(?:the|you|okay|ok|sorry|computerized|menu|e-mail|mail|link|website|online|call|chat|service)\b",
    re.IGNORECASE,
)
"""'Sorry' is Dutch by now, and so it is allowed below."""
_FILLED = {
    **{"first": "een paspoort", "second": "grofvuil", "title": "Paspoort aanvragen"},
    **{"date": "05-01-2026", "number": "06-12345678", "when": "in de ochtend"},
    **{"department": "Het team Burgerzaken", "municipality": "Zonnedael"},
    **{"until": "17:00", "start": "09:00"},
    **{"url": "zonnedael.example/paspoort"},
    **{"holiday": "Tweede paasdag", "next": "maandag om 09:00", "day": "morgen"},
}


IN_DANGER = {line for each in LINES.values() for lines in each.values() for line in lines.all}


def spoken(language: str) -> Iterator[str]:
    """Every fixed sentence, those at danger too; what is written to who types is not spoken."""
    for name, by_language in knowledge().sentences.items():
        if name.endswith(TYPED):
            continue
        yield by_language[language].format_map(defaultdict(lambda: "iets", _FILLED))
    for each in LINES.values():
        yield from (*each[language].all, each[language].alone)
    yield from (PERSON[language], ASK_PERSON[language], IS_THERE_DANGER[language])


every_language = pytest.mark.parametrize("language", ["nl", "en"])


@every_language
def test_a_sentence_is_short(language: str) -> None:
    for text in spoken(language):
        assert max(len(words(sentence)) for sentence in sentences(text)) <= LONGEST, text


@every_language
def test_one_question_and_it_comes_last(language: str) -> None:
    for text in spoken(language):
        assert text.count("?") <= 1, text
        assert "?" not in text or text.endswith("?") or text in IN_DANGER, text


def test_dutch_sentences_hold_no_english() -> None:
    for text in spoken("nl"):
        assert {found.lower() for found in _ENGLISH.findall(text)} <= {"sorry"}, text


@every_language
def test_a_key_is_told_after_what_it_is_for(language: str) -> None:
    for text in spoken(language):
        for sentence in sentences(text):
            assert not re.match(r"(?:Toets|Druk) (?:nul|één|twee)|Press \w+ (?:for|to)", sentence)


def test_a_caller_is_not_blamed_and_not_spoken_down_to() -> None:
    blame = re.compile(r"\b(?:al gezegd|ongeldig|fout van u|je|jij|jouw|helaas)\b", re.IGNORECASE)
    assert [text for text in spoken("nl") if blame.search(text)] == []


def test_there_is_a_sentence_for_every_name_and_no_other() -> None:
    typed = {name for name in knowledge().sentences if name.endswith(TYPED)}
    assert set(knowledge().sentences) - typed == set(NAMES)
    assert {name.removesuffix(TYPED) for name in typed} <= set(NAMES)
    assert all(set(each) == {"nl", "en"} for each in knowledge().sentences.values())


def test_no_two_sentences_are_the_same() -> None:
    dutch = [by_language["nl"] for by_language in knowledge().sentences.values()]
    assert len(set(dutch)) == len(dutch)


def test_the_check_of_the_content_has_nothing_to_say(tmp_path: Path) -> None:
    folder = write(tmp_path, {"sentences.yaml": SENTENCES.read_text(encoding="utf-8")})
    assert [str(each) for each in problems(folder) if each.path.name == "sentences.yaml"] == []
