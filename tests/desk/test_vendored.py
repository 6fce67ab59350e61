"""What is not ours is as its makers published it, and says whose it is."""

import hashlib
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from desk.desk_files import desk_files_router
from tests.test_licences import may_be_used

FOLDER = Path(__file__).parent.parent.parent / "desk" / "static" / "desk" / "vendor"
ROWS = re.findall(
    r"^\| `(\S+)` \| (\S+) \| ([\d.]+) \| `\S+` \| (\S+) \| `([0-9a-f]{64})` \|$",
    (FOLDER / "VENDORED.md").read_text(encoding="utf-8"),
    re.M,
)


def test_every_file_is_in_the_table() -> None:
    assert {row[0] for row in ROWS} == {path.name for path in FOLDER.iterdir()} - {"VENDORED.md"}


@pytest.mark.parametrize(("name", "_package", "_version", "licence", "digest"), ROWS)
def test_a_file_is_as_it_was_published(
    name: str, _package: str, _version: str, licence: str, digest: str
) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest
    assert licence == "EUPL-1.2" or may_be_used(licence)


def test_the_sheets_are_given_as_one_and_kept_by_the_browser() -> None:
    app = FastAPI()
    app.include_router(desk_files_router())
    client = TestClient(app)
    sheet = client.get("/static/desk/vendor/design-system.css")
    assert sheet.text.index(".voorbeeld-theme {") < sheet.text.index(".nl-button{")
    known = {"if-none-match": sheet.headers["etag"]}
    assert client.get("/static/desk/vendor/design-system.css", headers=known).status_code == 304


def test_no_sheet_fetches_anything() -> None:
    fetches = re.compile(r'@import|@font-face|url\((?!"data:)')
    for sheet in FOLDER.glob("*.css"):
        assert not fetches.search(sheet.read_text(encoding="utf-8"))
