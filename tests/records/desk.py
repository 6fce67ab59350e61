"""A small desk with a database of its own: an agenda, rounds for bulky waste, kinds of reports."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dialog.addresses import Address, Addresses
from dialog.agenda import Agenda, Product
from dialog.hours import Hours, Span
from dialog.report_kinds import ReportKinds
from dialog.services import Outcome
from dialog.waste import Area, BulkyRound, Waste
from records.case import Asking

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""A Thursday."""
ASKING = Asking(NOW, "call-1")
HOURS = Hours(week=(*[(Span(time(9), time(12)),)] * 5, (), ()))
AGENDA = Agenda(
    products={
        "paspoort": Product("paspoort", {"nl": "een paspoort", "en": "a passport"}, 15, {}),
        "trouwen": Product("trouwen", {"nl": "een trouwerij"}, 60, {}),
    },
    hours=HOURS,
    capacity=2,
    location={"nl": "het gemeentehuis", "en": "the town hall"},
    days_ahead=30,
)
NORTH = Area("noord", ("4992",), bulky=BulkyRound((1,), "ochtend", 2))
SOUTH = Area("zuid", ("4995",), bulky=BulkyRound((1,), "middag", 1))
NEVER = Area("buiten", ("4999",))
WASTE = Waste(areas=(NORTH, SOUTH, NEVER), fractions={}, moved={})
ADDRESSES = Addresses((Address("4992AA", 12, "", "", "Dorpsstraat", "Zonnedael"),))
KINDS = ReportKinds({"straatverlichting": ("lantaarn", "straatlamp"), "bestrating": ("tegel",)})
FRIDAY = date(2026, 11, 27)

Told = dict[str, str]


def values(outcome: Outcome) -> Told:
    return dict(outcome.values)


def options(outcome: Outcome) -> list[Told]:
    return [dict(each) for each in outcome.options]
