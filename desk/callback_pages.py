"""Callbacks to be done: the list, and the page of the one that an agent takes.

The list holds no number and no words of callers. Those come once somebody takes a callback, and
that they were looked at is written down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.guard import signed_in
from desk.access.pages import DESK_HEADERS
from desk.agents import Agent, Role
from desk.call_page import CallPages, moment_in_words
from desk.call_records import CallFile, Erased, NoSuchCall, RecordsOut, ToRing
from desk.call_view import number_to_ring, tries
from desk.callback_words import (
    CHOICES,
    KINDS,
    RESULTS,
    Choice,
    Moment,
    due_in_words,
    moment_of,
    tries_in_words,
)
from desk.rows import called
from dialog.callback import spoken_number
from dialog.callback_states import ZONE, CallbackState
from dialog.card import card
from dialog.desk_events import CalledBack
from dialog.summary import summarise
from records.callbacks import Callback

_SEE_OTHER, _GONE, _CONFLICT, _UNAVAILABLE = 303, 404, 409, 503
LIST = "/balie/terugbellen"
_AGAIN = timedelta(hours=2)
"""So much later a call that nobody answered is proposed to be tried again."""
_Agent = Annotated[Agent, Depends(signed_in(Role.AGENT))]
_Text = Annotated[str, Form(max_length=1000)]


@dataclass(frozen=True, slots=True)
class Row:
    """A callback as the list shows it."""

    one: ToRing
    moment: Moment
    due: str
    mine: bool
    claimed_by: str | None
    """As colleagues write the name."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What an agent filled in after an attempt."""

    choice: Choice | None
    text: str
    day: str
    time: str

    def again_at(self) -> datetime | None:
        """When it is tried again; None where no moment was given, or none that there is."""
        try:
            at = datetime.fromisoformat(f"{self.day}T{self.time}")
        except ValueError:
            return None
        return at.replace(tzinfo=ZONE) if at.tzinfo is None else None


def callback_router(desk: CallPages) -> APIRouter:
    """Serve /balie/terugbellen, and each callback in it."""
    router = APIRouter(include_in_schema=False)

    @router.get(LIST)
    async def shown(
        request: Request, agent: _Agent, afdeling: str = "", gedaan: str = ""
    ) -> Response:
        kept = "De uitkomst is bewaard." if gedaan else ""
        return await _list(desk, request, agent, department=afdeling, kept=kept)

    @router.get(LIST + "/{call}/{entry}")
    async def one(request: Request, agent: _Agent, call: str, entry: int) -> Response:
        return await _one(desk, request, agent, (call, entry))

    @router.post(LIST + "/{call}/{entry}/neem")
    async def claim(request: Request, agent: _Agent, call: str, entry: int) -> Response:
        try:
            taken = await desk.records.claim((call, entry), agent)
        except NoSuchCall:
            return await _list(desk, request, agent, "Deze beller hoeft niet meer gebeld.")
        except RecordsOut as error:
            return _out(desk, request, error)
        if taken.callback.claimed_by != agent.name:
            return await _list(desk, request, agent, _not_free(desk, taken.callback))
        return _to(f"{LIST}/{quote(call, safe='')}/{entry}")

    @router.post(LIST + "/{call}/{entry}/terug")
    async def release(request: Request, agent: _Agent, call: str, entry: int) -> Response:
        try:
            await desk.records.release((call, entry), agent)
        except RecordsOut as error:
            return _out(desk, request, error)
        return _to(LIST)

    @router.post(LIST + "/{call}/{entry}/klaar")
    async def done(
        request: Request, agent: _Agent, call: str, entry: int,
        result: Annotated[str, Form()] = "", text: _Text = "",
        dag: Annotated[str, Form(max_length=10)] = "",
        tijd: Annotated[str, Form(max_length=8)] = "",
    ) -> Response:  # fmt: skip
        choice = next((each for each in CHOICES if each.key == result), None)
        tried = Tried(choice, text.strip(), dag, tijd)
        return await _done(desk, request, agent, (call, entry), tried)

    return router


# -- the list ------------------------------------------------------------------------------------


async def _list(
    desk: CallPages, request: Request, agent: Agent, fault: str = "", department: str = "",
    kept: str = "",
) -> Response:  # fmt: skip
    try:
        waiting = await desk.records.to_ring()
    except RecordsOut as error:
        return _out(desk, request, error)
    titles = desk.titles()
    keys = sorted({each.callback.department for each in waiting} - {""}, key=titles.department)
    wanted = department if department in keys else ""
    rows = _rows(desk, waiting, agent, wanted)
    return desk.answer(
        request,
        "desk/callbacks.html",
        _CONFLICT if fault else 200,
        here=LIST,
        rows=rows,
        late=sum(row.moment is Moment.LATE for row in rows),
        departments={key: titles.department(key) for key in keys},
        department=wanted,
        titles=titles,
        kinds=KINDS,
        tries=tries_in_words,
        kept=kept,
        fault=fault,
    )


def _rows(desk: CallPages, waiting: Sequence[ToRing], agent: Agent, department: str) -> list[Row]:
    """What is late or is to be done now first, and of these what has haste."""
    now = desk.now()
    rows = [
        Row(
            one,
            moment_of(one.callback, now),
            due_in_words(one.callback, now),
            one.callback.claimed_by == agent.name,
            _claimed_by(desk, one.callback),
        )
        for one in waiting
        if department in ("", one.callback.department)
    ]
    order = list(Moment)
    return sorted(rows, key=lambda row: (not row.mine, order.index(row.moment)))


def _not_free(desk: CallPages, callback: Callback) -> str:
    if callback.state is CallbackState.DONE:
        return "Deze beller is al teruggebeld."
    return f"{_claimed_by(desk, callback) or 'Een collega'} belt deze beller al."


def _claimed_by(desk: CallPages, callback: Callback) -> str | None:
    """The title of who sits at the desk, else the name of the account."""
    name = callback.claimed_by
    return called(name, desk.live.board.seats()) if name is not None else None


# -- one of them ---------------------------------------------------------------------------------


async def _one(
    desk: CallPages, request: Request, agent: Agent, which: tuple[str, int], fault: str = "",
    tried: Tried | None = None,
) -> Response:  # fmt: skip
    try:
        file = await desk.records.look(which[0], agent)
    except (NoSuchCall, RecordsOut) as error:
        return _out(desk, request, error)
    callback = next((one for one in file.callbacks if one.entry == which[1]), None)
    if callback is None or file.erased:
        return _out(desk, request, NoSuchCall())
    return _page_of(desk, request, agent, file, callback, fault, tried)


def _page_of(
    desk: CallPages, request: Request, agent: Agent, file: CallFile, callback: Callback,
    fault: str, tried: Tried | None,
) -> Response:  # fmt: skip
    titles, now = desk.titles(), desk.now()
    again = (now + _AGAIN).astimezone(ZONE)
    number = number_to_ring(file.items, callback.entry)
    return desk.answer(
        request,
        "desk/callback.html",
        _CONFLICT if fault else 200,
        here=LIST,
        file=file,
        callback=callback,
        kind=KINDS[callback.kind],
        department=titles.department(callback.department) if callback.department else "",
        due=due_in_words(callback, now),
        late=moment_of(callback, now) is Moment.LATE,
        done=callback.state is CallbackState.DONE,
        mine=callback.claimed_by == agent.name,
        claimed_by=_claimed_by(desk, callback),
        number=number,
        shown=spoken_number(number) if number else "",
        card=card(summarise(file.items), titles),
        tries=tries(file.items, callback.entry),
        results=RESULTS,
        choices=CHOICES,
        tried=tried or Tried(None, "", f"{again:%Y-%m-%d}", f"{again:%H:%M}"),
        in_words=lambda at: moment_in_words(at, now),
        fault=fault,
    )


async def _done(
    desk: CallPages, request: Request, agent: Agent, which: tuple[str, int], tried: Tried
) -> Response:
    fault = _fault(tried, desk.now())
    if fault or tried.choice is None:
        return await _one(desk, request, agent, which, fault, tried)
    event = CalledBack(
        at=desk.now(),
        agent=agent.title,
        result=tried.choice.result,
        text=tried.text,
        again_at=tried.again_at() if tried.choice.again else None,
        entry=which[1],
    )
    try:
        await desk.records.keep(which[0], event)
    except (Erased, NoSuchCall) as error:
        return _out(desk, request, error)
    except RecordsOut:
        told = "Dit kon niet worden bewaard. Probeer het zo nog eens."
        return await _one(desk, request, agent, which, told, tried)
    return _to(f"{LIST}?gedaan=1")


def _fault(tried: Tried, now: datetime) -> str:
    """Why this cannot be kept, in Dutch; '' where it can."""
    if tried.choice is None:
        return "Kies hoe het ging."
    again = tried.again_at()
    if tried.choice.again and again is None:
        return "Vul in op welke dag en hoe laat u opnieuw belt."
    if tried.choice.again and again is not None and again <= now:
        return "Kies een moment dat nog komt."
    return ""


def _out(desk: CallPages, request: Request, error: Exception) -> Response:
    out = isinstance(error, RecordsOut)
    status = _UNAVAILABLE if out else _GONE
    return desk.answer(request, "desk/call_gone.html", status, out=out)


def _to(address: str) -> Response:
    return RedirectResponse(address, _SEE_OTHER, headers=DESK_HEADERS)
