"""waste.yaml: when which waste is collected in which part of the municipality."""

from datetime import date, time

from dialog.content_file import Entries, Node
from dialog.content_hours import read_open_on
from dialog.content_page import Page
from dialog.content_values import clock, count, listed, plain_words, postcodes, weekday
from dialog.hours import Hours
from dialog.knowledge import Municipality
from dialog.waste import Area, BulkyRound, Round, Waste
from dialog.wishes import DAYPARTS

_REQUIRED = ("fractions", "areas")
_OPTIONAL = ("over_by", "moved", "collects_on", "bulky_notice_days", "bulky_days_ahead")


def read_waste(page: Page, town: Municipality) -> Waste:
    root = page.root
    page.check_keys(root, _REQUIRED, _OPTIONAL)
    fractions = page.child(root, "fractions")
    areas = page.child(root, "areas")
    if not areas.nodes:
        page.error(areas.line, "'areas' noemt geen wijk. Vul in waar welke dag geldt.")
    usual = Waste((), {}, {})
    return Waste(
        areas=tuple(
            _area(page, key, node, tuple(fractions.nodes)) for key, node in areas.nodes.items()
        ),
        fractions={key: plain_words(page, fractions, key) for key in fractions.nodes},
        moved=_moved(page, root),
        holidays=Hours(
            open_on=read_open_on(page, root, "collects_on", usual.holidays.open_on),
            time_zone=town.hours.time_zone,
        ),
        over_by=clock(page, root, "over_by", time(17)),
        bulky_notice_days=count(page, root, "bulky_notice_days", usual.bulky_notice_days),
        bulky_days_ahead=count(page, root, "bulky_days_ahead", usual.bulky_days_ahead),
    )


def _area(page: Page, key: str, node: Node, fractions: tuple[str, ...]) -> Area:
    entries = page.entries(node, f"'{key}'")
    page.check_keys(entries, ("postcodes", "rounds"), ("streets", "bulky"))
    rounds = page.child(entries, "rounds")
    for fraction in rounds.nodes:
        if fraction not in fractions:
            known = ", ".join(fractions)
            page.error(
                rounds.key_lines[fraction],
                f"'{fraction}' staat niet bij 'fractions'. Bekend zijn: {known}.",
            )
    return Area(
        key=key,
        postcodes=postcodes(page, entries, "postcodes"),
        streets=plain_words(page, entries, "streets"),
        rounds=tuple(_round(page, name, each) for name, each in rounds.nodes.items()),
        bulky=_bulky(page, entries) if "bulky" in entries.nodes else None,
    )


def _round(page: Page, fraction: str, node: Node) -> Round:
    entries = page.entries(node, f"'{fraction}'")
    page.check_keys(entries, ("first",), ("weeks",))
    return Round(fraction, page.day(entries, "first"), count(page, entries, "weeks", 1))


def _bulky(page: Page, parent: Entries) -> BulkyRound:
    entries = page.child(parent, "bulky")
    page.check_keys(entries, ("weekdays", "part", "capacity"))
    days = [weekday(page, node, "weekdays") for node in listed(page, entries, "weekdays")]
    part = page.text(entries, "part")
    if part and part not in DAYPARTS:
        page.error(
            entries.nodes["part"].line,
            f"'{part}' is geen dagdeel. Bekend zijn: {', '.join(DAYPARTS)}.",
        )
    return BulkyRound(
        weekdays=tuple(day for day in days if day is not None),
        daypart=part,
        capacity=count(page, entries, "capacity", 1),
    )


def _moved(page: Page, root: Entries) -> dict[date, date]:
    moved: dict[date, date] = {}
    for node in listed(page, root, "moved"):
        entries = page.entries(node, "Een verschoven dag")
        page.check_keys(entries, ("day", "to"))
        day = page.day(entries, "day")
        if day in moved:
            page.error(entries.line, f"De dag {day.isoformat()} staat hier twee keer.")
        moved[day] = page.day(entries, "to")
    return moved
