"""A draft is compared with what callers hear: what is found, kept, stopped, and forgotten."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from belbalie.comparing import Job
from belbalie.machine_process import MachineBroke, compared_beside
from belbalie.time_machine import DraftMachine
from desk.studio.content import NoSuchDraft, Refused
from dialog.replay_change import Change, Comparison
from tests.belbalie.recorded_town import MONDAY
from tests.desk.machine_house import (
    CALLERS,
    DOG,
    NEW,
    OLD,
    MachineHouse,
    beside,
    by_words,
    machine_house,
)
from tests.desk.signed import EDITOR


@pytest.fixture
def house(tmp_path: Path) -> Iterator[MachineHouse]:
    with machine_house(tmp_path) as made:
        yield made


async def test_what_a_draft_changes_is_found(house: MachineHouse) -> None:
    draft = await house.studio.draft()
    assert (await house.machine.state(draft)).found is None
    found = await house.found(draft)
    assert (found.calls, found.callers, found.changed) == (20, 1, [])
    await house.studio.write(draft, DOG, OLD, NEW)
    assert (await house.machine.state(draft)).stale
    found = await house.found(draft)
    assert not (await house.machine.state(draft)).stale
    assert {each.change for each in found.changed} == {Change.WORDING}
    keys = {each.case.key.partition("-")[0] for each in found.changed}
    assert keys == {"hond"}
    assert [each.case.title for each in found.changed if each.case.scripted] == ["Hond uitlaten"]


async def test_calls_that_are_erased_meanwhile_are_not_shown(house: MachineHouse) -> None:
    draft = await house.studio.draft()
    await house.studio.write(draft, DOG, OLD, NEW)
    found = await house.found(draft)
    erased = next(each.case.key for each in found.changed if not each.case.scripted)
    house.log.erase(erased)
    state = await house.machine.state(draft)
    assert state.found is not None
    assert erased not in {each.case.key for each in state.found.changed}
    assert len(state.found.changed) == len(found.changed) - 1


async def test_a_caller_who_is_no_longer_understood_is_worse(house: MachineHouse) -> None:
    draft = await house.studio.draft()
    page = await house.studio.content.text(draft, DOG)
    await house.studio.content.save(draft, DOG, None, page.tag, EDITOR)
    worse = (await house.found(draft)).of(Change.WORSE)
    assert "Hond uitlaten" in {each.case.title for each in worse}


async def test_callers_are_kept_with_the_draft(house: MachineHouse) -> None:
    draft = await house.studio.draft()
    turns = ["mijn paspoort is verlopen", "1", "[stilte]"]
    await house.machine.add_caller(draft, "Hond!", turns, "paspoort", EDITOR)
    await house.machine.add_caller(draft, "Hond!", ["hallo"], "", EDITOR)
    first, second, third = await house.machine.callers(draft)
    assert [first.key, second.key, third.key] == ["hond", "hond-2", "hond-3"]
    assert (second.title, second.turns, second.topic) == ("Hond!", turns, "paspoort")
    assert third.topic == ""
    assert len(await house.machine.callers("nu")) == 1
    assert (await house.found(draft)).callers == 3
    for key in ("hond-2", "hond-3", "nobody"):
        await house.machine.remove_caller(draft, key, EDITOR)
    assert (await house.studio.content.text(draft, "callers.jsonl")).text == CALLERS


async def test_a_draft_with_mistakes_is_not_compared(house: MachineHouse) -> None:
    draft = await house.studio.draft()
    await house.studio.write(draft, DOG, "key: hond", "key: hind")
    with pytest.raises(Refused, match="Los die eerst op"):
        await house.machine.start(draft)
    with pytest.raises(NoSuchDraft):
        await house.machine.state("weg")


async def test_one_draft_waits_for_the_other_and_can_be_stopped(house: MachineHouse) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(job: Job, watch: Callable[[str, float], None]) -> Comparison:
        watch("Bezig", 0.5)
        begun.set()
        await go_on.wait()
        return await beside(job, watch)

    machine = DraftMachine(
        house.studio.content, house.settings, house.machine._turns, house.studio.now, slow
    )
    one, other = await house.studio.draft(), await house.studio.draft("Iets anders")
    await machine.start(one)
    await begun.wait()
    await machine.start(other)
    await machine.start(one)
    state = await machine.state(one)
    assert (state.running, state.what, state.share) == (True, "Bezig", 0.5)
    assert "andere vergelijking" in (await machine.state(other)).what
    await machine.cancel(one)
    assert not (await machine.state(one)).running
    await machine.close()
    assert not (await machine.state(other)).running


async def test_what_goes_wrong_is_told(house: MachineHouse) -> None:
    async def broken(job: Job, watch: Callable[[str, float], None]) -> Comparison:
        raise MachineBroke("Het lukt niet.")

    draft = await house.studio.draft()
    machine = DraftMachine(
        house.studio.content, house.settings, house.machine._turns, house.studio.now, broken
    )
    await machine.start(draft)
    await machine.finished(draft)
    state = await machine.state(draft)
    assert (state.fault, state.found) == ("Het lukt niet.", None)


@pytest.mark.models
async def test_it_is_the_same_in_a_process_of_its_own(house: MachineHouse) -> None:
    """With the model's own embeddings, and a broken folder told as a sentence."""
    content = house.studio.content
    draft = await house.studio.draft()
    await house.studio.write(draft, DOG, OLD, NEW)
    job = Job(
        published=await content.folder("nu"),
        draft=await content.folder(draft),
        settings=house.settings,
        now=MONDAY,
        embedder=by_words,
    )
    told: list[float] = []
    found = await compared_beside(job, lambda _, share: told.append(share))
    assert {each.change for each in found.changed} == {Change.WORDING}
    assert told == sorted(told)
    with pytest.raises(MachineBroke, match="fouten"):
        await compared_beside(replace(job, draft=house.settings.data), lambda *_: None)
