"""A draft on its way to callers, as two editors see it."""

import html
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from desk.studio.content import ContentDesk, Readiness
from desk.studio.review_pages import review_router
from desk.studio.todo import TodoLine
from dialog.content import load
from dialog.draft_states import DraftStep
from dialog.titles import Titles
from tests.desk.signed import EDITOR, SANNE, app_with, client_of
from tests.desk.studio_house import COLLEAGUE, StudioHouse, studio_house

STUDIO = "/balie/studio"
PASPOORT = "topics/paspoort.yaml"
NEW_DRAFT = {"title": "Tarieven", "concept": "nieuw"}
TITLES = Titles({"paspoort": "een paspoort"})
FREE, GUARDED = "Kom zelf naar {adres}.", "Neem uw oude paspoort mee."


async def todo() -> Sequence[TodoLine]:
    return [TodoLine("Antwoorden die niet kloppen", 3, "/balie/verbeteringen")]


@dataclass(frozen=True)
class Seen:
    """The studio, and a browser for each editor."""

    house: StudioHouse
    edo: TestClient
    els: TestClient

    async def draft(self, old: str = FREE, new: str = "Kom naar {adres}.") -> str:
        """The address of a draft of Edo's in which these words are other."""
        key = await self.house.draft()
        await self.house.write(key, PASPOORT, old, new)
        return f"{STUDIO}/concept/{key}"

    @property
    def answer(self) -> str:
        """What callers hear."""
        return load(self.house.folder).topics["paspoort"].answer.text["nl"]


@contextmanager
def studio(folder: Path) -> Iterator[Seen]:
    with studio_house(folder) as house:
        room = replace(house.room, titles=lambda: TITLES)  # also while the folder has a mistake
        app = app_with(review_router(room, todo), agents=(EDITOR, COLLEAGUE, SANNE))
        yield Seen(house, client_of(app, EDITOR), client_of(app, COLLEAGUE))


@pytest.fixture
def seen(tmp_path: Path) -> Iterator[Seen]:
    with studio(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """For tests that publish nothing and break nothing."""
    with studio(tmp_path_factory.mktemp("studio")) as made:
        yield made


def words(page: str) -> str:
    """What stands on it, tags left out."""
    main = page.partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def go(browser: TestClient, address: str, **fields: str) -> str:
    """Send a form, and follow to the page that it leads to."""
    sent = browser.post(address, data=fields)
    if sent.status_code == 303:
        sent = browser.get(sent.headers["location"])
    return words(sent.text)


# -- to callers ----------------------------------------------------------------------------------


async def test_what_nobody_confirms_is_published_by_its_writer_and_taken_back(seen: Seen) -> None:
    draft = await seen.draft()
    page = words(seen.edo.get(draft).text)
    assert "Kom [weg: zelf ] naar {adres}." in page
    assert "Niemand hoeft dit na te kijken." in page
    sent = seen.edo.post(f"{draft}/publiceren", data={"reden": " "})
    assert (sent.status_code, "waarom u dit publiceert" in words(sent.text)) == (422, True)
    page = go(seen.edo, f"{draft}/publiceren", reden="Het was te lang")
    assert "Gepubliceerd. Wie nu belt, hoort deze versie." in page
    assert "Het was te lang" in page
    assert seen.answer.endswith("Kom naar {adres}.")
    back = await previous(seen)
    sent = seen.edo.post(back, data={"reden": ""})
    assert (sent.status_code, 'aria-describedby="reden-fout"' in sent.text) == (422, True)
    page = go(seen.edo, back, reden="Dat klopte niet")
    assert "Teruggezet. Wie nu belt, hoort deze versie." in page
    assert seen.answer.endswith(FREE)


async def previous(seen: Seen) -> str:
    versions = await seen.house.content.versions()
    return f"{STUDIO}/versies/{versions[1].key}/terug"


async def test_what_a_person_confirms_is_seen_by_two(seen: Seen) -> None:
    draft = await seen.draft(GUARDED, "Neem uw oude pas mee.")
    page = words(seen.edo.get(draft).text)
    assert "Iemand anders moet dit nakijken." in page
    assert "Paspoort, meenemen" in page
    assert "Publiceer" not in page
    go(seen.edo, f"{draft}/stap/ask")
    assert "U schreef aan dit concept mee." in words(seen.edo.get(draft).text)
    assert "Nakijken voor een collega Paspoort korter" in words(seen.els.get(STUDIO).text)
    assert "Nakijken voor een collega" not in words(seen.edo.get(STUDIO).text)
    assert "Het kan nu gepubliceerd worden." in go(seen.els, f"{draft}/stap/approve")
    page = go(seen.edo, f"{draft}/publiceren", reden="Ander woord")
    assert "Nagekeken door Els Smit" in page


async def test_a_reviewer_returns_it_with_a_remark_and_sees_what_came_of_it(seen: Seen) -> None:
    draft = await seen.draft(GUARDED, "Neem uw oude pas mee.")
    go(seen.edo, f"{draft}/stap/ask")
    page = words(seen.els.get(draft).text)
    assert "Veranderd sinds u het nakeek" not in page
    assert "meenemen nakijken Neem uw oude [weg: paspoort ]" in page
    refused = seen.els.post(f"{draft}/stap/return", data={"opmerking": " "})
    assert (refused.status_code, 'aria-describedby="opmerking-fout"' in refused.text) == (422, True)
    go(seen.els, f"{draft}/stap/return", opmerking="Zeg <ook> welke pas.")
    assert "Els Smit: Zeg <ook> welke pas." in words(seen.edo.get(draft).text)
    await seen.house.write(draft.rpartition("/")[2], PASPOORT, "oude pas mee", "oude pasje mee")
    go(seen.edo, f"{draft}/stap/ask")
    since = words(seen.els.get(draft).text).partition("Veranderd sinds u het nakeek")[2]
    assert "[weg: pas ] [nieuw: pasje ]" in since.partition("Wat er verandert voor bellers")[0]


async def test_a_draft_with_a_mistake_goes_no_further(calm: Seen) -> None:
    draft = await calm.draft("department: burgerzaken", "department: paspoorten")
    page = calm.edo.get(draft)
    assert f"{PASPOORT}:5: De afdeling" in words(page.text)
    assert f'href="{draft}/onderwerp/paspoort"' in page.text
    assert "Los eerst de fouten op." in words(page.text)
    sent = calm.edo.post(f"{draft}/publiceren", data={"reden": "Toch"})
    assert (sent.status_code, f"{PASPOORT}:5" in words(sent.text)) == (409, True)


class Learning:
    """The content of a house in which the computer has not learned all of a draft."""

    def __init__(self, content: ContentDesk, share: float) -> None:
        self._content, self.share = content, share

    def __getattr__(self, name: str) -> Any:
        return getattr(self._content, name)

    async def readiness(self, draft: str) -> Readiness:
        found = await self._content.readiness(draft)
        return replace(found, prepared=self.share == 1, share=self.share)


async def test_a_draft_that_is_being_learned_asks_by_itself_how_far_it_is(seen: Seen) -> None:
    draft = await seen.draft()
    content = Learning(seen.house.content, 0.4)
    room = replace(seen.house.room, content=cast(ContentDesk, content))
    browser = client_of(app_with(review_router(room, todo)), EDITOR)
    page = browser.get(draft).text
    assert f'hx-get="{draft}/klaar" hx-trigger="every 2s"' in page
    assert "De computer leert de zinnen: 40 procent. Publiceert u nu al, dan wacht dat" in words(
        page
    )
    part = browser.get(f"{draft}/klaar").text
    assert ("every 2s" in part, "hx-swap-oob" in part) == (True, False)
    content.share = 1.0
    part = browser.get(f"{draft}/klaar").text
    assert ("every 2s" in part, 'id="melding"' in part) == (False, True)


# -- two at the same lines -----------------------------------------------------------------------


async def clash(seen: Seen) -> tuple[str, dict[str, str]]:
    """The address of a draft in whose lines another draft was published meanwhile, and the fields
    of the page that tells it.
    """
    first = await seen.draft(FREE, "Kom naar het loket.")
    second = await seen.draft(FREE, "Kom langs.")
    go(seen.els, f"{first}/publiceren", reden="Het loket")
    sent = seen.edo.post(f"{second}/publiceren", data={"reden": "Langs"})
    assert sent.status_code == 409
    page = words(sent.text)
    assert "Els Smit publiceerde intussen een wijziging op dezelfde plek." in page
    assert "[nieuw: Kom langs. ]" in page
    assert "het loket" in page
    return second, dict(re.findall(r'name="(pad|kenmerk)" value="([^"]*)"', sent.text))


@pytest.mark.parametrize(
    ("choice", "heard"),
    [("mijn", "Kom langs."), ("die", "Kom naar het loket."), ("zelf", "Kom langs bij het loket.")],
)
async def test_of_two_changes_of_the_same_lines_an_editor_chooses(
    seen: Seen, choice: str, heard: str
) -> None:
    draft, fields = await clash(seen)
    own = (seen.house.folder / PASPOORT).read_text().replace("Kom naar het loket.", heard)
    page = go(seen.edo, f"{draft}/keuze", keuze=choice, tekst=own, **fields)
    assert "Uw keuze is bewaard." in page
    if choice != "die":  # then nothing is left to publish
        go(seen.edo, f"{draft}/publiceren", reden="Nu samen")
    assert seen.answer.endswith(heard)


async def test_a_choice_that_was_not_made_is_asked_for(seen: Seen) -> None:
    draft, fields = await clash(seen)
    sent = seen.edo.post(f"{draft}/keuze", data=fields)
    assert (sent.status_code, "Kies welke tekst moet blijven." in words(sent.text)) == (409, True)


# -- drafts begin and end ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("back", "rest"),
    [
        ("/onderwerp/paspoort", "/onderwerp/paspoort"),
        ("/bestand?pad=topics/paspoort.yaml", "/bestand?pad=topics/paspoort.yaml"),
        ("", ""),
        ("//elders.example", ""),
        ("/../../beheer", ""),
        ("@elders.example", ""),
        ("/a\r\nSet-Cookie: x=y", ""),
    ],
)
def test_a_draft_begins_and_leads_to_where_its_editor_was(calm: Seen, back: str, rest: str) -> None:
    sent = calm.edo.post(f"{STUDIO}/concept", data={**NEW_DRAFT, "terug": back})
    assert re.fullmatch(f"{STUDIO}/concept/[0-9a-z]+{re.escape(rest)}", sent.headers["location"])
    assert "Concepten waar u aan werkt Tarieven" in words(calm.edo.get(STUDIO).text)
    assert "Concepten van collega’s Tarieven" in words(calm.els.get(STUDIO).text)


async def test_an_editor_may_go_on_in_a_draft_of_their_own(calm: Seen) -> None:
    draft = await calm.draft()
    key = draft.rpartition("/")[2]
    fields = {"title": "Paspoort", "terug": "/onderwerp/paspoort"}
    asked = calm.edo.post(f"{STUDIO}/concept", data=fields)
    assert asked.status_code == 200
    assert "Begin een nieuw concept: Paspoort" in words(asked.text)
    assert f'name="concept" value="{key}"' in asked.text
    fields["concept"] = key
    sent = calm.edo.post(f"{STUDIO}/concept", data=fields)
    assert sent.headers["location"] == f"{draft}/onderwerp/paspoort"
    sent = calm.els.post(f"{STUDIO}/concept", data=fields)
    assert key not in sent.headers["location"]


async def test_a_draft_without_a_title_is_not_begun(calm: Seen) -> None:
    before = len(await calm.house.content.drafts())
    sent = calm.edo.post(f"{STUDIO}/concept", data={"title": " "})
    assert (sent.status_code, 'aria-describedby="title-fout"' in sent.text) == (422, True)
    assert len(await calm.house.content.drafts()) == before


async def test_a_draft_is_laid_away_and_taken_up_again(calm: Seen) -> None:
    draft = await calm.draft()
    assert "Niet wegleggen" in words(calm.edo.get(f"{draft}/wegleggen").text)
    go(calm.edo, f"{draft}/stap/drop")
    overview = words(calm.els.get(STUDIO).text)
    assert "Weggelegd 1 concept waar niemand mee verdergaat Paspoort korter" in overview
    assert "U kunt weer verder met dit concept." in go(calm.els, f"{draft}/stap/take_up")
    assert "Weggelegd" not in words(calm.els.get(STUDIO).text)


# -- what waits ----------------------------------------------------------------------------------


def test_the_overview_tells_what_waits_and_what_ends(seen: Seen) -> None:
    page = words(seen.edo.get(STUDIO).text)
    assert "Antwoorden die niet kloppen: 3" in page
    assert "Zo stond het er toen de studio begon." in page
    assert "Loopt binnenkort af" not in page


def test_a_file_that_was_broken_by_hand_is_told_first(seen: Seen) -> None:
    seen.edo.get(STUDIO)
    (seen.house.folder / PASPOORT).write_text("key: [\n")
    page = words(seen.edo.get(STUDIO).text)
    assert page.index("Iemand veranderde een bestand buiten de studio.") < page.index("Wacht op u")
    assert f"{PASPOORT}:" in page


async def test_publishing_waits_for_what_was_broken_by_hand(seen: Seen) -> None:
    draft = await seen.draft()
    (seen.house.folder / PASPOORT).write_text("key: [\n")
    sent = seen.edo.post(f"{draft}/publiceren", data={"reden": "Korter"})
    assert (sent.status_code, f"{PASPOORT}:" in words(sent.text)) == (409, True)
    assert 'value="Korter"' in sent.text


# -- versions ------------------------------------------------------------------------------------


async def test_versions_tell_who_when_why_and_what(seen: Seen) -> None:
    draft = await seen.draft()
    go(seen.edo, f"{draft}/publiceren", reden="Het was te lang")
    page = words(seen.edo.get(f"{STUDIO}/versies").text)
    assert re.search(
        r"Het was te lang .*horen bellers nu Maandag 2 maart om .*Edo Prins\. Anders: Paspoort\.",
        page,
    )
    latest, first = await seen.house.content.versions()
    page = words(seen.edo.get(f"{STUDIO}/versies/{latest.key}").text)
    assert "Kom [weg: zelf ] naar {adres}." in page
    assert "Ga terug naar de vorige versie" in page
    page = words(seen.edo.get(f"{STUDIO}/versies/{first.key}").text)
    assert "Met deze teksten begon de studio." in page
    page = words(seen.edo.get(f"{STUDIO}/versies/{first.key}/terug").text)
    assert "Kom [nieuw: zelf ] naar {adres}." in page


# -- what is not there ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "concept/weg",
        "concept/weg/klaar",
        "concept/weg/wegleggen",
        "versies/weg",
        "versies/weg/terug",
    ],
)
def test_what_is_not_there_is_told(calm: Seen, path: str) -> None:
    gone = calm.edo.get(f"{STUDIO}/{path}")
    assert (gone.status_code, "is er niet." in words(gone.text)) == (404, True)
    by_link = {"HX-Request": "true", "HX-Boosted": "true"}
    assert calm.edo.get(f"{STUDIO}/{path}", headers=by_link).status_code == 409
    part = calm.edo.get(f"{STUDIO}/{path}", headers={"HX-Request": "true"})
    assert part.text.startswith("Dit concept of deze versie is er niet.")


def test_what_is_published_has_no_page_of_a_draft(calm: Seen) -> None:
    assert calm.edo.get(f"{STUDIO}/concept/nu").headers["location"] == f"{STUDIO}/teksten"


@pytest.mark.parametrize("step", [DraftStep.EDIT, DraftStep.PUBLISH, "weg"])
async def test_no_step_is_taken_that_has_a_way_of_its_own(calm: Seen, step: str) -> None:
    draft = await calm.draft()
    assert calm.edo.post(f"{draft}/stap/{step}").status_code in (303, 422)
    assert "in bewerking" in words(calm.edo.get(draft).text)


@pytest.mark.parametrize("path", ["", "/versies", "/versies/x", "/concept/x", "/concept/x/klaar"])
def test_only_editors_see_it(calm: Seen, path: str) -> None:
    assert client_of(calm.edo.app, SANNE).get(f"{STUDIO}{path}").status_code == 403  # type: ignore[arg-type]
