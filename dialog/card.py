"""The handover card: a summary in writing, as lines, as a page for people, as fields for machines.

Nothing is on it that is not in the log, but for fixed words of ours and the titles of the content.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from dialog.acts import RequestCallback
from dialog.callback import spoken_number
from dialog.desk_events import CallbackResult
from dialog.events import TransferStage
from dialog.summary import Fact, Failure, Summary, Trouble
from dialog.titles import NO_TITLES, Titles
from dialog.wire import JSON, encode

SURE = 0.9
"""From this confidence on an unconfirmed value is likely right."""

_TROUBLES = {
    Trouble.NOT_HEARD: "niet verstaan",
    Trouble.NOT_UNDERSTOOD: "niet begrepen",
    Trouble.FAULT: "storing bij {what}",
    Trouble.NO_NUMBER: "het telefoonnummer is niet bevestigd",
    Trouble.BUSY: "{what} was in gesprek",
    Trouble.DECLINED: "{what} nam het gesprek niet over",
    Trouble.NO_ANSWER: "{what} nam niet op",
    Trouble.UNREACHABLE: "{what} was niet bereikbaar",
    Trouble.AGENT_GONE: "{what} hing op",
    Trouble.NOBODY: "niemand kon het gesprek overnemen",
}
_PARTS = {"hearing": "horen", "speaking": "spreken", "search": "zoeken", "record": "vastleggen"}
_TAKEN_AS = {
    "human": "een medewerker spreken",
    "emergency": "gevaar",
    "out_of_scope": "niet iets van de gemeente",
    "municipal": "iets van de gemeente waar geen antwoord op staat",
}
_LANGUAGES = {"en": "Engels"}
_CALLED_BACK = {
    CallbackResult.REACHED: "Geen: de beller is teruggebeld.",
    CallbackResult.NO_ANSWER: "Geen: de beller nam niet op.",
    CallbackResult.WRONG_NUMBER: "Geen: het nummer van de beller klopte niet.",
    CallbackResult.NOT_NEEDED: "Geen: terugbellen is niet meer nodig.",
}
_ENDED = (TransferStage.CANCELLED, TransferStage.FAILED)


@dataclass(frozen=True, slots=True)
class CardFact:
    """A value as people read it; `mark` says in words how certain it is."""

    name: str
    value: str
    mark: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class CardAnswer:
    subject: str
    source: str
    whole: bool
    """It was heard to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The card of a page, read in three seconds: what matters most stands first. All in Dutch, but
    for the caller's own words.
    """

    headline: str
    """What is asked, in one sentence of the caller's own."""
    asked: bool
    """False: nothing was asked yet, and `headline` says so."""
    language: str
    """In which the caller speaks: 'nl', 'en'."""
    urgent: bool
    next_step: str
    taken_as: str
    """What we took the question for; empty where nothing was asked."""
    caller: str
    """Name, number and language, as far as they are known."""
    telephone: str | None
    """The number that the line told, as it is dialled."""
    person_words: str | None
    subjects: tuple[str, ...]
    facts: tuple[CardFact, ...]
    answered: tuple[CardAnswer, ...]
    failed: tuple[str, ...]
    mood: tuple[str, ...]
    """Only what happened, counted: 'vroeg 3 keer om een medewerker'."""


NOT_ASKED = "nog niet gesteld"


def card(summary: Summary, titles: Titles = NO_TITLES) -> Card:
    """The card of a page."""
    question = summary.question
    return Card(
        headline=question.words if question else f"De vraag is {NOT_ASKED}",
        asked=question is not None,
        language=summary.language,
        urgent=summary.urgent,
        next_step=next_step(summary, titles),
        taken_as=_taken_as(summary, titles),
        caller=_caller(summary),
        telephone=summary.caller,
        person_words=summary.person_words,
        subjects=tuple(map(titles.topic, summary.topics)),
        facts=tuple(_card_fact(fact) for fact in summary.facts),
        answered=tuple(
            CardAnswer(titles.topic(one.topic), one.source, one.whole) for one in summary.answered
        ),
        failed=tuple(map(_failure, summary.failed)),
        mood=tuple(_mood(summary)),
    )


def written(summary: Summary, titles: Titles = NO_TITLES) -> list[str]:
    """Lines in Dutch, what is asked on top."""
    return [f"{name}: {value}" for name, value in _lines(summary, titles)]


def fields(summary: Summary, titles: Titles = NO_TITLES) -> dict[str, JSON]:
    """The same for machines, ready for JSON."""
    callback, handover = summary.callback, summary.handover
    return {
        "caller": summary.caller,
        "name": summary.name,
        "language": summary.language,
        "urgent": summary.urgent,
        "question": asdict(summary.question) if summary.question else None,
        "person_words": summary.person_words,
        "topics": [_topic(key, titles) for key in summary.topics],
        "maybe_topics": [_topic(key, titles) for key in summary.maybe_topics],
        "facts": [asdict(fact) for fact in summary.facts],
        "answered": [asdict(one) for one in summary.answered],
        "failed": [asdict(one) for one in summary.failed],
        "callback": encode(callback)[1] if callback else None,
        "handover": asdict(handover) if handover else None,
        "asked_person": summary.asked_person,
        "asked_again": summary.asked_again,
        "interrupted": summary.interrupted,
        "outcome": summary.outcome,
        "next_step": next_step(summary, titles),
    }


def next_step(summary: Summary, titles: Titles = NO_TITLES) -> str:
    """What a person does best now, in Dutch."""
    steps = (_take_over, _ring_back, _check, _look_after)
    return next((step for each in steps if (step := each(summary, titles))), "Geen.")


def _take_over(summary: Summary, titles: Titles) -> str | None:
    handover = summary.handover
    if handover is None or handover.stage in _ENDED:
        return None
    if not summary.over:
        subjects = summary.topics[-1:] or summary.maybe_topics[:1]
        about = titles.topic(subjects[0]) if subjects else "de vraag van de beller"
        talks = handover.stage is TransferStage.CONNECTED
        return f"{'Help de beller verder' if talks else 'Neem het gesprek over'}: {about}."
    if handover.stage is TransferStage.CONNECTED:
        return f"Geen: {handover.agent or 'een medewerker'} sprak met de beller."
    return None


def _ring_back(summary: Summary, titles: Titles) -> str | None:
    if summary.called_back is not None:
        return _CALLED_BACK[summary.called_back]
    callback = summary.callback
    if callback:
        haste = " Met spoed." if callback.urgent else ""
        number, team = spoken_number(callback.telephone), titles.department(callback.department)
        return f"Bel terug op {number}, {_when(callback)}: {team}.{haste}"
    for fact in summary.facts:
        if fact.slot == "telefoon" and fact.confirmed:
            return f"Bel terug op {spoken_number(fact.value)}: een tijd is niet afgesproken."
    return None


def _when(callback: RequestCallback) -> str:
    """'Morgen' is read on another day than it was said: the date stands beside it."""
    day = f"{callback.day:%d-%m-%Y}" if callback.day else ""
    promised = " ".join(filter(None, (day, callback.window)))
    return f"{callback.when} ({promised})" if promised else callback.when


def _check(summary: Summary, _: Titles) -> str | None:
    doubtful = [f"{fact.slot} {_value(fact)}" for fact in summary.facts if not fact.confirmed]
    return f"Kijk na of dit klopt: {', '.join(doubtful)}." if doubtful else None


def _look_after(summary: Summary, _: Titles) -> str | None:
    if summary.urgent:
        return "Kijk na of de beller nog hulp nodig heeft."
    if summary.person_wanted:
        return "Kijk na of de beller nog hulp nodig heeft: die sprak nog geen medewerker."
    return None


def _lines(summary: Summary, titles: Titles) -> Iterator[tuple[str, str]]:
    haste = ", met spoed" if summary.urgent else ""
    yield f"Vraag{haste}", _question(summary, titles)
    if summary.person_words:
        yield "Vroeg om een medewerker", summary.person_words
    if summary.topics:
        yield "Onderwerp", ", ".join(map(titles.topic, summary.topics))
    yield "Beller", _caller(summary)
    yield from ((_label(fact), _fact(fact)) for fact in summary.facts)
    for one in summary.answered:
        cut = "" if one.whole else ", niet tot het einde gehoord"
        yield "Antwoord gegeven", f"{titles.topic(one.topic)}, bron: {one.source}{cut}"
    if summary.failed:
        yield "Ging niet goed", "; ".join(map(_failure, summary.failed))
    mood = "; ".join(_mood(summary))
    if mood:
        yield "De beller", mood
    yield "Volgende stap", next_step(summary, titles)


def _question(summary: Summary, titles: Titles) -> str:
    question = summary.question
    return f"{question.words} ({_taken_as(summary, titles)})" if question else NOT_ASKED


def _taken_as(summary: Summary, titles: Titles) -> str:
    question = summary.question
    if question is None:
        return ""
    if summary.maybe_topics:
        return f"misschien {', of '.join(map(titles.topic, summary.maybe_topics))}"
    if question.topic is None:
        return "niet begrepen"
    return f"begrepen als: {_TAKEN_AS.get(question.topic) or titles.topic(question.topic)}"


def _caller(summary: Summary) -> str:
    number = spoken_number(summary.caller) if summary.caller else "nummer afgeschermd"
    language = None if summary.language == "nl" else _LANGUAGES.get(summary.language)
    return ", ".join(filter(None, (summary.name, number, language)))


def _label(fact: Fact) -> str:
    return fact.slot[:1].upper() + fact.slot[1:].replace("_", " ")


def _fact(fact: Fact) -> str:
    return f"{_value(fact)}, {_mark(fact)}"


def _card_fact(fact: Fact) -> CardFact:
    return CardFact(_label(fact), _value(fact), _mark(fact), fact.confirmed)


def _mark(fact: Fact) -> str:
    if fact.confirmed:
        return "bevestigd door beller"
    sure = "niet bevestigd" if fact.confidence >= SURE else "niet zeker"
    return f"{sure} ({100 * fact.confidence:.0f} %)"


def _value(fact: Fact) -> str:
    return spoken_number(fact.value) if fact.slot == "telefoon" else fact.value


def _failure(failure: Failure) -> str:
    what = _PARTS.get(failure.what or "", failure.what) or "een medewerker"
    times = f"{failure.times} keer " if failure.times > 1 else ""
    return times + _TROUBLES[failure.trouble].format(what=what)


def _mood(summary: Summary) -> Iterator[str]:
    told = (
        (summary.asked_person, "vroeg {} keer om een medewerker"),
        (summary.asked_again, "vroeg {} keer om herhaling"),
        (summary.interrupted, "sprak {} keer door ons heen"),
    )
    return (words.format(times) for times, words in told if times)


def _topic(key: str, titles: Titles) -> JSON:
    return {"key": key, "title": titles.topic(key)}
