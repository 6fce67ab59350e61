"""How long callers wait for a person, and who takes over, as gemeente.yaml has it."""

from collections.abc import Mapping
from dataclasses import replace

from dialog.content_file import Entries
from dialog.content_page import Page
from dialog.content_values import count
from dialog.knowledge import Department, WaitingTimes

OVERFLOW_KEYS = ("overflow", "overflow_after")
_LEAST_SECONDS = 30


def read_waiting_times(page: Page, root: Entries) -> WaitingTimes:
    """Read `queue`: in seconds, each may be left out."""
    usual = WaitingTimes()
    entries = page.child(root, "queue")
    page.check_keys(entries, (), ("longest", "handling"))
    return WaitingTimes(
        longest_seconds=_seconds(page, entries, "longest", usual.longest_seconds, _LEAST_SECONDS),
        handling_seconds=_seconds(
            page, entries, "handling", usual.handling_seconds, _LEAST_SECONDS
        ),
    )


def with_overflow(page: Page, entries: Entries, team: Department) -> Department:
    """Read who is asked when this team has no time, and after how many seconds."""
    after = _seconds(page, entries, "overflow_after", team.overflow_seconds, 0)
    return replace(team, overflow=page.optional_text(entries, "overflow"), overflow_seconds=after)


def check_overflow(page: Page, departments: Entries, known: Mapping[str, Department]) -> None:
    """Note a team that hands over to one that is not there, or to itself."""
    for key, team in known.items():
        if team.overflow is None or key not in departments.nodes:
            continue
        if team.overflow not in known or team.overflow == key:
            page.error(
                departments.nodes[key].line,
                f"'{key}' noemt bij overflow '{team.overflow}'. Noem een ander team van hier.",
            )


def _seconds(page: Page, entries: Entries, key: str, usual: float, least: int) -> float:
    return float(count(page, entries, key, int(usual), least=least))
