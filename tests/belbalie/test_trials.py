"""A draft tried by text: answered as callers would be, and nobody's call."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.studio.content import PUBLISHED
from desk.studio.trying import CannotTry, NoTrial, Staff, TrialWish
from dialog.rules import Rule
from tests.belbalie.trying_house import DRAFT, TryingHouse


@pytest.fixture
def house(tmp_path: Path) -> Iterator[TryingHouse]:
    made = TryingHouse(tmp_path)
    yield made
    made.close()


async def asked(house: TryingHouse, where: str, *words: str, wish: TrialWish | None = None) -> str:
    """What we said to the last of these."""
    await house.trials.begin(where, "edo", wish or TrialWish())
    for each in words:
        await house.trials.say(where, "edo", each)
    return await last(house, where)


async def last(house: TryingHouse, where: str) -> str:
    trial = await house.trials.trial(where, "edo")
    return " ".join(each.text for each in trial.turns[-1].says)


async def test_a_draft_answers_with_its_own_words_and_callers_hear_the_old_ones(
    house: TryingHouse,
) -> None:
    assert "€ 86,50" in await asked(house, PUBLISHED, "wat kost een paspoort")
    await house.learned()
    assert "€ 90,00" in await asked(house, DRAFT, "wat kost een paspoort")


async def test_each_turn_is_explained(house: TryingHouse) -> None:
    await asked(house, PUBLISHED, "hoe vraag ik een paspoort aan")
    greeting, turn = (await house.trials.trial(PUBLISHED, "edo")).turns
    assert "computer" in greeting.says[0].text
    assert turn.words == "hoe vraag ik een paspoort aan"
    assert (turn.rule, turn.topic, turn.likely[0].title) == (Rule.CLEAR, "paspoort", "een paspoort")
    assert "Paspoort aanvragen (2026-01-05)" in [each.source for each in turn.says]


async def test_a_draft_cannot_be_tried_before_it_is_learned(house: TryingHouse) -> None:
    assert await house.trials.learned(DRAFT) == 0.4
    with pytest.raises(CannotTry, match="leert dit concept nog"):
        await house.trials.begin(DRAFT, "edo", TrialWish())
    await house.learned()
    assert await house.trials.learned(DRAFT) == 1.0


async def test_a_draft_that_could_not_be_learned_says_so(house: TryingHouse) -> None:
    house.lessons.fault = "De computer kon dit concept niet leren."
    with pytest.raises(CannotTry, match="kon dit concept niet leren"):
        await house.trials.learned(DRAFT)


async def test_a_draft_with_mistakes_is_not_tried(house: TryingHouse) -> None:
    (house.read.folders[DRAFT] / "topics" / "paspoort.yaml").write_text("key: [", "utf-8")
    with pytest.raises(CannotTry, match="nog fouten"):
        await house.trials.learned(DRAFT)
    with pytest.raises(CannotTry, match="is er niet meer"):
        await house.trials.learned("weg")


async def test_one_key_is_a_key_and_nothing_is_silence(house: TryingHouse) -> None:
    await asked(house, PUBLISHED, "*", "")
    turns = (await house.trials.trial(PUBLISHED, "edo")).turns
    happened = [turn.happened for turn in turns[1:]]
    assert happened[0] == "De beller toetste *."
    assert happened[1].endswith("seconden niets.")


@pytest.mark.parametrize(
    ("staff", "done"),
    [
        (Staff.FREE, ("De beller spreekt met een medewerker.",)),
        (Staff.BUSY, ("Er is nu geen medewerker.",)),
        (Staff.NONE, ()),  # nobody is looked for: a number to ring back is asked
    ],
)
async def test_whether_a_person_can_be_had_is_chosen(
    house: TryingHouse, staff: Staff, done: tuple[str, ...]
) -> None:
    words = ("hoe vraag ik een paspoort aan", "medewerker")
    await asked(house, PUBLISHED, *words, wish=TrialWish(staff, open=True))
    assert (await house.trials.trial(PUBLISHED, "edo")).turns[-1].done[-1:] == done


async def test_an_editor_has_one_trial_and_another_has_their_own(house: TryingHouse) -> None:
    await asked(house, PUBLISHED, "hoe vraag ik een paspoort aan")
    await house.trials.begin(PUBLISHED, "els", TrialWish())
    await house.trials.begin(PUBLISHED, "edo", TrialWish())
    assert len((await house.trials.trial(PUBLISHED, "edo")).turns) == 1
    await house.trials.end("edo")
    with pytest.raises(NoTrial):
        await house.trials.trial(PUBLISHED, "edo")
    assert len((await house.trials.trial(PUBLISHED, "els")).turns) == 1
    with pytest.raises(NoTrial):
        await house.trials.trial(DRAFT, "els")


async def test_after_half_an_hour_of_silence_it_is_over(house: TryingHouse) -> None:
    await asked(house, PUBLISHED)
    house.late = 29 * 60
    await house.trials.say(PUBLISHED, "edo", "hoe vraag ik een paspoort aan")
    house.late += 31 * 60
    with pytest.raises(NoTrial):
        await house.trials.say(PUBLISHED, "edo", "nog iets")


async def test_there_is_an_end_to_how_many_go_on(house: TryingHouse) -> None:
    for nth in range(12):
        await house.trials.begin(PUBLISHED, f"redacteur {nth}", TrialWish())
    with pytest.raises(CannotTry, match="te veel"):
        await house.trials.begin(PUBLISHED, "edo", TrialWish())
    await house.trials.begin(PUBLISHED, "redacteur 3", TrialWish())
    house.late = 31 * 60
    await house.trials.begin(PUBLISHED, "edo", TrialWish())


async def test_who_talks_with_an_older_state_of_the_draft_is_told(house: TryingHouse) -> None:
    await house.learned()
    await asked(house, DRAFT)
    assert not (await house.trials.trial(DRAFT, "edo")).outdated
    house.read.folders[DRAFT] = house.read.folders[PUBLISHED]
    assert (await house.trials.trial(DRAFT, "edo")).outdated


async def test_what_is_arranged_is_written_nowhere(house: TryingHouse, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))  # noqa: ASYNC240  # of a test, a handful
    wish = TrialWish(Staff.NONE, open=False)
    words = ("medewerker", "0612345678", "ja", "in de ochtend")
    told = await asked(house, PUBLISHED, *words, wish=wish)
    turns = (await house.trials.trial(PUBLISHED, "edo")).turns
    assert any("Terugbellen gevraagd" in done for turn in turns for done in turn.done), told
    assert sorted(tmp_path.rglob("*")) == before  # noqa: ASYNC240
