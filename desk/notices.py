"""Port: what everybody at the desk should know now, beside calls."""

from collections.abc import Sequence
from typing import Protocol


class Notices(Protocol):
    """`belbalie` fills it; one that has nothing to say gives nothing."""

    def notices(self) -> Sequence[str]:
        """Dutch sentences to show on top of the overview, the most pressing first; each is whole
        by itself. Called on the event loop, answers at once.
        """


class NoNotices:
    """Nothing is to be said."""

    def notices(self) -> Sequence[str]:
        return ()


NO_NOTICES = NoNotices()
