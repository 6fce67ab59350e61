"""The edge with real Belbalies behind it: Debian's Kamailio, our endpoint, real telephones."""

import asyncio
import itertools
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from telephony.sip_endpoint import SipEndpoint
from tests.telephony.answering import Answering, answering, eventually
from tests.telephony.edge import ADDRESS, KAMAILIO, Edge, edge
from tests.telephony.plain_caller import Saying, header, plain_caller, status
from tests.telephony.ports import free_port_pair
from tests.telephony.softphone import Habits, Softphone, softphone
from tests.telephony.tones import heard_seconds, tone

pytestmark = [
    pytest.mark.telephones,
    pytest.mark.skipif(KAMAILIO is None, reason="Debian's kamailio is missing"),
    pytest.mark.skipif(shutil.which("baresip") is None, reason="Debian's baresip is missing"),
]
CALLER_SAYS, WE_SAY = tone(500, 20), tone(900, 20)
CALLS = 20
"""New calls that one address may begin in a second."""

UNUSABLE = {
    "none": "",
    "star": "Contact: *\r\n",
    "short form, star": "m: *\r\n",
    "folded star": "Contact:\r\n *\r\n",
    "no address": "Contact: %%%\r\n",
    "empty": "Contact: \r\n",
    "empty brackets": "Contact: <>\r\n",
    "scheme only": "Contact: <sip:>\r\n",
    "no user": "Contact: <sip:@127.0.0.1>\r\n",
    "web address": "Contact: <http://x/>\r\n",
    "port too high": "Contact: <sip:jan@127.0.0.1:99999>\r\n",
    "open IPv6": "Contact: <sip:jan@[::1\r\n",
    "open bracket": "Contact: <sip:jan@127.0.0.1:25140\r\n",
    "star last": "Contact: <sip:a@127.0.0.1>, *\r\n",
    "star first": "Contact: *, <sip:a@127.0.0.1>\r\n",
    "comma first": "Contact: ,<sip:a@127.0.0.1>\r\n",
    "space in host": "Contact: <sip:a@b c>\r\n",
    "open quotes": 'Contact: "unterminated <sip:a@127.0.0.1>\r\n',
    "two": "Contact: <sip:a@127.0.0.1>\r\nContact: <sip:b@127.0.0.1>\r\n",
    "good and star": "Contact: <sip:a@127.0.0.1>\r\nContact: *\r\n",
}
"""Contacts with which no call can be made; the stack leaks over many of them."""

ODD = {
    "bare": "Contact: sip:jan@127.0.0.1:25140\r\n",
    "named": 'Contact: "De Vries, \\"Jan\\"" <sip:jan@127.0.0.1:25140>;q=1\r\n',
    "short form": "m: <sip:jan@127.0.0.1:25140>\r\n",
    "telephone number": "Contact: <tel:123>\r\n",
    "sips": "Contact: <sips:jan@127.0.0.1>\r\n",
    "no user": "Contact: <sip:127.0.0.1:25140>\r\n",
    "escaped user": "Contact: <sip:%2B31612345678@127.0.0.1>\r\n",
    "instance": 'Contact: <sip:a@127.0.0.1>;+sip.instance="<urn:uuid:1>"\r\n',
    "IPv6": "Contact: <sip:[2001:db8::1]:5060>\r\n",
}
"""Contacts that look odd and are good."""


@asynccontextmanager
async def town(folder: Path, calls: int = CALLS) -> AsyncIterator[tuple[Edge, Answering]]:
    """An edge with one Belbalie behind it."""
    async with (
        answering(WE_SAY) as desk,
        edge(folder / "edge", [desk.endpoint.address], calls) as front,
    ):
        yield front, desk


@asynccontextmanager
async def city(folder: Path) -> AsyncIterator[tuple[Edge, Answering, Answering]]:
    """An edge with two Belbalies behind it."""
    async with answering(WE_SAY) as one, answering(WE_SAY) as two:
        addresses = [one.endpoint.address, two.endpoint.address]
        async with edge(folder / "edge", addresses) as front:
            yield front, one, two


# -- a call ------------------------------------------------------------------------------------


@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_a_call_through_the_edge_has_sound_both_ways(tmp_path: Path, transport: str) -> None:
    habits = Habits(transport=transport)
    async with (
        town(tmp_path) as (front, desk),
        softphone(tmp_path / "jan", CALLER_SAYS, habits) as caller,
    ):
        await _good_call(caller, front.address, desk)


async def test_our_goodbye_ends_the_call_of_the_caller(tmp_path: Path) -> None:
    async with town(tmp_path) as (front, desk), softphone(tmp_path / "jan", CALLER_SAYS) as caller:
        await caller.dial(front.address)
        taken = await desk.call()
        await desk.until(lambda: taken.frames)
        await taken.line.hang_up()
        await caller.happens("CALL_CLOSED")


async def test_a_caller_may_hold_and_come_back(tmp_path: Path) -> None:
    async with town(tmp_path) as (front, desk), softphone(tmp_path / "jan", CALLER_SAYS) as caller:
        await caller.dial(front.address)
        taken = await desk.call()
        await desk.until(lambda: taken.frames)
        await caller.tell("hold")
        await desk.until(lambda: taken.holds == [True])
        await caller.tell("resume")
        await desk.until(lambda: taken.holds == [True, False])


async def test_a_caller_who_gives_up_while_it_rings_is_gone(tmp_path: Path) -> None:
    async with town(tmp_path) as (front, desk), softphone(tmp_path / "jan", CALLER_SAYS) as caller:
        desk.picks_up = False
        await caller.dial(front.address)
        taken = await desk.call()
        await caller.tell("hangup")
        await eventually(taken.line.over.is_set)
        await _nothing_leaked(desk.endpoint)


async def test_a_caller_is_passed_on_to_an_agent(tmp_path: Path) -> None:
    """REFER goes out and NOTIFY comes back; it does not name the one who passes on."""
    async with (
        town(tmp_path) as (front, desk),
        softphone(tmp_path / "agent", CALLER_SAYS, Habits(answers=True)) as agent,
        plain_caller() as caller,
    ):
        answer = await caller.rings(front.where, Saying(more="Supported: replaces\r\n"))
        taken = await desk.call()
        assert await taken.line.wait_up(5)
        leg = await desk.endpoint.dial(agent.address)
        assert await leg.wait_up(5)
        joining = asyncio.create_task(taken.line.join(leg, 10))
        refer = await caller.gets("REFER ")
        caller.replies(refer, "202 Accepted", front.where)
        caller.says("NOTIFY", answer, front.where, _PASSED_ON, "SIP/2.0 200 OK\r\n")
        assert await joining
        assert "Replaces=" in header(refer, "Refer-To")[0]
        assert header(refer, "Referred-By") == []


_PASSED_ON = "Event: refer\r\nSubscription-State: terminated\r\nContent-Type: message/sipfrag\r\n"

# -- what a caller is shown --------------------------------------------------------------------


async def test_a_caller_sees_no_address_but_that_of_the_edge(tmp_path: Path) -> None:
    """In no header of a call from ring to goodbye. Where the sound goes has to be told."""
    async with town(tmp_path) as (front, desk), plain_caller("127.0.0.4") as caller:
        await caller.rings(front.where)
        taken = await desk.call()
        assert await taken.line.wait_up(5)
        goodbye = asyncio.create_task(taken.line.hang_up())
        caller.replies(await caller.gets("BYE "), "200 OK", front.where)
        await goodbye
    assert [each.split()[1] for each in caller.messages] == [
        "100", "180", "200", f"sip:jan@127.0.0.4:{caller.port}",
    ]  # fmt: skip
    for message in caller.messages:
        head = message.partition("\r\n\r\n")[0]
        assert "127.0.0.1" not in head
        assert str(desk.settings.port) not in head
        assert not re.search("kamailio|baresip|^server|^user-agent", head, re.IGNORECASE | re.M)
    assert f"c=IN IP4 {desk.settings.host}\r\n" in caller.got("SIP/2.0 200")[0]


async def test_the_edge_tells_whether_it_can_take_calls(tmp_path: Path) -> None:
    async with town(tmp_path) as (front, _), plain_caller() as caller:
        call = caller.begin("OPTIONS", front.where)
        assert status(await caller.gets("SIP/2.0", call)) == 200


# -- what does not get in ----------------------------------------------------------------------


async def test_strangers_are_not_answered(tmp_path: Path) -> None:
    async with town(tmp_path) as (front, desk), plain_caller("127.0.0.9") as stranger:
        stranger.begin("OPTIONS", front.where)
        stranger.begin("INVITE", front.where)
        with pytest.raises(TimeoutError):
            await stranger.gets("", seconds=0.5)
        assert desk.calls == []


async def test_what_makes_no_sense_is_refused_at_the_edge(tmp_path: Path) -> None:
    requests = {
        "unknown": ("REGISTER", Saying()),
        "too many hops": ("INVITE", Saying(forwards=0)),
        "no tag": ("INVITE", Saying(tag="")),
        "too long": ("INVITE", Saying(more=f"Subject: {'x' * 6000}\r\n")),
        "extension": ("INVITE", Saying(more="Proxy-Require: privacy\r\n")),
        "no such call": ("BYE", Saying(to_tag=";tag=none")),
    }
    async with town(tmp_path) as (front, desk), plain_caller() as caller:
        replies = {}
        for name, (method, saying) in requests.items():
            call = caller.begin(method, front.where, saying)
            replies[name] = status(await caller.gets("SIP/2.0", call))
        assert desk.calls == []
    assert replies == {
        "unknown": 405, "too many hops": 483, "no tag": 400, "too long": 513, "extension": 420,
        "no such call": 481,
    }  # fmt: skip


async def test_the_edge_carries_nothing_to_other_places(tmp_path: Path) -> None:
    """A request with a way of its own choice, as of a call in progress."""
    async with town(tmp_path) as (front, _), plain_caller() as caller, plain_caller() as other:
        saying = Saying(
            to_tag=";tag=none", target=f"sip:x@{other.host}:{other.port}",
            more=f"Route: <sip:{ADDRESS}:{front.port};lr>\r\n",
        )  # fmt: skip
        call = caller.begin("BYE", front.where, saying)
        assert status(await caller.gets("SIP/2.0", call)) == 403
        assert other.messages == []


async def test_a_hundred_unusable_contacts_never_reach_a_belbalie(tmp_path: Path) -> None:
    async with (
        town(tmp_path) as (front, desk),
        softphone(tmp_path / "jan", CALLER_SAYS) as caller,
    ):
        async with plain_caller("127.0.0.4") as sloppy:
            replies = [await sloppy.rings(front.where, Saying(each)) for each in _hundred()]
        assert {status(reply) for reply in replies} == {400}
        await _nothing_leaked(desk.endpoint)
        await _good_call(caller, front.address, desk)
        assert desk.endpoint.restarts == 0


async def test_odd_contacts_that_can_be_used_are_let_through(tmp_path: Path) -> None:
    async with town(tmp_path) as (front, desk), plain_caller() as caller:
        desk.refuses = True
        replies = {name: await caller.rings(front.where, Saying(ODD[name])) for name in ODD}
        assert {name: status(reply) for name, reply in replies.items()} == dict.fromkeys(ODD, 486)
        await _nothing_leaked(desk.endpoint)


async def test_without_an_edge_a_hundred_unusable_contacts_are_repaired(tmp_path: Path) -> None:
    async with answering(WE_SAY) as desk, softphone(tmp_path / "jan", CALLER_SAYS) as caller:
        where = desk.settings.host, desk.settings.port
        async with plain_caller("127.0.0.4") as sloppy:
            desk.refuses = True  # those that the stack can use after all
            for each in _hundred():
                await sloppy.rings(where, Saying(each))
            desk.refuses = False
        await eventually(lambda: desk.endpoint.restarts == 1 and desk.endpoint.up.is_set())
        await _nothing_leaked(desk.endpoint)
        await _good_call(caller, f"sip:gemeente@{desk.target}", desk)


async def test_a_burst_of_calls_is_cut_to_the_limit(tmp_path: Path) -> None:
    """The counters go back to zero once a second, which may be in the middle of the burst."""
    async with (
        town(tmp_path) as (front, desk),
        plain_caller("127.0.0.4") as eager,
        plain_caller() as other,
    ):
        desk.refuses = True
        calls = [eager.begin("INVITE", front.where) for _ in range(4 * CALLS)]
        replies = [await eager.gets("SIP/2.0 [2-6]", call) for call in calls]
        cut = [reply for reply in replies if status(reply) == 503]
        passed = [reply for reply in replies if status(reply) == 486]
        assert CALLS <= len(passed) <= 2 * CALLS
        assert len(cut) == len(calls) - len(passed)
        assert all(header(reply, "Retry-After") for reply in cut)
        assert status(await other.rings(front.where)) == 486  # by the Belbalie: not cut
        for reply in passed:
            eager.accepts_refusal(reply, front.where)


# -- several Belbalies -------------------------------------------------------------------------


async def test_calls_go_round_the_belbalies(tmp_path: Path) -> None:
    async with city(tmp_path) as (front, one, two), plain_caller() as caller:
        for _ in range(4):
            assert status(await caller.rings(front.where)) == 200
        assert (len(one.calls), len(two.calls)) == (2, 2)


async def test_when_one_is_gone_the_other_takes_its_calls(tmp_path: Path) -> None:
    async with (
        AsyncExitStack() as leaving,
        answering(WE_SAY) as stays,
        softphone(tmp_path / "jan", CALLER_SAYS) as caller,
    ):
        goes = await leaving.enter_async_context(answering(WE_SAY))
        addresses = [goes.endpoint.address, stays.endpoint.address]
        async with edge(tmp_path / "edge", addresses) as front:
            await leaving.aclose()
            for nth in (1, 2):
                await _good_call(caller, front.address, stays, nth)
            assert goes.calls == []


async def test_when_one_is_full_the_other_takes_its_calls(tmp_path: Path) -> None:
    async with city(tmp_path) as (front, one, two), plain_caller() as caller:
        one.refuses = True
        for _ in range(4):
            assert status(await caller.rings(front.where)) == 200
        assert (len(one.calls), len(two.calls)) == (0, 4)
        two.refuses = True
        assert status(await caller.rings(front.where)) == 486


async def test_when_all_are_gone_the_caller_is_told_to_try_later(tmp_path: Path) -> None:
    nobody = [f"sip:127.0.0.1:{free_port_pair()}"]
    async with edge(tmp_path / "edge", nobody) as front, plain_caller() as caller:
        reply = await caller.rings(front.where)
        assert status(reply) == 503
        assert header(reply, "Retry-After") == ["5"]

        async def told() -> int:
            return status(await caller.gets("SIP/2.0", caller.begin("OPTIONS", front.where)))

        async with asyncio.timeout(15):  # after two silences of two seconds each
            while await told() != 503:  # noqa: ASYNC110  # the edge tells only who asks
                await asyncio.sleep(0.1)


def _hundred() -> list[str]:
    return list(itertools.islice(itertools.cycle(UNUSABLE.values()), 100))


async def _good_call(caller: Softphone, address: str, desk: Answering, nth: int = 1) -> None:
    """Until both have heard the other, and the caller has hung up."""
    await caller.dial(address)
    taken = await desk.call(nth)
    await desk.until(lambda: heard_seconds(taken.sound, 500) > 1.0)
    await caller.tell("hangup")
    await desk.until(lambda: taken.over)
    await eventually(lambda: heard_seconds(caller.heard(), 900) > 0.5)


async def _nothing_leaked(endpoint: SipEndpoint) -> None:
    """By what the process tells from now on."""
    for _ in range(2):  # the first may have been on its way
        await _next_pulse(endpoint)
    assert endpoint.pulse is not None
    assert endpoint.pulse.native == endpoint.pulse.legs == 0


async def _next_pulse(endpoint: SipEndpoint) -> None:
    last = endpoint.pulse
    await eventually(lambda: endpoint.pulse is not last)
