"""What callers hear of a topic while it is written: facts filled in, and how hard it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dialog.content_file import Entries
from dialog.knowledge import Fact
from dialog.passages import placeholders
from dialog.readability import EASY, score, words
from dialog.spoken_examples import from_facts
from dialog.spoken_style import LONG_ANSWER_WORDS, SCORED_FROM_WORDS, Rule, judged
from dialog.spoken_texts import Spoken, heard, spoken_texts
from dialog.today import EXAMPLE
from dialog.topic_form import FACT_FIELDS, values_of

LONG_ANSWER_SECONDS = 20
"""What LONG_ANSWER_WORDS take to say."""
_NOT_FAR = 15
"""So much below EASY is hard; more is too hard."""
_FACTS = "facts."


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    field: str
    """'answer.nl', 'follow_ups.kosten.nl'."""
    language: str
    said: str
    """With the facts in it; a name that is no fact stays between braces."""
    count: int
    """Of words."""
    verdict: str
    """How well it can be followed, in Dutch words."""
    good: bool
    silent: Sequence[str] = ()
    """The facts that do not hold on this day: callers do not hear the text, a person answers."""

    @property
    def seconds(self) -> int:
        return max(1, round(self.count * LONG_ANSWER_SECONDS / LONG_ANSWER_WORDS))


def previews(root: Entries, town: Mapping[str, Fact], day: date) -> Iterator[Preview]:
    """Each text of a topic that is an answer; `town` are the facts that every topic may use."""
    facts = {**EXAMPLE, **town, **facts_of(values_of(root))}
    for spoken in spoken_texts(root):
        if spoken.place.split(".")[0] in ("answer", "simple", "follow_ups") and spoken.text:
            yield _preview(spoken, facts, day)


def facts_of(values: Mapping[str, str]) -> dict[str, Fact]:
    """The facts in the fields of a form; a day that is none is left out."""
    names = (key[len(_FACTS) :].rpartition(".")[0] for key in values if key.startswith(_FACTS))
    return {name: _fact(name, values) for name in dict.fromkeys(names) if name}


def _fact(name: str, values: Mapping[str, str]) -> Fact:
    value, english, first, last = (values.get(f"{_FACTS}{name}.{each}", "") for each in FACT_FIELDS)
    return Fact(name, value, _day(first), _day(last), {"en": english} if english else {})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _preview(spoken: Spoken, facts: Mapping[str, Fact], day: date) -> Preview:
    known = {name: fact for name, fact in facts.items() if fact.value}
    names = dict.fromkeys(placeholders(spoken.text))
    shown = from_facts({**{name: Fact(name, f"{{{name}}}") for name in names}, **known})
    said = heard(spoken, shown)
    marked = heard(spoken, shown, marked=True)
    verdict, good = _verdict(said, marked, spoken.language)
    return Preview(
        field=f"{spoken.place}.{spoken.language}",
        language=spoken.language,
        said=said,
        count=len(words(said)),
        verdict=verdict,
        good=good,
        silent=[name for name in names if name in known and not known[name].holds_on(day)],
    )


def _verdict(said: str, marked: str, language: str) -> tuple[str, bool]:
    """How well it can be followed, and whether that is well enough."""
    remarks = list(judged(said, language, marked=marked))
    rules = {remark.rule for remark in remarks}
    if any(remark.hard for remark in remarks) or _far_below(marked, language):
        return "te moeilijk", False
    if Rule.READABILITY in rules:
        return "moeilijk te volgen", False
    if rules & {Rule.SENTENCE, Rule.TEXT}:
        return "te volgen, maar aan de lange kant", True
    return "goed te volgen", True


def _far_below(text: str, language: str) -> bool:
    if language not in EASY or len(words(text)) < SCORED_FROM_WORDS:
        return False
    return score(text, language) < EASY[language] - _NOT_FAR
