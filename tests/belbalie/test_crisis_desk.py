"""Every process that shares the records answers from the same crises, at its next look."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from loguru import logger

from belbalie.crisis_desk import LOOK_SECONDS, CrisisDesk, with_crises
from dialog.crisis import Crisis, CrisisMessage, CrisisPage
from dialog.crisis_page import MOST_QUESTIONS
from dialog.events import Candidate, Findings
from dialog.vectors import Vectors
from records.crises import Crises
from tests.dialog.crises import water
from tests.dialog.letter_embedder import LetterEmbedder
from tests.dialog.talking import knowledge

NOW = datetime.now().astimezone()
TODAY = NOW.date()
HOUR = timedelta(hours=1)
WHEN = "wanneer is er weer water"


def now_on(crisis: Crisis) -> Crisis:
    """The same crisis, as it would run at this moment."""
    message = replace(crisis.message, since=NOW - HOUR, until=NOW + HOUR)
    return replace(crisis, message=message, told_at=NOW - HOUR)


WATER = now_on(water())


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[CrisisDesk, CrisisDesk]]:
    """Of two processes with one database."""
    url = f"sqlite:///{tmp_path / 'records.db'}"
    with ExitStack() as opened:
        first, second = (opened.enter_context(closing(CrisisDesk(Crises(url)))) for _ in range(2))
        yield first, second


def titles(desk: CrisisDesk) -> list[str]:
    return [each.title for each in desk.find(WHEN, "nl", TODAY)]


def test_what_one_process_starts_and_stops_the_other_has_at_its_next_look(
    desks: tuple[CrisisDesk, CrisisDesk],
) -> None:
    here, there = desks
    here.start(WATER, "anna")
    assert titles(there) == []
    assert there.refresh()
    assert titles(there) == titles(here) == ["Geen water in Noord"]
    assert not there.refresh()
    here.stop(WATER.key, "anna", NOW)
    assert there.refresh()
    assert titles(there) == titles(here) == []


def test_a_process_that_begins_later_has_it_from_the_beginning(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.db'}"
    for start in (True, False):
        with closing(CrisisDesk(Crises(url))) as desk:
            if start:
                desk.start(WATER, "anna")
            assert titles(desk) == ["Geen water in Noord"]


def test_written_and_started_messages_are_told_by_one(
    desks: tuple[CrisisDesk, CrisisDesk],
) -> None:
    written = CrisisMessage({"nl": "De brug is dicht."}, NOW - HOUR, NOW + HOUR)
    desks[0].start(WATER, "anna")
    assert desks[0].messages([written]) == (written, WATER.message)


def test_what_the_news_says_comes_beside_what_is_found(
    desks: tuple[CrisisDesk, CrisisDesk],
) -> None:
    candidates = (Candidate("paspoort", 0.2),)
    search = with_crises(lambda query, language, day: Findings(candidates), desks[0])
    assert search(WHEN, "nl", TODAY) == Findings(candidates)
    desks[0].start(WATER, "anna")
    found = search(WHEN, "nl", TODAY)
    assert found.candidates == candidates
    assert found.crisis[0].text["nl"].startswith("Dat duurt nog tot vanavond")
    assert search(WHEN, "nl", TODAY + timedelta(days=3)) == Findings(candidates)


class BrokenEmbedder(LetterEmbedder):
    def __init__(self) -> None:
        super().__init__()
        self.broken = False

    def embed(self, texts: Sequence[str], query: bool) -> Vectors:
        if self.broken:
            raise RuntimeError("out of memory")
        return super().embed(texts, query)


def test_a_fault_in_it_leaves_the_topics(desks: tuple[CrisisDesk, CrisisDesk]) -> None:
    embedder, lines = BrokenEmbedder(), list[str]()
    desks[0].start(WATER, "anna")
    desks[0].search_with(embedder, None, knowledge(), None)
    assert titles(desks[0]) == ["Geen water in Noord"]
    embedder.broken = True
    sink = logger.add(lines.append, format="{message}")
    assert titles(desks[0]) == []
    logger.remove(sink)
    assert "".join(lines) == "crises were not searched, RuntimeError\n"


def test_embeddings_that_cannot_be_kept_leave_words(
    desks: tuple[CrisisDesk, CrisisDesk], tmp_path: Path
) -> None:
    file = tmp_path / "no folder"
    file.touch()
    desks[0].start(WATER, "anna")
    desks[0].search_with(LetterEmbedder(), None, knowledge(), file)
    assert titles(desks[0]) == ["Geen water in Noord"]


def test_the_longest_page_is_answered_from_within_five_seconds_of_its_start(
    desks: tuple[CrisisDesk, CrisisDesk],
) -> None:
    """All but the wait for the next look is work that is counted here, in texts embedded."""
    embedder = LetterEmbedder()
    page = WATER.page
    longest = CrisisPage(page.title, page.opening, page.questions[1:2] * MOST_QUESTIONS)
    desks[0].search_with(embedder, None, knowledge(), None)
    desks[0].start(replace(WATER, page=longest), "anna")
    per_page = [text for text in embedder.embedded if "water" in text]
    assert len(per_page) <= 2 * MOST_QUESTIONS
    assert LOOK_SECONDS + 0.05 * len(per_page) <= 5.0
