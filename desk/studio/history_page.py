"""/balie/studio/versies: what callers heard, since when and why, and back to it."""

from collections.abc import Mapping, Sequence
from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from desk.access.pages import DESK_HEADERS
from desk.agents import Agent
from desk.call_page import moment_in_words
from desk.studio.content import PUBLISHED, ByHand, FileChange, Refused
from desk.studio.differences import differences, in_names
from desk.studio.faults import studio_router
from desk.studio.publish_page import LONGEST_REASON
from desk.studio.room import CONFLICT, SEE_OTHER, STUDIO, Editor, StudioRoom
from dialog.content_file import Problem

VERSIONS = f"{STUDIO}/versies"
_PAGE, _MOST = 50, 1000
_UNPROCESSABLE = 422
_NO_REASON = "Zeg in een paar woorden waarom u deze versie terugzet."
_DONE: Mapping[str, str] = {
    "publiceren": "Gepubliceerd. Wie nu belt, hoort deze versie.",
    "terug": "Teruggezet. Wie nu belt, hoort deze versie.",
}


def history_router(room: StudioRoom) -> APIRouter:
    router = studio_router(room)

    @router.get(VERSIONS)
    async def listed(request: Request, agent: Editor, aantal: int = _PAGE) -> Response:
        most = max(1, min(aantal, _MOST))
        found, now = await room.content.versions(most + 1), room.now()
        return room.answer(
            request,
            "studio/versions.html",
            here=VERSIONS,
            versions=found[:most],
            more=min(most + _PAGE, _MOST) if len(found) > most < _MOST else None,
            in_names=partial(in_names, titles=room.titles()),
            in_words=lambda at: moment_in_words(at, now),
        )

    @router.get(f"{VERSIONS}/{{version}}")
    async def shown(request: Request, agent: Editor, version: str, gedaan: str = "") -> Response:
        found, now = await room.content.version(version), room.now()
        latest = await room.content.versions(2)
        changes = await room.content.changes_of(version)
        begun = len(changes) == len(await room.content.files(version)) and _all_new(changes)
        in_force = bool(latest) and latest[0].key == found.key
        return room.answer(
            request,
            "studio/version.html",
            here=VERSIONS,
            version=found,
            in_force=in_force,
            previous=latest[1] if in_force and len(latest) > 1 else None,
            done=_DONE.get(gedaan, "") if in_force else "",
            begun=begun,
            files=() if begun else await differences(changes),
            in_words=lambda at: moment_in_words(at, now),
        )

    @router.get(f"{VERSIONS}/{{version}}/terug")
    async def sure(request: Request, agent: Editor, version: str) -> Response:
        return await _sure(room, request, version)

    @router.post(f"{VERSIONS}/{{version}}/terug")
    async def back(request: Request, agent: Editor, version: str) -> Response:
        reason = " ".join(str((await request.form()).get("reden", "")).split())[:LONGEST_REASON]
        if not reason:
            return await _sure(room, request, version, wrong=_NO_REASON, status=_UNPROCESSABLE)
        return await _back(room, request, agent, version, reason)

    return router


def _all_new(changes: Sequence[FileChange]) -> bool:
    return all(change.before is None for change in changes)


async def _back(
    room: StudioRoom, request: Request, agent: Agent, version: str, reason: str
) -> Response:
    try:
        made = await room.content.back_to(version, agent, reason)
    except ByHand as broken:
        return await _sure(room, request, version, status=CONFLICT, by_hand=broken.problems)
    except Refused as refused:
        return await _sure(room, request, version, status=CONFLICT, refused=str(refused))
    return RedirectResponse(f"{VERSIONS}/{made.key}?gedaan=terug", SEE_OTHER, headers=DESK_HEADERS)


async def _sure(
    room: StudioRoom,
    request: Request,
    version: str,
    *,
    wrong: str = "",
    refused: str = "",
    by_hand: Sequence[Problem] = (),
    status: int = 200,
) -> Response:
    """What would be other for callers, and the question why."""
    found, now = await room.content.version(version), room.now()
    return room.answer(
        request,
        "studio/back.html",
        status,
        here=VERSIONS,
        version=found,
        files=await differences(await room.content.changes_between(PUBLISHED, version)),
        wrong=wrong,
        refused=refused,
        by_hand=by_hand,
        in_words=lambda at: moment_in_words(at, now),
    )
