"""All recorded conversations and scripted callers, had with the content in force and with a draft.

The work of one process: `belbalie/machine_process.py` gives it one of its own beside the calls.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from belbalie.fixtures import NO_FIXTURES, Fixtures
from belbalie.heard_vectors import HeardLine, HeardVectors
from belbalie.known import build_known, make_embedder
from belbalie.replaying import Replayer, lines_of
from belbalie.scripted_callers import read_callers
from belbalie.settings import Settings
from dialog.content import load
from dialog.content_services import ServiceStore
from dialog.inventing import Inventor
from dialog.knowledge import Knowledge
from dialog.replay_case import Case, case_of
from dialog.replay_change import Change, Changed, Comparison, compare
from dialog.slots.own_words import lexicon_of
from dialog.vectors import Embedder, Vectors
from records.caller_turns import CallerTurns
from records.schema import is_there

MOST_CALLS = 1000
_STEP = 20
"""Conversations between two words of progress."""

Watch = Callable[[str, float], None]
"""Told what is being done, in Dutch, and the share of all work that is behind us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Both folders are read as content; what is learned of them stays in `settings.embeddings`."""

    published: Path
    draft: Path
    settings: Settings
    now: datetime
    most: int = MOST_CALLS
    """Calls, the latest first."""
    since: datetime | None = None
    until: datetime | None = None
    embedder: Callable[[Path], Embedder | None] = make_embedder


def compared(job: Job, watch: Watch) -> Comparison:
    """Raises ContentError, WrongUse, RecordsError, WorkFailed."""
    watch("De gesprekken worden gelezen", 0.0)
    before, after = load(job.published), load(job.draft)
    scripted = read_callers(job.draft, job.now)
    calls = [case.at(job.now) for case in _recorded(job, before)]
    fixtures = {each.case.key: each.fixtures for each in scripted}
    cases = [*calls, *(each.case for each in scripted)]
    watch("Beide versies worden geleerd", 0.1)
    embedder = job.embedder(job.settings.embeddings)
    desks = [
        _replayer(folder, knowledge, job, embedder)
        for folder, knowledge in ((job.published, before), (job.draft, after))
    ]
    watch("De zinnen van bellers worden vergeleken", 0.3)
    vectors = _vectors(job, embedder, calls, [each.case for each in scripted])
    for desk in desks:
        desk.look_up(vectors, [text for _, text in lines_of(cases)])
    changed = _had(desks, cases, fixtures, watch)
    return Comparison(calls=len(calls), callers=len(scripted), changed=list(changed))


def _had(
    desks: Sequence[Replayer], cases: Sequence[Case], fixtures: Mapping[str, Fixtures], watch: Watch
) -> Iterable[Changed]:
    for nth, case in enumerate(cases):
        if nth % _STEP == 0:
            watch("De gesprekken worden gevoerd", 0.4 + 0.6 * nth / len(cases))
        there = fixtures.get(case.key, NO_FIXTURES) if case.scripted else NO_FIXTURES
        before, after = (desk.run(case, there) for desk in desks)
        changed = compare(case, before, after)
        if changed.change is not Change.SAME:
            yield changed


def _recorded(job: Job, knowledge: Knowledge) -> list[Case]:
    """Calls that retention still allows, each decrypted once, with invented values."""
    if not is_there(job.settings.database_url):
        return []
    turns = CallerTurns(job.settings.database_url)
    try:
        wanted = turns.calls(job.most, job.since, job.until)
        lexicon = lexicon_of(knowledge)
        made = (
            case_of(call, entries, Inventor(call, knowledge.addresses, lexicon))
            for call, entries in turns.read(wanted)
        )
        return [case for case in made if case is not None]
    finally:
        turns.close()


def _replayer(folder: Path, knowledge: Knowledge, job: Job, embedder: Embedder | None) -> Replayer:
    known = build_known(knowledge, job.settings, embedder)
    return Replayer.of(known, ServiceStore(folder, knowledge.municipality).content)


def _vectors(
    job: Job, embedder: Embedder | None, calls: Sequence[Case], scripted: Sequence[Case]
) -> dict[str, Vectors] | None:
    """By line; those of calls are kept with the call."""
    if embedder is None:
        return None
    found: dict[str, Vectors] = {}
    lines = lines_of(calls)
    if lines:
        heard = HeardVectors(job.settings.database_url, embedder)
        try:
            rows = heard.vectors_of([HeardLine(call, text) for call, text in lines])
        finally:
            heard.close()
        found = {text: row for (_, text), row in zip(lines, rows, strict=True)}
    others = list(dict.fromkeys(text for _, text in lines_of(scripted) if text not in found))
    if not others:
        return found
    rows = embedder.embed(others, query=True)
    return found | dict(zip(others, rows, strict=True))
