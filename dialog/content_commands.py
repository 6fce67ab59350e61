"""commands.yaml: unusual wordings of commands, which the search learns from."""

from dialog.commands import Command
from dialog.content_page import Page
from dialog.content_topic import Samples

NAMES = tuple(each.value for each in Command if each is not Command.PERSON)
"""A person has samples in others.yaml."""


def read_commands(page: Page) -> dict[str, Samples]:
    """Read the lines of each command, by its name; a command without lines is left out."""
    if page.readable:
        page.check_keys(page.root, (), NAMES)
    known = (key for key in page.root.nodes if key in NAMES)
    return {key: page.lines_by_language(page.child(page.root, key)) for key in known}
