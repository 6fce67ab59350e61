"""The time machine in a real browser: by the keyboard alone, small and large."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.desk.echo_desk import running
from tests.desk.machine_house import DOG, NEW, OLD, MachineHouse, machine_house
from tests.desk.signed import EDITOR
from tests.desk.studio_house import done
from tests.desk.test_call_browser import has_no_faults, opened

pytestmark = pytest.mark.browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[MachineHouse]:
    with machine_house(tmp_path) as made:
        yield made


def test_an_editor_sees_what_would_end_differently(browser: Browser, house: MachineHouse) -> None:
    draft = done(house.studio.draft())
    done(house.studio.write(draft, DOG, OLD, NEW))
    done(
        house.studio.write(draft, "topics/rijbewijs.yaml", "source:", "person_first: true\nsource:")
    )
    with running(house.app()) as address, closing(opened(browser, address, EDITOR)) as context:
        page = context.new_page()
        page.goto(f"{address}/balie/studio/concept/{draft}/tijdmachine")
        has_no_faults(page)
        page.get_by_role("button", name="Vergelijk").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#uitkomst")).to_contain_text("bij een medewerker", timeout=60_000)
        expect(page.get_by_role("heading", name="Nu bij een medewerker")).to_be_visible()
        has_no_faults(page)
        page.get_by_role("link", name="Andere woorden").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("insertion").first).to_contain_text("overal")
        has_no_faults(page)
        page.set_viewport_size({"width": 320, "height": 800})
        has_no_faults(page)
        page.get_by_label("Naam van de proefbeller").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Geef de proefbeller een naam")).to_be_visible()
        has_no_faults(page)
