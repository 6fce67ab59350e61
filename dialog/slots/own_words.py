"""The lexicon of a municipality, from what its content says: streets, subjects, departments."""

import re
from collections.abc import Iterator
from weakref import ref

from dialog.knowledge import Knowledge
from dialog.phrases import plain
from dialog.slots.lexicon import Lexicon

_ARTICLE = re.compile(r"^(?:een|de|het|uw|your|a|an|the) ")
_TEAM = re.compile(r"^(?:het |de )?(?:team |afdeling )?")
_LONGEST_PRODUCT = 2
"""Words; a longer title tells what to do ('doorgeven dat u verhuist') and names no product."""


_made: dict[int, tuple[ref[Knowledge], Lexicon]] = {}
"""By the identity of a Knowledge, as long as it lives: to make one takes 60 ms, and each
conversation wants it.
"""


def lexicon_of(knowledge: Knowledge) -> Lexicon:
    key = id(knowledge)
    kept = _made.get(key)
    if kept is None or kept[0]() is not knowledge:
        kept = ref(knowledge, lambda _: _made.pop(key, None)), _lexicon(knowledge)
        _made[key] = kept
    return kept[1]


def _lexicon(knowledge: Knowledge) -> Lexicon:
    titles = (topic.title.get("nl", "") for topic in knowledge.topics.values())
    products = {_ARTICLE.sub("", plain(title)) for title in titles}
    departments = knowledge.municipality.departments.values()
    return Lexicon(
        streets={plain(street): street for street in knowledge.addresses.streets},
        products={name: name for name in products if 0 < len(name.split()) <= _LONGEST_PRODUCT},
        departments={
            plain(name): name
            for department in departments
            if (name := _TEAM.sub("", department.title)).strip()
        },
        words=frozenset(word for text in _texts(knowledge) for word in plain(text).split()),
    )


def _texts(knowledge: Knowledge) -> Iterator[str]:
    """All that is said about topics, by callers and by us, in every language."""
    for topic in knowledge.topics.values():
        yield from topic.title.values()
        for passage in (topic.answer, *topic.follow_ups.values()):
            yield from passage.text.values()
        for samples in topic.samples.values():
            yield from samples
