"""The token of an API goes to that API, and to nobody else."""

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from connectors.sources.fetching import Limits
from connectors.sources.outcomes import Ended, Outcome, Unreadable
from connectors.sources.reading import read
from connectors.sources.token import Token, token_of
from dialog.documents.source import Kind, Source, TokenPlace
from tests.connectors.sources.website import Website

API = "https://kennis.example/api"
QUESTIONS = json.dumps([{"vraag": "Mag het?", "antwoord": "Ja, dat mag."}]).encode()


def kept(place: Path, text: str = "abc123\n", header: str = "Authorization: Token") -> TokenPlace:
    place.write_text(text, "utf-8")
    return TokenPlace(header, file=str(place))


@pytest.mark.parametrize(
    ("header", "sent"),
    [
        ("Authorization: Token", {"Authorization": "Token abc123"}),
        ("Authorization: Bearer", {"Authorization": "Bearer abc123"}),
        ("X-Api-Key:", {"X-Api-Key": "abc123"}),
    ],
)
def test_it_is_sent_as_the_api_wants_it(tmp_path: Path, header: str, sent: dict[str, str]) -> None:
    token = token_of(kept(tmp_path / "token", header=header), API)
    assert token is not None
    assert token.headers_for(f"{API}/objects?page=2") == sent


@pytest.mark.parametrize(
    "address",
    [
        *("http://kennis.example/api", "https://kennis.example:8443/api"),
        *("https://elders.example/api", "https://kennis.example@elders.example/"),
    ],
)
def test_another_host_or_an_open_line_does_not_get_it(tmp_path: Path, address: str) -> None:
    token = token_of(kept(tmp_path / "token"), API)
    assert token is not None
    assert token.headers_for(address) == {}


def test_it_hides_in_what_is_printed() -> None:
    assert "abc123" not in repr(Token("Authorization", "Token abc123", ("https", "h")))


def test_it_may_stand_in_the_environment() -> None:
    token = token_of(TokenPlace("X-Api-Key:", variable="SLEUTEL"), API, {"SLEUTEL": "abc123"})
    assert token is not None
    assert token.headers_for(API) == {"X-Api-Key": "abc123"}


@pytest.mark.parametrize("text", ["", " \n", "twee woorden", "regel\nX-Ander: 1"])
def test_what_is_no_token_is_told_and_not_shown(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable, match="geen sleutel") as told:
        token_of(kept(tmp_path / "token", text), API)
    assert not text.strip() or text not in str(told.value)


def _asked(site: Website, wanted: str) -> list[str | None]:
    """What came in the header; who sends another gets no answer."""
    came: list[str | None] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        came.append(request.headers["Authorization"])
        request.send_response(200 if came[-1] == wanted else 401)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(QUESTIONS)))
        request.end_headers()
        request.wfile.write(QUESTIONS)

    site.pages["/api"] = answer
    return came


async def outcomes(source: Source) -> list[Outcome]:
    limits = Limits(page_seconds=5, delay_seconds=0)
    return [outcome async for outcome in read(source, {}, limits)]


async def test_an_api_is_read_with_it(site: Website, tmp_path: Path) -> None:
    came = _asked(site, "Token abc123")
    place = kept(tmp_path / "token")
    source = Source(name="api", kind=Kind.FILE, location=f"{site.url}/api", token=place)
    assert (await outcomes(source))[-1] == Ended(True)
    assert came == ["Token abc123"]


@pytest.mark.parametrize("kind", [Kind.FILE, Kind.SITE])
async def test_without_the_file_nothing_is_asked(site: Website, tmp_path: Path, kind: Kind) -> None:
    place = TokenPlace("Authorization: Token", file=str(tmp_path / "weg"))
    (ended,) = await outcomes(
        Source(name="api", kind=kind, location=f"{site.url}/api", token=place)
    )
    assert isinstance(ended, Ended)
    assert not ended.complete
    assert "sleutel is niet te lezen" in (ended.sentence or "")
    assert site.asked == []
