"""Answers that agents called wrong, as the studio wants them (port `desk.studio.corrections`)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from belbalie.beside import Beside
from desk.agents import Agent
from desk.call_records import CallRecords, RecordsOut, Wrong
from desk.studio.content import ContentDesk, Draft, NoSuchDraft
from desk.studio.corrections import ToCorrect
from dialog.draft_states import DraftState
from records.correction_drafts import CorrectionDrafts, TakenUp

_beside = Beside("corrections", RecordsOut)


class StudioCorrections:
    """One for all pages. Its maker closes it, and what it is given."""

    def __init__(
        self, records: CallRecords, content: ContentDesk, url: str, now: Callable[[], datetime]
    ) -> None:
        """Raises RecordsError."""
        self._records, self._content, self._now = records, content, now
        self._taken = CorrectionDrafts(url)

    def close(self) -> None:
        self._taken.close()

    async def all(self) -> Sequence[ToCorrect]:
        wrong = await self._records.wrong_answers()
        taken = await _beside(self._taken.all)
        found, dealt = [], False
        for one in wrong:
            draft = await self._draft(taken.get((one.call, one.entry))) if _waits(one) else None
            if draft is not None and draft.state is DraftState.PUBLISHED:
                by = taken[one.call, one.entry].agent
                await self._records.dealt_with((one.call, one.entry), Agent(name=by, title=by))
                dealt = True
            found.append(ToCorrect(one, draft))
        return await self.all() if dealt else found

    async def take_up(self, answer: tuple[str, int], draft: str, agent: Agent) -> None:
        await _beside(self._taken.keep, answer, draft, agent.name, self._now())

    async def dealt_with(self, answer: tuple[str, int], agent: Agent) -> None:
        await self._records.dealt_with(answer, agent)

    async def _draft(self, taken: TakenUp | None) -> Draft | None:
        """None where nobody works on it, or not any more."""
        if taken is None:
            return None
        try:
            draft = await self._content.draft(taken.draft)
        except NoSuchDraft:
            return None
        return None if draft.state is DraftState.DROPPED else draft


def _waits(one: Wrong) -> bool:
    return one.dealt_at is None
