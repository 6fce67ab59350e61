"""The pages of the desk that each role finds at the top of every page."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.agents import Agent, Role


@dataclass(frozen=True, slots=True)
class Entry:
    address: str
    title: str
    role: Role


ENTRIES = (
    Entry("/balie", "Overzicht", Role.AGENT),
    Entry("/balie/terugbellen", "Terugbellen", Role.AGENT),
    Entry("/balie/vraag", "Vraag het de assistent", Role.AGENT),
    Entry("/balie/studio", "Studio", Role.EDITOR),
    Entry("/balie/verbeteringen", "Verbeteringen", Role.EDITOR),
    Entry("/balie/beheer", "Beheer", Role.ADMINISTRATOR),
)


def pages_for(agent: Agent) -> Sequence[Entry]:
    return [entry for entry in ENTRIES if entry.role in agent.roles]
