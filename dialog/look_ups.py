"""Services that only look something up in the content: they leave nothing behind."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from dialog.addresses import Address, Addresses
from dialog.agenda import Agenda
from dialog.crisis import CrisisMessage, active
from dialog.knowledge import Knowledge, Topic
from dialog.passages import rendered
from dialog.phrases import plain
from dialog.service_values import Values, needed, row, translated
from dialog.services import OK, Outcome, Row
from dialog.waste import Waste

SOUNDS_ALIKE = 0.6
"""Likeness from which a street is offered in place of the one that was heard."""
FEW = 5
"""So many rows at most: a caller is told fewer."""
_NEXT_DATES = 3
_ARTICLE = re.compile(r"^(?:de|het|een|uw|the|a|an|your) ")
_TERM = "duur"
"""The follow-up of a topic that tells how long something takes."""


def find_address(addresses: Addresses, values: Values) -> Outcome:
    """address.find: an address by postcode or street, with its house number."""
    (number,) = needed("address.find", values, "huisnummer")
    if values.get("postcode"):
        found = addresses.find(values["postcode"], number)
        near = [] if found else _on_the_street(addresses, values["postcode"], number)
    else:
        (street,) = needed("address.find", values, "straat")
        found = addresses.on_street(street, number)
        near = [] if found else _near_street(addresses, street, number)
    if len(found) == 1:
        return Outcome(OK, _address(found[0]))
    if found:
        return Outcome("several", options=tuple(_address(each) for each in found[:FEW]))
    return Outcome("none", options=tuple(near[:FEW]))


def find_product(agenda: Agenda, values: Values) -> Outcome:
    """agenda.products: for what an appointment is to be made."""
    (said,) = needed("agenda.products", values, "product")
    product = agenda.product(said)
    if product is None:
        return Outcome("none")
    told = {**translated("title", product.title), "minutes": str(product.minutes)}
    return Outcome(OK, row(product=product.key, **told, **translated("bring", product.bring)))


def waste_dates(waste: Waste, addresses: Addresses, values: Values, now: datetime) -> Outcome:
    """waste.dates: the next days of one fraction, or of each the next one."""
    postcode, number = needed("waste.dates", values, "postcode", "huisnummer")
    area = waste.area(postcode, street_of(addresses, postcode, number))
    if area is None:
        return Outcome("none")
    since = collected_from(waste, now)
    named = waste.fraction(values.get("object", ""))
    if named is not None:
        days = [(day, named) for day in islice(waste.dates(area, named, since), _NEXT_DATES)]
    else:
        nexts = ((next(waste.dates(area, each, since), None), each) for each in waste.fractions)
        days = sorted((day, each) for day, each in nexts if day is not None)
    rows = tuple(row(fractie=each, datum=day.isoformat()) for day, each in days)
    return Outcome(OK, options=rows) if rows else Outcome("none")


def collected_from(waste: Waste, now: datetime) -> date:
    """Today, or tomorrow once today's rounds are over."""
    here = waste.holidays.local(now)
    return here.date() + timedelta(days=here.time() >= waste.over_by)


def street_of(addresses: Addresses, postcode: str, number: str) -> str | None:
    """The street of an address, as far as the list tells."""
    streets = {each.straat for each in addresses.find(postcode, number)}
    return streets.pop() if len(streets) == 1 else None


def crisis(messages: Sequence[CrisisMessage], values: Values, now: datetime) -> Outcome:
    """crisis.active: what everybody should know now; further messages are in the options."""
    found = active(messages, now, values.get("postcode") or None, values.get("straat") or None)
    if not found:
        return Outcome("none")
    rows = tuple(
        row(
            **translated("tekst", each.text),
            tot=each.until.strftime("%Y-%m-%d %H:%M"),
            einde=each.until.isoformat(),
        )
        for each in found
    )
    return Outcome(OK, rows[0], rows if len(rows) > 1 else ())


def find_status(
    knowledge: Knowledge,
    products: Mapping[str, str],
    values: Values,
    day: date,
    agenda: Agenda | None = None,
) -> Outcome:
    """status.find: how long such a request takes in general, in approved words; never a case.

    `products` tells of which product a case number is; the words of `agenda` are names of
    products too.
    """
    if not values.get("product") and not values.get("zaaknummer"):
        needed("status.find", values, "product or zaaknummer")
    number = re.sub(r"\W", "", values.get("zaaknummer", "")).upper()
    key = products.get(number) or _topic(knowledge, values.get("product", ""), agenda)
    if key is None:
        return Outcome("none")
    topic = knowledge.topics.get(key)
    passage = topic.follow_ups.get(_TERM) if topic is not None else None
    if topic is None or passage is None:
        return Outcome("none")
    words = {
        language: text
        for language in passage.text
        if (text := rendered(passage, topic, knowledge.municipality, day, language))
    }
    if "nl" not in words:  # a term that does not hold today: nobody guesses
        return Outcome("none")
    return Outcome(OK, row(product=key, **translated("term", words)))


def _topic(knowledge: Knowledge, said: str, agenda: Agenda | None) -> str | None:
    """The topic that is called by one of these words: the longest name wins."""
    if said in knowledge.topics:
        return said
    words = plain(said)
    named = [
        (len(name), key)
        for key, topic in knowledge.topics.items()
        for name in _names(key, topic)
        if re.search(rf"\b{re.escape(name)}", words)
    ]
    if named:
        return max(named)[1]
    product = agenda.product(said) if agenda is not None else None
    return product.key if product is not None else None


def _names(key: str, topic: Topic) -> set[str]:
    """The key, the name and the titles of a topic, as `plain` text without an article."""
    names = (key.replace("_", " "), topic.name, *topic.title.values())
    return {_ARTICLE.sub("", plain(name)) for name in names}


def _address(each: Address) -> Row:
    return row(
        straat=each.straat,
        huisnummer=each.number,
        postcode=each.postcode.replace(" ", ""),
        plaats=each.woonplaats,
    )


def _on_the_street(addresses: Addresses, postcode: str, number: str) -> list[Row]:
    """Where the postcode exists and the number does not: the numbers beside it."""
    rows = [each for name in addresses.streets_of(postcode) for each in addresses.on_street(name)]
    return _beside([each for each in rows if _same(each.postcode, postcode)], number)


def _near_street(addresses: Addresses, street: str, number: str) -> list[Row]:
    """The numbers beside it where the street exists; else that number in streets that sound so."""
    here = addresses.on_street(street)
    if here:
        return _beside(list(here), number)
    alike = [each.name for each in addresses.rank(street) if each.likeness >= SOUNDS_ALIKE]
    return [_address(each) for name in alike for each in addresses.on_street(name, number)[:1]]


def _beside(rows: list[Address], number: str) -> list[Row]:
    found = re.match(r"\d+", number)
    wanted = int(found[0]) if found else 0
    return [_address(each) for each in sorted(rows, key=lambda a: abs(a.huisnummer - wanted))]


def _same(one: str, other: str) -> bool:
    return re.sub(r"\s", "", one).upper() == re.sub(r"\s", "", other).upper()
