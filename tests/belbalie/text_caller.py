"""Callers in text against the real content, services and digit entry; only the search is given.

`KeyCaller` knows nothing but what it wants and what it hears: it reads options out of our
sentences and presses the key that they name. `VoiceCaller` never presses one.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from belbalie.fixtures import Booked, Fixtures
from belbalie.memory_desk import MemoryDesk
from belbalie.text_call import TextCall, Turn
from dialog.acts import Act, Conclude, Expectation, Listen, RequestCallback, Say, Settle
from dialog.content_services import ServiceContent, ServiceStore
from dialog.conversation import Conversation
from dialog.events import Candidate, Event, Findings
from dialog.knowledge import Knowledge
from dialog.t9 import keys_of
from tests.dialog.demonstration import demonstration

CONTENT = Path(__file__).parents[2] / "content"
NOW = datetime.fromisoformat("2026-11-26T12:00:00+01:00")
NAME, PHONE, STREET, POSTCODE = "Jansen", "0612345678", "Kerkstraat", "4991AB"
VISIT = Booked(NAME, date(2026, 12, 1), time(10), "paspoort", PHONE)
"""What there is to be moved or cancelled."""
_OPTION = re.compile(r"Voor ([^.]+?),? (?:zegt u \w+, of )?toetst u (\w+)\.")
_SPOKEN = {"nul": "0", "één": "1", "twee": "2", "acht": "8"}
_MORE, _UP = "8", "2"
FINISHED = frozenset({"answered", "appointment", "report", "status", "callback"})


@cache
def zonnedael() -> Knowledge:
    return demonstration()


@cache
def services() -> ServiceContent:
    return ServiceStore(CONTENT, zonnedael().municipality).content


class Caller:
    """One call and all that was said and done in it."""

    def __init__(self, desk: MemoryDesk, found: Mapping[str, str] | None = None) -> None:
        """`found` is what the search finds, by the words that are looked up."""
        self._found = found or {}
        self.call = TextCall(Conversation(zonnedael()), self._search, NOW, performs=desk.perform)
        self.items: list[Event | Act] = []
        self.last: list[Act] = []
        self._take(self.call.ring())

    def _search(self, query: str, language: str, day: date) -> Findings:
        topic = next((self._found[each] for each in self._found if each in query), None)
        return Findings((Candidate(topic, 0.95),) if topic else ())

    def _take(self, items: Iterator[Event | Act]) -> None:
        came = list(items)
        self.items += came
        self.last = [item for item in came if isinstance(item, Act)]

    def say(self, words: str) -> None:
        self._take(self.call.take(Turn(say=words)))

    def press(self, keys: str) -> None:
        self._take(self.call.take(Turn(keys=keys)))

    @property
    def heard(self) -> list[str]:
        return [act.text for act in self.last if isinstance(act, Say)]

    @property
    def listens(self) -> Listen:
        listens = [act for act in self.last if isinstance(act, Listen)]
        assert listens, f"nothing was asked after {self.heard}"
        return listens[-1]

    def told(self, topic: str) -> bool:
        """Approved words about this topic were the last that was said."""
        says = (act for act in self.last if isinstance(act, Say))
        return any(say.topic == topic and say.source for say in says)

    @property
    def arranged(self) -> bool:
        """An errand came to its end, or somebody rings back."""
        return any(isinstance(each, Settle | RequestCallback) for each in self.items)

    def outcome(self) -> str:
        self._take(self.call.hang_up())
        return next(act.outcome.value for act in self.last if isinstance(act, Conclude))


@contextmanager
def desk() -> Iterator[MemoryDesk]:
    made = MemoryDesk(zonnedael(), services(), NOW, Fixtures(appointments=(VISIT,)))
    try:
        yield made
    finally:
        made.close()


class KeyCaller(Caller):
    """Only keys."""

    @property
    def options(self) -> dict[str, str]:
        """What was read out, and the key for it."""
        found = [match for text in self.heard for match in _OPTION.finditer(text)]
        return {match[1]: _SPOKEN.get(match[2], match[2]) for match in found}

    def choose(self, wanted: str) -> bool:
        """Press the key of an option of this level; False when it is on no page."""
        seen: list[dict[str, str]] = []
        while self.options not in seen:
            seen.append(self.options)
            if wanted in self.options:
                self.press(self.options[wanted])
                return True
            if _MORE not in self.options.values():
                return False
            self.press(_MORE)
        return False

    def every_option(self) -> list[str]:
        """All that there is at this level, page after page; the first page is heard last."""
        seen: dict[str, None] = {}
        first = self.options
        while True:
            keys = {title: key for title, key in self.options.items() if key in "3456"}
            seen |= dict.fromkeys(keys)
            if _MORE not in self.options.values():
                return list(seen)
            self.press(_MORE)
            if self.options == first:
                return list(seen)

    def find(self, wanted: str) -> None:
        """Look through every theme of the menu until this is offered, and choose it."""
        self.press("3")
        self.look_for(wanted)

    def look_for(self, wanted: str) -> None:
        """The same, where the themes were read out."""
        for theme in self.every_option():
            assert self.choose(theme)
            if self.choose(wanted):
                return
            self.press(_UP)
        raise AssertionError(f"expected {wanted!r} somewhere in the menu")

    def finish(self, preferred: Mapping[str, str]) -> None:
        """Answer whatever is asked, until something is arranged or our answer is given.

        `preferred` is what to key for a slot; elsewhere the first that is offered is taken.
        """
        for _ in range(40):
            if self.arranged:
                return
            self.press(self._answer(preferred))
        raise AssertionError(f"expected an end after forty keys, heard {self.heard}")

    def _answer(self, preferred: Mapping[str, str]) -> str:
        listens = self.listens
        if listens.expect is Expectation.NUMBER:
            return _KEYED.get(listens.slot or "telefoon", "") + "#"
        wanted = preferred.get(listens.slot or "")
        if wanted in self.options.values() or wanted in self.options:
            return self.options.get(str(wanted), str(wanted))
        for own in (NAME, STREET, f"{POSTCODE[:4]} {POSTCODE[4:]}"):
            if own in self.options:
                return self.options[own]
        keys = [key for key in self.options.values() if key in "13456"]
        assert keys, f"expected options for {listens.slot}, heard {self.heard}"
        return keys[0]


class VoiceCaller(Caller):
    """Only words."""

    def finish(self, preferred: Mapping[str, str]) -> None:
        """Answer in words whatever is asked; `preferred` goes before what is usual for a slot."""
        for _ in range(40):
            if self.arranged:
                return
            self.say(self.answer(preferred))
        raise AssertionError(f"expected an end after forty turns, heard {self.heard}")

    def answer(self, preferred: Mapping[str, str]) -> str:
        """What a caller says to what was asked last."""
        listens = self.listens
        slot = listens.slot or ("telefoon" if listens.expect is Expectation.NUMBER else "")
        if slot in preferred:
            return preferred[slot]
        if listens.expect is Expectation.YES_NO and slot not in SPOKEN:
            return "ja dat klopt"
        return SPOKEN.get(slot, "de eerste graag")


_KEYED = {
    "telefoon": PHONE,
    "postcode": "4991" + keys_of("AB"),
    "huisnummer": "5",
    "naam": keys_of(NAME),
    "straat": keys_of("Kerk"),
    "datum": "0112",
    "code": "",
    "zaaknummer": "",
}

SPOKEN = {
    "telefoon": "nul zes twaalf vierendertig zesenvijftig achtenzeventig",
    "postcode": "negenenveertig eenennegentig A van Anton B van Bernard",
    "huisnummer": "nummer vijf",
    "naam": "mijn naam is Jansen",
    "straat": "in de Kerkstraat",
    "datum": "dinsdag één december",
    "product": "een paspoort",
    "object": "een oude bank",
    "wanneer": "zo snel mogelijk",
    "tekst": "de mevrouw aan de balie was erg aardig",
    "sinds": "sinds gisteren",
    "zaaknummer": "dat weet ik niet",
    "code": "die heb ik niet",
    "actie": "verzetten graag",
    "soort": "een compliment",
    "onderwerp": "het gaat om mijn inkomen",
    "fractie": "de groene bak",
    "gevaar": "nee het is niet gevaarlijk",
    "kosten": "ja graag",
    "erbij": "ja graag",
    "terugbellen": "ja graag",
    "hoe": "een sms graag",
    "gesprekscode": "acht vier twee negen een drie",
}
"""What a caller says to the question for a slot."""
