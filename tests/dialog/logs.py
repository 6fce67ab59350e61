"""Logs of calls: drawn by Hypothesis from every event and act, or kept from a conversation."""

import dataclasses
import typing
from datetime import UTC, date
from typing import Any

from hypothesis import strategies as st

from dialog.acts import Act
from dialog.conversation import Conversation
from dialog.events import Event
from dialog.knowledge import Knowledge
from dialog.titles import Titles
from dialog.wire import kinds
from tests.dialog.talking import CERTAINTY, Talk, knowledge

BSN = "111222333"
WORDS = (
    "wat kost een paspoort met spoed?",
    "Goedemorgen. Ik wil graag weten of mijn oude bank morgen opgehaald wordt, want ik ga weg.",
    "ja maar eh ik heb toch al drie keer gebeld over die lantaarnpaal en er gebeurt maar niets "
    "dus nu wil ik weleens weten hoe lang dat nog gaat duren",
    f"mijn bsn is {BSN} en ik wil kwijtschelding",
    "een een een twee twee twee drie drie drie",
    "mijn nummer is nul zes twaalf vierendertig zesenvijftig achtenzeventig",
    "0612345678",
    "+31612345678",
    "Jan de Vries",
    "dinsdagmiddag",
    "in de ochtend",
    "",
)
KEYS = {
    "topic": ("paspoort", "grofvuil", "trouwen", "unknown", "human", "emergency", "command",
              "out_of_scope", "smalltalk"),
    "second_topic": ("paspoort", "grofvuil"),
    "department": ("burgerzaken", "afval"),
    "slot": ("telefoon", "naam", "dagdeel", "datum"),
    "part": ("hearing", "search"),
    "command": ("herhaal", "nee", "ja"),
    "language": ("nl", "en"),
}  # fmt: skip
"""By field: names that are ours and never a caller's."""


# Days within events that are built whole (`st.from_type`): those of other centuries look like
# numbers of callers, which are masked.
st.register_type_strategy(date, st.dates(date(2000, 1, 1), date(2099, 12, 31)))


def logs() -> st.SearchStrategy[list[Event | Act]]:
    """Events and acts of every kind in any order; most mean nothing together."""
    return st.lists(st.one_of([_items(of) for of in kinds().values()]), max_size=40)


def _items(of: type[Event | Act]) -> st.SearchStrategy[Event | Act]:
    hints = typing.get_type_hints(of)
    values = {field.name: _values(field.name, hints[field.name]) for field in _fields(of)}
    return st.builds(of, **values)


def _fields(of: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(of)


def _values(name: str, hint: Any) -> st.SearchStrategy[Any]:
    if name == "at":
        return st.datetimes(timezones=st.just(UTC))
    texts = st.sampled_from(KEYS.get(name, WORDS))
    if name not in KEYS:
        texts = st.one_of(texts, st.text(max_size=60))
    if hint is str:
        return texts
    if hint == str | None:
        return st.none() | texts
    if hint == date | None:
        return st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
    if hint is float:
        return st.floats(0, 1)
    return st.from_type(hint)


class Recorded(Conversation):
    """A conversation that keeps its log."""

    def __init__(self, known: Knowledge | None = None) -> None:
        super().__init__(known or knowledge(), CERTAINTY)
        self.log: list[Event | Act] = []

    def receive(self, event: Event) -> list[Act]:
        acts = super().receive(event)
        self.log += [event, *acts]
        return acts


class RecordedTalk(Talk):
    def __init__(self, known: Knowledge | None = None) -> None:
        super().__init__(known)
        self.conversation: Recorded = Recorded(known)

    @property
    def log(self) -> list[Event | Act]:
        return self.conversation.log


TITLES = Titles.of(knowledge())
