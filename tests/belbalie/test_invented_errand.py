"""An errand that is had again with invented values ends as it did."""

from collections.abc import Sequence
from typing import cast

import pytest

from belbalie.known import Known
from belbalie.replaying import Replayer
from dialog.acts import OutcomeType
from dialog.events import Candidate, Heard, Rung
from dialog.inventing import Inventor
from dialog.replay_case import Case, case_of
from dialog.replay_run import Run
from dialog.search import Index, LookedUp, Told
from dialog.slots.own_words import lexicon_of
from tests.belbalie.text_caller import NOW, services, zonnedael

APPOINTMENT = (
    "Ik wil een afspraak voor een paspoort", "De eerste vrije plek", "Ilse Verbeek",
    "06 18 27 36 45", "Ja", "Nee, dat was het",
)  # fmt: skip
BULKY = (
    "Kunt u een oude kast komen ophalen", "4991 AA", "Nummer 1", "Ja", "De eerste vrije dag",
    "06 18 27 36 45", "Ja", "Nee, dat was het",
)  # fmt: skip
PERSONAL = ("Ilse", "Verbeek", "0618273645", "06-18273645", "4991AA", "4991 AA")


class Finds:
    """Finds the errand of a line by one word of it."""

    def looked_up(self, texts: Sequence[str], vectors: object = None) -> list[LookedUp]:
        return [LookedUp(text, cast(Told, None), None) for text in texts]

    def judged(self, looked_up: LookedUp, language: str) -> tuple[Candidate, ...]:
        words = {"afspraak": "afspraak_maken", "kast": "grofvuil"}
        found = (topic for word, topic in words.items() if word in looked_up.text)
        return tuple(Candidate(topic, 0.97) for topic in found)


def _had(case: Case) -> tuple[Run, Case | None]:
    """The conversation, and the case that its record holds, with invented values."""
    knowledge = zonnedael()
    replayer = Replayer.of(Known(knowledge, cast(Index, Finds())), services())
    record = [item for items in replayer.turns(case) for item in items]
    inventor = Inventor("een gesprek", knowledge.addresses, lexicon_of(knowledge))
    return replayer.run(case), case_of("een gesprek", record, inventor)


@pytest.mark.parametrize(("said", "script"), [(APPOINTMENT, "afspraak_maken"), (BULKY, "grofvuil")])
def test_it_ends_as_it_did_and_tells_nothing_of_the_caller(
    said: Sequence[str], script: str
) -> None:
    turns = tuple(Heard(at=NOW, text=text) for text in said)
    original, invented = _had(Case(key="x", rung=Rung(at=NOW, open=True), turns=turns))
    assert (original.outcome, original.settled) == (OutcomeType.APPOINTMENT, (script,))
    assert invented is not None
    again, _ = _had(invented)
    assert (again.outcome, again.settled) == (original.outcome, original.settled)
    assert [each.about for each in again.replies] == [each.about for each in original.replies]
    told = repr((invented, again))
    assert not [value for value in PERSONAL if value in told]
