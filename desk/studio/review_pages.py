"""From draft to published, as an editor sees it: overview, draft, second pair of eyes, versions."""

from fastapi import APIRouter

from desk.studio.draft_page import draft_router
from desk.studio.history_page import history_router
from desk.studio.overview_page import overview_router
from desk.studio.publish_page import publish_router
from desk.studio.room import StudioRoom
from desk.studio.todo import Todo


def review_router(room: StudioRoom, todo: Todo) -> APIRouter:
    """Serve /balie/studio, /balie/studio/concept/{draft} and /balie/studio/versies."""
    router = APIRouter(include_in_schema=False)
    for part in (
        overview_router(room, todo),
        draft_router(room),
        publish_router(room),
        history_router(room),
    ):
        router.include_router(part)
    return router
