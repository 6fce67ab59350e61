"""The handover card: a summary in writing, as lines for people and as fields for machines."""

from collections.abc import Iterator

from dialog.callback import spoken_number
from dialog.events import TransferStage
from dialog.summary import Fact, Failure, Question, Summary, Trouble
from dialog.titles import NO_TITLES, Titles
from dialog.wire import JSON

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
}
_LANGUAGES = {"nl": "Nederlands", "en": "Engels"}
_RINGING = frozenset({
    None, TransferStage.RINGING, TransferStage.ANSWERED, TransferStage.WAITING,
    TransferStage.ACCEPTED, TransferStage.CONNECTED,
})  # fmt: skip


def written(summary: Summary, titles: Titles = NO_TITLES) -> list[str]:
    """Lines in Dutch, what is asked on top."""
    return [f"{name}: {value}" for name, value in _lines(summary, titles)]


def fields(summary: Summary, titles: Titles = NO_TITLES) -> dict[str, JSON]:
    """The same for machines, ready for JSON."""
    return {
        "caller": summary.caller,
        "name": summary.name,
        "language": summary.language,
        "urgent": summary.urgent,
        "question": _question_fields(summary.question),
        "topics": _topic_fields(summary.topics, titles),
        "maybe_topics": _topic_fields(summary.maybe_topics, titles),
        "facts": [
            {"slot": f.slot, "value": f.value, "confidence": f.confidence, "confirmed": f.confirmed}
            for f in summary.facts
        ],
        "answered": [
            {"topic": one.topic, "source": one.source, "whole": one.whole}
            for one in summary.answered
        ],
        "failed": [
            {"kind": one.trouble.value, "times": one.times, "what": one.what}
            for one in summary.failed
        ],
        "asked_person": summary.asked_person,
        "asked_again": summary.asked_again,
        "interrupted": summary.interrupted,
        "next_step": next_step(summary, titles),
    }


def next_step(summary: Summary, titles: Titles = NO_TITLES) -> str:
    """What a person does best now, in Dutch."""
    handover, callback = summary.handover, summary.callback
    if handover and handover.stage is TransferStage.CONNECTED and summary.over:
        return f"Geen: {handover.agent or 'een medewerker'} sprak met de beller."
    if handover and handover.stage in _RINGING and not summary.over:
        return f"Neem het gesprek over: {_subject(summary, titles)}."
    if callback:
        haste = " Met spoed." if callback.urgent else ""
        number = spoken_number(callback.telephone)
        team = titles.department(callback.department)
        return f"Bel terug op {number}, {callback.when} ({team}).{haste}"
    doubtful = [f"{fact.slot} {fact.value}" for fact in summary.facts if not fact.confirmed]
    if doubtful:
        return f"Kijk na of {' en '.join(doubtful)} klopt."
    if summary.urgent:
        return "Kijk na of de beller nog hulp nodig heeft."
    if summary.asked_person:
        return "Kijk na of de beller nog hulp nodig heeft: een medewerker was er niet."
    return "Geen."


def _lines(summary: Summary, titles: Titles) -> Iterator[tuple[str, str]]:
    haste = ", met spoed" if summary.urgent else ""
    yield f"Vraag{haste}", _question(summary.question, titles)
    if summary.person_words:
        yield "Vroeg om een medewerker", summary.person_words
    if summary.topics:
        yield "Onderwerp", ", ".join(map(titles.topic, summary.topics))
    if summary.maybe_topics:
        yield "Misschien over", ", of ".join(map(titles.topic, summary.maybe_topics))
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


def _question(question: Question | None, titles: Titles) -> str:
    if question is None:
        return "niet gesteld"
    if question.topic is None:
        return f"{question.words} (niet zeker begrepen)"
    taken = _TAKEN_AS.get(question.topic) or titles.topic(question.topic)
    return f"{question.words} (begrepen als: {taken})"


def _caller(summary: Summary) -> str:
    number = spoken_number(summary.caller) if summary.caller else "nummer afgeschermd"
    language = "" if summary.language == "nl" else _LANGUAGES.get(summary.language)
    return ", ".join(filter(None, (summary.name, number, language)))


def _label(fact: Fact) -> str:
    return fact.slot[:1].upper() + fact.slot[1:].replace("_", " ")


def _fact(fact: Fact) -> str:
    value = spoken_number(fact.value) if fact.slot == "telefoon" else fact.value
    if fact.confirmed:
        return f"{value}, bevestigd door beller"
    sure = "niet bevestigd" if fact.confidence >= SURE else "niet zeker"
    return f"{value}, {sure} ({100 * fact.confidence:.0f} %)"


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


def _subject(summary: Summary, titles: Titles) -> str:
    subjects = summary.topics[-1:] or summary.maybe_topics[:1]
    return titles.topic(subjects[0]) if subjects else "de vraag van de beller"


def _question_fields(question: Question | None) -> JSON:
    return None if question is None else {"words": question.words, "topic": question.topic}


def _topic_fields(topics: tuple[str, ...], titles: Titles) -> list[JSON]:
    return [{"key": key, "title": titles.topic(key)} for key in topics]
