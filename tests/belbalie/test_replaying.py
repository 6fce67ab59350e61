"""Recorded conversations are had again: one topic is broken, and exactly its own are named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from belbalie.known import Known
from belbalie.replaying import Replayer, lines_of
from dialog.content import load
from dialog.content_services import NO_SERVICES
from dialog.inventing import Inventor
from dialog.knowledge import Knowledge
from dialog.replay_case import Case, case_of
from dialog.replay_change import Change, Changed, compare
from dialog.replay_run import Run
from dialog.slots.own_words import lexicon_of
from records.caller_turns import CallerTurns
from records.log import EventLog
from tests.belbalie.recorded_town import MONDAY, TOWN, known, record, town

CALLS = 150
OLD, NEW = "Honden zijn aan de lijn in het centrum.", "Honden zijn overal aan de lijn."


@dataclass
class Recorded:
    folder: Path
    cases: Sequence[Case]
    topics: Mapping[str, str]
    before: Sequence[Run]

    def changed(self, folder: Path) -> list[Changed]:
        after = _had(load(folder), self.cases)
        compared = map(compare, self.cases, self.before, after)
        return [each for each in compared if each.change is not Change.SAME]

    def about(self, topic: str) -> set[str]:
        """Conversations in which this topic was spoken of, or asked about."""
        return {
            case.key
            for case, run in zip(self.cases, self.before, strict=True)
            if any(topic in (*reply.understood, reply.subject) for reply in run.replies)
        }


def _had(knowledge: Knowledge, cases: Sequence[Case]) -> list[Run]:
    replayer = Replayer.of(Known(knowledge, known(knowledge)), NO_SERVICES)
    replayer.look_up(None, [text for _, text in lines_of(cases)])
    return [replayer.run(case.at(MONDAY)) for case in cases]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    folder = tmp_path_factory.mktemp("recorded")
    url = f"sqlite:///{folder}/records.db"
    content, log = town(folder / "content"), EventLog(url)
    topics = record(log, content, CALLS)
    log.close()
    knowledge, turns = load(content), CallerTurns(url)
    lexicon = lexicon_of(knowledge)
    cases = [
        case
        for call, entries in turns.read(turns.calls(1000))
        if (case := case_of(call, entries, Inventor(call, knowledge.addresses, lexicon)))
    ]
    turns.close()
    assert len(cases) == CALLS
    return Recorded(content, cases, topics, _had(knowledge, cases))


def test_they_are_about_what_callers_rang_for(recorded: Recorded) -> None:
    for case, run in zip(recorded.cases, recorded.before, strict=True):
        assert run.replies[1].subject == recorded.topics[case.key]


def test_a_draft_without_a_change_names_nothing(recorded: Recorded, tmp_path: Path) -> None:
    assert recorded.changed(town(tmp_path)) == []


def test_another_answer_names_those_who_got_it(recorded: Recorded, tmp_path: Path) -> None:
    page = TOWN["topics/hond.yaml"].replace(OLD, NEW)
    changed = recorded.changed(town(tmp_path, {"topics/hond.yaml": page}))
    told = {
        case.key
        for case, run in zip(recorded.cases, recorded.before, strict=True)
        if any(OLD in text for reply in run.replies for text in reply.texts)
    }
    assert told
    assert {each.case.key for each in changed} == told <= recorded.about("hond")
    assert {each.change for each in changed} == {Change.WORDING}


def test_a_topic_that_is_gone_names_all_its_conversations(
    recorded: Recorded, tmp_path: Path
) -> None:
    changed = recorded.changed(town(tmp_path, {"topics/hond.yaml": None}))
    assert {each.case.key for each in changed} == recorded.about("hond")
    rang = [each for each in changed if recorded.topics[each.case.key] == "hond"]
    assert len(rang) == sum(topic == "hond" for topic in recorded.topics.values())
    assert {each.change for each in rang} == {Change.WORSE}
    assert {each.parted for each in rang} == {1}


def test_a_topic_with_other_samples_is_no_longer_understood(
    recorded: Recorded, tmp_path: Path
) -> None:
    page = TOWN["topics/hond.yaml"]
    samples = page[page.index("  nl: [mag") : page.index("  en: [something")]
    strange = "  nl: [een klarinet, de trombone, vioolles, pianoles, drums, koor, harp, fluit]\n"
    changed = recorded.changed(town(tmp_path, {"topics/hond.yaml": page.replace(samples, strange)}))
    assert changed
    assert {each.case.key for each in changed} <= recorded.about("hond")
    assert {each.change for each in changed} == {Change.WORSE}


def test_a_person_first_brings_its_callers_to_a_person(recorded: Recorded, tmp_path: Path) -> None:
    page = TOWN["topics/rijbewijs.yaml"].replace("source:", "person_first: true\nsource:", 1)
    changed = recorded.changed(town(tmp_path, {"topics/rijbewijs.yaml": page}))
    to_person = {each.case.key for each in changed if each.change is Change.PERSON}
    assert to_person == {key for key, topic in recorded.topics.items() if topic == "rijbewijs"}
    assert {each.case.key for each in changed} <= recorded.about("rijbewijs")


def test_back_again_is_better(recorded: Recorded, tmp_path: Path) -> None:
    without = _had(load(town(tmp_path, {"topics/hond.yaml": None})), recorded.cases)
    compared = map(compare, recorded.cases, without, recorded.before)
    better = {each.case.key for each in compared if each.change is Change.BETTER}
    assert {key for key, topic in recorded.topics.items() if topic == "hond"} <= better


def test_nobody_s_name_or_number_is_in_a_case(recorded: Recorded) -> None:
    told = repr([*recorded.cases, *recorded.before])
    assert not [name for name in ("0612345678", "0618273645", "18 27 36") if name in told]
