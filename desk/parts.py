"""The parts of a page that change by themselves, as HTML.

Nothing in them is of one session, so that everybody who looks at a part can be given the same.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from desk.notices import NO_NOTICES, Notices
from desk.pages import Pages
from desk.rows import PRESENCE, STAGES, Cards, call_row, called, department_rows
from desk.spans import estimate_in_words
from desk.switchboard import LiveCall, Stage, Switchboard
from desk.transcript import SPEAKERS, Line, sounding, transcript
from dialog.events import TYPED
from dialog.titles import Titles

ZONE = ZoneInfo("Europe/Amsterdam")
OVERVIEW = ("notices", "queue", "calls", "seats")


def of_agent(name: str) -> tuple[str, ...]:
    """The parts that every page of this account shows."""
    return (f"me:{name}", f"ring:{name}")


def of_call(call: str, name: str) -> tuple[str, ...]:
    """The parts that the page of this call shows to this account."""
    return (f"bar:{call}:{name}", f"card:{call}", f"lines:{call}", f"now:{call}")


class Parts:
    """Draws them from what the switchboard tells."""

    def __init__(
        self,
        board: Switchboard,
        pages: Pages,
        titles: Callable[[], Titles],
        told: Notices = NO_NOTICES,
    ) -> None:
        self._board = board
        self._pages = pages
        self._titles = titles
        self._told = told
        self._cards = Cards(titles)
        self._drawings: dict[str, Callable[..., str]] = {
            "notices": self._notices,
            "queue": self._queue,
            "calls": self._calls,
            "seats": self._seats,
            "me": self._me,
            "ring": self._ring,
            "bar": self._bar,
            "card": self._card,
            "now": self._sounding,
        }

    def draw(self, part: str) -> str:
        """By the name of the part: 'queue', 'me:sanne'. Raises KeyError for an unknown one."""
        kind, *of = part.split(":")
        return self._drawings[kind](*of)

    def drawn(self, parts: Iterable[str]) -> dict[str, str]:
        """Several, by the first word of their names, for a page that is made whole."""
        return {part.partition(":")[0]: self.draw(part) for part in parts}

    def lines(self, call: str, first: int) -> tuple[list[str], int]:
        """The lines of that call's entries from `first` on, and how many entries it has now."""
        live = self._board.call(call)
        if live is None:
            return [], first
        items = live.items[:]
        return [self.line(line) for line in transcript(items, first)], len(items)

    def line(self, line: Line) -> str:
        return self._render("line", line=line, speakers=SPEAKERS, clock=_to_the_second)

    def _notices(self) -> str:
        return self._render("notices", notices=self._told.notices())

    def _queue(self) -> str:
        return self._render("queue", rows=self._rows(self._board.queue()))

    def _calls(self) -> str:
        """All that run and wait in no line, who waits stands in the queue."""
        calls = self._board.calls()
        self._cards.keep(calls)
        apart = (Stage.QUEUED, Stage.OVER)
        return self._render("calls", rows=self._rows(c for c in calls if c.stage not in apart))

    def _rows(self, calls: Iterable[LiveCall]) -> list[object]:
        seats = self._board.seats()
        return [
            call_row(call, self._cards.of(call), self._titles(), called(call.agent, seats))
            for call in calls
        ]

    def _seats(self) -> str:
        return self._render(
            "seats", departments=department_rows(self._board.seats(), self._titles())
        )

    def _me(self, name: str) -> str:
        seat = self._board.seat(name)
        return self._render("me", seat=seat, told=PRESENCE[seat.presence] if seat else "")

    def _ring(self, name: str) -> str:
        """The call that rings at this account, or is talked in or finished there."""
        seat = self._board.seat(name)
        call = self._board.call(seat.call) if seat and seat.call else None
        if call is None:
            return ""
        department = self._titles().department(call.department) if call.department else ""
        return self._render("ring", call=call, card=self._cards.of(call), department=department)

    def _bar(self, key: str, name: str) -> str:
        """Where a call is, and what this account can do with it."""
        call, seat = self._board.call(key), self._board.seat(name)
        mine = call is not None and call.agent == name
        here = seat is not None and seat.call == key
        told = ""
        if call is not None:
            agent = "u" if mine else called(call.agent, self._board.seats())
            told = STAGES[call.stage].format(agent=agent)
        return self._render(
            "bar",
            call=call,
            mine=mine or here,
            finishing=here and call is not None and call.stage not in (Stage.RINGING, Stage.AGENT),
            told=told,
            typed=call is not None and call.kind == TYPED,
            estimate=estimate_in_words(call.estimate_seconds) if call else "",
        )

    def _card(self, key: str) -> str:
        call = self._board.call(key)
        if call is None:
            return ""
        return self._pages.render("desk/card.html", card=self._cards.of(call), unfolded=True)

    def _sounding(self, key: str) -> str:
        call = self._board.call(key)
        return self._render("now", words=sounding(call.items) if call else "")

    def _render(self, name: str, **given: object) -> str:
        known = {"clock": _to_the_minute, "moment": _moment}
        return self._pages.render(f"desk/live/{name}.html", **(known | given))


def _to_the_minute(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%H:%M}"


def _to_the_second(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%H:%M:%S}"


def _moment(at: datetime) -> str:
    """To the second: what is worked out anew at each drawing would else never be the same."""
    return datetime.fromtimestamp(round(at.timestamp()), UTC).isoformat()
