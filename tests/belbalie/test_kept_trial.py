"""What an editor tried stays as a caller who asks it again at every change."""

import re
from html import unescape
from pathlib import Path

from desk.agents import Agent, Role
from tests.belbalie.bare_house import assembled
from tests.desk.signed import FakeAccess, client_of

EDO = Agent(name="edo", title="Edo Prins", roles=frozenset({Role.EDITOR}))


def fields(page: str) -> dict[str, str]:
    """What the form of the page would send."""
    form = page[page.index('action="/balie/studio/proefbellers"') :].split("</form>")[0]
    chosen = re.search(r'<option value="(\w+)" selected', form)
    turns = re.search(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL)
    draft = re.search(r'name="draft" value="(\w+)"', form)
    assert turns is not None
    assert draft is not None
    topic = chosen[1] if chosen is not None else ""
    return {"draft": draft[1], "turns": unescape(turns[1]), "topic": topic}


def test_a_trial_that_is_kept_is_a_scripted_caller_of_its_draft(tmp_path: Path) -> None:
    app, door = assembled(tmp_path)
    app.state.access = FakeAccess({"edo": EDO})
    with client_of(app, EDO) as client:
        begun = client.post("/balie/studio/concept", data={"title": "Paspoort", "terug": "/proef"})
        at = begun.headers["location"]
        assert client.post(at).status_code == 303
        for words in ("hoe vraag ik een paspoort aan", "wat kost dat"):
            client.post(f"{at}/zeg", data={"words": words})
        given = fields(client.get(at).text)
        assert given["topic"] == "paspoort"
        kept = client.post(
            "/balie/studio/proefbellers", data={**given, "title": "Vraagt een paspoort aan"}
        )
        assert kept.status_code == 303
        page = unescape(client.get(kept.headers["location"]).text)
        assert "1 proefbeller in dit concept" in page
        assert "over een paspoort: “hoe vraag ik een paspoort aan”" in page
    door.close()
