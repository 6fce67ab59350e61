"""A draft tried by microphone: the pipeline of a call, with other ports around it.

Ears, turns, voice and search are those of every call. The record is a list in memory, the services
work in memory too, and a transfer finds nobody.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from loguru import logger

from audio.activity import Activity
from audio.echo import EchoGuard
from belbalie.household import Speaking
from belbalie.searching import searching
from belbalie.text_trial import Around, told_of
from belbalie.transfers import CallTransfers, Ways
from belbalie.trial_grounds import Ground
from belbalie.trials import HouseTrials
from desk.studio.trying import CannotTry, Trial
from dialog.acts import Act, Perform
from dialog.conversation import Conversation
from dialog.crisis import over_at, told_at_once
from dialog.events import Event, Heard, Keyed, Rung
from dialog.services import FAILED, Outcome
from dialog.titles import Titles
from voice.ears import Ears
from voice.line import Line
from voice.pipeline import converse
from voice.processors import House
from voice.pronunciation import Pronunciations
from voice.speaker import Speaker

_ONE = "Er praat nu al een redacteur via de microfoon. Probeer het straks, of typ."
_BUSY = "Er wordt nu veel gebeld. Bellers gaan voor. Probeer het straks, of typ."
_BY_VOICE = "Dit proefgesprek gaat via de microfoon."


@dataclass(frozen=True, slots=True)
class Engines:
    """Of the house, shared with all calls."""

    ears: Ears
    speaker: Speaker
    activity: Callable[[EchoGuard], Activity]


class SpokenTrials:
    """Takes editors with a microphone, one at a time: it costs as much as a call."""

    def __init__(
        self,
        trials: HouseTrials,
        engines: Callable[[], Engines],
        is_full: Callable[[], bool] = lambda: False,
    ) -> None:
        """`engines` are asked for when somebody talks; `is_full` tells that callers need all there
        is.
        """
        self._trials, self._engines, self._is_full = trials, engines, is_full
        self._talking = False

    async def take(self, where: str, editor: str, line: Line) -> None:
        """Carry it to its end; it stays to be read until the next one of this editor. Raises
        CannotTry. Who made the line ends it.
        """
        if self._talking or self._is_full():
            raise CannotTry(_ONE if self._talking else _BUSY)
        self._talking = True
        try:
            ground, around = await self._trials.ground(where), self._trials.around
            trial = SpokenTrial(where, ground, around, self._engines(), self._trials.worker)
            await self._trials.take_up(editor, trial)
            await trial.converse(line)
        finally:
            self._talking = False


class SpokenTrial:
    """Port `belbalie.trials.Running`."""

    def __init__(
        self,
        where: str,
        ground: Ground,
        around: Around,
        engines: Engines,
        worker: ThreadPoolExecutor,
    ) -> None:
        self.where, self.folder = where, ground.folder
        self.heard_at = around.clock.seconds()
        self._began = around.clock.now()
        self._ground, self._around, self._engines = ground, around, engines
        self._worker, self._desk = worker, around.desk(ground)
        self._titles = Titles.of(ground.known.knowledge)
        self._items: list[Event | Act] = []
        self._running: asyncio.Task[None] | None = None
        self._over = False

    async def converse(self, line: Line) -> None:
        """Until somebody hangs up, or it is closed."""
        talk = Conversation(self._ground.known.knowledge)
        rung = await self._rung(line)
        pipeline = converse(line, talk, self._house(), rung)
        self._running = asyncio.create_task(pipeline, name="a spoken trial")
        try:
            await asyncio.wait({self._running})
        finally:
            await self.close()

    def told(self) -> Trial:
        return Trial(
            where=self.where,
            began=self._began,
            turns=told_of(self._items, self._titles),
            over=self._over,
            by_voice=True,
        )

    async def say(self, words: str) -> None:
        raise CannotTry(_BY_VOICE)

    async def close(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        if not self._over:
            self._over = True
            await asyncio.get_running_loop().run_in_executor(self._worker, self._desk.close)

    def _house(self) -> House:
        clock, known = self._around.clock, self._ground.known
        names = Pronunciations(known.knowledge.pronunciations)
        voices = Speaking(self._engines.speaker, names)
        nobody = Ways(
            dialler=None,
            voices=voices,
            clock=clock,
            knowledge=known.knowledge,
            happened=lambda: self._items,
            caller=None,
        )
        return House(
            ears=self._engines.ears,
            voices=voices,
            activity=self._engines.activity,
            search=searching(self._around.searched(known), clock.now, self._around.rewriter),
            record=self._keep,
            transfers=CallTransfers(nobody),
            clock=clock,
            voice_rate_hz=self._engines.speaker.out_rate_hz,
            performs=self._perform,
        )

    async def _rung(self, line: Line) -> Rung:
        try:
            came = await self._perform(Perform(service="crisis.active"))
        except Exception as error:  # as in a call: it goes on without the message
            logger.error("a trial began without a crisis message, {}", type(error).__name__)
            came = Outcome(FAILED)
        told = told_at_once(came)
        return Rung(
            at=self._around.clock.now(),
            line=line.kind,
            content_version=self._ground.known.knowledge.version,
            crisis=told.get("nl"),
            crisis_en=told.get("en"),
            crisis_until=over_at(came),
        )

    async def _keep(self, *items: Event | Act) -> None:
        self._items += items
        if any(isinstance(item, Heard | Keyed) for item in items):
            self.heard_at = self._around.clock.seconds()

    async def _perform(self, act: Perform) -> Outcome:
        now = self._around.clock.now()
        return await asyncio.get_running_loop().run_in_executor(
            self._worker, self._desk.perform, act.service, dict(act.values), now
        )
