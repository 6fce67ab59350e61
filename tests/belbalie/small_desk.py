"""The desk of the small municipality, which searches by words alone: no model is needed."""

from datetime import datetime
from pathlib import Path

from belbalie.known import Known
from belbalie.text_desk import TextDesk
from dialog.content import load
from dialog.search import Index
from tests.dialog import small_content

NOW = datetime.fromisoformat("2026-11-23T10:15:00+01:00")


def small_desk(folder: Path) -> TextDesk:
    knowledge = load(small_content.write(folder))
    return TextDesk(Known(knowledge, Index.build(knowledge, None)))
