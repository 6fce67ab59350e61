"""The port to what the conversation can have done: appointments, reports, pick-ups, look-ups.

The conversation asks with a `Perform` and is answered with a `Performed`; the shell has this port
carry it out. What a service needs and what it may answer stands in `SERVICES`, so that a script
which names a service that does not exist is found when it is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

OK, FAILED = "ok", "failed"

Row = tuple[tuple[str, str], ...]
"""Slot values in a fixed order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `options` are rows to choose from, best first."""

    status: str
    values: Row = ()
    options: tuple[Row, ...] = ()


class Services(Protocol):
    """What other rooms do for the conversation."""

    async def perform(
        self, service: str, values: Mapping[str, str], *, now: datetime, call: str
    ) -> Outcome:
        """Carry it out. Raises ValueError for an unknown service or a missing value; whatever
        else goes wrong in there the shell tells the conversation as 'failed'.
        """


@dataclass(frozen=True, slots=True)
class Service:
    """What one service takes and gives; 'failed' is always possible beside `statuses`."""

    takes: frozenset[str]
    """Values that it can use."""
    statuses: frozenset[str]
    gives: frozenset[str] = frozenset()
    """Values that may come back, in `values` or in a row of `options`."""
    changes: bool = False
    """It leaves something behind: not to be tried out, not to be done twice."""


def _service(takes: str, statuses: str, gives: str = "", *, changes: bool = False) -> Service:
    return Service(
        frozenset(takes.split()), frozenset(statuses.split()), frozenset(gives.split()), changes
    )


_ADDRESS = "straat huisnummer postcode plaats"
_BOOKED = "code datum tijd product title title_en locatie locatie_en"

SERVICES: Mapping[str, Service] = MappingProxyType({
    "address.find": _service("postcode huisnummer straat", "ok several none", _ADDRESS),
    "agenda.products": _service(
        "product", "ok none", "product title title_en minutes bring bring_en"
    ),
    "agenda.free": _service(
        "product datum weekdag dagdeel tijd tijd_vanaf tijd_tot periode",
        "ok none",
        "datum tijd exact",
    ),
    "agenda.book": _service(
        "product datum tijd naam telefoon", "ok taken", _BOOKED, changes=True
    ),
    "agenda.find": _service("code naam datum telefoon", "ok several none", _BOOKED),
    "agenda.move": _service("code datum tijd", "ok taken", _BOOKED, changes=True),
    "agenda.cancel": _service("code", "ok none", _BOOKED, changes=True),
    "report.similar": _service(
        "object straat locatie huisnummer", "known none", "nummer staat staat_en sinds"
    ),
    "report.create": _service(
        "object locatie straat huisnummer gevaar sinds naam telefoon", "ok", "nummer", changes=True
    ),
    "report.join": _service("nummer telefoon", "ok", "nummer aantal", changes=True),
    "waste.dates": _service("postcode huisnummer object", "ok none", "fractie datum"),
    "bulky.free": _service(
        "postcode huisnummer datum weekdag dagdeel", "ok none", "datum dagdeel"
    ),
    "bulky.book": _service(
        "postcode huisnummer object aantal datum telefoon",
        "ok taken",
        "nummer datum dagdeel",
        changes=True,
    ),
    "complaint.create": _service("soort tekst naam telefoon", "ok", "nummer", changes=True),
    "status.find": _service("zaaknummer product", "ok none", "product term term_en"),
    "wish.keep": _service("telefoon", "ok", changes=True),
    "wish.forget": _service("telefoon", "ok none", changes=True),
    "crisis.active": _service("postcode straat", "ok none", "tekst tekst_en tot einde"),
    "call.open": _service(
        "gesprekscode telefoon postcode datum",
        "ok fact wrong none locked",
        "script onderwerp soort naam waarde",
    ),
    "call.take_up": _service("", "ok none", "script onderwerp soort naam waarde"),
    "call.forget": _service("", "ok", changes=True),
    "message.able": _service("telefoon", "ok landline"),
    "message.send": _service("telefoon tekst", "ok later landline refused", changes=True),
})  # fmt: skip
