"""Sources as editors keep them: read at once, from public places only, with who did it."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from belbalie.studio_sources import StudioSources
from connectors.sources.fetching import Limits
from desk.access.pages import DeskPages
from desk.pages import Pages
from desk.studio.room import StudioRoom
from desk.studio.source_pages import sources_router
from desk.studio.sources import NotRight, SourceStep, WantedSource
from dialog.documents.source import Kind, Source
from dialog.titles import NO_TITLES
from records.documents import Documents
from tests.connectors.sources.website import Website, serving
from tests.desk.read_content import content_of
from tests.desk.signed import EDITOR, app_with, client_of

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.fixture
def site() -> Iterator[Website]:
    with serving() as made:
        made.put("/afval", "Afval", "<p>Wij halen het afval op dinsdag op.</p>")
        yield made


@pytest.fixture
async def sources(tmp_path: Path, site: Website) -> AsyncIterator[StudioSources]:
    limits = Limits(delay_seconds=0, hosts=frozenset({site.url.removeprefix("http://")}))
    made = StudioSources(f"sqlite:///{tmp_path}/records.db", limits, lambda: NOW)
    yield made
    await made.close()


def wanted(site: Website, **other: str) -> WantedSource:
    given = {"name": "afval", "address": f"{site.url}/afval", "postcodes": "", **other}
    return WantedSource(name=given["name"], address=given["address"], postcodes=given["postcodes"])


async def test_a_source_is_taken_up_read_again_and_removed(
    sources: StudioSources, site: Website
) -> None:
    name = await sources.add(wanted(site, postcodes="4991, 4992 ab"), EDITOR)
    assert sources.being_read() == {"afval"}
    await sources.until_read()
    [state] = await sources.all()
    assert (state.documents, state.faults, state.source.only_public) == (1, (), True)
    assert state.source.postcodes == ("4991", "4992AB")
    assert sources.being_read() == frozenset()
    site.put("/afval", "Afval", "<p>Wij halen het afval op woensdag op.</p>")
    await sources.read_again(name, EDITOR)
    await sources.until_read()
    assert site.asked.count("/afval") == 2
    await sources.remove(name, EDITOR)
    assert await sources.all() == []
    done = [(each.step, each.agent) for each in await sources.done()]
    assert done == [
        (step, "Edo Prins") for step in (SourceStep.REMOVED, SourceStep.READ, SourceStep.ADDED)
    ]


WRONG = (
    ("name", "mijn bron", "Geef de bron een korte naam"),
    ("address", "/etc", "Dit is geen gewoon adres op internet."),
    ("address", "file:///etc/passwd", "Dit is geen gewoon adres op internet."),
    ("address", "http://127.0.0.1:9/", "Dit adres is niet openbaar."),
    ("address", "http://169.254.169.254/latest", "Dit adres is niet openbaar."),
    ("postcodes", "4991, noord", "‘noord’ is geen begin van een postcode."),
)


async def test_what_is_not_right_is_told_and_nothing_is_taken_up(
    sources: StudioSources, site: Website
) -> None:
    for field, value, told in WRONG:
        with pytest.raises(NotRight) as wrong:
            await sources.add(wanted(site, **{field: value}), EDITOR)
        assert (wrong.value.field, wrong.value.sentence[: len(told)]) == (field, told)
    assert (await sources.all(), await sources.done()) == ([], [])


async def test_who_did_what_is_forgotten_when_its_time_is_over(
    tmp_path: Path, site: Website
) -> None:
    limits = Limits(delay_seconds=0, hosts=frozenset({site.url.removeprefix("http://")}))
    clock = [NOW]
    url = f"sqlite:///{tmp_path}/records.db"
    sources = StudioSources(url, limits, lambda: clock[0], timedelta(days=30))
    await sources.add(wanted(site), EDITOR)
    clock[0] += timedelta(days=31)
    await sources.remove("afval", EDITOR)
    assert [each.step for each in await sources.done()] == [SourceStep.REMOVED]
    await sources.close()


async def test_a_name_is_taken_once(sources: StudioSources, site: Website) -> None:
    await sources.add(wanted(site), EDITOR)
    with pytest.raises(NotRight, match="Er is al een bron met deze naam"):
        await sources.add(wanted(site), EDITOR)


async def test_what_is_read_is_given_up_when_it_is_removed(
    sources: StudioSources, site: Website
) -> None:
    await sources.add(wanted(site), EDITOR)
    await sources.remove("afval", EDITOR)
    await sources.until_read()
    assert (await sources.all(), sources.being_read()) == ([], frozenset())
    for work in (sources.read_again, sources.remove):
        with pytest.raises(LookupError):
            await work("afval", EDITOR)


def test_a_source_from_before_is_told_as_it_was(tmp_path: Path) -> None:
    documents = Documents(f"sqlite:///{tmp_path}/records.db")
    old = Source(name="map", kind=Kind.FOLDER, location="/srv/documenten")
    new = Source(name="site", kind=Kind.SITE, location="https://a.example/", only_public=True)
    for source in (old, new):
        documents.add(source)
        assert documents.source(source.name) == source
    documents.close()


def test_the_page_adds_tells_and_asks_before_it_removes(tmp_path: Path, site: Website) -> None:
    limits = Limits(delay_seconds=0, hosts=frozenset({site.url.removeprefix("http://")}))
    sources = StudioSources(f"sqlite:///{tmp_path}/records.db", limits, lambda: NOW)
    pages = DeskPages(Pages("Zonnedael", "14 0999"))
    room = StudioRoom(
        pages=pages, content=content_of(tmp_path), titles=lambda: NO_TITLES, now=lambda: NOW
    )
    page = "/balie/studio/bronnen"
    with client_of(app_with(sources_router(room, sources)), EDITOR) as editor:
        wrong = editor.post(page, data={"name": "afval", "address": "http://10.0.0.1/"})
        assert wrong.status_code == 422
        assert 'value="http://10.0.0.1/"' in wrong.text
        assert 'aria-describedby="address-uitleg address-fout" aria-invalid="true"' in wrong.text
        form = {"name": "afval", "address": f"{site.url}/afval"}
        added = editor.post(page, data=form)
        assert added.headers["location"] == f"{page}?gedaan=erbij"
        assert editor.portal is not None
        editor.portal.call(sources.until_read)
        shown = editor.get(added.headers["location"]).text
        assert "1 document, 1 stuk tekst." in shown
        assert "Edo Prins voegde toe: afval" in shown
        assert "Er gaat 1 document mee." in editor.get(f"{page}/afval/weg").text
        assert editor.post(f"{page}/afval/lezen").status_code == 303
        editor.portal.call(sources.until_read)
        assert editor.post(f"{page}/afval/weg").status_code == 303
        assert editor.get(f"{page}/afval/weg").status_code == 404
        led = editor.get("/balie/studio/concept/nu/bronnen")
        assert led.headers["location"] == page
        editor.portal.call(sources.close)
