"""/balie/studio/laat-horen: what an editor wrote, as a caller would hear it.

A script plays the answer; without one the browser opens the sound by itself. The button may stand
in any form: it names the field whose text is to be heard (templates/studio/listen.html).
"""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from desk.access.pages import DESK_HEADERS
from desk.studio.content import PUBLISHED
from desk.studio.listening import MOST_LETTERS, CannotSay, Hear, Sounds, SoundWish
from desk.studio.room import CONFLICT, STUDIO, Editor, StudioRoom

LISTEN = f"{STUDIO}/laat-horen"
RATES = {"heel-langzaam": 0.7, "langzaam": 0.85, "gewoon": 1.0, "vlot": 1.2}
"""By the name of a choice; 1.0 is the voice's own, 0.85 a step slower, as callers can ask it."""


def listening_router(room: StudioRoom, hear: Hear) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.post(LISTEN)
    async def let_hear(request: Request, agent: Editor) -> Response:
        form = await request.form()
        told = [*form.items(), *request.query_params.items()]
        given = {name: value for name, value in told if isinstance(value, str)}
        try:
            sound = await hear.speak(wish_of(given), agent.name)
        except CannotSay as error:
            return _refused(room, request, str(error))
        return Response(sound, media_type="audio/wav", headers=DESK_HEADERS)

    return router


def wish_of(given: Mapping[str, str]) -> SoundWish:
    """From the fields of a form: the one that `veld` names, or `tekst`. Raises CannotSay for what
    nobody can say.
    """
    text = given.get(given.get("veld", ""), given.get("tekst", "")).strip()
    if not text:
        raise CannotSay("Er staat nog geen tekst. Schrijf eerst wat u wilt horen.")
    if len(text) > MOST_LETTERS:
        raise CannotSay(
            f"Deze tekst heeft {len(text)} tekens. Er kunnen er {MOST_LETTERS} tegelijk. "
            "Laat een deel horen."
        )
    language = given.get("taal") or "nl"
    return SoundWish(
        text=text,
        language=language,
        voice=given.get(f"stem-{language}", ""),
        rate=RATES.get(given.get("stem-tempo", ""), 1.0),
        sounds=_sounds(given.get("stem-lijn", "")),
        where=given.get("concept") or PUBLISHED,
        topic=given.get("onderwerp", ""),
    )


def _sounds(name: str) -> Sounds:
    return next((each for each in Sounds if each == name), Sounds.TELEPHONE)


def _refused(room: StudioRoom, request: Request, sentence: str) -> Response:
    """To a script the sentence; to who has none a page."""
    if "x-csrf" in request.headers:
        return Response(sentence, CONFLICT, headers=DESK_HEADERS, media_type="text/plain")
    return room.answer(request, "studio/not_heard.html", CONFLICT, sentence=sentence)
