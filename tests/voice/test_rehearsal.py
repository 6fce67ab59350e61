import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from dialog.acts import LookUp, Say
from dialog.conversation import Conversation
from dialog.events import Candidate, Findings, Heard, Rung
from tests.dialog.talking import MONDAY, knowledge
from voice.rehearsal import Rehearsal

FOUND = Findings((Candidate("paspoort", 0.9),))
QUESTION = Heard(at=MONDAY, text="ik wil een paspoort")


@dataclass
class Surroundings:
    """A search that a test may hold back, and all that was asked to be prepared."""

    asked: list[str] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)
    may_find: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    trouble: bool = False

    async def search(self, query: str, language: str) -> Findings:
        self.asked.append(query)
        await self.may_find.wait()
        if self.trouble:
            raise OSError("the index is gone")
        return FOUND

    async def prepare(self, say: Say) -> None:
        self.prepared.append(say.text)
        self.ready.set()


@pytest.fixture
def around() -> Surroundings:
    made = Surroundings()
    made.may_find.set()
    return made


@pytest.fixture
async def rehearsal(around: Surroundings) -> AsyncIterator[Rehearsal]:
    made = Rehearsal(around.search, around.prepare)
    yield made
    await made.close()


@pytest.fixture
def conversation() -> Conversation:
    made = Conversation(knowledge())
    made.receive(Rung(at=MONDAY))
    return made


async def test_the_first_sentence_of_the_answer_is_prepared(
    rehearsal: Rehearsal, around: Surroundings, conversation: Conversation
) -> None:
    rehearsal.begin(conversation, QUESTION)
    await around.ready.wait()
    assert around.prepared == ["Een paspoort."]


async def test_what_was_looked_up_in_rehearsal_is_not_looked_up_again(
    rehearsal: Rehearsal, around: Surroundings, conversation: Conversation
) -> None:
    rehearsal.begin(conversation, QUESTION)
    await around.ready.wait()
    (look_up,) = conversation.receive(QUESTION)
    assert isinstance(look_up, LookUp)
    assert await rehearsal.search(look_up.query, look_up.language) == FOUND
    assert around.asked == [QUESTION.text]


async def test_a_search_that_is_still_going_on_is_waited_for(
    rehearsal: Rehearsal, around: Surroundings, conversation: Conversation
) -> None:
    around.may_find.clear()
    rehearsal.begin(conversation, QUESTION)
    for _ in range(5):
        await asyncio.sleep(0)
    asking = asyncio.create_task(rehearsal.search(QUESTION.text, "nl"))
    await asyncio.sleep(0)
    around.may_find.set()
    assert await asking == FOUND
    assert around.asked == [QUESTION.text]


async def test_other_words_are_looked_up(
    rehearsal: Rehearsal, around: Surroundings, conversation: Conversation
) -> None:
    rehearsal.begin(conversation, QUESTION)
    await around.ready.wait()
    await rehearsal.search("iets anders", "nl")
    await rehearsal.search(QUESTION.text, "en")
    assert around.asked == [QUESTION.text, "iets anders", QUESTION.text]


async def test_who_goes_on_leaves_nothing_behind(
    rehearsal: Rehearsal, around: Surroundings, conversation: Conversation
) -> None:
    around.may_find.clear()
    rehearsal.begin(conversation, QUESTION)
    await asyncio.sleep(0)
    rehearsal.drop()
    around.may_find.set()
    await rehearsal.search(QUESTION.text, "nl")
    assert around.prepared == []
    assert around.asked.count(QUESTION.text) >= 1


async def test_the_conversation_itself_learns_nothing(
    rehearsal: Rehearsal, around: Surroundings, conversation: Conversation
) -> None:
    untouched = conversation.fork()
    rehearsal.begin(conversation, QUESTION)
    await around.ready.wait()
    later = Heard(at=MONDAY, text="wat kost dat")
    assert conversation.receive(later) == untouched.receive(later)


async def test_a_search_that_fails_in_rehearsal_is_tried_again_when_it_counts(
    rehearsal: Rehearsal, around: Surroundings, conversation: Conversation
) -> None:
    around.trouble = True
    rehearsal.begin(conversation, QUESTION)
    for _ in range(10):
        await asyncio.sleep(0)
    around.trouble = False
    assert await rehearsal.search(QUESTION.text, "nl") == FOUND
    assert around.prepared == []


async def test_words_that_need_no_search_are_answered_too(
    rehearsal: Rehearsal, around: Surroundings, conversation: Conversation
) -> None:
    rehearsal.begin(conversation, Heard(at=MONDAY, text="wat kan ik zeggen"))
    await around.ready.wait()
    assert around.asked == []
