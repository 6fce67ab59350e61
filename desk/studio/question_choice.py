"""Which questions an editor wants to see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from desk.studio.figure_choice import Choice, chosen, periods
from desk.studio.questions import Asked, QuestionGroup, Standing, Standings
from dialog.phrases import plain

_MONTH = timedelta(days=29)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    days: Choice
    topic: str = ""
    """The key of the subject that must come nearest; empty: any."""
    language: str = ""
    words: str = ""
    """All of them must be in the lines of a group."""

    @property
    def query(self) -> str:
        """As it stands in an address."""
        fields = {"onderwerp": self.topic, "taal": self.language, "zoek": self.words}
        return "&".join(filter(None, (self.days.query, urlencode(_filled(fields)))))

    def fits(self, group: QuestionGroup) -> bool:
        nearest = group.nearest[0].topic if group.nearest else ""
        if self.topic and self.topic != nearest:
            return False
        if self.language and self.language != group.language:
            return False
        told = plain(" ".join(line.text for line in group.lines))
        return all(word in told for word in plain(self.words).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """The groups of a page, by what is to be done about them."""

    todo: Sequence[Standings]
    busy: Sequence[Standings]
    """In a draft."""
    single: Sequence[Standings]
    """One call each."""
    answered: Sequence[Standings]
    """There is an answer by now."""
    dealt: Sequence[Standings]


def choice_of(given: Mapping[str, str], today: date) -> tuple[QuestionChoice, Mapping[str, str]]:
    """What an address asks for; and by field, in Dutch, what is wrong with it. Without days it is
    the last thirty.
    """
    days = {name: given[name] for name in ("van", "tot") if given.get(name)}
    choice, wrong = chosen(days or {"van": (today - _MONTH).isoformat()}, today)
    wanted = QuestionChoice(
        choice,
        given.get("onderwerp", ""),
        given.get("taal", ""),
        given.get("zoek", "").strip()[:_LONGEST],
    )
    return wanted, wrong


def usual_periods(choice: QuestionChoice, today: date) -> Sequence[tuple[str, QuestionChoice]]:
    return [
        (title, QuestionChoice(days, choice.topic, choice.language, choice.words))
        for title, days in periods(choice.days, today)
    ]


def shelves(asked: Asked, choice: QuestionChoice) -> Shelves:
    shown = [each for each in asked.groups if choice.fits(each.group)]
    open_ = [each for each in shown if each.standing is Standing.OPEN]
    waiting = [each for each in open_ if not each.group.answered_now]
    return Shelves(
        todo=[each for each in waiting if each.group.calls > 1],
        busy=[each for each in shown if each.standing is Standing.BUSY],
        single=[each for each in waiting if each.group.calls == 1],
        answered=[each for each in open_ if each.group.answered_now],
        dealt=[each for each in shown if each.standing is Standing.DEALT],
    )


def _filled(fields: Mapping[str, str]) -> Mapping[str, str]:
    return {name: value for name, value in fields.items() if value}
