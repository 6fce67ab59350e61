"""A draft of the contact note, for the agent to edit; and what agents changed in such drafts.

Four kinds of lines: what was asked, what was answered and from which source, what was agreed, what
is open. Nothing stands in it that is not in the log, but for words of ours and titles of the
content.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dialog.acts import Act, OutcomeType, RequestCallback, Settle
from dialog.callback import spoken_number
from dialog.card import card
from dialog.desk_events import Noted
from dialog.events import Event
from dialog.summary import Summary, summarise
from dialog.titles import NO_TITLES, Titles


class Kind(StrEnum):
    """What a line of the draft is about; the value stands before it."""

    ASKED = "Vraag"
    ANSWERED = "Antwoord"
    AGREED = "Afgesproken"
    NOTED = "Genoteerd"
    OPEN = "Nog open"


class Edit(StrEnum):
    """What the agent did with the lines of one kind."""

    KEPT = "kept"
    CHANGED = "changed"
    REMOVED = "removed"


_DONE = {
    OutcomeType.APPOINTMENT: "de afspraak is geregeld door de assistent",
    OutcomeType.REPORT: "de melding is gemaakt door de assistent",
}
_UNSURE = "dit is niet bevestigd"


def draft(items: Sequence[Event | Act], titles: Titles = NO_TITLES) -> str:
    """The lines, in the order of `Kind`; empty where nothing was said yet."""
    summary = summarise(items)
    told = [
        *((Kind.ASKED, text) for text in _asked(summary)),
        *((Kind.ANSWERED, text) for text in _answered(summary, titles)),
        *((Kind.AGREED, text) for text in _agreed(items, summary, titles)),
        *((Kind.NOTED, text) for text in _noted(summary)),
        *((Kind.OPEN, text) for text in _open(summary, titles)),
    ]
    return "\n".join(f"{kind}: {' '.join(text.split())}" for kind, text in told)


def _asked(summary: Summary) -> Iterator[str]:
    if summary.question is not None:
        yield _sentence(summary.question.words)


def _answered(summary: Summary, titles: Titles) -> Iterator[str]:
    for one in summary.answered:
        cut = "" if one.whole else " De beller hoorde niet alles."
        yield f"{_sentence(titles.topic(one.topic))} Bron: {one.source}.{cut}"


def _agreed(items: Iterable[Event | Act], summary: Summary, titles: Titles) -> Iterator[str]:
    for item in items:
        if isinstance(item, Settle) and item.outcome in _DONE:
            yield _sentence(_DONE[item.outcome])
    if summary.callback is not None:
        yield _sentence(f"wij bellen terug, {_callback(summary.callback, titles)}")


def _callback(wish: RequestCallback, titles: Titles) -> str:
    day = f" ({wish.day:%d-%m-%Y})" if wish.day else ""
    haste = ", met spoed" if wish.urgent else ""
    team = titles.department(wish.department)
    return f"{wish.when}{day}, op {spoken_number(wish.telephone)}, door {team}{haste}"


def _noted(summary: Summary) -> Iterator[str]:
    for fact in card(summary).facts:
        yield f"{fact.name}: {fact.value}{'' if fact.confirmed else f' ({_UNSURE})'}."


def _open(summary: Summary, titles: Titles) -> Iterator[str]:
    """What the caller asked for and did not get, as far as the log tells."""
    told = {one.topic for one in summary.answered}
    question = summary.question
    about = question.topic if question else None
    if question is not None and about is None:
        yield "De assistent begreep de vraag niet."
    elif about is not None and about not in told and about in titles.topics:
        yield f"Over {titles.topic(about)} is geen antwoord gegeven."
    if summary.person_wanted and summary.callback is None:
        yield "De beller vroeg om een medewerker."


def _sentence(text: str) -> str:
    """With a capital and an end, on one line."""
    line = " ".join(text.split())
    return line[:1].upper() + line[1:] + ("" if line.endswith((".", "?", "!", "…")) else ".")


# -- what agents change ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edits:
    """How often agents left, changed or took out what was proposed, and added to it."""

    notes: int = 0
    """With a draft before them."""
    unchanged: int = 0
    """Notes that were kept as they were proposed."""
    by_kind: tuple[tuple[Kind, Edit, int], ...] = ()
    """In the order of `Kind` and `Edit`; what never happened is left out."""
    added: int = 0
    """Lines of agents' own."""


def edits(notes: Iterable[Noted]) -> Edits:
    """What was changed in these notes."""
    drafted = [note for note in notes if note.draft.strip()]
    counted: Counter[tuple[Kind, Edit]] = Counter()
    for note in drafted:
        counted.update(changes(note.draft, note.text))
    order = ((kind, edit) for kind in Kind for edit in Edit)
    return Edits(
        notes=len(drafted),
        unchanged=sum(_lines(note.draft) == _lines(note.text) for note in drafted),
        by_kind=tuple((*each, counted[each]) for each in order if counted[each]),
        added=sum(len(additions(note.draft, note.text)) for note in drafted),
    )


def changes(draft: str, text: str) -> list[tuple[Kind, Edit]]:
    """What became of each line of the draft. A line that is gone was changed where the note has
    another one of its kind for it.
    """
    proposed, written = _lines(draft), _lines(text)
    own = Counter(kind for line in written if line not in proposed and (kind := _kind(line)))
    found: list[tuple[Kind, Edit]] = []
    for line in proposed:
        kind = _kind(line)
        if kind is None:
            continue
        if line in written:
            found.append((kind, Edit.KEPT))
        else:
            found.append((kind, Edit.CHANGED if own[kind] else Edit.REMOVED))
            own[kind] -= own[kind] > 0
    return found


def additions(draft: str, text: str) -> list[str]:
    """The lines of the note that stand for none of the draft."""
    proposed, changed = _lines(draft), Counter[Kind]()
    for of, edit in changes(draft, text):
        changed[of] += edit is Edit.CHANGED
    added = []
    for line in _lines(text):
        kind = _kind(line)
        if line in proposed:
            continue
        if kind is not None and changed[kind]:
            changed[kind] -= 1
        else:
            added.append(line)
    return added


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]


def _kind(line: str) -> Kind | None:
    return next((kind for kind in Kind if line.startswith(f"{kind}:")), None)
