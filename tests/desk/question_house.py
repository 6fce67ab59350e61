"""A studio over calls of a small municipality: real ones, recorded, counted and grouped."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from belbalie.heard_vectors import HeardVectors
from belbalie.known import Known
from belbalie.question_reading import Engines
from belbalie.studio_figures import StudioFigures
from belbalie.studio_questions import StudioQuestions
from belbalie.text_call import Turn
from belbalie.text_desk import TextDesk
from dialog.content import load
from dialog.search import Index
from dialog.vectors import Embedder
from records.counted_calls import Counted, CountedCalls
from records.counting import figures_of
from records.log import EventLog
from records.looks import Looks
from tests.desk.studio_house import StudioHouse, studio_house
from tests.dialog import small_content
from tests.dialog.letter_embedder import LetterEmbedder

LETTERS = 0.85
"""Distance at which groups of lines are cut that `LetterEmbedder` embeds."""
MEANINGS = 0.65
"""The same for the real model; three subjects tell less of what sets lines apart than fifty do."""
CHARGING = (
    "waar staat een laadpaal",
    "komt er een laadpaal",
    "elektrisch laden bij de laadpaal",
)
DOGS = ("losloopveld honden", "loslopende honden veldje")
FIRE = "er is brand in ons huis"
PASSPORT = "mijn paspoort is verlopen"


@dataclass
class QuestionHouse:
    studio: StudioHouse
    log: EventLog
    looks: Looks
    questions: StudioQuestions
    counted: CountedCalls
    known: Known
    calls: int = 0

    @property
    def period(self) -> tuple[datetime, datetime]:
        """All of it."""
        return self.studio.now.at - timedelta(days=40), self.studio.now.at + timedelta(days=40)

    def call(self, *turns: str, days_ago: int = 1) -> str:
        """Somebody rings, says this and hangs up, and that is counted; the id of the call."""
        name = self._record(turns, days_ago)
        self._count()
        return name

    def ask(self, lines: Sequence[str], days_ago: int = 1) -> list[str]:
        """A call for each line."""
        names = [self._record((line,), days_ago) for line in lines]
        self._count()
        return names

    def _record(self, turns: Sequence[str], days_ago: int) -> str:
        self.calls += 1
        name, at = f"gesprek-{self.calls}", self.studio.now.at - timedelta(days=days_ago)
        talk = TextDesk(self.known).call(at)
        items = [*talk.ring("0612345678", line="sip")]
        for turn in turns:
            items += talk.take(Turn(say=turn))
        self.log.open_call(name, at, "sip")
        self.log.append_all(name, [*items, *talk.hang_up()], at)
        return name

    def _count(self) -> None:
        now = self.studio.now.at
        for due in self.counted.due(100, now - timedelta(days=400), now):
            entries = self.log.read(due.call)
            self.counted.keep([Counted(figures_of(due, entries), len(entries))], now)

    def learn(self) -> None:
        """What is published is known from now on."""
        self.known = known_of(self.studio.folder)


def known_of(folder: Path) -> Known:
    """Learned by words alone."""
    texts = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.*")}
    return _known(tuple(sorted(texts.items())))


@cache
def _known(texts: tuple[tuple[str, str], ...]) -> Known:
    """Learned once for all tests that have this content."""
    with TemporaryDirectory() as folder:
        knowledge = load(small_content.write(Path(folder), dict(texts)))
    return Known(knowledge, Index.build(knowledge, None))


@contextmanager
def question_house(
    folder: Path, url: str, meaning: Embedder | None = None
) -> Iterator[QuestionHouse]:
    """`folder` and the database are empty. Without `meaning` lines are compared by letters."""
    embedder, distance = meaning or LetterEmbedder(), MEANINGS if meaning else LETTERS
    with ExitStack() as stack:
        studio = stack.enter_context(studio_house(folder))
        log = stack.enter_context(closing(EventLog(url)))
        counted = stack.enter_context(closing(CountedCalls(url)))
        vectors = stack.enter_context(closing(HeardVectors(url, embedder)))
        engines = Engines(log, lambda: house.known, vectors, embedder, None)
        questions = StudioQuestions(
            engines, StudioFigures(counted), studio.content, url, studio.now, distance
        )
        stack.enter_context(closing(questions))
        house = QuestionHouse(
            studio=studio,
            log=log,
            looks=stack.enter_context(closing(Looks(url))),
            questions=questions,
            counted=counted,
            known=known_of(studio.folder),
        )
        yield house
