"""An address that somebody typed leads to nobody's own network: not by name, number or redirect."""

from collections.abc import Sequence

import httpx
import pytest

from connectors.sources.fetching import Limits
from connectors.sources.outcomes import Ended, Unreadable
from connectors.sources.public_hosts import PublicHosts, is_public, machines_of
from connectors.sources.reading import read
from dialog.documents.source import Kind, Source
from tests.connectors.sources.website import Page, Website

NAMES = {
    "www.gemeente.example": ["93.184.215.14"],
    "binnen.example": ["10.0.0.5"],
    "half.example": ["93.184.215.14", "192.168.1.1"],
    "leeg.example": [],
}
INSIDE = """\
127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 224.0.0.1 240.0.0.1
255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1
::10.0.0.1 64:ff9b::a00:1 2002:a00:1:: 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1
"""


async def by_name(host: str, port: int) -> Sequence[str]:
    if host not in NAMES:
        raise OSError("no such name")
    return NAMES[host]


@pytest.mark.parametrize("address", INSIDE.split())
def test_a_network_of_somebody_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111", "::ffff:93.184.215.14"])
def test_a_machine_on_the_internet_is_public(address: str) -> None:
    assert is_public(address)


async def test_a_public_name_leads_to_its_machine() -> None:
    assert await machines_of("https://www.gemeente.example/a", (), by_name) == ["93.184.215.14"]


@pytest.mark.parametrize(
    "address",
    [
        *("http://binnen.example/", "http://half.example/", "http://leeg.example/"),
        *("http://weg.example/", "http://www.gemeente.example:22/", "ftp://www.gemeente.example/"),
        *("file:///etc/passwd", "/etc/passwd", "http://ik:geheim@www.gemeente.example/"),
        *("http://[::1", "http://", "https://www.gemeente.example:http/"),
    ],
)
async def test_whatever_leads_elsewhere_is_refused_with_a_sentence(address: str) -> None:
    with pytest.raises(Unreadable, match=r"^Dit (adres|is geen gewoon adres) .*\.$"):
        await machines_of(address, (), by_name)


async def test_a_number_is_judged_as_a_name_is(site: Website) -> None:
    source = Source(name="site", kind=Kind.SITE, location=site.url, only_public=True)
    found = [each async for each in read(source, {}, Limits(delay_seconds=0))]
    assert isinstance(found[-1], Ended)
    assert not found[-1].complete
    assert site.asked == []


async def test_a_host_that_the_administrator_allows_is_read(site: Website) -> None:
    site.put("/", "Begin", "<p>Welkom.</p>")
    allowed = frozenset({site.url.removeprefix("http://")})
    source = Source(name="site", kind=Kind.SITE, location=site.url, only_public=True)
    found = [each async for each in read(source, {}, Limits(delay_seconds=0, hosts=allowed))]
    assert found[-1] == Ended(True)
    assert "/" in site.asked


async def test_a_redirect_or_a_next_page_leads_no_further(site: Website) -> None:
    site.pages["/"] = Page(b"", status=302, headers={"Location": "http://binnen.example/"})
    allowed = frozenset({site.url.removeprefix("http://")})
    async with httpx.AsyncClient(
        transport=PublicHosts(allowed, by_name), follow_redirects=True
    ) as client:
        with pytest.raises(Unreadable, match="niet openbaar"):
            await client.get(site.url)


async def test_the_question_goes_to_the_machine_that_was_judged() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    answering = PublicHosts((), by_name, httpx.MockTransport(answer))
    async with httpx.AsyncClient(transport=answering) as client:
        await client.get("https://www.gemeente.example/afval?jaar=2026")
    [request] = asked
    assert str(request.url) == "https://93.184.215.14/afval?jaar=2026"
    assert request.headers["host"] == "www.gemeente.example"
    assert request.extensions["sni_hostname"] == "www.gemeente.example"
