"""The form with which an editor tells everybody what they should hear now, and what became of it.

It takes effect at once, for calls that run too, and needs no draft: in a calamity there is no time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.pages import DESK_HEADERS
from desk.call_page import moment_in_words
from desk.studio.calamity import Asked, Calamities, CalamityOut, NotRight, Switched, Told, Wanted
from desk.studio.room import GONE, SEE_OTHER, STUDIO, UNAVAILABLE, Editor, StudioRoom
from dialog.callback_states import ZONE

CALAMITY = f"{STUDIO}/calamiteit"
MOST_QUESTIONS = 5
_UNPROCESSABLE = 422
_USUAL = timedelta(hours=4)
"""So long a message holds unless the editor says otherwise."""
_OUT = "De gegevens zijn nu niet te bereiken. Er is niets veranderd. Probeer het zo nog eens."
_Text = Annotated[str, Form(max_length=2000)]
_Lines = Annotated[list[str] | None, Form(max_length=MOST_QUESTIONS)]


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as the editor filled it in."""

    title: str = ""
    text: str = ""
    english: str = ""
    postcodes: str = ""
    streets: str = ""
    since_day: str = ""
    since_time: str = ""
    until_day: str = ""
    until_time: str = ""
    questions: Sequence[str] = ()
    answers: Sequence[str] = ()

    def wanted(self, now: datetime) -> Wanted:
        """Raises NotRight for what is no day or time."""
        since = _moment("since", self.since_day, self.since_time) if self._later else now
        until = _moment("until", self.until_day, self.until_time)
        return Wanted(
            title=self.title,
            text=self.text,
            english=self.english,
            postcodes=_listed(self.postcodes),
            streets=_listed(self.streets),
            since=since,
            until=until,
            questions=self.rows,
        )

    @property
    def rows(self) -> tuple[Asked, ...]:
        """The questions that were filled in, at least in half."""
        pairs = zip(self.questions, self.answers, strict=False)
        filled = ((question, answer) for question, answer in pairs if question or answer)
        return tuple(Asked(question=question, answer=answer) for question, answer in filled)

    @property
    def _later(self) -> bool:
        return bool(self.since_day.strip() or self.since_time.strip())


def _typed(
    title: _Text = "",
    text: _Text = "",
    english: _Text = "",
    postcodes: _Text = "",
    streets: _Text = "",
    since_day: _Text = "",
    since_time: _Text = "",
    until_day: _Text = "",
    until_time: _Text = "",
    question: _Lines = None,
    answer: _Lines = None,
) -> Typed:
    return Typed(
        title, text, english, postcodes, streets, since_day, since_time, until_day, until_time,
        [each.strip() for each in question or ()], [each.strip() for each in answer or ()],
    )  # fmt: skip


_Filled = Annotated[Typed, Depends(_typed)]


def calamity_router(room: StudioRoom, calamities: Calamities) -> APIRouter:
    """Serve /balie/studio/calamiteit."""
    router = APIRouter(include_in_schema=False)
    pages = _Pages(room, calamities)
    for address, work, method in (
        (CALAMITY, pages.show, "GET"),
        (CALAMITY, pages.start, "POST"),
        (CALAMITY + "/{key}/stop", pages.ask_to_stop, "GET"),
        (CALAMITY + "/{key}/stop", pages.stop, "POST"),
    ):
        router.add_api_route(address, work, methods=[method])
    return router


class _Pages:
    def __init__(self, room: StudioRoom, calamities: Calamities) -> None:
        self._room, self._calamities = room, calamities

    async def show(self, request: Request, agent: Editor, gedaan: str = "") -> Response:
        until = (self._room.now() + _USUAL).astimezone(ZONE)
        typed = Typed(until_day=until.date().isoformat(), until_time=f"{until:%H}:00")
        done = {
            "aan": "Het bericht staat aan. Bellers horen het.",
            "uit": "Het bericht is gestopt.",
        }
        return await self._page(request, typed, done=done.get(gedaan, ""))

    async def start(self, request: Request, agent: Editor, typed: _Filled) -> Response:
        try:
            await self._calamities.start(typed.wanted(self._room.now()), agent)
        except NotRight as error:
            return await self._page(request, typed, _UNPROCESSABLE, wrong=error.sentences)
        except CalamityOut:
            return await self._page(request, typed, UNAVAILABLE, fault=_OUT)
        return RedirectResponse(f"{CALAMITY}?gedaan=aan", SEE_OTHER, headers=DESK_HEADERS)

    async def ask_to_stop(self, request: Request, agent: Editor, key: str) -> Response:
        try:
            running = await self._calamities.running()
        except CalamityOut:
            return await self._page(request, Typed(), UNAVAILABLE, fault=_OUT)
        message = next((each for each in running if each.key == key), None)
        if message is None:
            return await self._page(
                request, Typed(), GONE, fault="Dit bericht staat niet meer aan."
            )
        return self._room.answer(
            request, "studio/calamity_stop.html", here=CALAMITY, message=message
        )

    async def stop(self, request: Request, agent: Editor, key: str) -> Response:
        try:
            await self._calamities.stop(key, agent)
        except LookupError:
            return await self._page(
                request, Typed(), GONE, fault="Dit bericht staat niet meer aan."
            )
        except CalamityOut:
            return await self._page(request, Typed(), UNAVAILABLE, fault=_OUT)
        return RedirectResponse(f"{CALAMITY}?gedaan=uit", SEE_OTHER, headers=DESK_HEADERS)

    async def _page(
        self,
        request: Request,
        typed: Typed,
        status: int = 200,
        wrong: Mapping[str, Sequence[str]] | None = None,
        done: str = "",
        fault: str = "",
    ) -> Response:
        running: Sequence[tuple[Switched, Told]] = ()
        before: Sequence[tuple[Switched, Told]] = ()
        try:
            running = await self._with_counts(await self._calamities.running())
            before = await self._with_counts(await self._calamities.before())
        except CalamityOut:
            status, fault = UNAVAILABLE, fault or _OUT
        now = self._room.now()
        return self._room.answer(
            request,
            "studio/calamity.html",
            status,
            here=CALAMITY,
            typed=typed,
            wrong=wrong or {},
            most=MOST_QUESTIONS,
            running=running,
            before=before,
            now=now,
            in_words=lambda at: moment_in_words(at, now),
            hour=lambda at: f"{at.astimezone(ZONE):%H:%M}",
            done=done,
            fault=fault,
        )

    async def _with_counts(self, messages: Sequence[Switched]) -> Sequence[tuple[Switched, Told]]:
        return [(each, await self._calamities.told(each)) for each in messages]


def _listed(text: str) -> tuple[str, ...]:
    """'4991, 4992 AB' and one a line."""
    parts = text.replace("\n", ",").replace(";", ",").split(",")
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def _moment(name: str, day: str, at: str) -> datetime:
    try:
        return datetime.combine(
            date.fromisoformat(day.strip()), time.fromisoformat(at.strip()), ZONE
        )
    except ValueError:
        told = "Vul een dag en een tijd in, zoals 27-11-2026 en 18:00."
        raise NotRight({name: [told]}) from None
