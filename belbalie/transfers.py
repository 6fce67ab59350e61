"""The transfers of one call: whom to ring, what an agent is told, what is reported.

Port `voice.mind.Transfers`. The ringing itself is `telephony/transferring.py`.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import phonenumbers

from belbalie.standing import Standing
from dialog.acts import Act, Say, Transfer
from dialog.agent_outcomes import AgentOutcome
from dialog.brief import CHOICE, spoken
from dialog.events import Briefed, Event, Said, SentBack, Talked, TransferMoved, TransferStage
from dialog.knowledge import Knowledge, Ring
from dialog.summary import summarise
from dialog.titles import Titles
from telephony.agent_line import AgentLine, Dialler
from telephony.transfer import Step
from telephony.transfer_plan import Phone, Plan, nobody_hears
from telephony.transferring import Transferring
from voice.aside import tell
from voice.ears import Clock
from voice.line import Line
from voice.mind import Tell
from voice.mouth import Voices

COUNTRY = "NL"
"""Whose numbers are written without a country."""
CALLER_COMES = "Dank u. Daar is de beller."
CALLER_GONE = "De beller wacht niet meer. Dank u wel."
HOLD_ON = {
    "nl": "Een ogenblik, de verbinding met de medewerker viel weg. Blijf aan de lijn.",
    "en": "One moment, we lost the connection with your agent. Please stay on the line.",
}
"""To the caller, while the agent's line may still come back."""

_STAGES = {
    Step.TELL_QUEUED: TransferStage.QUEUED,
    Step.TELL_RINGING: TransferStage.RINGING,
    Step.TELL_ANSWERED: TransferStage.ANSWERED,
    Step.TELL_BUSY: TransferStage.BUSY,
    Step.TELL_DECLINED: TransferStage.DECLINED,
    Step.TELL_NO_ANSWER: TransferStage.NO_ANSWER,
    Step.TELL_UNREACHABLE: TransferStage.UNREACHABLE,
    Step.TELL_AGENT_GONE: TransferStage.AGENT_GONE,
    Step.TELL_WAITING: TransferStage.WAITING,
    Step.TELL_ACCEPTED: TransferStage.ACCEPTED,
    Step.TELL_CONNECTED: TransferStage.CONNECTED,
    Step.TELL_PASSED_ON: TransferStage.CONNECTED,
    Step.TELL_CANCELLED: TransferStage.CANCELLED,
    Step.TELL_FAILED: TransferStage.FAILED,
}
_WAITS = frozenset({Step.TELL_QUEUED, Step.TELL_WAITING})
_HOW = {Step.TELL_CONNECTED: "bridged", Step.TELL_PASSED_ON: "attended"}


@dataclass(frozen=True, slots=True)
class Ways:
    """What the transfers of a call need of the house."""

    dialler: Dialler | None
    """None: there is no telephone to ring an agent with."""
    voices: Voices
    clock: Clock
    knowledge: Knowledge
    happened: Callable[[], Sequence[Event | Act]]
    """The call so far: the agent is told what is in there and no more."""
    caller: str | None
    standing: Callable[[Transfer, str], Standing] | None = None
    """How a transfer stands in the queue of the house, by what is asked and the caller's language;
    None: there is no queue, and the agents of the content are rung as they stand there.
    """


class CallTransfers:
    """One call's; a new transfer ends the one before it."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._kept: deque[Event] = deque()
        self._tell: Tell | None = None
        self._running: list[Transferring] = []
        self._standing: Standing | None = None
        """Of the last transfer."""
        self._line: Line | None = None
        """The caller's, once they were joined with an agent."""

    # -- reports -----------------------------------------------------------------------------

    def report_to(self, tell: Tell | None) -> None:
        self._tell = tell
        for event in self.reports() if tell else ():
            self.tell(event)

    def reports(self) -> list[Event]:
        kept, self._kept = list(self._kept), deque()
        return kept

    def tell(self, event: Event) -> None:
        if self._tell is None:
            self._kept.append(event)
        else:
            self._tell(event)

    # -- the transfer ------------------------------------------------------------------------

    def begin(self, asked: Transfer) -> None:
        self.cancel()
        language = summarise(self._ways.happened()).language
        self._standing = self._ways.standing(asked, language) if self._ways.standing else None
        plan = self._plan(asked.department)
        if self._standing is not None:
            plan = self._standing.plan(_identity(self._ways.caller))
        if self._ways.dialler is None or not (plan.phones or plan.in_line):
            self._step(Step.TELL_FAILED, None, 0.0)
            return
        heard = self._standing.heard if self._standing is not None else nobody_hears
        transferring = Transferring(plan, self._ways.dialler, self, self._step, heard)
        self._running.append(transferring)
        transferring.start()
        if self._standing is not None:
            self._standing.begun(transferring)

    def cancel(self) -> None:
        if self._running:
            self._running[-1].cancel()

    async def join(self, line: Line) -> bool:
        self._line = line
        return bool(self._running) and await self._running[-1].join(line)

    async def talk(self) -> str:
        return await self._running[-1].talk()

    def send_back(self, agent: str, outcome: AgentOutcome | None) -> bool:
        """The agent gives the caller back to the assistant; False while they do not talk."""
        if not self._running or not self._running[-1].send_back():
            return False
        self.tell(SentBack(at=self._ways.clock.now(), agent=agent, outcome=outcome))
        return True

    async def leave(self) -> None:
        if self._running:
            await self._running[-1].leave()

    async def close(self) -> None:
        await asyncio.gather(*(each.close() for each in self._running))

    def _plan(self, department: str) -> Plan:
        team = self._ways.knowledge.municipality.departments[department]
        caller = self._ways.caller
        return Plan(
            phones=tuple(Phone(agent.name, agent.address) for agent in team.agents),
            together=team.ring is Ring.TOGETHER,
            # What the agent's telephone shows (RFC 3325); nothing where the number is withheld.
            headers=_identity(caller),
        )

    def _step(self, step: Step, agent: str | None, seconds: float) -> None:
        told = self._standing.told() if self._standing and step in _WAITS else None
        position, estimate = told or (None, None)
        if agent is not None and self._standing is not None:
            agent = self._standing.title(agent)
        moved = TransferMoved(
            at=self._ways.clock.now(),
            stage=_STAGES[step],
            agent=agent,
            seconds=round(seconds, 2),
            how=_HOW.get(step),
            position=position,
            estimate_seconds=None if estimate is None else round(estimate),
        )
        self.tell(moved)

    # -- port `telephony.transferring.Briefing` ----------------------------------------------

    async def brief(self, agent: str, line: AgentLine) -> None:
        titles = Titles.of(self._ways.knowledge)
        text = f"{spoken(summarise(self._ways.happened()), titles)} {CHOICE}"

        def said(event: Said) -> None:
            share = event.played_seconds / event.total_seconds if event.total_seconds else 0.0
            self.tell(Briefed(at=event.at, agent=agent, text=text, share=round(share, 2)))

        await self._say(line, text, said)

    async def thank(self, line: AgentLine) -> None:
        await self._say(line, CALLER_COMES, lambda _: None)

    async def explain(self, line: AgentLine) -> None:
        await self._say(line, CALLER_GONE, lambda _: None)

    def spoke(self, who: str, seconds: float) -> None:
        self.tell(Talked(at=self._ways.clock.now(), who=who, seconds=seconds))

    async def hold_on(self) -> None:
        if self._line is None:
            return
        language = summarise(self._ways.happened()).language
        language = language if language in HOLD_ON else "nl"
        say = Say(text=HOLD_ON[language], language=language)
        await tell(self._line, say, self._ways.voices, self._ways.clock, lambda _: None)

    async def _say(self, line: AgentLine, text: str, said: Callable[[Said], None]) -> None:
        fixed = text in (CALLER_COMES, CALLER_GONE)  # a brief holds a caller's words
        say = Say(text=text, fixed=fixed)
        await tell(line, say, self._ways.voices, self._ways.clock, said)


def _identity(caller: str | None) -> dict[str, str]:
    """The caller's number as a telephone network writes it (RFC 3325, 3966), if it is one."""
    if caller is None:
        return {}
    try:
        number = phonenumbers.parse(caller, COUNTRY)
    except phonenumbers.NumberParseException:
        return {}
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return {"P-Asserted-Identity": f"<tel:{e164}>"}
