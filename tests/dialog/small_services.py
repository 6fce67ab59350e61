"""What errands can have done, in memory: a few streets, one agenda, one waste round.

Small, and honest: what was booked is taken, what was not found is not there, and what a service
does not know it refuses as the real ones do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from dialog.services import OK, SERVICES, Outcome, Row
from dialog.slots.calendar_words import WEEKDAYS

Values = Mapping[str, str]

TODAY = date(2026, 11, 26)
"""A Thursday; tests hold their calls on this day."""
TIMES = ("09:00", "10:00", "11:30", "14:00")

ADDRESSES: tuple[tuple[str, str, str], ...] = (
    ("Dorpsstraat", "12", "4991AB"),
    ("Dorpsstraat", "12A", "4991AB"),
    ("Dorpsstraat", "14", "4991AB"),
    ("Molenweg", "3", "4992CD"),
)
PRODUCTS = {
    "paspoort": ("een paspoort", "Neem uw oude paspoort mee."),
    "rijbewijs": ("een rijbewijs", "Neem uw oude rijbewijs mee."),
    "verhuizing": ("een verhuizing", "Neem een geldig identiteitsbewijs mee."),
}
ROUNDS = {"restafval": 4, "gft": 11, "papier": 6}
"""Days from today."""


@dataclass
class SmallServices:
    booked: dict[str, dict[str, str]] = field(default_factory=dict)
    """Appointments by code."""
    full: set[tuple[str, str]] = field(default_factory=set)
    reports: dict[str, dict[str, str]] = field(default_factory=dict)
    complaints: list[dict[str, str]] = field(default_factory=list)
    pickups: list[dict[str, str]] = field(default_factory=list)
    crisis: str | None = None
    message: str = OK
    """What comes of a text message."""
    opens: list[Outcome] = field(default_factory=list)
    """What comes of asking for an earlier call, in order."""
    broken: set[str] = field(default_factory=set)
    """Services that fail."""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def perform(self, service: str, values: Values) -> Outcome:
        """Raises ValueError for an unknown service or a value that it does not take."""
        if service not in SERVICES or not values.keys() <= SERVICES[service].takes:
            raise ValueError(f"expected a service and what it takes, got {service} {values}")
        self.asked.append((service, dict(values)))
        if service in self.broken:
            return Outcome("failed")
        does: dict[str, Callable[[Values], Outcome]] = {
            "address.find": _find_address,
            "call.open": lambda values: self.opens.pop(0) if self.opens else Outcome("none"),
            "call.take_up": lambda values: self.opens.pop(0) if self.opens else Outcome("none"),
            "call.forget": lambda values: Outcome(OK),
            "message.able": _able,
            "message.send": lambda values: Outcome(self.message),
            "agenda.products": _product,
            "agenda.free": self._free,
            "agenda.book": self._book,
            "agenda.find": self._find,
            "agenda.move": self._move,
            "agenda.cancel": self._cancel,
            "report.similar": self._similar,
            "report.create": self._report,
            "report.join": self._join,
            "waste.dates": _waste,
            "bulky.free": _bulky_days,
            "bulky.book": self._pick_up,
            "complaint.create": self._complain,
            "status.find": _term,
            "crisis.active": self._crisis,
        }
        return does[service](values)

    # -- agenda ------------------------------------------------------------------------------

    def _free(self, values: Values) -> Outcome:
        product = values["product"]
        assert product in PRODUCTS, "only a product that was found has an agenda"
        free = [
            (day.isoformat(), at)
            for day in (TODAY + timedelta(days=ahead) for ahead in range(1, 15))
            for at in TIMES
            if day.weekday() < 5 and (day.isoformat(), at) not in self._taken
        ]
        exact = [place for place in free if _suits(place, values)]
        near = [place for place in free if _suits(place, _day_of(values))] or free
        rows = tuple((("datum", day), ("tijd", at)) for day, at in (exact or near)[:6])
        return Outcome(OK, (("exact", "yes" if exact else "no"),), rows)

    @property
    def _taken(self) -> set[tuple[str, str]]:
        return self.full | {(each["datum"], each["tijd"]) for each in self.booked.values()}

    def _book(self, values: Values) -> Outcome:
        if (values["datum"], values["tijd"]) in self._taken:
            return Outcome("taken", (), self._free(values).options)
        code = str(48210 + len(self.booked))
        self.booked[code] = {**values, "locatie": "het gemeentehuis"}
        return Outcome(OK, (("code", code), *self.booked[code].items()))

    def _find(self, values: Values) -> Outcome:
        facts = [key for key in values if key != "code"]
        assert facts, "a code alone finds nothing"
        enough = any if "code" in values else all
        fit = [
            {"code": code, **found}
            for code, found in self.booked.items()
            if values.get("code", code) == code
            and enough(found.get(key) == values[key] for key in facts)
        ]
        given = tuple(tuple(each.items()) for each in fit)
        if len(given) == 1:
            return Outcome(OK, given[0])
        return Outcome("several", (), given) if given else Outcome("none")

    def _move(self, values: Values) -> Outcome:
        if (values["datum"], values["tijd"]) in self._taken:
            return Outcome("taken", (), self._free({"product": "paspoort"}).options)
        self.booked[values["code"]].update(values)
        return Outcome(OK, tuple(values.items()))

    def _cancel(self, values: Values) -> Outcome:
        return Outcome(OK if self.booked.pop(values["code"], None) else "none")

    # -- reports -----------------------------------------------------------------------------

    def _similar(self, values: Values) -> Outcome:
        for number, report in self.reports.items():
            same = [report.get(key) == values.get(key) for key in ("object", "straat", "locatie")]
            if all(same):
                state = (("nummer", number), ("staat", "in behandeling"), ("sinds", "2026-11-20"))
                return Outcome("known", state)
        return Outcome("none")

    def _report(self, values: Values) -> Outcome:
        number = str(70310 + len(self.reports))
        self.reports[number] = dict(values)
        return Outcome(OK, (("nummer", number),))

    def _join(self, values: Values) -> Outcome:
        return Outcome(OK, (("nummer", values["nummer"]), ("aantal", "2")))

    def _complain(self, values: Values) -> Outcome:
        self.complaints.append(dict(values))
        return Outcome(OK, (("nummer", "90001"),))

    def _pick_up(self, values: Values) -> Outcome:
        self.pickups.append(dict(values))
        return Outcome(OK, (("nummer", "60001"), ("datum", values["datum"])))

    def _crisis(self, values: Values) -> Outcome:
        return Outcome(OK, (("tekst", self.crisis),)) if self.crisis else Outcome("none")


def _suits(place: tuple[str, str], values: Values) -> bool:
    day, at = place
    weekday = WEEKDAYS[date.fromisoformat(day).weekday()]
    part = "ochtend" if at < "12:00" else "middag"
    return (
        values.get("datum", day) == day
        and values.get("tijd", at) == at
        and values.get("weekdag", weekday) == weekday
        and values.get("dagdeel", part) == part
        and values.get("tijd_vanaf", at) <= at
    )


def _day_of(values: Values) -> Values:
    return {key: value for key, value in values.items() if key in ("datum", "weekdag")}


def _able(values: Values) -> Outcome:
    return Outcome(OK if values["telefoon"].startswith("06") else "landline")


def _find_address(values: Values) -> Outcome:
    street, number = values.get("straat"), values.get("huisnummer")
    postcode = values.get("postcode")
    near = [
        row
        for row in ADDRESSES
        if (postcode is None or row[2] == postcode) and (street is None or row[0] == street)
    ]
    exact = [row for row in near if row[1] == number]
    if len(exact) == 1:
        return Outcome(OK, _address(exact[0]))
    return Outcome("none", (), tuple(map(_address, near[:3])))


def _address(row: tuple[str, str, str]) -> Row:
    return (("straat", row[0]), ("huisnummer", row[1]), ("postcode", row[2]))


def _product(values: Values) -> Outcome:
    said = values["product"]
    found = next((key for key in PRODUCTS if key in said), None)
    if found is None:
        return Outcome("none")
    title, bring = PRODUCTS[found]
    told = (("product", found), ("title", title), ("title_en", f"a {found}"), ("bring", bring))
    return Outcome(OK, told)


def _waste(values: Values) -> Outcome:
    if values["postcode"] != "4991AB":
        return Outcome("none")
    wanted = values.get("object")
    rows = tuple(
        (("fractie", name), ("datum", (TODAY + timedelta(days=ahead)).isoformat()))
        for name, ahead in ROUNDS.items()
        if wanted in (None, name)
    )
    return Outcome(OK, (), rows)


def _bulky_days(values: Values) -> Outcome:
    days = [TODAY + timedelta(days=ahead) for ahead in (5, 8, 12)]
    fit = [day for day in days if values.get("datum", day.isoformat()) == day.isoformat()]
    fit = [
        day
        for day in fit
        if values.get("weekdag", WEEKDAYS[day.weekday()]) == WEEKDAYS[day.weekday()]
    ]
    if not fit:
        return Outcome("none")
    return Outcome(OK, (), tuple((("datum", d.isoformat()), ("dagdeel", "ochtend")) for d in fit))


def _term(values: Values) -> Outcome:
    if "paspoort" not in values.get("product", ""):
        return Outcome("none")
    return Outcome(OK, (("product", "paspoort"), ("term", "Dat duurt vijf dagen.")))
