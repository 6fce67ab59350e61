"""Reports on public space: whether one is known already, a new one, and one more caller for it."""

from datetime import timedelta

from dialog.hours import Hours
from dialog.report_kinds import ReportKinds, Spot
from dialog.service_values import Values, needed, row, translated
from dialog.services import OK, Outcome
from records.case import REPORT, Asking, Case, NewCase
from records.cases import Cases

KNOWN_DAYS = 60
"""What was reported longer ago and is still open may be something new."""

_STATES = {
    "reported": {"nl": "gemeld", "en": "reported"},
    "planned": {"nl": "ingepland", "en": "planned"},
}
"""How the state of a report that is open is told."""
_OTHER = "anders"
"""Of no kind that the content knows."""
_KEPT = ("object", "locatie", "straat", "huisnummer", "gevaar", "sinds", "naam", "telefoon")


class Reports:
    """What is reported and not solved. `kinds` knows which words mean the same thing."""

    def __init__(self, cases: Cases, kinds: ReportKinds, hours: Hours) -> None:
        self._cases = cases
        self._kinds = kinds
        self._hours = hours

    def similar(self, values: Values, asking: Asking) -> Outcome:
        """report.similar: the same thing at the same place, the newest first."""
        (thing,) = needed("report.similar", values, "object")
        spot = _spot("report.similar", values)
        since = self._hours.local(asking.now).date() - timedelta(days=KNOWN_DAYS)
        known = [
            case
            for case in self._cases.open_ones(REPORT, since)
            if self._kinds.same(thing, case.words.get("object", "")) and spot.near(_spot_of(case))
        ]
        if not known:
            return Outcome("none")
        case = known[-1]
        return Outcome(
            "known",
            row(
                nummer=case.number,
                **translated("staat", _STATES[case.state]),
                sinds=case.day.isoformat(),
            ),
        )

    def create(self, values: Values, asking: Asking) -> Outcome:
        """report.create: what, where, whether it is dangerous, since when, and maybe who."""
        (thing,) = needed("report.create", values, "object")
        _spot("report.create", values)
        today = self._hours.local(asking.now).date()
        words = {key: values.get(key, "") for key in _KEPT}
        kind = self._kinds.kind(thing) or _OTHER
        number = self._cases.open(NewCase(REPORT, kind, today, None, words), asking)
        return Outcome(OK, row(nummer=number))

    def join(self, values: Values, asking: Asking) -> Outcome:
        """report.join: one more caller; returns of how many it is now.

        Raises LookupError for a number that is no report.
        """
        (said,) = needed("report.join", values, "nummer")
        number = "".join(sign for sign in said if sign.isdecimal())
        case = self._cases.find(number)
        if case is None or case.kind != REPORT:
            raise LookupError("report.join: expected the number of a report, got another")
        callers = self._cases.join(number, {"telefoon": values.get("telefoon", "")}, asking)
        return Outcome(OK, row(nummer=number, aantal=str(callers)))


def _spot(service: str, values: Values) -> Spot:
    """Raises ValueError when nothing tells where it is."""
    street, landmark = values.get("straat", "").strip(), values.get("locatie", "").strip()
    if not street and not landmark:
        needed(service, values, "straat or locatie")
    return Spot(street or None, values.get("huisnummer") or None, landmark or None)


def _spot_of(case: Case) -> Spot:
    words = case.words
    return Spot(
        words.get("straat") or None, words.get("huisnummer") or None, words.get("locatie") or None
    )
