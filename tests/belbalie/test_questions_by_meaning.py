"""Questions without an answer, grouped by meaning with the real model."""

import asyncio
from pathlib import Path

import pytest

from dialog.embedding import E5
from tests.desk.question_house import question_house

pytestmark = pytest.mark.models

ASKED = {
    "laadpaal": (
        "ik heb een elektrische auto, komt er bij ons een laadpaal",
        "waar kan ik mijn elektrische auto opladen",
        "hoe vraag ik een laadpunt voor de auto aan",
        "is er hier een oplaadpunt voor een elektrische auto",
    ),
    "hondenlosloop": (
        "waar mag de hond loslopen",
        "is er een losloopveld voor de hond",
        "mag mijn hond in het park zonder riem",
        "waar mogen honden los",
    ),
    "strooien": (
        "wordt er vannacht gestrooid",
        "het is glad, wanneer komt de strooiwagen",
        "strooit u ook zout in onze straat",
        "waarom is er niet gestrooid tegen de gladheid",
    ),
}
"""By subject, lines about which the small content has nothing."""
ANSWERED = ("mijn paspoort is verlopen", "kunt u mijn oude bank ophalen", "wij willen trouwen")


def test_what_has_no_answer_is_grouped_by_subject(tmp_path: Path) -> None:
    with question_house(
        tmp_path, f"sqlite:///{tmp_path}/records.db", E5(Path("var/embeddings"))
    ) as house:
        lines = [line for own in ASKED.values() for line in own]
        house.ask([*lines, *ANSWERED])
        found = asyncio.run(house.questions.asked(*house.period, wait_seconds=120))
        assert found is not None
        groups = [{line.text for line in each.group.lines} for each in found.groups]
        unanswered = set().union(*groups)
        assert unanswered.isdisjoint(ANSWERED)
        assert len(unanswered) > len(lines) / 2
        for group in groups:
            assert sum(1 for own in ASKED.values() if group & set(own)) == 1
