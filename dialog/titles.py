"""How topics and departments are called in speech, for whoever has no content at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialog.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Titles:
    """Dutch titles by key; what has none is called by its key."""

    topics: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, knowledge: Knowledge) -> "Titles":
        return cls(
            {key: topic.title["nl"] for key, topic in knowledge.topics.items()},
            {key: team.title for key, team in knowledge.municipality.departments.items()},
        )

    def topic(self, key: str) -> str:
        return self.topics.get(key) or key.replace("_", " ")

    def department(self, key: str) -> str:
        return self.departments.get(key) or key.replace("_", " ")


NO_TITLES = Titles()
"""Everything is called by its key."""
