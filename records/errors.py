"""What can go wrong with the records, each as one sentence that says what to do.

RecordsError
├── ChainBroken       the envelopes were changed from outside
├── UnknownCall       there is no record of this call
├── CallErased        its words are gone: nothing can be added to it
├── Clash             somebody else was just before us: try again
├── TooLate           nobody waits for it any more: nothing was written
└── NotErased         words of an erased call are still in the file
"""


class RecordsError(Exception):
    """The database refused; the message is a whole sentence for the person who runs the house."""


class UnknownCall(RecordsError):
    def __init__(self, call_id: str) -> None:
        super().__init__(f"There is no record of call {call_id}: check its id.")


class CallErased(RecordsError):
    def __init__(self, call_id: str, erased_at: str) -> None:
        super().__init__(f"Call {call_id} was erased at {erased_at}: nothing can be added.")


class ChainBroken(RecordsError):
    def __init__(self, call_id: str, number: int, reason: str) -> None:
        super().__init__(
            f"The record of call {call_id} was changed at entry {number}: {reason}. "
            "Restore the database from a backup, and find out who wrote to it."
        )
        self.number = number
        """The first entry that does not fit; 0 is the opening of the call."""


class Clash(RecordsError):
    """A row of that key came in meanwhile; what was begun is undone."""


class TooLate(RecordsError):
    def __init__(self) -> None:
        super().__init__(
            "The records database took so long that nobody waits any more: nothing was written."
        )


class NotErased(RecordsError):
    """The key is gone from the tables and not yet from the file's bytes."""
