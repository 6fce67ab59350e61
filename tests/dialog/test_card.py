"""The card of a page: for every log, each of its values and each of its words."""

import ast
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.pages import Pages
from dialog.acts import Act, Fill, RequestCallback
from dialog.callback import spoken_number
from dialog.card import NOT_ASKED, Card, card
from dialog.desk_events import CallbackResult, CalledBack
from dialog.events import Event, Heard
from dialog.masking import mask_fields
from dialog.summary import summarise
from dialog.titles import NO_TITLES, Titles
from dialog.wire import encode
from tests.dialog.logs import BSN, TITLES, RecordedTalk, logs
from tests.dialog.talking import MONDAY
from tests.dialog.test_summary import kept, strings

PAGES = Pages("Zonnedael", "14 0123")


def words(text: str) -> list[str]:
    """Bare words; what stands around them is of no matter."""
    return re.findall(r"\w+", text)


def constants(*names: str) -> Iterator[str]:
    """Every text that stands in these modules of ours."""
    for name in names:
        for node in ast.walk(ast.parse(Path(name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


OURS = {word.lower() for text in constants("dialog/card.py") for word in words(text)}
TEMPLATE = Path("desk/templates/desk/card.html").read_text(encoding="utf-8")
IN_TEMPLATE = {word.lower() for word in words(re.sub(r"\{[{%#].*?[}%#]\}", " ", TEMPLATE))}
TITLED = {title for named in (TITLES.topics, TITLES.departments) for title in named.values()}


def texts(log: list[Event | Act]) -> set[str]:
    """What stands in the log, as it is kept."""
    return {text for item in log for text in strings(mask_fields(encode(item)[1]))}


def counted(log: list[Event | Act]) -> set[str]:
    """Figures that a card may give: how often, how certain, which day."""
    found = {str(number) for number in range(len(log) + 1)}
    found |= {f"{100 * item.confidence:.0f}" for item in log if isinstance(item, Fill)}
    days = (item.day for item in log if isinstance(item, RequestCallback) and item.day)
    return found | {part for day in days for part in f"{day:%d-%m-%Y}".split("-")}


def known_words(log: list[Event | Act], titles: Titles) -> set[str]:
    told = texts(log)
    told |= {spoken_number(text) for text in told} | {text.replace("_", " ") for text in told}
    told |= TITLED if titles is TITLES else set()
    known = {word for text in told for word in words(text)}
    # A first letter that is made a capital may be two: 'ß' is 'SS'.
    return {form for word in known for form in (word.lower(), word.upper().lower())} | counted(log)


@given(logs(), st.sampled_from((TITLES, NO_TITLES)))
def test_every_word_on_the_card_is_in_the_log_or_ours(
    log: list[Event | Act], titles: Titles
) -> None:
    made = card(summarise(log), titles)
    said = {word.lower() for text in strings(asdict(made)) for word in words(text)}
    assert said - OURS <= known_words(log, titles)


@given(logs())
def test_every_value_on_the_card_is_in_the_log_word_for_word(log: list[Event | Act]) -> None:
    made, told = card(summarise(log)), texts(log)
    told |= {spoken_number(text) for text in told}
    values = {fact.value for fact in made.facts} | {one.source for one in made.answered}
    values |= {made.telephone} if made.telephone is not None else set()
    assert values <= told
    stretches = filter(None, (made.headline if made.asked else None, made.person_words))
    for stretch in stretches:
        asked = stretch.removesuffix(" …")
        assert any(asked in " ".join(text.split()) for text in told)


@given(logs())
def test_what_is_marked_as_confirmed_was_confirmed(log: list[Event | Act]) -> None:
    last = {item.slot: item.confirmed for item in kept(log) if isinstance(item, Fill)}
    marks = [fact.confirmed for fact in card(summarise(log)).facts]
    assert marks == list(last.values())


@given(logs(), st.sampled_from((TITLES, NO_TITLES)))
def test_the_page_adds_no_word_but_its_own_headings(log: list[Event | Act], titles: Titles) -> None:
    made = card(summarise(log), titles)
    page = read(made)
    assert {word.lower() for word in words(page)} <= IN_TEMPLATE | {
        word.lower() for text in strings(asdict(made)) for word in words(text)
    }
    assert BSN not in page
    assert "een een een twee twee twee" not in page


def read(made: Card) -> str:
    """The text of the page, as a reader gets it."""
    html = PAGES.render("desk/card.html", card=made)
    text = re.sub(r"<[^>]*>", " ", html)
    for sign, name in (
        ("<", "&lt;"),
        (">", "&gt;"),
        ('"', "&#34;"),
        ("'", "&#39;"),
        ("&", "&amp;"),
    ):
        text = text.replace(name, sign)
    return text


def test_what_is_asked_stands_first_then_haste_and_the_next_step() -> None:
    talk = RecordedTalk()
    talk.ring("0612345678")
    talk.ask("wat kost een paspoort", {"paspoort": 0.9})
    talk.key("0")
    page = read(card(summarise(talk.log), TITLES))
    order = ("wat kost een paspoort", "Volgende stap", "06-12345678", "Antwoord gegeven")
    places = [page.index(text) for text in order]
    assert places == sorted(places)


def test_doubt_is_told_in_words() -> None:
    fills = [
        Fill(slot="naam", value="Jan", confidence=0.4, confirmed=False),
        Fill(slot="datum", value="2026-12-01", confidence=0.95, confirmed=False),
        Fill(slot="telefoon", value="0612345678", confidence=1.0, confirmed=True),
    ]
    marks = {fact.name: fact.mark for fact in card(summarise(fills)).facts}
    assert marks == {
        "Naam": "niet zeker (40 %)",
        "Datum": "niet bevestigd (95 %)",
        "Telefoon": "bevestigd door beller",
    }


@pytest.mark.parametrize("result", CallbackResult)
def test_who_was_rung_back_is_not_to_be_rung_again(result: CallbackResult) -> None:
    asked = RequestCallback(telephone="0612345678", when="", topic=None, department="afval")
    tried = CalledBack(at=MONDAY, agent="Sanne", result=result)
    assert card(summarise([asked, tried])).next_step.startswith("Geen: ")
    later = CalledBack(at=MONDAY, agent="Sanne", result=CallbackResult.NO_ANSWER, again_at=MONDAY)
    again: list[list[Event | Act]] = [[asked, later], [asked, tried, asked]]
    for log in again:
        assert card(summarise(log)).next_step.startswith("Bel terug op 06-12345678")


def test_a_call_without_a_question_says_so() -> None:
    made = card(summarise([Heard(at=MONDAY, text="")]))
    assert NOT_ASKED in made.headline
    assert not made.asked
    assert made.taken_as == ""
