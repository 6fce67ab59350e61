"""What the code says without an editor: our first sentence, and the sentences at danger."""

from collections.abc import Iterator

from dialog.content_page import LANGUAGES
from dialog.danger.words import every_line
from dialog.spoken_style import Heard
from dialog.wording import disclosure


def fixed_texts(municipality: str) -> Iterator[Heard]:
    for language in LANGUAGES:
        for text in (disclosure(municipality, language), *every_line(language)):
            yield Heard(language, text, text)
