"""What `belbalie crisis …` does."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from belbalie.crisis_wish import Wish, crisis_of, fields
from belbalie.errors import WorkFailed, WrongUse
from belbalie.settings import Settings
from belbalie.who import who
from dialog.content_file import text_of
from dialog.content_page import Notes
from records.crises import Crises, Started
from records.errors import RecordsError


def start(settings: Settings, file: Path, wish: Wish, now: datetime, as_json: bool) -> None:
    """Raises WrongUse, after the mistakes in the page were printed, and WorkFailed."""
    notes = Notes(file)
    text, unreadable = text_of(file)
    if unreadable is not None:
        raise WrongUse(f"{unreadable.path}: {unreadable.sentence}")
    crisis = crisis_of(notes, text, wish, now)
    for problem in notes.problems:
        if crisis is None or not as_json:
            print(problem)
    if crisis is None:
        raise WrongUse("expected a page without mistakes: see the lines above")
    with _kept(settings) as kept:
        kept.start(crisis, who())
    _print(Started(crisis, who()), now, as_json)


def print_running(settings: Settings, now: datetime, as_json: bool) -> None:
    """Raises WorkFailed."""
    with _kept(settings) as kept:
        running = kept.running(now)
    for each in running:
        _print(each, now, as_json)
    if not running and not as_json:
        print("Er loopt geen crisis.")


def stop(settings: Settings, key: str, now: datetime) -> None:
    """Raises WrongUse and WorkFailed."""
    try:
        with _kept(settings) as kept:
            kept.stop(key, who(), now)
    except LookupError:
        raise WrongUse(f"KEY: expected a key of belbalie crisis list, got {key!r}") from None
    print(f"{key}: gestopt. Binnen vijf seconden hoort niemand dit meer.")


def _print(started: Started, now: datetime, as_json: bool) -> None:
    told = fields(started, now)
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    where = ", ".join([*started.crisis.message.postcodes, *started.crisis.message.streets])
    print(
        f"{told['key']}: {told['title']}, voor {where or 'iedereen'}, "
        f"van {told['from']} tot {told['until']}, {told['questions']} vragen, "
        f"gestart door {started.by}"
    )


@contextmanager
def _kept(settings: Settings) -> Iterator[Crises]:
    try:
        kept = Crises(settings.database_url)
        try:
            yield kept
        finally:
            kept.close()
    except RecordsError as error:
        raise WorkFailed(str(error)) from None
