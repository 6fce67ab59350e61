"""The overview, the stream, and what agents do, as any browser gets them."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

import httpx
import pytest
from starlette.testclient import TestClient

from desk.switchboard import Presence, Stage
from dialog.events import Heard
from tests.desk.board import KEES, NINE, Board, live_call
from tests.desk.desk_room import desk_of, room
from tests.desk.echo_desk import running
from tests.desk.signed import CSRF, EDITOR, SANNE, app_with, client_of, cookies

ON_THE_PAGE = {"HX-Request": "true", "HX-Target": "weigeren"}


@pytest.fixture
def board() -> Board:
    made = Board()
    made.sit_down(KEES)
    made.sit_down(SANNE)
    return made


@pytest.fixture
def client(board: Board) -> TestClient:
    return client_of(room(board))


def test_an_empty_desk_says_what_to_expect(client: TestClient) -> None:
    page = client.get("/balie").text
    assert "Er wacht niemand." in page
    assert "Nieuwe gesprekken verschijnen hier vanzelf." in page


def test_who_opens_the_overview_has_a_place_and_sees_who_is_there(client: TestClient) -> None:
    page = client.get("/balie").text
    assert "U bent afwezig" in page
    assert "Kees Bakker" in page


class House:
    """What it has to say to everybody."""

    def __init__(self) -> None:
        self.sentences = ["Open Klant is niet bereikbaar.", "1 gesprek staat niet in Open Klant."]

    def notices(self) -> Sequence[str]:
        return self.sentences


def test_what_everybody_should_know_is_on_top_of_the_overview(board: Board) -> None:
    page = client_of(room(board, desk_of(board, House()))).get("/balie").text
    first, second = map(page.index, House().sentences)
    assert first < second < page.index("In de rij")


def test_the_queue_tells_order_urgency_and_time_in_words(board: Board, client: TestClient) -> None:
    for key, urgent in (("c-1", False), ("c-2", True)):
        call = live_call(key, stage=Stage.QUEUED, queued_since=NINE, urgent=urgent,
                         department="burgerzaken", estimate_seconds=190.0)  # fmt: skip
        board.add(call)
    page = client.get("/balie").text
    assert page.index("rij-c-2") < page.index("rij-c-1")
    assert "Met spoed" in page
    assert "Nog te wachten: ongeveer 3 minuten." in page


def test_a_ringing_call_is_on_top_with_its_card(board: Board, client: TestClient) -> None:
    board.add(live_call())
    board.ring("c-1", "sanne")
    page = client.get("/balie").text
    assert page.index("Er belt iemand") < page.index("In de rij")
    assert "Wat kost een nieuw paspoort?" in page
    assert "Er belt iemand" not in client_of(client.app, KEES).get("/balie").text  # type: ignore[arg-type]


def test_words_of_a_caller_are_put_in_as_text(board: Board, client: TestClient) -> None:
    board.add(live_call(items=[Heard(at=NINE, text="<script>alert(1)</script>")]))
    assert "<script>alert" not in client.get("/balie/gesprek/c-1").text
    assert "&lt;script&gt;alert" in client.get("/balie/gesprek/c-1").text


def test_no_other_role_gets_the_desk(board: Board) -> None:
    app = room(board)
    app.state.access = app_with(agents=(EDITOR,)).state.access
    client = client_of(app, EDITOR)
    board.add(live_call())
    for address in ("/balie", "/balie/live"):
        assert client.get(address).status_code == 403
    for address in ("aanwezig/away", "gesprek/c-1/overnemen"):
        assert client.post(f"/balie/{address}").status_code == 403


# -- what agents do ------------------------------------------------------------------------------


def test_without_scripts_each_button_is_a_form(board: Board, client: TestClient) -> None:
    answer = client.post("/balie/aanwezig/available", data={"csrf": CSRF})
    assert (answer.status_code, answer.headers["location"]) == (303, "/balie")
    seat = board.seat("sanne")
    assert seat is not None
    assert seat.presence is Presence.AVAILABLE


@pytest.mark.parametrize(
    ("word", "stage", "after", "then"),
    [
        ("opnemen", Stage.RINGING, "/balie/gesprek/c-1", Stage.AGENT),
        ("weigeren", Stage.RINGING, "/balie", Stage.QUEUED),
        ("overnemen", Stage.ASSISTANT, "/balie/gesprek/c-1", Stage.AGENT),
        ("ophangen", Stage.AGENT, "/balie/gesprek/c-1", Stage.OVER),
        ("terug", Stage.AGENT, "/balie/gesprek/c-1", Stage.ASSISTANT),
    ],
)
def test_what_an_agent_does_is_done(
    board: Board, client: TestClient, word: str, stage: Stage, after: str, then: Stage
) -> None:
    board.add(live_call())
    if stage is not Stage.ASSISTANT:
        board.ring("c-1", "sanne")
    if stage is Stage.AGENT:
        board.accept("sanne", "c-1")
    answer = client.post(f"/balie/gesprek/c-1/{word}")
    assert (answer.status_code, answer.headers["location"]) == (303, after)
    call = board.call("c-1")
    assert call is not None
    assert call.stage is then


def test_a_call_that_is_finished_frees_its_agent(board: Board, client: TestClient) -> None:
    board.add(live_call())
    board.ring("c-1", "sanne")
    board.accept("sanne", "c-1")
    board.hang("c-1")
    assert "Klaar, volgende gesprek" in client.get("/balie/gesprek/c-1").text
    assert client.post("/balie/gesprek/c-1/klaar").headers["location"] == "/balie"
    seat = board.seat("sanne")
    assert seat is not None
    assert (seat.call, seat.presence) == (None, Presence.AVAILABLE)


def test_a_button_that_stays_on_its_page_is_answered_with_nothing(
    board: Board, client: TestClient
) -> None:
    board.add(live_call())
    board.ring("c-1", "sanne")
    answer = client.post("/balie/gesprek/c-1/weigeren", headers=ON_THE_PAGE)
    assert (answer.status_code, answer.text) == (204, "")


def test_what_cannot_be_done_any_more_is_told(board: Board, client: TestClient) -> None:
    page = client.post("/balie/gesprek/c-1/overnemen")
    assert page.status_code == 409
    assert "Dit gesprek is er niet meer, of een collega heeft het al." in page.text
    assert "In de rij" in page.text
    short = client.post("/balie/gesprek/c-1/opnemen", headers=ON_THE_PAGE)
    assert (short.status_code, short.text) == (409, "Dit gesprek is er niet meer.")


def test_a_form_of_another_site_does_nothing(board: Board, client: TestClient) -> None:
    board.add(live_call())
    refused = client.post("/balie/gesprek/c-1/overnemen", headers={"Origin": "https://boef.test"})
    assert refused.status_code == 403
    call = board.call("c-1")
    assert call is not None
    assert call.stage is Stage.ASSISTANT


# -- the stream ----------------------------------------------------------------------------------


@dataclass
class Told:
    event: str
    data: str


@pytest.fixture
def served(board: Board) -> Iterator[str]:
    with running(room(board)) as address:
        yield address


def signed_headers() -> dict[str, str]:
    """By hand: a client of Python keeps a Secure cookie from an address without TLS."""
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies(SANNE).items())}


async def events(lines: AsyncIterator[str]) -> AsyncIterator[Told]:
    """The events of a stream (WHATWG HTML, section 9.2.6)."""
    event, data = "", []
    async for line in lines:
        field, _, value = line.partition(": ")
        if field == "event":
            event = value
        elif field == "data":
            data.append(value)
        elif not line and event:
            yield Told(event, "\n".join(data))
            event, data = "", []


async def first_of(stream: AsyncIterator[Told], event: str) -> Told:
    async with asyncio.timeout(5):
        async for told in stream:
            if told.event == event:
                return told
    raise AssertionError(f"no {event}")


@pytest.fixture
async def browser(served: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=served, headers=signed_headers()) as client:
        yield client


async def test_a_page_is_told_all_of_it_and_then_what_changes(
    board: Board, browser: httpx.AsyncClient
) -> None:
    async with browser.stream("GET", "/balie/live?deel=overzicht") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        stream = events(answer.aiter_lines())
        first = [await anext(stream) for _ in range(7)]
        kinds = {told.event for told in first}
        assert kinds == {"clock", "notices", "queue", "calls", "seats", "me", "ring"}
        board.add(live_call())
        assert "Paspoort" in (await first_of(stream, "calls")).data
        board.ring("c-1", "sanne")
        assert "Er belt iemand" in (await first_of(stream, "ring")).data


async def test_the_lines_of_the_open_call_come_one_by_one(
    board: Board, browser: httpx.AsyncClient
) -> None:
    board.add(live_call())
    async with browser.stream("GET", "/balie/live?gesprek=c-1") as answer:
        stream = events(answer.aiter_lines())
        assert "Wat kost een nieuw paspoort?" in (await first_of(stream, "lines")).data
        board.happen("c-1", Heard(at=NINE, text="en voor\neen kind"))
        line = await first_of(stream, "line")
        assert "kind" in line.data
        assert "nieuw paspoort" not in line.data


async def test_a_committed_event_is_on_the_desk_within_300_ms(
    board: Board, browser: httpx.AsyncClient
) -> None:
    """Of twenty live calls, for the overview as for the call that is open: the slowest of 20."""
    for nth in range(20):
        board.add(live_call(f"c-{nth}"))
    waited = []
    async with browser.stream("GET", "/balie/live?gesprek=c-7") as answer:
        stream = events(answer.aiter_lines())
        await first_of(stream, "lines")
        for nth in range(20):
            began = time.perf_counter()
            board.happen("c-7", Heard(at=NINE, text=f"zin nummer {nth}"))
            assert f"zin nummer {nth}<" in (await first_of(stream, "line")).data
            waited.append(time.perf_counter() - began)
    assert sorted(waited)[18] <= 0.3


async def test_who_is_not_signed_in_is_told_nothing(served: str) -> None:
    async with httpx.AsyncClient(base_url=served) as client:
        headers = {"Accept": "text/event-stream"}
        assert (await client.get("/balie/live", headers=headers)).status_code == 401


async def test_a_stream_that_is_ended_lets_its_page_ask_anew(board: Board) -> None:
    desk = desk_of(board)
    app = room(board, desk)
    async with httpx.AsyncClient(headers=signed_headers()) as client:
        with running(app) as address:
            async with client.stream("GET", f"{address}/balie/live") as answer:
                stream = events(answer.aiter_lines())
                await first_of(stream, "ring")
                desk.drawing.end()
                async with asyncio.timeout(5):
                    assert [told async for told in stream] == []
