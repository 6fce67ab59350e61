"""The button "Laat horen": with a script, and as a plain form."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import APIRouter, Request, Response
from starlette.testclient import TestClient

from desk.access.pages import DESK_HEADERS, DeskPages
from desk.pages import Pages
from desk.studio.listen_page import LISTEN, RATES, listening_router
from desk.studio.listening import CannotSay, Sounds, SoundWish, SpeakingVoice
from desk.studio.room import Editor, StudioRoom
from dialog.titles import Titles
from tests.desk.read_content import content_of
from tests.desk.signed import CSRF, EDITOR, SANNE, app_with, client_of

VOICES = (
    SpeakingVoice("piper:nl_NL-pim-medium", "Pim", "nl", True),
    SpeakingVoice("espeak-ng:nl", "eSpeak", "nl"),
    SpeakingVoice("espeak-ng:en", "eSpeak", "en", True),
)
PAGE = """\
{% extends "studio/base.html" %}
{% from "studio/listen_button.html" import hear %}
{% from "studio/listen_button.html" import hear_text with context %}
{% block main_studio %}
<h1>Proef</h1>
<form method="post" action="/balie/studio/bewaar">
{{ csrf() }}
{% include "studio/listen.html" %}
<label for="tekst-nl">Antwoord</label>
<textarea id="tekst-nl" name="answer_nl">U mag {adres} zeggen &amp; meer.</textarea>
{{ hear("tekst-nl", "answer_nl", "antwoord", "nl", "a1", "paspoort") }}
</form>
{{ hear_text("De balie is dicht.", "deze zin") }}
{% endblock %}
"""


@dataclass
class Parrot:
    """Gives back the text in the place of its sound, and keeps what was wished."""

    voices: tuple[SpeakingVoice, ...] = VOICES
    wishes: list[SoundWish] = field(default_factory=list)

    async def speak(self, wish: SoundWish, editor: str) -> bytes:
        if wish.text == "onzegbaar":
            raise CannotSay("Geen stem kan deze zin uitspreken.")
        self.wishes.append(wish)
        return b"RIFF" + wish.text.encode()


def room_with(hear: Parrot, folder: Path) -> StudioRoom:
    return StudioRoom(
        pages=DeskPages(Pages("Zonnedael", "14 0999")),
        content=content_of(folder),
        titles=lambda: Titles({}, {}),
        now=lambda: datetime(2026, 11, 27, tzinfo=UTC),
        hear=hear,
    )


def page_router(room: StudioRoom) -> APIRouter:
    """A page as another part of the studio would have it."""
    router = APIRouter()

    @router.get("/balie/studio/bladzijde")
    async def page(request: Request, agent: Editor) -> Response:
        template = room.pages._pages._environment.from_string(PAGE)
        given = {"entries": (), "studio": "", "here": "", "voices": VOICES, "agent": agent}
        html = template.render(csrf=lambda: "", csrf_token=lambda: CSRF, **given)
        return Response(html, media_type="text/html", headers=DESK_HEADERS)

    return router


@pytest.fixture
def hear() -> Parrot:
    return Parrot()


@pytest.fixture
def client(hear: Parrot, tmp_path: Path) -> TestClient:
    room = room_with(hear, tmp_path)
    return client_of(app_with(listening_router(room, hear), page_router(room)), EDITOR)


def test_a_script_asks_with_the_text_and_gets_the_sound(client: TestClient, hear: Parrot) -> None:
    answer = client.post(
        f"{LISTEN}?veld=answer_nl&taal=nl&concept=a1&onderwerp=paspoort",
        data={"tekst": "Goedemorgen.", "stem-nl": "espeak-ng:nl", "stem-tempo": "langzaam",
              "stem-lijn": "breed"},
    )  # fmt: skip
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    assert answer.content == b"RIFFGoedemorgen."
    assert hear.wishes == [
        SoundWish(text="Goedemorgen.", language="nl", voice="espeak-ng:nl", rate=0.85,
                  sounds=Sounds.WIDE, where="a1", topic="paspoort")
    ]  # fmt: skip
    assert answer.headers["cache-control"] == "no-store"


def test_without_a_script_the_button_names_the_field_of_its_form(
    client: TestClient, hear: Parrot
) -> None:
    given = {"answer_nl": "Het antwoord.", "answer_en": "The answer.", "tekst": "Iets anders."}
    client.post(f"{LISTEN}?veld=answer_en&taal=en&concept=nu&onderwerp=", data=given)
    assert (hear.wishes[0].text, hear.wishes[0].language) == ("The answer.", "en")
    assert (hear.wishes[0].rate, hear.wishes[0].sounds) == (1.0, Sounds.TELEPHONE)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" ", "Er staat nog geen tekst."),
        ("a" * 1501, "Deze tekst heeft 1501 tekens. Er kunnen er 1500 tegelijk."),
        ("onzegbaar", "Geen stem kan deze zin uitspreken."),
    ],
)
def test_why_there_is_no_sound_is_told_to_a_script_and_on_a_page(
    client: TestClient, text: str, sentence: str
) -> None:
    told = client.post(LISTEN, data={"tekst": text})
    assert (told.status_code, told.headers["content-type"]) == (409, "text/plain; charset=utf-8")
    assert told.text.startswith(sentence)
    token = {"csrf": client.headers.pop("X-CSRF")}
    page = client.post(LISTEN, data={"tekst": text, **token})
    assert (page.status_code, sentence in page.text) == (409, True)
    assert "<h1" in page.text


def test_the_group_offers_what_can_be_chosen_and_no_choice_of_one(client: TestClient) -> None:
    page = client.get("/balie/studio/bladzijde").text
    assert '<option value="piper:nl_NL-pim-medium">Pim, zo horen bellers het</option>' in page
    assert 'name="stem-en"' not in page
    assert all(f'<option value="{name}">' in page for name in (*RATES, *Sounds))
    assert '<span class="only-heard">: antwoord</span>' in page
    assert f"{LISTEN}?veld=answer_nl&amp;taal=nl&amp;concept=a1&amp;onderwerp=paspoort" in page


def test_sound_may_come_from_the_page_itself_and_from_nowhere_else(client: TestClient) -> None:
    client.headers.pop("X-CSRF")
    page = client.post(LISTEN, data={"tekst": "", "csrf": "dit-formulier-is-van-ons"})
    rules = page.headers["content-security-policy"].split("; ")
    assert "media-src 'self' blob:" in rules
    assert [rule for rule in rules if "blob:" in rule] == ["media-src 'self' blob:"]


def test_only_editors_hear(tmp_path: Path, hear: Parrot) -> None:
    app = app_with(listening_router(room_with(hear, tmp_path), hear))
    assert client_of(app, SANNE).post(LISTEN, data={"tekst": "Ja."}).status_code == 403
    assert hear.wishes == []
