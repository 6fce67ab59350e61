"""crisis.yaml: messages that callers hear while they hold."""

from collections.abc import Iterable, Sequence

from dialog.content_file import Node
from dialog.content_page import LANGUAGES, Page
from dialog.content_values import listed, moment, plain_words, postcodes
from dialog.crisis import CrisisMessage
from dialog.knowledge import Municipality
from dialog.spoken_examples import from_facts
from dialog.spoken_texts import check_spoken


def read_crisis(page: Page, town: Municipality) -> tuple[CrisisMessage, ...]:
    page.check_keys(page.root, ("messages",))
    check_spoken(page, from_facts({}), in_haste=True)
    read = [_message(page, node, town) for node in listed(page, page.root, "messages")]
    return tuple(message for message in read if message is not None)


def _message(page: Page, node: Node, town: Municipality) -> CrisisMessage | None:
    entries = page.entries(node, "Een bericht")
    page.check_keys(entries, ("text", "from", "until"), ("key", "postcodes", "streets"))
    words = page.child(entries, "text")
    if "text" in entries.nodes:
        page.check_keys(words, ("nl",), LANGUAGES)
    text = page.languages(words)
    since = moment(page, entries, "from", town.hours.time_zone)
    until = moment(page, entries, "until", town.hours.time_zone)
    if since is None or until is None:
        return None
    if until <= since:
        page.error(entries.line, "Dit bericht eindigt voor het begint. Draai 'from' en 'until' om.")
    return CrisisMessage(
        text=text,
        since=since,
        until=until,
        postcodes=postcodes(page, entries, "postcodes"),
        streets=plain_words(page, entries, "streets"),
        key=page.optional_text(entries, "key"),
    )


def together(layers: Iterable[Sequence[CrisisMessage]]) -> tuple[CrisisMessage, ...]:
    """The messages of all layers, near to far: all of them hold, but of those with the same key
    only the nearest.
    """
    told: list[CrisisMessage] = []
    for messages in layers:
        nearer = {message.key for message in told if message.key is not None}
        told += [message for message in messages if message.key not in nearer]
    return tuple(told)
