"""What callers asked us to remember: to take it slowly (services wish.keep and wish.forget)."""

from datetime import datetime

from dialog.service_values import Values, needed
from dialog.services import OK, Outcome
from dialog.slots.digits import telephone
from records.case import Asking
from records.wishes import Wishes


class WishDesk:
    """One for all calls. Its maker closes it. Every method may raise RecordsError."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes

    def keep(self, values: Values, asking: Asking) -> Outcome:
        """wish.keep"""
        (number,) = needed("wish.keep", values, "telefoon")
        self._wishes.keep(number, asking.now)
        return Outcome(OK)

    def forget(self, values: Values, _: Asking) -> Outcome:
        """wish.forget"""
        (number,) = needed("wish.forget", values, "telefoon")
        return Outcome(OK if self._wishes.forget(number) else "none")

    def calm(self, caller: str | None, now: datetime) -> bool:
        """Whether who rings from this number is to be spoken to slowly."""
        number = telephone(caller) if caller else None
        return number is not None and self._wishes.kept(number, now)

    def forget_old(self, now: datetime) -> int:
        """Delete what was kept long enough; how many."""
        return self._wishes.forget_old(now)

    def close(self) -> None:
        self._wishes.close()
