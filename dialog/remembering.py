"""That a caller wants it slowly, kept for their next call: only after a yes, until they say no.

Asked once, before goodbye, of who took it slowly to the end and rings from a known number. Never
of a relay: that number is the service's. What is kept is a hash of the number and a date
(`records/wishes.py`); a request to forget it is carried out at once (GDPR art. 7.3 and 17).
"""

import re

from dialog.acts import Act, OutcomeType, Perform, Say
from dialog.events import Performed
from dialog.manner import take_it_slowly
from dialog.memory import Memory, Question
from dialog.services import OK

KEEP, FORGET = "wish.keep", "wish.forget"

_FORGETS = re.compile(
    r"(?:(?:u hoeft|je hoeft|ik wil|wil ik|graag|nee|kunt u|wilt u|dat|het|u mag|hoeft) )*(?:dat |het |mij |dit |mijn nummer )*(?:niet (?:meer |langer )?(?:te )?onthouden|onthoud(?:t u)? (?:dat |het |dit |mijn nummer )?(?:maar )?niet(?: meer| langer)?)(?: (?:hoor|graag|alstublieft|maar))*"
    r"|(?:vergeet|wis|verwijder)(?: u)? (?:maar )?(?:dat (?:ik (?:het )?(?:graag )?(?:rustig|langzaam)(?: aan)?(?: wil| wilde)?|van (?:het )?rustig(?: aan)?|u (?:het )?onthield)|mijn (?:nummer|wens)|wat u (?:over mij )?(?:onthield|onthoudt|heeft onthouden))(?: (?:maar|hoor|graag|weer))*"
    r"|(?:please )?(?:do not|don t) remember (?:that|it|this|me|my number)(?: any ?more| any longer)?|(?:please )?forget (?:my number|that i want it slow(?:ly)?)"
)  # fmt: skip
_FORGETS_BARE = re.compile(
    r"(?:nee )?vergeet (?:dat|het|dit)(?: maar)?(?: weer)?|forget (?:that|it)"
)
_AT_THE_BEGINNING = 2
"""Turns in which 'vergeet dat' is about what we greeted with."""


class Remembering:
    """Of one call."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def began(self, kept: bool) -> list[Act]:
        """How we speak from the first word on, to who asked for that before."""
        self._memory.calm_kept = kept
        return take_it_slowly(self._memory) if kept else []

    def greeting(self) -> list[Say]:
        memory = self._memory
        return [memory.sentence("calm_as_before")] if memory.calm_kept else []

    def question(self) -> list[Act]:
        """What we ask before goodbye; empty: nothing."""
        memory = self._memory
        asked = memory.calm_asked or memory.calm_kept
        fits = memory.calm and not memory.relay and memory.outcome is not OutcomeType.EMERGENCY
        if asked or not fits or memory.own_number is None:
            return []
        memory.calm_asked = True
        return memory.ask("calm_remember", Question.REMEMBER)

    def keep(self) -> list[Act]:
        """The caller said yes."""
        return [self._perform(KEEP)]

    def forgets(self, said: str) -> list[Act]:
        """Forget it, where these words ask for that; else nothing."""
        memory = self._memory
        greeted = memory.calm_kept and memory.turns <= _AT_THE_BEGINNING
        bare = greeted and _FORGETS_BARE.fullmatch(said)
        if not bare and not _FORGETS.fullmatch(said):
            return []
        memory.calm_asked = True
        if memory.own_number is None:
            return [memory.sentence("calm_nothing_kept"), *memory.told[-1:], memory.listen()]
        return [self._perform(FORGET)]

    def performed(self, event: Performed) -> list[Act] | None:
        """What came of it, and whether the call ends; None: it is not ours."""
        memory, done = self._memory, event.status == OK
        if event.service == KEEP:
            memory.calm_kept = done
            return [memory.sentence("calm_kept" if done else "calm_not_kept")]
        if event.service != FORGET:
            return None
        memory.calm_kept = memory.calm_kept and event.status == "failed"
        names = {OK: "calm_forgotten", "none": "calm_nothing_kept"}
        return [memory.sentence(names.get(event.status, "calm_not_forgotten"))]

    def _perform(self, service: str) -> Act:
        return Perform(service=service, values=(("telefoon", str(self._memory.own_number)),))
