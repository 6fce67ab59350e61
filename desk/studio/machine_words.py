"""What the time machine found, in Dutch, and laid out for a page. No I/O."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from dialog.events import Event, Heard, Keyed
from dialog.replay_change import Change, Changed, Comparison, first_words
from dialog.replay_run import Reply, Run
from dialog.titles import Titles
from dialog.word_difference import Piece, word_difference

GROUPS = (Change.WORSE, Change.PERSON, Change.OTHER_SUBJECT, Change.BETTER, Change.WORDING)
"""What an editor wants to see first stands first."""
HEADINGS = {
    Change.WORSE: "Slechter",
    Change.PERSON: "Nu bij een medewerker",
    Change.OTHER_SUBJECT: "Over iets anders",
    Change.BETTER: "Beter",
    Change.WORDING: "Andere woorden",
}
_COUNTED = {
    Change.WORSE: "slechter",
    Change.PERSON: "bij een medewerker",
    Change.OTHER_SUBJECT: "over iets anders",
    Change.BETTER: "beter",
}
_SILENCE = "(zegt niets)"


@dataclass(frozen=True, slots=True)
class Told:
    """One turn: what the caller did, what we say now, and what we would say."""

    caller: str
    """Empty for the beginning of the call."""
    now: str
    would: str
    pieces: Sequence[Piece] = ()
    """The difference of the two in words; empty where they are the same."""
    parted: bool = False
    """From here on it is another conversation."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One conversation, and how many others changed in the same words."""

    changed: Changed
    title: str
    turns: Sequence[Told]
    rest: Sequence[Told]
    """After the place where they part: the caller still answers what we say now."""
    like: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of one group."""

    change: Change
    shown: Sequence[Shown]
    page: int
    pages: int
    counts: dict[Change, int] = field(default_factory=dict)


def number(count: int) -> str:
    """1000 as '1.000'."""
    return f"{count:,}".replace(",", ".")


def counted(found: Comparison) -> str:
    """'1.000 gesprekken en 44 proefbellers'."""
    calls = "1 gesprek" if found.calls == 1 else f"{number(found.calls)} gesprekken"
    callers = "1 proefbeller" if found.callers == 1 else f"{number(found.callers)} proefbellers"
    return " en ".join(part for part, n in ((calls, found.calls), (callers, found.callers)) if n)


def headline(found: Comparison) -> Sequence[str]:
    """What it comes to, in one to two sentences."""
    if not found.total:
        return ("Er zijn nog geen gesprekken of proefbellers om mee te vergelijken.",)
    if not found.changed:
        return (f"Wij vergeleken {counted(found)}. Alles gaat precies zoals nu.",)
    counts = Counter(each.change for each in found.changed)
    other = {change: counts[change] for change in GROUPS[:-1] if counts[change]}
    said = [f"{number(count)} {_COUNTED[change]}" for change, count in other.items()]
    total = sum(other.values())
    ends = "eindigt er 1" if total == 1 else f"eindigen er {number(total) if total else 'geen'}"
    first = f"Van {counted(found)} {ends} anders{': ' if said else ''}{', '.join(said)}."
    words = counts[Change.WORDING]
    if not words:
        return (first,)
    talks = "1 gesprek" if words == 1 else f"{number(words)} gesprekken"
    return (first, f"In {talks} zeggen wij hetzelfde in andere woorden.")


def shelf(found: Comparison, change: Change, page: int, per_page: int, lay: "Lay") -> Shelf:
    """`page` counts from 1; one that is not there becomes the nearest."""
    likes = _likes(found.of(change))
    pages = max(-(-len(likes) // per_page), 1)
    page = min(max(page, 1), pages)
    chosen = likes[(page - 1) * per_page : page * per_page]
    counts = {each: len(found.of(each)) for each in GROUPS}
    return Shelf(change, [lay(each, like) for each, like in chosen], page, pages, counts)


Lay = Callable[[Changed, int], Shown]


def laid_out(titles: Titles) -> Lay:
    """Lays a conversation out, with topics called by these titles."""

    def lay(changed: Changed, like: int = 0) -> Shown:
        turns = list(_turns(changed))
        ends = len(turns) if changed.parted is None else changed.parted + 1
        return Shown(changed, _title(changed, titles), turns[:ends], turns[ends:], like)

    return lay


def _likes(changed: Sequence[Changed]) -> list[tuple[Changed, int]]:
    """Where the same words of a caller get the same other words, one conversation tells of all."""
    kept: dict[object, tuple[Changed, int]] = {}
    for each in changed:
        words = first_words(each)
        same = words if each.change is Change.WORDING else (_asked(each), words)
        first, like = kept.get(same, (each, -1))
        kept[same] = first, like + 1
    return list(kept.values())


def _asked(changed: Changed) -> str:
    """What the caller did where the two part; a scripted caller stands alone."""
    if changed.case.scripted or not changed.parted:
        return changed.case.key
    return _did(changed.case.turns[changed.parted - 1])


def _title(changed: Changed, titles: Titles) -> str:
    case = changed.case
    if case.scripted:
        return f"Proefbeller: {case.title}"
    about = next((reply.subject for reply in changed.before.replies if _named(reply, titles)), "")
    said = next((turn.text for turn in case.turns if isinstance(turn, Heard) and turn.text), "")
    return f"Gesprek over {titles.topic(about)}" if about else f"Gesprek: {said[:60]}"


def _named(reply: Reply, titles: Titles) -> bool:
    return reply.subject in titles.topics


def _turns(changed: Changed) -> Iterator[Told]:
    for nth, caller in enumerate(("", *map(_did, changed.case.turns))):
        now, would = _said(changed.before, nth), _said(changed.after, nth)
        if not (now or would or nth == 0):
            continue
        pieces = word_difference(now, would) if now != would else ()
        yield Told(caller, now, would, pieces, parted=nth == changed.parted)


def _said(run: Run, nth: int) -> str:
    return " ".join(run.replies[nth].texts) if nth < len(run.replies) else ""


def _did(turn: Event) -> str:
    if isinstance(turn, Keyed):
        return f"(toetst {turn.keys})"
    return turn.text if isinstance(turn, Heard) and turn.text else _SILENCE
