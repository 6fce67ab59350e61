"""What `belbalie content …` does."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from belbalie.content_storage import ContentStorage, Opened
from belbalie.errors import WorkFailed, WrongUse
from belbalie.settings import Settings
from belbalie.who import who
from desk.agents import Agent
from desk.studio.content import ByHand, NoSuchDraft, Refused, StudioOut, Version

_KEY_LETTERS = 10
"""Enough to name one of many thousands."""


def print_history(settings: Settings, most: int, as_json: bool) -> None:
    """Raises WorkFailed."""
    with _storage(settings) as store:
        versions = store.read(lambda opened: opened.publishing.versions(most))
    for version in versions:
        print(json.dumps(_fields(version), ensure_ascii=False) if as_json else _line(version))


def back_to(settings: Settings, version: str, reason: str) -> None:
    """A house that runs takes it up from the folder. Raises WrongUse, WorkFailed."""
    if not reason.strip():
        raise WrongUse("--reason: expected a few words, got none")

    def put(opened: Opened) -> Version:
        plan = opened.publishing.plan_back(_key(opened, version))
        return opened.publishing.put(plan, Agent(name="cli", title=who()), reason)

    with _storage(settings) as store:
        made = store.write(put, by_hand=True)
    print(f"{made.key[:_KEY_LETTERS]}: dit geldt nu weer: {', '.join(made.files)}")


def _key(opened: Opened, start: str) -> str:
    """Raises WrongUse."""
    latest = opened.publishing.head.key
    keys = [entry.key for entry in opened.versions.back(latest) if entry.key.startswith(start)]
    if len(keys) != 1 or not start:
        raise WrongUse(f"VERSION: expected a key of belbalie content history, got {start!r}")
    return keys[0]


@contextmanager
def _storage(settings: Settings) -> Iterator[ContentStorage]:
    """Raises WrongUse, WorkFailed."""
    store = ContentStorage(settings.content, settings.data, lambda: datetime.now(UTC))
    try:
        with closing(store):
            yield store
    except (ByHand, Refused, NoSuchDraft) as error:
        raise WrongUse(str(error)) from None
    except StudioOut as error:
        raise WorkFailed(str(error)) from None


def _line(version: Version) -> str:
    at = f"{version.at.astimezone():%Y-%m-%d %H:%M}"
    return f"{version.key[:_KEY_LETTERS]}  {at}  {version.author}: {version.reason}"


def _fields(version: Version) -> dict[str, str | Sequence[str] | None]:
    return {
        "version": version.key,
        "at": version.at.isoformat(),
        "author": version.author,
        "reason": version.reason,
        "reviewer": version.reviewer,
        "back_to": version.back_to,
        "files": version.files,
    }
