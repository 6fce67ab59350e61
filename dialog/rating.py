"""One question at the end of some calls: were you helped? The answer is the caller's, not ours.

It is asked of who got an answer or had something done and would say goodbye now; never after
danger, of a relay, or on top of another question before goodbye. A 'no' is met with a person.
"""

from hashlib import sha256

from dialog.acts import Act, OutcomeType, Rate
from dialog.memory import Memory, Question

_OF_WHOM = frozenset({
    OutcomeType.ANSWERED, OutcomeType.APPOINTMENT, OutcomeType.REPORT, OutcomeType.STATUS,
})  # fmt: skip


def is_asked(call: str, percent: int) -> bool:
    """Whether the caller of this call is one of so many in a hundred; always the same for it."""
    return int.from_bytes(sha256(call.encode()).digest()[:8], "big") % 100 < percent


class Rating:
    """Of one call."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def question(self) -> list[Act]:
        """What we ask before goodbye; empty: nothing."""
        memory = self._memory
        if not memory.asks_rating or memory.relay or memory.outcome not in _OF_WHOM:
            return []
        memory.asks_rating = False
        return [Rate(helped=None), *memory.ask("rating", Question.RATING)]

    def helped(self) -> list[Act]:
        return [Rate(helped=True), self._memory.sentence("rating_thanks")]

    def not_helped(self) -> list[Act]:
        return [Rate(helped=False), *self._memory.ask("rating_person", Question.PERSON)]
