"""A conversation that can be had again: what the caller did, and what became of a transfer.

What we said is left out, for that is what may be other the next time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from dialog.acts import Act, Expectation, Listen
from dialog.desk_events import Corrected
from dialog.events import (
    Event,
    Heard,
    HungUp,
    Keyed,
    Performed,
    Rung,
    Silence,
    TakenOver,
    TransferMoved,
    TransferStage,
)
from dialog.inventing import Inventor

_CODE = "482913"
"""In place of the code of a call; it opens nothing."""
_OF_RECORDS = frozenset({
    *("agenda.find", "agenda.move", "agenda.cancel", "report.similar", "report.join"),
    *("status.find", "wish.keep", "wish.forget", "call.open", "call.take_up", "call.forget"),
})  # fmt: skip
"""Services that tell what stood in the records that day: their answers are part of the case."""


class Agents(StrEnum):
    """What becomes of a transfer."""

    TAKE = "take"
    BUSY = "busy"
    NONE = "none"


_ENDED = {
    TransferStage.BUSY: Agents.BUSY,
    TransferStage.FAILED: Agents.NONE,
    TransferStage.ACCEPTED: Agents.TAKE,
    TransferStage.CONNECTED: Agents.TAKE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One caller. `turns` are what they did, in order: Heard, Keyed or Silence."""

    key: str
    """The id of the call, or the name of the scripted caller."""
    rung: Rung
    turns: tuple[Event, ...]
    title: str = ""
    """Of a scripted caller; empty: it was a call."""
    expected: Mapping[int, str] = field(default_factory=dict)
    """By the number of the turn, from 0, the topic that is to be understood."""
    agents: Agents = Agents.TAKE
    answers: tuple[Performed, ...] = ()
    """What the records told, in the order in which it was asked."""
    wrong: frozenset[str] = frozenset()
    """Topics of which an agent called the answer wrong."""

    @property
    def scripted(self) -> bool:
        return bool(self.title)

    def at(self, now: datetime) -> "Case":
        """The same in the week that begins now, at the same time of the same weekday: then the
        facts of today hold, and people are there when they were.
        """
        weeks = -((self.rung.at - now) // timedelta(weeks=1))
        by = timedelta(weeks=weeks)
        turns = tuple(replace(turn, at=turn.at + by) for turn in self.turns)
        return replace(self, rung=replace(self.rung, at=self.rung.at + by), turns=turns)


def case_of(key: str, entries: Sequence[Event | Act], inventor: Inventor) -> Case | None:
    """The case that a record holds, with invented values; None where nobody said anything.

    From where an agent and the caller talk, nothing is the conversation's any more.
    """
    rung = next((each for each in entries if isinstance(each, Rung)), None)
    if rung is None:
        return None
    walk = _Walk(inventor)
    for entry in entries:
        if not walk.take(entry):
            break
    if not walk.turns:
        return None
    wrong = {each.topic for each in entries if isinstance(each, Corrected) and each.topic}
    return Case(
        key=key,
        rung=_again(rung, inventor),
        turns=tuple(walk.turns),
        agents=walk.agents,
        answers=tuple(walk.answers),
        wrong=frozenset(wrong),
    )


class _Walk:
    """Goes through a record and keeps what the caller did."""

    def __init__(self, inventor: Inventor) -> None:
        self.turns: list[Event] = []
        self.answers: list[Performed] = []
        self.agents = Agents.TAKE
        self._inventor = inventor
        self._expect: str | None = None

    def take(self, entry: Event | Act) -> bool:
        """False where the conversation is over."""
        if isinstance(entry, Heard):
            self.turns.append(self._heard(entry))
        elif isinstance(entry, Keyed):
            self.turns.append(replace(entry, keys=self._inventor.keys(entry.keys, self._expect)))
        elif isinstance(entry, Silence):
            self.turns.append(entry)
        elif isinstance(entry, Listen):
            number = "telefoon" if entry.expect is Expectation.NUMBER else None
            self._expect = entry.slot or number
        elif isinstance(entry, Performed) and entry.service in _OF_RECORDS:
            self.answers.append(self._performed(entry))
        elif isinstance(entry, TransferMoved):
            self.agents = _ENDED.get(entry.stage, self.agents)
            return entry.stage is not TransferStage.CONNECTED
        return not isinstance(entry, HungUp | TakenOver)

    def _heard(self, heard: Heard) -> Heard:
        """Had again in text, nobody speaks over anybody."""
        text = self._inventor.words(heard.text, heard.at, self._expect)
        words = heard.word_confidences if text == heard.text else ()
        return replace(heard, text=text, word_confidences=words, over_us=False)

    def _performed(self, performed: Performed) -> Performed:
        def invented(row: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
            return tuple(
                (slot, self._inventor.words(value, performed.at, slot)) for slot, value in row
            )

        options = tuple(invented(row) for row in performed.options)
        return replace(performed, values=invented(performed.values), options=options)


def _again(rung: Rung, inventor: Inventor) -> Rung:
    """Without the news of that day, and with another number."""
    caller = inventor.telephone(rung.caller) if rung.caller else None
    code = _CODE if rung.code else None
    return Rung(
        at=rung.at,
        caller=caller,
        open=rung.open,
        can_transfer=rung.can_transfer,
        line=rung.line,
        calm=rung.calm,
        code=code,
        left=rung.left,
        asks_rating=rung.asks_rating,
    )
