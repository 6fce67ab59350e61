"""Cards over a real socket to a real web server."""

import asyncio
import base64
import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import standardwebhooks
from loguru import logger

from connectors.signing import signed, signing_key
from connectors.webhook import Receiver, Retry, Webhook
from dialog.wire import JSON
from tests.connectors.receiver import CardServer, receiving

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
AT_ONCE = Retry(attempts=3, first_seconds=0.0, longest_seconds=0.0, jitter_seconds=0.0)
WORDS = "mijn buurman is ziek"
CARD: dict[str, JSON] = {"question": {"words": WORDS, "topic": None}, "caller": "0612345678"}


@pytest.fixture
def server() -> Iterator[CardServer]:
    with receiving() as found:
        yield found


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """What is logged, at every level."""
    told: list[str] = []
    sink = logger.add(told.append, level=0, format="{level} {message}")
    yield told
    logger.remove(sink)


def webhook(url: str, retry: Retry = AT_ONCE, waiting: int = 100) -> Webhook:
    return Webhook(Receiver(url, signing_key(SECRET)), retry, waiting)


async def sent(hook: Webhook, *calls: str) -> None:
    """Post one card of each call, and wait until all is done with them."""
    async with hook.opened():
        for call in calls:
            hook.post("call_ended", call, CARD)


def calls(server: CardServer) -> list[str]:
    return [json.loads(request.body)["data"]["call"] for request in server.requests]


async def test_a_card_comes_signed(server: CardServer) -> None:
    await sent(webhook(server.url), "abc")
    (request,) = server.requests
    told = standardwebhooks.Webhook(SECRET).verify(request.body, dict(request.headers))
    assert (told["type"], told["data"]) == ("call_ended", {"call": "abc", "card": CARD})
    assert datetime.fromisoformat(told["timestamp"]).tzinfo is not None
    assert request.path == "/cards?key=geheim"
    assert request.headers["content-type"] == "application/json"


async def test_another_secret_does_not_verify(server: CardServer) -> None:
    await sent(webhook(server.url), "abc")
    other = standardwebhooks.Webhook(base64.b64encode(bytes(32)).decode())
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        other.verify(server.requests[0].body, dict(server.requests[0].headers))


@pytest.mark.parametrize("status", [500, 503, 429, 408])
async def test_what_may_pass_is_tried_again_as_the_same_message(
    server: CardServer, status: int
) -> None:
    server.statuses = [status, 200]
    await sent(webhook(server.url), "abc")
    first, second = server.requests
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body


@pytest.mark.parametrize("status", [400, 401, 404, 410, 301])
async def test_a_refusal_is_not_tried_again(
    server: CardServer, lines: list[str], status: int
) -> None:
    server.statuses = [status]
    await sent(webhook(server.url), "abc")
    assert len(server.requests) == 1
    assert lines == [f"ERROR webhook: the card of call abc was not taken: status {status}\n"]


async def test_after_the_last_attempt_the_next_card_is_sent(server: CardServer) -> None:
    server.statuses = [500] * AT_ONCE.attempts
    hook = webhook(server.url)
    async with hook.opened():
        hook.post("handover", "first", CARD)
        await hook.idle()
        hook.post("handover", "second", CARD)
    assert calls(server) == ["first"] * AT_ONCE.attempts + ["second"]


@pytest.mark.parametrize("asked", ["0", "99999999999", "Wed, 21 Oct 2015 07:28:00 GMT", "-1"])
async def test_the_wait_that_is_asked_for_is_kept_within_bounds(
    server: CardServer, asked: str
) -> None:
    server.statuses, server.headers = [503], {"Retry-After": asked}
    await sent(webhook(server.url), "abc")
    assert calls(server) == ["abc", "abc"]


async def test_a_server_that_is_down_holds_up_nobody(lines: list[str]) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        await sent(webhook(f"http://127.0.0.1:{closed.getsockname()[1]}/"), "a", "b")
    assert sorted(lines) == [
        f"ERROR webhook: the card of call {call} was not taken: ConnectError\n" for call in "ab"
    ]


async def test_a_server_that_never_answers_does_not_keep_the_service(
    server: CardServer, lines: list[str]
) -> None:
    server.gate = threading.Event()
    hook = webhook(server.url)
    async with asyncio.timeout(5):
        async with hook.opened(flush_seconds=0.01):
            hook.post("call_ended", "abc", CARD)
    assert lines == ["WARNING webhook: cards were not sent before the service stopped\n"]


async def test_of_too_many_the_oldest_is_dropped(server: CardServer, lines: list[str]) -> None:
    hook = webhook(server.url, waiting=2)
    for call in ("first", "second", "third"):
        hook.post("call_ended", call, CARD)
    assert lines == ["WARNING webhook: the card of call first was dropped, too many wait\n"]
    await sent(hook)
    assert sorted(calls(server)) == ["second", "third"]


async def test_a_card_that_is_no_json_stops_nothing(server: CardServer, lines: list[str]) -> None:
    hook = webhook(server.url)
    async with hook.opened():
        hook.post("call_ended", "wrong", {"card": object()})  # type: ignore[dict-item]
        hook.post("call_ended", "right", CARD)
    assert calls(server) == ["right"]
    assert "ERROR webhook: the card of call wrong was not taken: TypeError\n" in lines


async def test_no_words_and_no_address_come_into_the_logs(
    server: CardServer, lines: list[str]
) -> None:
    server.statuses = [500, 200, 404]
    await sent(webhook(server.url), "a", "b")
    told = "".join(lines)
    assert lines
    for secret in (WORDS, "0612345678", "geheim", "127.0.0.1", SECRET):
        assert secret not in told


# -- signatures ----------------------------------------------------------------------------------


def test_a_signature_is_that_of_the_scheme() -> None:
    """The example of the scheme's own tests."""
    key = signing_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, UTC)
    headers = signed(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, '{"test": 2432232314}')
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@pytest.mark.parametrize("secret", [SECRET, SECRET.removeprefix("whsec_"), SECRET.rstrip("=")])
def test_a_secret_may_lack_its_prefix_and_padding(secret: str) -> None:
    assert signing_key(secret) == bytes(range(32))


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "geheim", "whsec_geheim", "whsec_" + "A" * 100, SECRET + "é", "=" * 32]
)
def test_a_wrong_secret_is_told_without_it(secret: str) -> None:
    with pytest.raises(ValueError, match="expected whsec_ and 24 to 64 bytes") as told:
        signing_key(secret)
    assert not secret or secret == "whsec_" or secret not in str(told.value)
