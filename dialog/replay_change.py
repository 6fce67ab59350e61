"""What ends differently: the same caller, once with the content in force and once with a draft.

Both are had on the same lines, so only the draft makes the difference. Where the two part, the
caller goes on with what was said to the first: of the second, nothing behind that tells anything.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dialog.replay_case import Case
from dialog.replay_run import RANKS, Kind, Reply, Run


class Change(StrEnum):
    WORSE = "worse"
    PERSON = "person"
    OTHER_SUBJECT = "other_subject"
    BETTER = "better"
    WORDING = "wording"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Changed:
    """One case, had twice."""

    case: Case
    before: Run
    after: Run
    change: Change
    reason: str
    """The rule that decided, in Dutch."""
    parted: int | None
    """The first turn that is taken otherwise, 0 the ringing; None: words alone are other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What ends differently; conversations that do not are counted only."""

    calls: int
    callers: int
    """Scripted."""
    changed: Sequence[Changed]

    @property
    def total(self) -> int:
        return self.calls + self.callers

    def of(self, change: Change) -> list[Changed]:
        return [each for each in self.changed if each.change is change]


_Pair = tuple[Reply, Reply]


@dataclass(frozen=True, slots=True)
class _Compared:
    case: Case
    before: Run
    after: Run
    parted: _Pair | None

    def ranks(self) -> tuple[int, int] | None:
        """Of the place where they part; None where one of the two cannot be compared."""
        if self.parted is None or not all(each.kind in RANKS for each in self.parted):
            return None
        before, after = self.parted
        return RANKS[before.kind], RANKS[after.kind]


def _misses(compared: _Compared, run: Run) -> int:
    """Turns of a scripted caller that were not understood as expected."""
    expected = compared.case.expected
    return sum(not _meets(run, turn, topic) for turn, topic in expected.items())


def _meets(run: Run, turn: int, topic: str) -> bool:
    reply = run.replies[turn + 1] if turn + 1 < len(run.replies) else None
    return reply is not None and topic in (*reply.understood, reply.subject)


def _expected_less(compared: _Compared) -> bool:
    return _misses(compared, compared.after) > _misses(compared, compared.before)


def _expected_more(compared: _Compared) -> bool:
    return _misses(compared, compared.after) < _misses(compared, compared.before)


def _repaired(compared: _Compared) -> bool:
    """What an agent called wrong is said otherwise now."""
    pairs = zip(compared.before.replies, compared.after.replies, strict=False)
    return any(
        old.subject in compared.case.wrong and new.kind is Kind.ANSWERED and old.texts != new.texts
        for old, new in pairs
    )


def _now_person(compared: _Compared) -> bool:
    parted = compared.parted
    if parted is not None:
        return parted[1].kind is Kind.PERSON and parted[0].kind is not Kind.PERSON
    return compared.after.with_person and not compared.before.with_person


def _less(compared: _Compared) -> bool:
    ranks = compared.ranks()
    return ranks is not None and ranks[1] < ranks[0]


def _more(compared: _Compared) -> bool:
    ranks = compared.ranks()
    return ranks is not None and ranks[1] > ranks[0]


def _settles_less(compared: _Compared) -> bool:
    return len(compared.after.settled) < len(compared.before.settled)


def _settles_more(compared: _Compared) -> bool:
    return len(compared.after.settled) > len(compared.before.settled)


def _other(compared: _Compared) -> bool:
    ended = compared.before.outcome is not compared.after.outcome
    return compared.parted is not None or ended


def _words(compared: _Compared) -> bool:
    return [each.texts for each in compared.before.replies] != [
        each.texts for each in compared.after.replies
    ]


Rule = tuple[Callable[[_Compared], bool], Change, str]
RULES: Sequence[Rule] = (
    (_expected_less, Change.WORSE, "De proefbeller wordt niet meer begrepen zoals verwacht."),
    (_expected_more, Change.BETTER, "De proefbeller wordt nu begrepen zoals verwacht."),
    (_repaired, Change.BETTER, "Een medewerker vond dit antwoord fout. Het is nu anders."),
    (_now_person, Change.PERSON, "De beller komt nu bij een medewerker."),
    (_less, Change.WORSE, "De beller krijgt minder dan voorheen."),
    (_more, Change.BETTER, "De beller krijgt meer dan voorheen."),
    (_settles_less, Change.WORSE, "Iets wordt niet meer geregeld."),
    (_settles_more, Change.BETTER, "Er wordt nu iets geregeld."),
    (_other, Change.OTHER_SUBJECT, "Het gaat nu over iets anders."),
    (_words, Change.WORDING, "Wij zeggen het in andere woorden."),
)
"""The first that holds decides; none: nothing has changed."""

TITLES: Mapping[Change, str] = {
    Change.WORSE: "slechter",
    Change.PERSON: "bij een medewerker",
    Change.OTHER_SUBJECT: "over iets anders",
    Change.BETTER: "beter",
    Change.WORDING: "in andere woorden",
    Change.SAME: "hetzelfde",
}


def compare(case: Case, before: Run, after: Run) -> Changed:
    pairs = list(zip(before.replies, after.replies, strict=False))
    at = next((nth for nth, (old, new) in enumerate(pairs) if old.about != new.about), None)
    compared = _Compared(case, before, after, pairs[at] if at is not None else None)
    rule = next((rule for rule in RULES if rule[0](compared)), None)
    if rule is None:
        return Changed(case, before, after, Change.SAME, "", None)
    return Changed(case, before, after, rule[1], rule[2], at)


def first_words(changed: Changed) -> tuple[Sequence[str], Sequence[str]]:
    """What we say before and after at the first place where that differs."""
    pairs = zip(changed.before.replies, changed.after.replies, strict=False)
    return next(((old.texts, new.texts) for old, new in pairs if old.texts != new.texts), ((), ()))
