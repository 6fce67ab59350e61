"""'Waar staat dat?': where what was told comes from, when it was checked, until when it holds."""

from dialog.acts import Say
from dialog.knowledge import Source
from dialog.memory import Memory


def source(memory: Memory) -> list[Say]:
    """The title of the source and its date; nothing while nothing was told from one."""
    told = memory.told_from
    if told is None:
        return []
    names = [_stands(memory, told)]
    if memory.told_until is not None:
        until = f"{memory.told_until:%d-%m-%Y}"
        names.append(memory.words("source_until", memory.language, date=until))
    return [Say(text=text, language=memory.language) for text in names]


def address(memory: Memory) -> list[Say]:
    """Where it stands on the internet, said only when asked; and that paper will do."""
    told = memory.told_from
    if told is None:
        return []
    if told.url is None:
        return [memory.sentence("site_none")]
    url = told.url.removeprefix("https://").removeprefix("www.")
    return [Say(text=memory.words("site", memory.language, url=url), language=memory.language)]


def _stands(memory: Memory, told: Source) -> str:
    if told.dated is None:
        return memory.words("source_undated", memory.language, title=told.title)
    date = f"{told.dated:%d-%m-%Y}"
    return memory.words("source", memory.language, title=told.title, date=date)
