"""What the municipality's contact register is told of a call: a contact, and who is to ring back.

Read from the call's own log and nothing else, with the limits of the Klantinteracties API 0.9: a
subject of 200 signs, a content and an explanation of 1000. Texts are cut between words. A contact
holds no BSN (the log has none, and texts are masked once more) and nothing of somebody's health
unless they asked for that; what an agent wrote goes as it was written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dialog.acts import Act, RequestCallback
from dialog.desk_events import CalledBack, Closed, Noted
from dialog.events import TYPED, Event, Rung
from dialog.health_words import may_be_passed_on
from dialog.masking import mask
from dialog.slots.digits import telephone
from dialog.summary import Summary, Trouble, summarise
from dialog.titles import Titles

SUBJECT_LENGTH, CONTENT_LENGTH, EXPLANATION_LENGTH = 200, 1000, 1000
QUESTION_LENGTH = 180
"""Of the caller's own words in a subject, as KISS has it."""
NO_SUBJECT = "Telefoongesprek"
BY_A_COMPUTER = "Opgenomen door de digitale assistent van de gemeente, een computer."
_OWN_PLACE = frozenset({"naam", "telefoon", "dagdeel"})
"""Slots that a contact has a place of its own for."""


class Reason(StrEnum):
    """Why a person was needed; the first that holds."""

    URGENT = "spoed"
    ASKED = "beller_vroeg"
    FAULT = "storing"
    NOT_UNDERSTOOD = "niet_begrepen"
    TOPIC = "onderwerp"
    """The subject is one for people."""


@dataclass(frozen=True, slots=True)
class Task:
    """Somebody is to ring back."""

    department: str
    telephone: str | None
    """'0612345678'; None when it is none that can be rung."""
    explanation: str
    done_at: datetime | None = None
    """When that was done at our desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    call: str
    part: int
    """0 is the call itself, further ones are its second callback and so on."""
    at: datetime
    """When the call began."""
    typed: bool
    """It was written and not spoken."""
    language: str
    subject: str
    content: str
    name: str | None
    """As the caller said and confirmed it."""
    agents: tuple[str, ...]
    """Who wrote about it at the desk, as the record writes them."""
    content_version: str
    reason: Reason
    task: Task | None


def contact_of(
    call: str, part: int, items: Sequence[Event | Act], titles: Titles
) -> Contact | None:
    """None when there is nothing to tell: no call was answered, or a later callback for the same
    department took the place of this one.
    """
    rung = next((item for item in items if isinstance(item, Rung)), None)
    callbacks = _callbacks(items)
    if rung is None or (part > 0 and part >= len(callbacks)):
        return None
    summary = summarise(items)
    callback = callbacks[part] if part < len(callbacks) else None
    words = _words(summary)
    return Contact(
        call=call,
        part=part,
        at=rung.at,
        typed=rung.line == TYPED,
        language=summary.language,
        subject=_subject(_title(summary, callback, titles), words),
        content=cut(mask(_note(items) or _told(summary, words, titles)), CONTENT_LENGTH),
        name=_confirmed_name(summary),
        agents=_agents(items),
        content_version=rung.content_version,
        reason=_reason(summary),
        task=_task(callback, words, _done_at(items, callback)) if callback else None,
    )


def cut(text: str, length: int) -> str:
    """At most so many signs, ending between two words with '…' where something was left out."""
    if len(text) <= length:
        return text
    kept = text[: length - 2]
    if not text[length - 2].isspace():
        kept = kept.rpartition(" ")[0] or kept
    return f"{kept.rstrip()} …"


def _callbacks(items: Iterable[Event | Act]) -> list[RequestCallback]:
    """The last that was asked of each department, in the order of the first."""
    found: dict[str, RequestCallback] = {}
    for item in items:
        if isinstance(item, RequestCallback):
            found[item.department] = item
    return list(found.values())


def _words(summary: Summary) -> str:
    """The caller's question in their own words; '' where those are not to be passed on."""
    words = summary.question.words if summary.question else summary.person_words or ""
    return mask(words) if may_be_passed_on(words) else ""


def _title(summary: Summary, callback: RequestCallback | None, titles: Titles) -> str:
    """The topic of the callback; else the last one that was spoken of."""
    of_callback = (callback.topic,) if callback and callback.topic else ()
    found = of_callback or summary.topics[-1:] or summary.maybe_topics[:1]
    title = titles.topic(found[0]) if found else NO_SUBJECT
    return title[:1].upper() + title[1:]


def _subject(title: str, words: str) -> str:
    """'Grofvuil aanmelden (ik wil een bank laten ophalen)': the title gives way to the words."""
    told = f" ({cut(words, QUESTION_LENGTH)})" if words else ""
    return cut(title, SUBJECT_LENGTH - len(told)) + told


def _told(summary: Summary, words: str, titles: Titles) -> str:
    return "\n".join((*_lines(summary, words, titles), BY_A_COMPUTER))


def _lines(summary: Summary, words: str, titles: Titles) -> Iterator[str]:
    if summary.urgent:
        yield "Met spoed."
    if words:
        yield f"Vraag: {words}"
    for fact in summary.facts:
        if fact.confirmed and fact.slot not in _OWN_PLACE and may_be_passed_on(fact.value):
            label = fact.slot[:1].upper() + fact.slot[1:].replace("_", " ")
            yield f"{label}: {fact.value} (bevestigd door de beller)"
    for one in summary.answered:
        yield f"Al verteld: {titles.topic(one.topic)} (bron: {one.source})"


def _note(items: Iterable[Event | Act]) -> str:
    """What the agent wrote last."""
    notes = [item.text for item in items if isinstance(item, Noted)]
    return notes[-1].strip() if notes else ""


def _confirmed_name(summary: Summary) -> str | None:
    confirmed = (f.value for f in summary.facts if f.slot == "naam" and f.confirmed)
    return next(confirmed, None)


def _agents(items: Iterable[Event | Act]) -> tuple[str, ...]:
    """Those who are known as people: a name that rang may be that of a telephone or an account."""
    people = (item.agent for item in items if isinstance(item, Noted | Closed))
    return tuple(dict.fromkeys(people))


def _reason(summary: Summary) -> Reason:
    troubles = {failure.trouble for failure in summary.failed}
    if summary.urgent:
        return Reason.URGENT
    if summary.asked_person:
        return Reason.ASKED
    if Trouble.FAULT in troubles:
        return Reason.FAULT
    if Trouble.NOT_UNDERSTOOD in troubles or Trouble.NOT_HEARD in troubles:
        return Reason.NOT_UNDERSTOOD
    return Reason.TOPIC


def _done_at(items: Sequence[Event | Act], callback: RequestCallback) -> datetime | None:
    """When the last attempt ended it; an attempt that names an entry is about that one's
    department.
    """
    done = None
    for item in items:
        if not isinstance(item, CalledBack):
            continue
        entry = item.entry
        # Entries are numbered from 1 on; 0 is the call itself, that broke off.
        named = items[entry - 1] if entry and 0 < entry <= len(items) else None
        ours = isinstance(named, RequestCallback) and named.department == callback.department
        if entry is None or ours:
            done = item.at if item.again_at is None else None
    return done


def _task(callback: RequestCallback, words: str, done_at: datetime | None) -> Task:
    day = f"{callback.day:%d-%m-%Y}" if callback.day else ""
    promised = " ".join(filter(None, (day, callback.window)))
    when = f"{callback.when} ({promised})" if promised else callback.when
    told = [f"Graag bellen: {when}.", "Met spoed." if callback.urgent else ""]
    told.append(f"Vraag: {words}" if words else "")
    explanation = cut(mask(" ".join(filter(None, told))), EXPLANATION_LENGTH)
    return Task(callback.department, telephone(callback.telephone), explanation, done_at)
