"""A crisis page as an editor on duty writes it: plain Markdown, read and checked line by line.

`# title`, the sentences that everybody concerned hears first, and under each `## question?` its
answer. What begins with `EN:` is the English of what stands just before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dialog.content_page import Notes
from dialog.content_style import Wording, check_question, check_said
from dialog.crisis import CrisisPage, CrisisQuestion
from dialog.phrases import plain
from dialog.readability import sentences

MOST_QUESTIONS = 40
"""So many are embedded within the five seconds in which a page is to be answered from."""
LONGEST_TITLE = 60
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_ENGLISH = re.compile(r"EN:\s*")
_NOT_TO_SAY = frozenset({"fence", "code_block", "html_block", "table_open", "image", "html_inline"})
_ENDS = (".", "!", "?", "…")


@dataclass(slots=True)
class _Part:
    """A heading and the text under it; the lines are where they stand."""

    level: int
    line: int
    heading: str
    text: list[tuple[int, str]] = field(default_factory=list)


def read_crisis_page(notes: Notes, text: str, *, asked: bool = True) -> CrisisPage | None:
    """The page, or None where `notes` says what is wrong with it. It has a question at least, if
    `asked`.
    """
    parts = list(_parts(notes, text))
    title = _title(notes, parts)
    opening = _opening(notes, parts[0]) if parts else {}
    questions = _questions(notes, [part for part in parts if part.level == 2])
    if asked and not questions:
        notes.error(1, "Schrijf minstens één vraag, zoals: ## Wanneer is er weer water?")
    if any(not problem.warning for problem in notes.problems):
        return None
    return CrisisPage(title, opening, tuple(questions))


def check_opening(notes: Notes, line: int, language: str, text: str) -> None:
    """Check what everybody concerned hears right after the greeting."""
    check_said(notes, Wording(line, language, text), in_haste=True)


def _title(notes: Notes, parts: Sequence[_Part]) -> str:
    if not parts or parts[0].level != 1:
        notes.error(1, "Begin met een titel, zoals: # Geen water in Noord")
        return ""
    for other in parts[1:]:
        if other.level != 2:
            notes.error(other.line, "Schrijf één titel met #. Zet ## voor elke vraag.")
    title = parts[0].heading
    if not 0 < len(title) <= LONGEST_TITLE:
        notes.error(parts[0].line, f"Geef een titel van hooguit {LONGEST_TITLE} tekens.")
    return title


def _opening(notes: Notes, part: _Part) -> dict[str, str]:
    told: dict[str, list[str]] = {"nl": [], "en": []}
    for line, text in part.text:
        language, words = _language(text)
        check_opening(notes, line, language, words)
        told[language].append(words)
    if not told["nl"]:
        notes.error(part.line, "Schrijf onder de titel wat iedereen meteen moet horen.")
    return {language: " ".join(texts) for language, texts in told.items() if texts}


def _questions(notes: Notes, parts: Sequence[_Part]) -> list[CrisisQuestion]:
    found: list[CrisisQuestion] = []
    before: dict[str, int] = {}
    for part in parts:
        language, heading = _language(part.heading)
        asked, answer = _ways(notes, part, language, heading), _answer(notes, part, language)
        earlier = before.setdefault(plain(heading), part.line)
        if earlier != part.line:
            notes.error(part.line, f"Deze vraag staat er al, op regel {earlier}.")
        if language == "nl":
            found.append(CrisisQuestion({"nl": asked}, {"nl": answer}))
        elif not found or "en" in found[-1].asked:
            notes.error(part.line, "Zet 'EN:' onder de vraag waar het de Engelse tekst van is.")
        else:
            found[-1] = CrisisQuestion(
                {**found[-1].asked, "en": asked}, {**found[-1].answer, "en": answer}
            )
    if len(found) > MOST_QUESTIONS:
        notes.error(1, f"Dit zijn {len(found)} vragen. Schrijf er hooguit {MOST_QUESTIONS}.")
    return found


def _ways(notes: Notes, part: _Part, language: str, heading: str) -> tuple[str, ...]:
    ways = sentences(heading) or (heading,)
    for way in ways:
        check_question(notes, Wording(part.line, language, way))
        check_said(notes, Wording(part.line, language, way), in_haste=True)
    return ways


def _answer(notes: Notes, part: _Part, language: str) -> str:
    answer = " ".join(text for _, text in part.text)
    if not answer:
        notes.error(part.line, "Schrijf onder deze vraag het antwoord.")
    wording = Wording(part.text[0][0] if part.text else part.line, language, answer)
    check_said(notes, wording, in_haste=True)
    return answer


def _language(text: str) -> tuple[str, str]:
    found = _ENGLISH.match(text)
    return ("en", text[found.end() :]) if found else ("nl", text)


# -- Markdown ------------------------------------------------------------------------------------


def _parts(notes: Notes, text: str) -> Iterator[_Part]:
    """Each heading with what stands under it; what cannot be said is told to `notes`."""
    part: _Part | None = None
    level, line = 0, 1
    for token in _MARKDOWN.parse(text):
        line = token.map[0] + 1 if token.map else line
        if token.type in _NOT_TO_SAY:
            notes.error(line, "Dit kan de computer niet zeggen. Schrijf gewone zinnen.")
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline" and level:
            if part is not None:
                yield part
            part = _Part(level, line, _words(notes, token, line))
        elif token.type == "inline" and part is not None:
            part.text.append((line, _closed(_words(notes, token, line))))
        elif token.type == "inline":
            notes.error(line, "Zet de titel boven deze tekst, met # ervoor.")
    if part is not None:
        yield part


def _words(notes: Notes, token: Token, line: int) -> str:
    """The words alone, without stars and addresses of links."""
    children = token.children or []
    if any(child.type in _NOT_TO_SAY for child in children):
        notes.error(line, "Dit kan de computer niet zeggen. Schrijf gewone zinnen.")
    said = "".join(" " if "break" in child.type else child.content for child in children)
    return " ".join(said.split())


def _closed(text: str) -> str:
    """An item of a list gets the full stop that its writer left out."""
    return text if text.endswith(_ENDS) else f"{text}."
