import threading
from collections.abc import Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest

from connectors.sources.fetching import Limits
from connectors.sources.outcomes import Ended, Failed, Outcome, Read, Same
from connectors.sources.reading import read
from dialog.documents.document import Paragraph
from dialog.documents.source import Kind, Source
from tests.connectors.sources.website import Page, Website, endless

LIMITS = Limits(page_seconds=5, largest_bytes=200_000, delay_seconds=0)


def source(site: Website, path: str = "/", kind: Kind = Kind.SITE) -> Source:
    return Source(name="site", kind=kind, location=site.url + path)


async def outcomes(
    source: Source, stamps: Mapping[str, str] | None = None, limits: Limits = LIMITS
) -> list[Outcome]:
    return [outcome async for outcome in read(source, stamps or {}, limits)]


def titles(found: list[Outcome]) -> list[str]:
    return [
        one.title for outcome in found if isinstance(outcome, Read) for one in outcome.documents
    ]


def failed(found: list[Outcome], site: Website) -> dict[str, str]:
    return {
        outcome.resource.removeprefix(site.url): outcome.sentence
        for outcome in found
        if isinstance(outcome, Failed)
    }


def stamps(found: list[Outcome]) -> dict[str, str]:
    return {outcome.resource: outcome.stamp for outcome in found if isinstance(outcome, Read)}


async def test_a_site_is_read_along_its_links_and_not_beyond(site: Website) -> None:
    site.put("/a/", "Begin", "<p>Welkom.</p>", "een.html", "/b/", "https://elders.example/", "//[")
    site.put("/a/een.html", "Een", "<p>Dit is een.</p>", "./", "twee?soort=1#deel", "beeld.jpg")
    site.put("/a/twee?soort=1", "Twee", "<p>Dit is twee.</p>", "mailto:wij@zonnedael.example")
    site.put("/b/", "Buiten", "<p>Hoort er niet bij.</p>")
    found = await outcomes(source(site, "/a/"))
    assert titles(found) == ["Begin", "Een", "Twee"]
    assert found[-1] == Ended(True)
    assert site.asked == ["/robots.txt", "/a/", "/a/een.html", "/a/twee?soort=1"]


async def test_what_goes_wrong_with_one_page_leaves_the_rest_alone(site: Website) -> None:
    links = ("eindeloos", "weg", "stuk.pdf", "fout", "door", "goed")
    site.put("/", "Begin", "<p>Welkom.</p>", *links)
    site.put("/goed", "Goed", "<p>Dit is goed.</p>")
    site.pages["/eindeloos"] = endless
    site.pages["/stuk.pdf"] = Page(b"%PDF-1.7 en dan niets", "application/pdf")
    site.pages["/fout"] = Page(b"", status=500)
    site.pages["/door"] = Page(b"", status=302, headers={"Location": "http://elders.example/"})
    found = await outcomes(source(site))
    assert titles(found) == ["Begin", "Goed"]
    assert failed(found, site) == {
        "/eindeloos": "Deze pagina is groter dan 0.2 MB.",
        "/weg": "De server geeft fout 404.",
        "/stuk.pdf": "Deze PDF is stuk.",
        "/fout": "De server geeft fout 500.",
        "/door": "Deze pagina stuurt door naar elders.example.",
    }
    assert found[-1] == Ended(False, "Niet alle pagina's konden worden gelezen.")


async def test_a_page_that_does_not_come_is_given_up(site: Website) -> None:
    gate = threading.Event()

    def never(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        gate.wait(30)

    site.put("/", "Begin", "<p>Welkom.</p>", "traag", "goed")
    site.put("/goed", "Goed", "<p>Dit is goed.</p>")
    site.pages["/traag"] = never
    try:
        found = await outcomes(source(site), limits=replace(LIMITS, page_seconds=0.3))
    finally:
        gate.set()
    assert titles(found) == ["Begin", "Goed"]
    assert failed(found, site) == {"/traag": "Deze pagina was er niet binnen 0.3 seconden."}


async def test_robots_are_kept_out_where_they_are_not_wanted(site: Website) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /geheim", "text/plain")
    site.put("/", "Begin", "<p>Welkom.</p>", "geheim")
    site.put("/geheim", "Geheim", "<p>Niet lezen.</p>")
    found = await outcomes(source(site))
    assert failed(found, site) == {"/geheim": "Deze pagina mag niet gelezen worden (robots.txt)."}
    assert "/geheim" not in site.asked


async def test_a_host_that_cannot_say_what_is_allowed_is_not_read(site: Website) -> None:
    site.pages["/robots.txt"] = Page(b"", status=503)
    site.put("/", "Begin", "<p>Welkom.</p>")
    found = await outcomes(source(site))
    assert found[-1] == Ended(False, "De server geeft fout 503 voor robots.txt.")
    assert site.asked == ["/robots.txt"]


async def test_a_site_that_is_not_there_is_one_fault(site: Website) -> None:
    gone = Source(name="weg", kind=Kind.SITE, location="http://127.0.0.1:9/")
    *_, failed, ended = await outcomes(gone)
    assert failed == Failed("http://127.0.0.1:9/", "De server antwoordt niet (ConnectError).")
    assert ended == Ended(False, "De server antwoordt niet (ConnectError).")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=utf-8", "€ 80 in één keer".encode("cp1252")),
        ("text/html; charset=iso-8859-1", "€ 80 in één keer".encode()),
        ("text/html", "€ 80 in één keer".encode()),
        ("text/html; charset=onzin", "€ 80 in één keer".encode("cp1252")),
        ("text/html; charset=iso-8859-1", "€ 80 in één keer".encode("cp1252")),
    ],
)
async def test_a_wrong_encoding_does_no_harm(site: Website, kind: str, body: bytes) -> None:
    site.pages["/"] = Page(b"<html><main><p>Het kost " + body + b". Dat is alles.</p></main>", kind)
    (page, _) = await outcomes(source(site))
    assert isinstance(page, Read)
    (section,) = page.documents[0].sections
    assert section.blocks == (Paragraph("Het kost € 80 in één keer. Dat is alles."),)


async def test_what_did_not_change_is_not_read_again(site: Website) -> None:
    site.put("/", "Begin", "<p>Welkom.</p>", "een")
    site.put("/een", "Een", "<p>Dit is een.</p>")
    site.pages["/een"].headers["ETag"] = '"1"'  # type: ignore[union-attr]
    before = await outcomes(source(site))
    again = await outcomes(source(site), stamps(before))
    assert again == [Same(site.url + "/"), Same(site.url + "/een"), Ended(True)]
    site.put("/een", "Een", "<p>Dit is nieuw.</p>")
    changed = await outcomes(source(site), stamps(before))
    assert titles(changed) == ["Een"]


async def test_a_page_that_fails_now_still_leads_to_others(site: Website) -> None:
    site.put("/", "Begin", "<p>Welkom.</p>", "een")
    site.put("/een", "Een", "<p>Dit is een.</p>", "twee")
    site.put("/twee", "Twee", "<p>Dit is twee.</p>")
    before = stamps(await outcomes(source(site)))
    site.pages["/een"] = Page(b"", status=500)
    found = await outcomes(source(site), before)
    assert found[-2:] == [Same(site.url + "/twee"), Ended(True)]


async def test_a_site_without_end_is_read_up_to_its_limit(site: Website) -> None:
    def more(request: BaseHTTPRequestHandler) -> None:
        number = int(request.path.removeprefix("/p"))
        body = f'<html><main><p>Bladzijde {number}.</p><a href="p{number + 1}">Verder</a></main>'
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        request.wfile.write(body.encode())

    site.pages |= {f"/p{number}": more for number in range(9)}
    found = await outcomes(replace(source(site, "/p0"), max_pages=3))
    assert len(titles(found)) == 3
    assert found[-1] == Ended(False, "De site heeft meer dan 3 pagina's. De rest is niet gelezen.")


async def test_a_source_that_takes_too_long_is_ended(site: Website) -> None:
    site.put("/", "Begin", "<p>Welkom.</p>")
    found = await outcomes(source(site), limits=replace(LIMITS, total_seconds=-1))
    assert found == [Ended(False, "Het lezen duurde te lang. Niet alle pagina's zijn gelezen.")]


async def test_a_redirect_on_the_same_host_gives_one_document(site: Website) -> None:
    site.put("/", "Begin", "<p>Welkom.</p>", "oud")
    site.pages["/oud"] = Page(b"", status=301, headers={"Location": "/nieuw"})
    site.put("/nieuw", "Nieuw", "<p>Dit is nieuw.</p>")
    assert titles(await outcomes(source(site))) == ["Begin", "Nieuw"]


async def test_a_page_with_several_addresses_gives_one_document(site: Website) -> None:
    site.put("/", "Begin", "<p>Welkom.</p>", "pas?bron=menu", "pas", "pas/")
    named = f"<link rel=canonical href='{site.url}/pas'>".encode()
    page = Page(b"<html><head>" + named + b"</head><main><h1>Pas</h1><p>Kom zelf.</p></main>")
    site.pages |= {"/pas?bron=menu": page, "/pas": page, "/pas/": page}
    assert titles(await outcomes(source(site))) == ["Begin", "Pas"]


async def test_redirects_in_a_circle_end(site: Website) -> None:
    site.put("/", "Begin", "<p>Welkom.</p>", "rond")
    site.pages["/rond"] = Page(b"", status=301, headers={"Location": "/rond"})
    assert failed(await outcomes(source(site)), site) == {
        "/rond": "Deze pagina stuurt steeds weer door."
    }


async def test_a_sitemap_names_the_pages(site: Website) -> None:
    inner = f"<urlset><url><loc>{site.url}/een</loc></url><url><loc>http://elders/x</loc></url>"
    site.pages["/sitemap.xml"] = Page(
        f"<sitemapindex><sitemap><loc>{site.url}/deel.xml</loc></sitemap></sitemapindex>".encode()
    )
    site.pages["/deel.xml"] = Page(f"{inner}</urlset>".encode(), "text/xml")
    site.put("/een", "Een", "<p>Dit is een.</p>", "twee")
    found = await outcomes(source(site, "/sitemap.xml", Kind.SITEMAP))
    assert titles(found) == ["Een"]
    assert found[-1] == Ended(True)


async def test_a_feed_of_samenwerkende_catalogi_names_the_pages_of_products(site: Website) -> None:
    products = "".join(
        f"<p:scproduct owms-version='4.0'><p:meta><p:owmskern><d:identifier>{address}"
        "</d:identifier><d:title>Paspoort</d:title></p:owmskern></p:meta></p:scproduct>"
        for address in (f"{site.url}/paspoort", "https://elders.example/paspoort")
    )
    spaces = "xmlns:p='http://standaarden.overheid.nl/product/terms/' xmlns:d='http://purl.org/dc/terms/'"
    feed = f"<p:scproducten {spaces}>{products}</p:scproducten>"
    site.pages["/sc.xml"] = Page(feed.encode(), "text/xml")
    site.put("/paspoort", "Paspoort", "<p>Kom zelf langs.</p>")
    found = await outcomes(source(site, "/sc.xml", Kind.SITEMAP))
    assert titles(found) == ["Paspoort"]
    assert found[-1] == Ended(True)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<urlset>", "De sitemap is geen goede XML."),
        (b"\x1f\x8bonzin", "De sitemap is geen goede XML."),
        (b"<urlset></urlset>", "In deze sitemap staan geen pagina's van deze site."),
    ],
)
async def test_a_broken_sitemap_is_told(site: Website, body: bytes, sentence: str) -> None:
    site.pages["/sitemap.xml"] = Page(body, "text/xml")
    found = await outcomes(source(site, "/sitemap.xml", Kind.SITEMAP))
    assert found == [Ended(False, sentence)]


async def test_a_page_that_is_not_to_be_found_gives_no_document(site: Website) -> None:
    site.pages["/"] = Page(b'<html><meta name="robots" content="noindex"><main><p>Zoek.</p></main>')
    (page, ended) = await outcomes(source(site))
    assert isinstance(page, Read)
    assert page.documents == ()
    assert ended == Ended(True)


async def test_a_list_is_read_over_its_pages_on_its_own_host(site: Website) -> None:
    row = '{"vraag": "Kan %s?", "antwoord": "Ja."}'
    site.pages["/v"] = Page(
        b'{"results": [%s], "next": "/v?page=2"}' % (row % "het").encode(), "application/json"
    )
    site.pages["/v?page=2"] = Page(
        b'{"results": [%s], "next": null}' % (row % "dat").encode(), "application/json"
    )
    found = await outcomes(source(site, "/v", Kind.FILE))
    assert titles(found) == ["Kan het?", "Kan dat?"]
    assert found[-1] == Ended(True)
    again = await outcomes(source(site, "/v", Kind.FILE), stamps(found))
    assert [type(outcome) for outcome in again] == [Same, Same, Ended]
    site.pages["/v?page=2"] = Page(b'{"results": [], "next": "/v"}', "application/json")
    found = await outcomes(source(site, "/v", Kind.FILE))
    assert found[-1] == Ended(False, "Deze lijst gaat in een kring.")
    site.pages["/v"] = Page(b'{"results": [], "next": "http://elders/v"}', "application/json")
    found = await outcomes(source(site, "/v", Kind.FILE))
    assert found[-1] == Ended(False, "Deze lijst gaat verder op elders.")
