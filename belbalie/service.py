"""The service: pages, media sockets and health over HTTP, and the content that reloads itself."""

import asyncio
import contextlib
import hmac
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence

import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket
from fastapi_offline import FastAPIOffline
from loguru import logger

from belbalie.assistant import Assistant
from belbalie.cards import posting
from belbalie.contacts import telling_contacts
from belbalie.crisis_routes import crisis_router
from belbalie.desk_house import DeskHouse, open_desk
from belbalie.errors import WorkFailed
from belbalie.household import Household, open_household
from belbalie.known import Progress
from belbalie.metrics import Metrics
from belbalie.settings import Settings
from belbalie.sip_desk import SipDesk
from belbalie.studio_house import StudioParts
from belbalie.typed_calls import TypedCalls
from belbalie.watched_content import content_changes
from belbalie.watched_sources import watching
from desk.notices import NO_NOTICES
from desk.studio.content import ByHand, ContentDesk, StudioOut
from desk.text_page import text_router
from desk.text_socket import text_socket_router
from desk.typed import Typed
from desk.visitor import visitor_router
from telephony.media_socket import SocketLine, turn_away
from telephony.raw import open_raw
from telephony.sip_endpoint import SipEndpoint, SipUnavailable
from telephony.starlette_socket import StarletteSocket
from telephony.twilio import open_twilio

LARGEST_MESSAGE_BYTES = 1 << 20
"""Above the dialects' own limit, so that they and not the server refuse what is too large."""
DRAIN_SECONDS = 30
"""How long calls in progress may go on after we were asked to stop."""


def make_app(
    household: Household,
    assistant: Assistant,
    metrics: Metrics,
    endpoint: SipEndpoint | None = None,
    typed: Typed | None = None,
    desk: DeskHouse | None = None,
) -> FastAPI:
    municipality = household.known.knowledge.municipality
    app: FastAPI = FastAPIOffline(
        title="Belbalie", summary=f"De telefoonbalie van {municipality.name}"
    )
    app.include_router(visitor_router(municipality.name, municipality.telephone))
    if typed is not None:
        app.include_router(text_router(municipality.name, municipality.telephone, typed))
        app.include_router(text_socket_router(typed))
    if desk is not None:
        desk.add_to(app)
    if household.settings.crisis_users:
        users, now = household.settings.crisis_users, household.clock.now
        app.include_router(crisis_router(household.service_desk.crisis, users, now))
    _add_media(app, assistant, metrics)
    _add_health(app, household, assistant, endpoint)
    _add_metrics(app, household, metrics)
    return app


def _add_media(app: FastAPI, assistant: Assistant, metrics: Metrics) -> None:
    async def answer(websocket: WebSocket, open_line: Callable[..., object]) -> None:
        await websocket.accept()
        far_end = StarletteSocket(websocket)
        if assistant.is_full():
            await refuse(far_end)
            return
        line = await open_line(far_end)  # type: ignore[misc]
        if not isinstance(line, SocketLine):
            return
        if assistant.is_full():  # others came in while this one had not said start
            await refuse(far_end)
            await line.hang_up()
            return
        await assistant.answer(line)

    async def refuse(far_end: StarletteSocket) -> None:
        metrics.refused.inc()
        logger.info("a call was refused: all lines are busy")
        await turn_away(far_end)

    @app.websocket("/media/twilio")
    async def twilio(websocket: WebSocket) -> None:
        await answer(websocket, open_twilio)

    @app.websocket("/media/raw")
    async def raw(websocket: WebSocket) -> None:
        await answer(websocket, open_raw)


def _add_health(
    app: FastAPI, household: Household, assistant: Assistant, endpoint: SipEndpoint | None
) -> None:
    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process is up."""
        return {"status": "up"}

    @app.get("/readyz")
    async def readyz(response: Response) -> dict[str, object]:
        """Models are loaded, the database answers, telephone calls can come in."""
        reachable = await household.writer.reachable()
        listens = endpoint is None or endpoint.up.is_set()
        ready = reachable and listens
        response.status_code = 200 if ready else 503
        return {
            "status": "ready" if ready else "not ready",
            "models": "loaded",
            "database": "reachable" if reachable else "not reachable",
            "sip": "off" if endpoint is None else "listening" if listens else "starting again",
            "content": household.known.knowledge.version,
            "calls": assistant.calls,
        }


def _add_metrics(app: FastAPI, household: Household, metrics: Metrics) -> None:
    @app.get("/metrics")
    async def figures(request: Request) -> Response:
        """Figures for Prometheus; with a token when one is set."""
        token = household.settings.metrics_token
        if token is not None:
            given = request.headers.get("authorization", "")
            if not hmac.compare_digest(given, f"Bearer {token.get_secret_value()}"):
                return Response(status_code=401)
        return Response(metrics.text(), media_type="text/plain; version=0.0.4")


def bind(settings: Settings) -> socket.socket:
    """Take the port before anything is loaded. Raises WorkFailed when it cannot be had."""
    family = socket.AF_INET6 if ":" in settings.http_host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((settings.http_host, settings.http_port))
        taken.listen(128)
    except (OSError, OverflowError) as error:
        taken.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise WorkFailed(
            f"Expected to listen on {settings.http}, got: {reason}; stop the program that uses "
            "it or choose another address, as in: belbalie serve --http 127.0.0.1:8081"
        ) from None
    return taken


async def keep_content_fresh(
    household: Household, studio: StudioParts, idle: asyncio.Event
) -> None:
    """Take up changed content; what is broken leaves the last good content in force.

    All that is fixed in it is rendered while nobody calls.
    """
    async with asyncio.TaskGroup() as tasks:
        prompts = tasks.create_task(household.prepare_all(idle), name="prompts")
        async for _ in _changes(household, studio):
            prompts.cancel()
            await household.prepare_prompts()
            prompts = tasks.create_task(household.prepare_all(idle), name="prompts")


async def _changes(household: Household, studio: StudioParts) -> AsyncIterator[None]:
    """Each time that new content is in force, by whoever changed it."""
    told = household.known.knowledge.version
    async for _ in content_changes(lambda: household.content.folders):
        try:
            await studio.in_force.take_up()
        except WorkFailed as error:
            logger.error("content not taken up: {}", error)
        with contextlib.suppress(ByHand):  # its problems are told already
            await _told_of(studio.content)
        if told != household.known.knowledge.version:
            told = household.known.knowledge.version
            yield


async def _told_of(content: ContentDesk) -> None:
    """What was changed by hand becomes a version."""
    try:
        await content.published()
    except StudioOut as error:
        logger.error("no version was made: {}", error)


@contextlib.asynccontextmanager
async def _in_background(
    household: Household, assistant: Assistant, typed: TypedCalls, desk: DeskHouse
) -> AsyncIterator[None]:
    """What goes on beside the calls; ended with the service."""
    tasks = (
        *(asyncio.create_task(work, name=name) for name, work in desk.work(assistant.idle).items()),
        asyncio.create_task(
            keep_content_fresh(household, desk.studio, assistant.idle), name="content"
        ),
        asyncio.create_task(household.service_desk.forget_old(), name="retention"),
        asyncio.create_task(household.service_desk.crisis.keep_fresh(), name="crises"),
        asyncio.create_task(typed.keep_tidy(), name="conversations by text"),
        asyncio.create_task(household.service_desk.texts.keep_sending(), name="messages"),
        asyncio.create_task(household.service_desk.calls.keep_forgetting(), name="calls"),
        asyncio.create_task(household.documents.keep_fresh(assistant.idle), name="documents"),
    )
    for task in tasks:
        task.add_done_callback(_stopped)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _stopped(task: "asyncio.Task[None]") -> None:
    """Work that ends by a fault would be missed by nobody until it is needed."""
    if not task.cancelled() and task.exception() is not None:
        logger.opt(exception=task.exception()).error("{}: stopped by a fault", task.get_name())


Ready = Callable[[Household, Sequence[str]], None]
"""Called once calls can come in, with the transports on which the telephone listens."""


class _Server(uvicorn.Server):
    def __init__(
        self,
        config: uvicorn.Config,
        close_pages: Callable[[], None],
        drain: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(config)
        self._close_pages, self._drain = close_pages, drain

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let calls in progress come to their end, on every kind of line."""
        self._close_pages()
        await asyncio.gather(super().shutdown(sockets), self._drain())

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take a signal as the wish to stop. uvicorn raises it once more when it has stopped,
        which would end the process before the household is closed.
        """
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        for each in signals:
            loop.add_signal_handler(each, self.handle_exit, each, None)
        try:
            yield
        finally:
            for each in signals:
                loop.remove_signal_handler(each)


async def serve(settings: Settings, progress: Progress, ready: Ready) -> None:
    """Run until asked to stop. `ready` is called once calls can come in. Raises CommandError."""
    taken, metrics = bind(settings), Metrics()
    with contextlib.closing(taken):
        endpoint = _endpoint(settings)
        async with (
            open_household(settings, progress) as household,
            posting(settings) as webhook,
            telling_contacts(
                settings, household.writer.log, lambda: household.titles, metrics
            ) as contacts,
            open_desk(household, endpoint, contacts or NO_NOTICES) as desk,
        ):
            assistant = Assistant(household, metrics, desk.dialling, webhook, desk=desk)
            typed = TypedCalls(household, metrics, webhook, desk)
            app = make_app(household, assistant, metrics, endpoint, typed, desk)
            config = uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                ws_max_size=LARGEST_MESSAGE_BYTES,
                timeout_graceful_shutdown=DRAIN_SECONDS,
            )
            async with (
                _in_background(household, assistant, typed, desk),
                watching(settings),
                _telephone(endpoint, SipDesk(assistant, metrics), metrics),
            ):
                ready(household, endpoint.transports if endpoint is not None else ())
                await _Server(config, desk.end, lambda: _drain(endpoint)).serve(sockets=[taken])


def _endpoint(settings: Settings) -> SipEndpoint | None:
    setup = settings.sip_setup
    return SipEndpoint(setup) if setup is not None else None


@contextlib.asynccontextmanager
async def _telephone(
    endpoint: SipEndpoint | None, desk: SipDesk, metrics: Metrics
) -> AsyncIterator[None]:
    """The telephone, while it is to ring. Raises WorkFailed when it cannot."""
    if endpoint is None:
        yield
        return
    try:
        await endpoint.start(desk.take)
    except SipUnavailable as error:
        raise WorkFailed(str(error)) from None
    metrics.sip_restarts.set_function(lambda: endpoint.restarts)
    running = asyncio.create_task(endpoint.run(), name="sip")
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await endpoint.close()


async def _drain(endpoint: SipEndpoint | None) -> None:
    """Take no new calls, and wait for those in progress as long as may be."""
    if endpoint is None:
        return
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            await endpoint.drain()
    except TimeoutError:
        logger.warning(
            "calls were still in progress {} s after we were asked to stop", DRAIN_SECONDS
        )
