"""`belbalie replay`: compare a folder of content with the one in force, for whoever publishes by
other ways than the studio.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from belbalie.comparing import Job, compared
from belbalie.errors import WorkFailed, WrongUse
from belbalie.household import prepare_folders
from belbalie.known import make_embedder
from belbalie.moments import day
from belbalie.settings import Settings
from dialog.content import ContentError
from dialog.replay_change import TITLES, Change, Changed, Comparison, first_words
from dialog.vectors import Embedder
from records.errors import RecordsError


@dataclass(frozen=True, slots=True)
class Wanted:
    """The folder, and which calls: days as they were typed."""

    draft: Path
    since: str | None
    until: str | None
    most: int
    as_json: bool


def run_replay(
    settings: Settings, wanted: Wanted, embedder: Callable[[Path], Embedder | None] = make_embedder
) -> None:
    """Raises WrongUse, WorkFailed; the latter also where a conversation ends worse."""
    found = _compared(settings, wanted, embedder)
    (_print_json if wanted.as_json else _print)(found)
    worse = len(found.of(Change.WORSE))
    if worse:
        raise WorkFailed(f"expected no conversation to end worse, got {worse} of {found.total}")


def _compared(
    settings: Settings, wanted: Wanted, embedder: Callable[[Path], Embedder | None]
) -> Comparison:
    prepare_folders(settings)
    last = _midnight(wanted.until, "--to")
    job = Job(
        published=settings.content,
        draft=wanted.draft,
        settings=settings,
        now=datetime.now().astimezone(),
        most=wanted.most,
        since=_midnight(wanted.since, "--from"),
        until=last + timedelta(days=1) if last else None,
        embedder=embedder,
    )
    try:
        return compared(job, _tell)
    except ContentError as error:
        raise WrongUse(str(error)) from None
    except RecordsError as error:
        raise WorkFailed(str(error)) from None


def _midnight(text: str | None, place: str) -> datetime | None:
    return datetime.combine(day(text, place), time()).astimezone() if text else None


def _tell(what: str, share: float) -> None:
    if sys.stderr.isatty():
        print(f"\r{what}: {share:4.0%}   ", end="", file=sys.stderr, flush=True)


def _print(found: Comparison) -> None:
    print(f"{found.calls} calls, {found.callers} scripted callers")
    counts = Counter(each.change for each in found.changed)
    for change in Change:
        if counts[change]:
            print(f"{counts[change]:6} {TITLES[change]}")
    for each in found.changed:
        before, after = first_words(each)
        print(f"\n{TITLES[each.change]}: {each.case.title or each.case.key}. {each.reason}")
        print(f"  nu:    {' '.join(before)}\n  straks: {' '.join(after)}")


def _print_json(found: Comparison) -> None:
    for each in found.changed:
        print(json.dumps(_fields(each), ensure_ascii=False))
    counts = Counter(each.change.value for each in found.changed)
    print(json.dumps({"calls": found.calls, "callers": found.callers, "changed": counts}))


def _fields(changed: Changed) -> dict[str, object]:
    before, after = first_words(changed)
    return {
        "id": changed.case.key,
        "title": changed.case.title or None,
        "change": changed.change.value,
        "reason": changed.reason,
        "turn": changed.parted,
        "before": list(before),
        "after": list(after),
    }
