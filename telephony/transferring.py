"""Carries a warm transfer out: rings, briefs, takes a yes or a no, and connects.

What is to be done when stands in `telephony/transfer.py`; here it is done. The caller's line is
not touched until `join`.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from loguru import logger

from audio.frames import Key
from telephony.agent_line import AgentLine, Dialler
from telephony.bridge import Side, bridge
from telephony.not_answered import why
from telephony.sip_line import SipLine
from telephony.transfer import Do, Signal, State, Step, Transfer, begin, begin_in_line, move
from telephony.transfer_plan import Briefing, Heard, Phone, Plan, Tell, nobody_hears

RING_SECONDS = 20.0
"""As long as people take who want to take it; then the next one is rung."""
SIGN_SECONDS = 8.0
"""A telephone that gives no sign of ringing for so long is not there. Mobiles take five."""
ANSWER_SECONDS = 12.0
"""After the brief: time to press a key. A voice mail presses none."""
TELL_EVERY_SECONDS = 15.0
"""So often the caller hears that we are still at it."""
ATTENDED_SECONDS = 15.0
SETTLE_SECONDS = 3.0
"""A leg that ends while the two are being connected was replaced: word of that follows at once.
Later it was a hang-up after all, and nobody is left with a dead line."""
EXPLAIN_SECONDS = 6.0
_EXPLAIN = "explain"
"""Name of the task that goes on when the call is over."""

_YES, _NO, _AGAIN = "1", "2", "9"


class Transferring:
    """One transfer. `start` it; `close` ends every leg, whatever has become of it."""

    def __init__(
        self,
        plan: Plan,
        dialler: Dialler,
        briefing: Briefing,
        tell: Tell,
        heard: Heard = nobody_hears,
    ) -> None:
        """`heard` is for the queue: it may `offer` at once."""
        self._plan, self._dialler, self._briefing, self._tell = plan, dialler, briefing, tell
        self._heard = heard
        self._phones = {phone.name: phone for phone in plan.phones}
        self._transfer = Transfer()
        self._began = 0.0
        self._lines: dict[str, AgentLine] = {}
        """Of the agents who ring or are talked to."""
        self._dialled: list[AgentLine] = []
        """All there ever were: none is left behind."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._briefs: dict[str, asyncio.Task[None]] = {}
        self._caller: Side | None = None
        self._sent_back = self._passed_on = False

    @property
    def state(self) -> State:
        return self._transfer.state

    def start(self) -> None:
        self._began = self._now()
        if self._plan.in_line:
            self._transfer, done = begin_in_line()
        else:
            self._transfer, done = begin(tuple(self._phones), together=self._plan.together)
        self._carry_out(done)
        self._begin(self._remind(), "still waiting")

    # -- the queue ---------------------------------------------------------------------------

    def offer(self, phone: Phone) -> None:
        """The queue gives this agent."""
        self._phones[phone.name] = phone
        self._signal(Signal.OFFERED, phone.name)

    def stand_in_line(self) -> None:
        """The queue has nobody now."""
        self._signal(Signal.IN_LINE)

    def give_up(self) -> None:
        """The queue has nobody who could ever come."""
        self._signal(Signal.NOBODY)

    def agree(self, agent: str) -> None:
        """The agent said yes on a screen: picking up is all that is left to do."""
        if agent in self._phones:
            self._phones[agent] = replace(self._phones[agent], agreed=True)
        if agent == self._transfer.agent and self._transfer.state is State.BRIEFING:
            self._signal(Signal.SAID_YES, agent)

    def decline(self, agent: str) -> None:
        """The agent said no on a screen."""
        if agent in (*self._transfer.ringing, self._transfer.agent):
            self._signal(Signal.SAID_NO, agent)

    def hang_up(self) -> None:
        """The agent ends the talk on a screen."""
        line = self._lines.get(self._transfer.agent or "")
        if line is not None:
            line.drop()

    # -- the caller --------------------------------------------------------------------------

    def cancel(self) -> None:
        self._signal(Signal.TAKEN_BACK)

    async def join(self, caller: Side) -> bool:
        """Connect the caller with the agent who said yes; False when there is none any more."""
        if self._transfer.state is not State.ACCEPTED:
            return False
        self._caller = caller
        self._signal(Signal.JOINED)
        return True

    async def talk(self) -> str:
        """Until one of the two hangs up: 'caller' or 'agent'; 'back' when the agent gave the caller
        back, 'lost' when the agent's line broke: then others are rung; 'fault' for all else.

        Where the caller's telephone can, the two are connected without us meanwhile.
        """
        assert self._caller is not None
        assert self._transfer.agent is not None
        agent = self._lines[self._transfer.agent]
        passing_on = asyncio.create_task(self._pass_on(agent), name="attended transfer")
        watching = asyncio.create_task(self._watch(agent), name="watch the agent's line")
        try:
            by = await bridge(self._caller, agent, self._briefing.spoke)
            # While they are being connected, our own legs end: that is no hang-up.
            if by != "lost" and not passing_on.done():
                await asyncio.wait([passing_on], timeout=SETTLE_SECONDS)
        finally:
            for each in (passing_on, watching):
                each.cancel()
            await asyncio.gather(passing_on, watching, return_exceptions=True)
        return self._talked(by)

    def _talked(self, by: str) -> str:
        """What became of the talk, as the table has it."""
        if self._sent_back:
            return "back"
        if by == "lost":
            self._began = self._now()  # the caller's patience begins anew
        self._signal(_ENDS.get(by, Signal.AGENT_GONE))
        return by

    def send_back(self) -> bool:
        """Let the agent go, and leave the caller to us; False while the two do not talk."""
        if self._transfer.state is not State.CONNECTED or self._passed_on:
            return False
        self._sent_back = True
        self._signal(Signal.SENT_BACK)
        return True

    async def leave(self) -> None:
        """The caller is gone; returns when nobody is told about them any more."""
        briefs = set(self._briefs.values())
        self._signal(Signal.CALLER_GONE)
        if briefs:
            await asyncio.wait(briefs, timeout=SETTLE_SECONDS)

    async def close(self) -> None:
        """End what is left of it; an agent who waits for the caller is told why."""
        self._signal(Signal.CALLER_GONE)
        explaining = {task for task in self._tasks if task.get_name() == _EXPLAIN}
        for task in self._tasks - explaining:
            task.cancel()
        try:
            if explaining:
                await asyncio.wait(explaining)
        finally:
            for line in self._dialled:
                line.drop()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- signals and steps -------------------------------------------------------------------

    def _signal(self, signal: Signal, agent: str | None = None) -> None:
        try:
            self._transfer, done = move(self._transfer, signal, agent)
        except KeyError:
            logger.error("transfer: {} cannot happen when {}", signal, self._transfer.state)
            return
        self._carry_out(done)
        self._heard(signal, agent, self._transfer)

    def _carry_out(self, done: tuple[Do, ...]) -> None:
        for do in done:
            if do.step.startswith("tell_"):
                self._tell(do.step, do.agent, self._now() - self._began)
            elif do.agent is not None:
                _WORK[do.step](self, do.agent)

    def _ring(self, agent: str) -> None:
        self._begin(self._follow(agent), f"ring {agent}")

    def _brief(self, agent: str) -> None:
        self._briefs[agent] = self._begin(self._ask(agent), f"brief {agent}")

    def _thank(self, agent: str) -> None:
        work = self._briefing.thank(self._lines[agent])
        self._briefs[agent] = self._begin(work, f"thank {agent}")

    def _stop_brief(self, agent: str) -> None:
        task = self._briefs.pop(agent, None)
        if task is not None:
            task.cancel()

    def _drop(self, agent: str) -> None:
        self._stop_brief(agent)
        line = self._lines.pop(agent, None)
        if line is not None:
            line.drop()

    def _explain(self, agent: str) -> None:
        self._stop_brief(agent)
        line = self._lines.pop(agent, None)
        if line is not None:
            self._begin(self._explain_and_drop(line), _EXPLAIN)

    # -- one agent ---------------------------------------------------------------------------

    async def _follow(self, agent: str) -> None:
        """From ringing to picked up, then their keys, until the line is gone."""
        line = await self._dial(agent)
        if line is None:
            return
        rings = self._begin(self._hear_ringing(agent, line), f"hear {agent} ring")
        try:
            there = await line.wait_sign(SIGN_SECONDS)
            picked_up = there and await line.wait_up(RING_SECONDS)
        finally:
            rings.cancel()
        if self._lines.get(agent) is not line:  # dropped meanwhile
            return
        if not picked_up:
            if line.over.is_set():
                self._lines.pop(agent)
            self._signal(why(line), agent)
            return
        agreed = self._phones[agent].agreed
        self._signal(Signal.SAID_YES if agreed else Signal.PICKED_UP, agent)
        with suppress(ConnectionError):  # the leg was lost: gone is gone
            await self._take_keys(agent, line)
        if self._lines.get(agent) is line and self._transfer.state is not State.CONNECTED:
            self._lines.pop(agent)
            self._signal(Signal.AGENT_GONE, agent)

    async def _dial(self, agent: str) -> AgentLine | None:
        """None when there is nobody to follow: cannot be rung, or need not be any more."""
        phone = self._phones[agent]
        headers = {**(self._plan.headers or {}), **phone.headers}
        try:
            line = await self._dialler.dial(phone.address, headers)
        except OSError as error:
            logger.warning("transfer: {} cannot be rung: {}", agent, error)
            if agent in self._transfer.ringing:
                self._signal(Signal.UNREACHABLE, agent)
            return None
        if agent not in self._transfer.ringing:  # dropped before there was a line
            line.drop()
            return None
        self._lines[agent] = line
        self._dialled.append(line)
        return line

    async def _hear_ringing(self, agent: str, line: AgentLine) -> None:
        await line.ringing.wait()
        self._signal(Signal.RINGS, agent)

    async def _take_keys(self, agent: str, line: AgentLine) -> None:
        """Until the line is gone, or the caller is there to be talked to."""
        async for event in line.receive():
            if self._transfer.state is State.CONNECTED or self._lines.get(agent) is not line:
                return
            if isinstance(event, Key):
                self._keyed(agent, event.digit)

    def _keyed(self, agent: str, digit: str) -> None:
        if digit == _YES:
            self._signal(Signal.SAID_YES, agent)
        elif digit == _NO:
            self._signal(Signal.SAID_NO, agent)
        elif digit == _AGAIN and self._transfer.state is State.BRIEFING:
            self._stop_brief(agent)
            self._brief(agent)

    async def _ask(self, agent: str) -> None:
        try:
            await self._briefing.brief(agent, self._lines[agent])
        except Exception as error:  # untold, the agent can still say yes or no
            logger.opt(exception=error).error("transfer: {} was not briefed", agent)
        await asyncio.sleep(ANSWER_SECONDS)
        self._signal(Signal.SAID_NOTHING, agent)

    async def _explain_and_drop(self, line: AgentLine) -> None:
        try:
            async with asyncio.timeout(EXPLAIN_SECONDS):
                await self._briefing.explain(line)
        except TimeoutError:
            logger.warning("{}: the agent was not told that the caller is gone", line.id)
        finally:
            line.drop()

    async def _pass_on(self, agent: AgentLine) -> None:
        """Connect the two telephones with each other, where that can be."""
        caller = self._caller
        if not isinstance(caller, SipLine) or not isinstance(agent, SipLine):
            return
        if self._phones[self._transfer.agent or ""].stays:
            return
        if await caller.join(agent, ATTENDED_SECONDS):
            self._passed_on = True
            self._signal(Signal.PASSED_ON)

    async def _watch(self, agent: AgentLine) -> None:
        """Each time that the agent's line is lost: tell the caller, until it is back."""
        while True:
            await agent.unheard.wait()
            telling = asyncio.create_task(self._briefing.hold_on(), name="tell to hold on")
            try:
                await agent.heard_again()
            finally:
                telling.cancel()
                await asyncio.gather(telling, return_exceptions=True)

    # -- time --------------------------------------------------------------------------------

    async def _remind(self) -> None:
        while not self._transfer.over:
            await asyncio.sleep(TELL_EVERY_SECONDS)
            waited = self._now() - self._began
            self._signal(
                Signal.STILL_WAITING if waited < self._plan.most_seconds else Signal.TOO_LONG
            )

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> "asyncio.Task[None]":
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.opt(exception=task.exception()).error("transfer: {} failed", task.get_name())

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


_WORK: Mapping[Step, Callable[[Transferring, str], None]] = {
    Step.RING: Transferring._ring,
    Step.BRIEF: Transferring._brief,
    Step.STOP_BRIEF: Transferring._stop_brief,
    Step.THANK: Transferring._thank,
    Step.DROP: Transferring._drop,
    Step.EXPLAIN: Transferring._explain,
}


_ENDS = {"caller": Signal.CALLER_GONE, "lost": Signal.LINE_LOST}
