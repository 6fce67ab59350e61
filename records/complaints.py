"""Complaints and compliments, taken down word for word."""

from dialog.hours import Hours
from dialog.service_values import Values, needed, row
from dialog.services import OK, Outcome
from records.case import COMPLAINT, Asking, NewCase
from records.cases import Cases

KINDS = ("klacht", "compliment")
_KEPT = ("tekst", "naam", "telefoon")


class Complaints:
    def __init__(self, cases: Cases, hours: Hours) -> None:
        self._cases = cases
        self._hours = hours

    def create(self, values: Values, asking: Asking) -> Outcome:
        """complaint.create: the caller's own words; who it was may stay out."""
        kind, _ = needed("complaint.create", values, "soort", "tekst")
        if kind not in KINDS:
            raise ValueError(f"complaint.create: expected soort to be one of {', '.join(KINDS)}")
        words = {key: values.get(key, "") for key in _KEPT}
        today = self._hours.local(asking.now).date()
        number = self._cases.open(NewCase(COMPLAINT, kind, today, None, words), asking)
        return Outcome(OK, row(nummer=number))
