"""Lines of every other day: what a question is compared with to tell whether it stands out."""

from dialog.knowledge import Knowledge
from dialog.search import examples

_OF_EACH = 3


def everyday_lines(knowledge: Knowledge) -> list[str]:
    """A few lines of each topic, command and kind of no topic, in a fixed order."""
    chosen: dict[str, list[str]] = {}
    for line in examples(knowledge):
        of_it = chosen.setdefault(line.label, [])
        if len(of_it) < _OF_EACH:
            of_it.append(line.text)
    return [text for lines in chosen.values() for text in lines]
