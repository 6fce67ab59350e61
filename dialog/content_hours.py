"""When people are there, read from gemeente.yaml: hours, closing days, parts to ring back in."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from dialog.content_file import Entries, Items, Node
from dialog.content_page import LANGUAGES, Page
from dialog.hours import ClosingDay, Hours, Span, Week, holiday_keys
from dialog.knowledge import CALLBACK_PARTS, Fact
from dialog.slots.calendar_words import WEEKDAYS


def read_hours(page: Page, root: Entries) -> Hours:
    """Read `hours`, `open_on`, `closing_days` and `time_zone` of the whole municipality."""
    usual = Hours()
    if page.readable and "hours" not in root.nodes:
        week = "09:00-17:00 van maandag tot en met vrijdag"
        page.warn(root.line, f"Hier ontbreekt 'hours'. Nu geldt {week}.")
    return Hours(
        week=_week(page, root) if "hours" in root.nodes else usual.week,
        closing_days=_closing_days(page, root),
        open_on=read_open_on(page, root, "open_on", usual.open_on),
        time_zone=_time_zone(page, root, usual.time_zone),
    )


def read_own_hours(page: Page, department: Entries, town: Hours) -> Hours | None:
    """Read what a department has of its own; its closing days come on top of the town's."""
    if not {"hours", "closing_days"} & department.nodes.keys():
        return None
    return replace(
        town,
        week=_week(page, department) if "hours" in department.nodes else town.week,
        closing_days=(*town.closing_days, *_closing_days(page, department)),
    )


def read_callback_parts(page: Page, root: Entries) -> Mapping[str, Span]:
    if "callback" not in root.nodes:
        return dict(CALLBACK_PARTS)
    entries = page.child(root, "callback")
    page.check_keys(entries, (), CALLBACK_PARTS)
    parts = {
        part: span
        for part in CALLBACK_PARTS
        if part in entries.nodes and (span := _span(page, entries.nodes[part], part))
    }
    if not entries.nodes:
        page.error(entries.line, "'callback' noemt geen dagdeel. Noem er minstens één.")
    return parts


def check_facts_against(page: Page, facts: Mapping[str, tuple[Fact, int]], hours: Hours) -> None:
    """Warn for a fact such as `open_maandag` that tells callers other hours than `hours` has."""
    for day, spans in zip(WEEKDAYS, hours.week, strict=True):
        fact, line = facts.get(f"open_{day}", (None, 0))
        told = " en ".join(map(str, spans)) or "niets"
        if fact is not None and fact.value != told:
            page.warn(
                line,
                f"Het feit '{fact.name}' zegt {fact.value}, en bij 'hours' staat {told}. "
                "Maak die gelijk.",
            )


def _week(page: Page, parent: Entries) -> Week:
    entries = page.child(parent, "hours")
    page.check_keys(entries, (), WEEKDAYS)
    week = tuple(_spans(page, entries.nodes.get(day), day) for day in WEEKDAYS)
    if not entries.nodes:
        page.error(entries.line, "'hours' noemt geen dag. Vul in wanneer er iemand is.")
    return week


def _spans(page: Page, node: Node | None, day: str) -> tuple[Span, ...]:
    nodes = () if node is None else node.nodes if isinstance(node, Items) else (node,)
    spans: list[Span] = []
    for each in nodes:
        span = _span(page, each, day)
        if span is None:
            continue
        if spans and (span.overlap(spans[-1]) or span.start < spans[-1].start):
            page.error(
                each.line,
                f"'{span}' begint voor '{spans[-1]}' eindigt. Zet de uren na elkaar.",
            )
        spans.append(span)
    return tuple(spans)


def _span(page: Page, node: Node, key: str) -> Span | None:
    text = page.said(node, key)
    try:
        return Span.parse(text) if text else None
    except ValueError:
        page.error(
            node.line,
            f"'{text}' is geen tijd van en tot, of eindigt voor het begint. Schrijf 09:00-17:00.",
        )
        return None


def _closing_days(page: Page, parent: Entries) -> tuple[ClosingDay, ...]:
    found: list[ClosingDay] = []
    for node in _items(page, parent, "closing_days"):
        entries = page.entries(node, "Een sluitingsdag")
        page.check_keys(entries, ("day", "name"))
        closing = ClosingDay(page.day(entries, "day"), _name(page, entries))
        if closing.day in {earlier.day for earlier in found}:
            page.error(entries.line, f"De dag {closing.day.isoformat()} staat hier twee keer.")
        found.append(closing)
    return tuple(found)


def _name(page: Page, entries: Entries) -> Mapping[str, str]:
    node = entries.nodes.get("name")
    if not isinstance(node, Entries):
        return {"nl": page.text(entries, "name")}
    page.check_keys(node, ("nl",), LANGUAGES)
    return {"nl": "", **page.languages(node)}


def read_open_on(page: Page, root: Entries, where: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Read the public holidays under `where`: work goes on then; `usual` where it is left out."""
    if where not in root.nodes:
        return usual
    known = holiday_keys()
    named = []
    for node in _items(page, root, where):
        key = page.said(node, where)
        if key and key not in known:
            page.error(
                node.line, f"'{key}' is geen feestdag. Bekend zijn: {', '.join(sorted(known))}."
            )
        named.append(key)
    return tuple(named)


def _time_zone(page: Page, root: Entries, usual: str) -> str:
    name = page.optional_text(root, "time_zone")
    if not name:
        return usual
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # no such name, no such file, a folder
        page.error(root.nodes["time_zone"].line, f"'{name}' is geen tijdzone. Schrijf {usual}.")
        return usual
    return name


def _items(page: Page, parent: Entries, key: str) -> Iterable[Node]:
    return page.items(parent.nodes[key], key) if key in parent.nodes else ()
