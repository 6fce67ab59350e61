"""The pages that the handbook shows: they say what it quotes, and are pictured for it.

`BELBALIE_PICTURES=docs/handboek/beelden` makes the pictures anew.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from playwright.sync_api import Browser, Page, expect

from desk.agents import Agent
from desk.desk_files import desk_files_router
from desk.studio.question_pages import questions_router
from desk.studio.review_pages import review_router
from desk.studio.topic_pages import topic_router
from desk.studio.trial_page import trial_router
from desk.switchboard import Presence, Stage
from desk.visitor import visitor_router
from dialog.acts import Understand
from dialog.draft_states import DraftStep
from dialog.events import Heard, Rung
from tests import handbook
from tests.belbalie.trying_house import DRAFT, TryingHouse
from tests.desk.board import KEES, NINE, Board, live_call
from tests.desk.calamity_house import NOW, CalamityHouse
from tests.desk.call_house import ENDED, CallHouse, asked, talk
from tests.desk.desk_room import room
from tests.desk.echo_desk import running
from tests.desk.figures_house import FixedFigures, figures_app
from tests.desk.machine_house import DOG, NEW, OLD, machine_house
from tests.desk.question_house import CHARGING, DOGS, question_house
from tests.desk.signed import EDITOR, SANNE, app_with, client_of
from tests.desk.studio_house import COLLEAGUE, StudioHouse, done, studio_house
from tests.desk.test_calamity_pages import FORM, TEXT
from tests.desk.test_call_browser import opened
from tests.desk.test_review_pages import FREE, GUARDED, PASPOORT, todo
from tests.desk.test_topic_pages import said
from tests.desk.test_trial_page import room_of
from tests.records.many_calls import figures

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("BELBALIE_PICTURES")
WIDE = 1000
SEATED = replace(SANNE, address="sip:sanne@127.0.0.1")
"""With a telephone of her own, so that the other one takes no room."""
THIRD = Agent(name="iris", title="Iris Mol", roles=EDITOR.roles)
LONG_MS = 30_000


@contextmanager
def at(browser: Browser, app: FastAPI, agent: Agent) -> Iterator[tuple[Page, str]]:
    """A page of this person, and where the app is."""
    with running(app) as address, closing(opened(browser, address, agent, WIDE)) as context:
        yield context.new_page(), address


def shows(page: Page, name: str, *words: str, height: int = 700, from_: str = "") -> None:
    """The page says what the handbook quotes of it. It is pictured, from this on, if it has a
    name.
    """
    for each in words:
        assert each in handbook.quoted(), f"the handbook does not quote {each!r} any more"
        found = page.get_by_text(each).filter(visible=True).first
        expect(found, f"expected {each!r} on the page").to_be_visible(timeout=LONG_MS)
    if PICTURES and name:
        page.set_viewport_size({"width": WIDE, "height": height})
        if from_:
            page.locator(from_).evaluate("e => e.scrollIntoView()")
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def studio_app(house: StudioHouse, *more: APIRouter) -> FastAPI:
    routers = review_router(house.room, todo), topic_router(house.room, said)
    return app_with(*routers, *more, desk_files_router(), agents=(EDITOR, COLLEAGUE))


def test_the_desk_as_an_agent_sees_it(browser: Browser) -> None:
    board = Board()
    for each in (KEES, SEATED):
        board.sit_down(each)
    board.be("kees", Presence.AVAILABLE)
    queued = {"stage": Stage.QUEUED, "queued_since": NINE - timedelta(minutes=1)}
    board.add(live_call("a", 3, department="burgerzaken", position=1, **queued))
    asks = (
        Heard(at=NINE, text="Wanneer haalt u mijn oude bank op?"),
        Understand(topic="grofvuil", score=0.9),
    )
    board.add(live_call("b", 2, items=[Rung(at=NINE), *asks]))
    with at(browser, room(board, sanne=SEATED), SEATED) as (page, address):
        page.goto(f"{address}/balie")
        there = "Beschikbaar", "Bezet", "Afwezig", "In de rij", "Gesprekken van nu", "Wie is er"
        shows(page, "balie-overzicht", *there, "Overnemen", "Bekijk", "Sneltoetsen", height=680)
        board.ring("a", "sanne")
        shows(page, "balie-belt", "Er belt iemand", "Opnemen", "Weigeren", "Volgende stap")
        page.keyboard.press("o")
        talking = "Terug naar de assistent", "Ophangen", "Dit is gezegd", "Notitie", "Uitkomst"
        kept = "Bewaar de notitie", "Bewaar de uitkomst"
        shows(page, "balie-in-gesprek", *talking, *kept, height=780)
        page.keyboard.press("h")
        shows(page, "", "Klaar, volgende gesprek")


def test_the_telephone_calls_and_callbacks(browser: Browser, tmp_path: Path) -> None:
    with closing(CallHouse(f"sqlite:///{tmp_path}/records.db")) as house:
        house.call("a", *talk(), asked(), *ENDED)
        app = house.app()
        with at(browser, app, SANNE) as (page, address):
            page.goto(f"{address}/balie")
            shows(page, "balie-telefoon", "Zet telefoon aan", "Belgeluid", height=300)
            app.state.access.agents["sanne"] = SEATED
            page.goto(f"{address}/balie/gesprek/a")
            page.get_by_text("Dit antwoord klopt niet").click()
            wrong = "Dit antwoord klopt niet", "Geef door aan de redactie"
            shows(page, "balie-klopt-niet", *wrong, from_="#antwoorden-titel", height=420)
            page.goto(f"{address}/balie/terugbellen")
            shows(page, "", "Terugbellen", "Ik bel")
            page.get_by_role("button", name="Ik bel").click()
            how = "Hoe ging het?", "Bewaar", "Ik bel toch niet", "Geen gehoor: later opnieuw"
            shows(page, "balie-terugbellen", *how, from_="#hoe-titel", height=620)
            page.goto(f"{address}/balie/vraag")
            page.get_by_label("Uw vraag").fill("Wat kost een paspoort?")
            page.get_by_role("button", name="Zoek het antwoord").click()
            page.get_by_text("Bron:").wait_for()
            shows(page, "balie-vraag", "Vraag het de assistent", "Zoek het antwoord", height=560)


def test_from_a_question_to_a_subject(browser: Browser, tmp_path: Path) -> None:
    with question_house(tmp_path, f"sqlite:///{tmp_path}/records.db") as house:
        house.ask([*CHARGING, *DOGS])
        app = studio_app(house.studio, questions_router(house.studio.room, house.questions))
        with at(browser, app, EDITOR) as (page, address):
            page.goto(f"{address}/balie/studio/vragen")
            makes = "Maak hier een onderwerp van"
            shows(page, "studio-vragen", "Wat bellers vragen", makes, "Bekijk en kies", height=900)
            page.get_by_role("link", name="Bekijk en kies").first.click()
            can = (
                "Wat wilt u doen?",
                "Voeg toe aan dit onderwerp",
                "Dit is niet voor ons",
                "Laat zo",
            )
            why = "Waarom was er geen antwoord?"
            shows(page, "studio-vraag", *can, why, height=660)


def test_from_a_draft_to_callers_and_back(browser: Browser, tmp_path: Path) -> None:
    with studio_house(tmp_path) as house:
        draft = done(house.draft("Wat u meeneemt"))
        done(house.write(draft, PASPOORT, GUARDED, "Neem uw oude pas en een foto mee."))
        with at(browser, studio_app(house), EDITOR) as (page, address):
            page.goto(f"{address}/balie/studio")
            shows(page, "", "Wacht op u", "Begin een concept", "Laatste versies")
            page.goto(f"{address}/balie/studio/concept/{draft}/onderwerp/paspoort")
            heard = "Wat bellers horen", "Een medewerker kijkt mee", "Controle"
            shows(page, "studio-onderwerp", *heard, from_="#antwoord-titel", height=560)
            done(house.write(draft, PASPOORT, FREE, "Kom naar {adres}.", COLLEAGUE))
            answer = page.get_by_label("Antwoord: In het Nederlands", exact=True)
            answer.fill("U vraagt een paspoort aan bij de balie.")
            page.get_by_role("button", name="Bewaar in het concept").click()
            shows(page, "studio-samen", "Houd mijn tekst", from_="#antwoord-titel", height=480)
            is_brought_to_callers(page, f"{address}/balie/studio/concept/{draft}", house)


def is_brought_to_callers(page: Page, address: str, house: StudioHouse) -> None:
    draft = address.rpartition("/")[2]
    page.goto(address)
    ready = "Is het klaar voor bellers?", "Iemand anders moet dit nakijken."
    shows(page, "studio-concept", *ready, "Laat een collega nakijken", height=860)
    done(house.content.take_step(draft, DraftStep.ASK, EDITOR))
    done(house.content.take_step(draft, DraftStep.APPROVE, THIRD))
    page.reload()
    shows(page, "", "Waarom publiceert u dit?", "Publiceer")
    page.get_by_role("button", name="Publiceer").click()
    back = "Ga terug naar de vorige versie"
    told = "Gepubliceerd. Wie nu belt, hoort deze versie.", back, "Wat er anders werd"
    shows(page, "studio-versie", *told, height=640)
    page.get_by_role("link", name=back).click()
    shows(page, "", "Waarom zet u deze versie terug?", "Zet terug")


def test_the_time_machine(browser: Browser, tmp_path: Path) -> None:
    with machine_house(tmp_path, calls=6) as house:
        draft = done(house.studio.draft("Honden overal aan de lijn"))
        done(house.studio.write(draft, DOG, OLD, NEW))
        person = "person_first: true\nsource:"
        done(house.studio.write(draft, "topics/rijbewijs.yaml", "source:", person))
        done(house.found(draft))
        with at(browser, house.app(), EDITOR) as (page, address):
            page.goto(f"{address}/balie/studio/concept/{draft}/tijdmachine")
            groups = "Nu bij een medewerker", "Andere woorden", "Vergelijk opnieuw"
            written = "Schrijf een proefbeller", "Bewaar als proefbeller"
            shows(page, "studio-tijdmachine", *groups, *written, height=900)


def test_a_draft_is_tried(browser: Browser, tmp_path: Path) -> None:
    with closing(TryingHouse(tmp_path)) as house:
        done(house.learned())
        sound = visitor_router("Zonnedael", "14 0999")
        trial = trial_router(room_of(house), house.trials)
        app = app_with(trial, sound, desk_files_router())
        with at(browser, app, EDITOR) as (page, address):
            page.goto(f"{address}/balie/studio/concept/{DRAFT}/proef")
            begins = "Begin een proefgesprek", "Typ met de assistent", "Praat via de microfoon"
            shows(page, "", *begins)
            page.get_by_role("button", name="Typ met de assistent").click()
            page.get_by_label("Wat zegt u als beller?").fill("wat kost een paspoort")
            page.get_by_role("button", name="Zeg dit").click()
            why = "Waarom", "Waar het over kan gaan", "Zeg dit"
            shows(page, "studio-proef", *why, from_="#beurt-2", height=620)


def test_a_calamity(browser: Browser, tmp_path: Path) -> None:
    with closing(CalamityHouse(f"sqlite:///{tmp_path}/records.db")) as house:
        client_of(house.app(), EDITOR).post("/balie/studio/calamiteit", data=FORM)
        for minutes in (10, 20, 70):
            house.call(f"call-{minutes}", NOW + timedelta(minutes=minutes), TEXT)
        house.now = NOW + timedelta(hours=2)
        with at(browser, house.app(), EDITOR) as (page, address):
            page.goto(f"{address}/balie/studio/calamiteit")
            form = "Wat moeten bellers horen?", "Zet het bericht aan"
            shows(
                page, "studio-calamiteit", "Dit staat nu aan", "Stop dit bericht", *form, height=980
            )


def test_the_figures(browser: Browser) -> None:
    with at(browser, figures_app(FixedFigures(figures(300))), EDITOR) as (page, address):
        page.goto(f"{address}/balie/studio/cijfers?van=2026-10-29&tot=2026-11-27")
        picture = page.locator("img.figure-picture").first
        drawn = "i => i.decode().then(() => i.naturalWidth > 0)"
        assert picture.evaluate(drawn)
        page.locator("#geholpen").scroll_into_view_if_needed()
        there = "Is de beller geholpen?", "Laat zien", "Tabel"
        shows(page, "studio-cijfers", *there, height=860)
