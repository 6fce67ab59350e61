"""Messages of a calamity, as the studio switches them (port `desk.studio.calamity.Calamities`).

What an editor fills in becomes a page like those of `belbalie crisis`, and is judged by the same
rules; each sentence about it finds its way back to the field it is about.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock

from belbalie.beside import Beside
from belbalie.crisis_desk import CrisisDesk
from belbalie.crisis_wish import Wish, crisis_of
from desk.agents import Agent
from desk.studio.calamity import CalamityOut, NotRight, Switched, Told, Wanted
from dialog.addresses import Addresses
from dialog.content_page import Notes
from dialog.content_values import POSTCODE_START
from dialog.crisis_page import read_crisis_page
from dialog.phrases import plain
from records import crises
from records.crisis_told import CrisisTold
from records.log import EventLog

_beside = Beside("calamity", CalamityOut)
_PAGE = Path("formulier")
_LONGEST_NAME = 80
_MOST_BEFORE = 20
_NEEDED = {
    "title": "Geef het bericht een korte naam.",
    "text": "Schrijf wat bellers moeten horen.",
}


class StudioCalamities:
    """One for all pages."""

    def __init__(
        self,
        desk: CrisisDesk,
        log: EventLog,
        addresses: Callable[[], Addresses],
        now: Callable[[], datetime],
    ) -> None:
        """`addresses` are those of the content in force."""
        self._desk, self._addresses, self._now = desk, addresses, now
        self._counted = CrisisTold(log)
        self._counting = Lock()

    async def running(self) -> Sequence[Switched]:
        now = self._now()
        return [each for each in await self._all() if now < each.over_at]

    async def before(self) -> Sequence[Switched]:
        now = self._now()
        return [each for each in await self._all() if each.over_at <= now][:_MOST_BEFORE]

    async def told(self, message: Switched) -> Told:
        return await _beside(self._told, message)

    async def start(self, wanted: Wanted, agent: Agent) -> Sequence[str]:
        page, fields = _page(wanted)
        wrong, notes = self._wrong(wanted), Notes(_PAGE)
        wish = Wish(wanted.postcodes, wanted.streets, wanted.since, wanted.until, asked=False)
        if wrong and not wrong.keys() & _NEEDED.keys():
            read_crisis_page(notes, page, asked=False)  # all that is wrong is told at once
        crisis = None if wrong else crisis_of(notes, page, wish, self._now())
        if crisis is None:
            raise NotRight(_by_field(wrong, notes, fields))
        await _beside(self._desk.start, crisis, agent.title[:_LONGEST_NAME])
        return [problem.sentence for problem in notes.problems]

    async def stop(self, key: str, agent: Agent) -> None:
        await _beside(self._desk.stop, key, agent.title[:_LONGEST_NAME], self._now())

    async def _all(self) -> Sequence[Switched]:
        return [_switched(each) for each in await _beside(self._desk.all)]

    def _told(self, message: Switched) -> Told:
        texts = {text for text in (message.text, message.english) if text}
        until = max(min(message.over_at, self._now()), message.since)
        with self._counting:
            hours = self._counted.by_hour(texts, message.since, until)
        return Told(sum(hours.values()), hours)

    def _wrong(self, wanted: Wanted) -> dict[str, list[str]]:
        """What is wrong with where and when, and what is missing, by field."""
        given = {"title": wanted.title, "text": wanted.text}
        found = {name: [told] for name, told in _NEEDED.items() if not given[name].strip()}
        for each in wanted.postcodes:
            if not POSTCODE_START.fullmatch(re.sub(r"\s", "", each).upper()):
                told = f"'{each}' is geen begin van een postcode. Schrijf 4991 of 4991 AB."
                found.setdefault("postcodes", []).append(told)
        known = {plain(street) for street in self._addresses().streets}
        for each in wanted.streets if known else ():
            if plain(each) not in known:
                told = f"'{each}' staat niet in de adressenlijst. Kijk hoe de straat precies heet."
                found.setdefault("streets", []).append(told)
        if wanted.until <= self._now():
            found["until"] = ["Dit moment is al voorbij. Kies een later moment."]
        elif wanted.until <= wanted.since:
            found["until"] = ["Het einde ligt voor het begin. Kies een later moment."]
        return found


def _page(wanted: Wanted) -> tuple[str, Mapping[int, str]]:
    """The page in Markdown, and by line the field that stands there."""
    lines: list[str] = []
    fields: dict[int, str] = {}

    def add(name: str, before: str, text: str) -> None:
        fields[len(lines) + 1] = name
        lines.extend((before + _one_line(text), ""))

    add("title", "# ", wanted.title)
    add("text", "", wanted.text)
    if wanted.english.strip():
        add("english", "EN: ", wanted.english)
    for number, each in enumerate(wanted.questions, 1):
        add(f"question_{number}", "## ", each.question)
        add(f"answer_{number}", "", each.answer)
    return "\n".join(lines), fields


def _one_line(text: str) -> str:
    """Words and nothing that Markdown would take for more."""
    return re.sub(r"^[#>*+=\-\s]+", "", " ".join(text.split()))


def _by_field(
    wrong: Mapping[str, Sequence[str]], notes: Notes, fields: Mapping[int, str]
) -> Mapping[str, Sequence[str]]:
    found = {name: list(sentences) for name, sentences in wrong.items()}
    for problem in notes.problems:
        if not problem.warning:
            name = fields.get(problem.line, "text")
            found.setdefault(name, []).append(problem.sentence)
    return found


def _switched(one: crises.Switched) -> Switched:
    crisis, message = one.crisis, one.crisis.message
    return Switched(
        key=crisis.key,
        title=crisis.page.title,
        text=message.text["nl"],
        english=message.text.get("en", ""),
        postcodes=message.postcodes,
        streets=message.streets,
        since=message.since,
        until=message.until,
        questions=len(crisis.page.questions),
        started_at=crisis.told_at,
        started_by=one.by,
        ended_at=one.ended_at,
        ended_by=one.ended_by,
    )
