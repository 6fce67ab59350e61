"""gemeente.yaml: the municipality, its departments, and who is rung there."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dialog.content_file import Entries, Node, Scalar
from dialog.content_hours import (
    check_facts_against,
    read_callback_parts,
    read_hours,
    read_own_hours,
)
from dialog.content_layers import without
from dialog.content_page import LANGUAGES, Page
from dialog.content_queue import (
    OVERFLOW_KEYS,
    check_overflow,
    read_waiting_times,
    with_overflow,
)
from dialog.content_style import check_facts_age
from dialog.content_topic import facts_in, read_facts
from dialog.hours import Hours
from dialog.knowledge import Agent, Department, Municipality, Ring
from dialog.spoken_examples import from_facts
from dialog.spoken_texts import check_spoken, check_text
from dialog.wording import disclosure

_REQUIRED = ("name", "telephone", "departments")
_OPTIONAL = (
    "hours",
    "open_on",
    "closing_days",
    "callback",
    "time_zone",
    "facts",
    "queue",
    "rating",
)
_TEAM_KEYS = ("agents", "ring", "hours", "closing_days", "desk", *OVERFLOW_KEYS)
_SIP_ADDRESS = re.compile(
    r"sips?:(?:[A-Za-z0-9\-_.!~*'()&=+$,;?/%]+@)?"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?"
    r"(?:;[A-Za-z0-9\-_.!~*'()%+=]+)*"
)
"""RFC 3261 section 25.1 without passwords and headers, which nobody needs to ring a desk."""


def read_town(page: Page, today: date | None, farther: Iterable[Page] = ()) -> Municipality:
    """Read the file; warn for facts that are out of date when `today` is given.

    Of layers `farther` away, facts and departments count that no nearer one has.
    """
    town = _read_own(page, today)
    for other in farther:
        town = _with_shared(town, other, today)
    check_overflow(page, page.child(page.root, "departments"), town.departments)
    return town


def _with_shared(town: Municipality, page: Page, today: date | None) -> Municipality:
    root = page.root
    page.check_keys(root, (), (*_REQUIRED, *_OPTIONAL))
    facts = facts_in(page, without(page.child(root, "facts"), town.facts))
    if today:
        check_facts_age(page, facts, today)
    departments = without(page.child(root, "departments"), town.departments)
    return replace(
        town,
        facts={**town.facts, **{name: fact for name, (fact, _) in facts.items()}},
        departments={**town.departments, **_departments(page, departments, town.hours)},
    )


def _read_own(page: Page, today: date | None) -> Municipality:
    root = page.root
    if page.readable:
        page.check_keys(root, _REQUIRED, _OPTIONAL)
    facts = read_facts(page, root)
    if today:
        check_facts_age(page, facts, today)
    hours = read_hours(page, root)
    if "hours" in root.nodes:
        check_facts_against(page, facts, hours)
    town = Municipality(
        name=page.text(root, "name"),
        telephone=page.text(root, "telephone"),
        departments=_departments(page, page.child(root, "departments"), hours),
        facts={name: fact for name, (fact, _) in facts.items()},
        hours=hours,
        callback_parts=read_callback_parts(page, root),
        queue=read_waiting_times(page, root),
        rating_percent=_rating(page, root),
    )
    if town.name:
        _check_opening(page, town.name)
    check_spoken(page, from_facts(town.facts))
    return town


def _rating(page: Page, root: Entries) -> int:
    """How many of a hundred callers are asked how it was; nobody where it is left out."""
    node = root.nodes.get("rating")
    percent = node.value if isinstance(node, Scalar) else None
    if node is None or (isinstance(percent, int) and 0 <= percent <= 100):
        return percent if isinstance(percent, int) else 0
    page.error(node.line, "Bij 'rating' hoort een heel getal van 0 tot en met 100.")
    return 0


def _check_opening(page: Page, name: str) -> None:
    """Judge our first sentence, which tells the name of the municipality."""
    for language in LANGUAGES:
        check_text(page, page.root.key_lines["name"], language, disclosure(name, language))


def _departments(page: Page, entries: Entries, hours: Hours) -> dict[str, Department]:
    addresses: dict[str, tuple[str, int]] = {}
    return {
        key: _department(page, key, node, hours, addresses) for key, node in entries.nodes.items()
    }


def _department(
    page: Page, key: str, node: Node, hours: Hours, addresses: dict[str, tuple[str, int]]
) -> Department:
    entries = page.entries(node, f"'{key}'")
    page.check_keys(entries, ("title",), _TEAM_KEYS)
    title = page.text(entries, "title")
    if title:
        check_text(page, entries.key_lines["title"], "nl", title)
    team = Department(
        key=key,
        title=title,
        agents=_agents(page, entries, addresses),
        ring=_ring(page, entries),
        hours=read_own_hours(page, entries, hours),
        at_desk=page.flag(entries, "desk"),
    )
    return with_overflow(page, entries, team)


def _agents(
    page: Page, department: Entries, addresses: dict[str, tuple[str, int]]
) -> tuple[Agent, ...]:
    """Read the agents; `addresses` holds those of the departments before, by name."""
    if "agents" not in department.nodes:
        return ()
    agents: list[Agent] = []
    for node in page.items(department.nodes["agents"], "agents"):
        entries = page.entries(node, "Een medewerker")
        page.check_keys(entries, ("name", "address"))
        agent = Agent(page.text(entries, "name"), _address(page, entries))
        before = {text for other in agents for text in (other.name, other.address)}
        for twice in sorted({agent.name, agent.address} & before):
            page.error(node.line, f"'{twice}' staat bij dit team twee keer.")
        address, line = addresses.setdefault(agent.name, (agent.address, node.line))
        if address != agent.address:
            page.error(
                node.line,
                f"'{agent.name}' heeft op regel {line} een ander adres. Kies een andere naam.",
            )
        agents.append(agent)
    return tuple(agents)


def _address(page: Page, entries: Entries) -> str:
    address = page.text(entries, "address")
    if address and not _SIP_ADDRESS.fullmatch(address):
        page.error(
            entries.nodes["address"].line,
            f"'{address}' is geen SIP-adres. Schrijf het als sip:balie1@10.0.0.5.",
        )
    return address


def _ring(page: Page, entries: Entries) -> Ring:
    named = page.optional_text(entries, "ring")
    if not named:
        return Ring.IN_TURN
    try:
        return Ring(named)
    except ValueError:
        page.error(
            entries.nodes["ring"].line,
            f"'{named}' is hier niet bekend. Schrijf in_turn (om de beurt) of together (samen).",
        )
        return Ring.IN_TURN
