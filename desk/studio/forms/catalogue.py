"""Which forms there are, by their address below that of a draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desk.studio.forms.fields import Form
from desk.studio.forms.scripts import script_form
from desk.studio.forms.sentences import FILE as SENTENCES
from desk.studio.forms.sentences import GROUPS, REST, Group, sentences_form
from desk.studio.forms.town import FILE as TOWN
from desk.studio.forms.town import departments_form, hours_form, town_form
from desk.studio.forms.words import (
    ambiguous_form,
    elsewhere_form,
    lexicon_form,
    menu_form,
    messages_form,
    orders_form,
    others_form,
)
from dialog.content import Content
from dialog.content_rewriting import Plain


@dataclass(frozen=True, slots=True)
class Kept:
    """A form whose fields may follow from what its file and the whole content say."""

    file: str
    make: Callable[[Plain, Content], Form]


def _topics(content: Content) -> list[tuple[str, str]]:
    known = content.knowledge.topics if content.knowledge is not None else {}
    return [(key, topic.title.get("nl", key)) for key, topic in known.items()]


def _sentences(group: Group) -> Kept:
    return Kept(SENTENCES, lambda data, content: sentences_form(group, data, _heard(content)))


def _heard(content: Content) -> Mapping[str, Mapping[str, str]]:
    return content.knowledge.sentences if content.knowledge is not None else {}


FORMS: Mapping[str, Kept] = {
    "/openingstijden": Kept(TOWN, lambda data, content: hours_form()),
    "/gemeente": Kept(TOWN, lambda data, content: town_form()),
    "/afdelingen": Kept(TOWN, lambda data, content: departments_form(content.town)),
    "/uitspraak": Kept("pronunciation.yaml", lambda data, content: lexicon_form(data)),
    "/berichten": Kept("crisis.yaml", lambda data, content: messages_form()),
    "/woorden/opdrachten": Kept("commands.yaml", lambda data, content: orders_form()),
    "/woorden/anders": Kept("others.yaml", lambda data, content: others_form()),
    "/woorden/twijfel": Kept(
        "ambiguous.yaml", lambda data, content: ambiguous_form(_topics(content))
    ),
    "/woorden/elders": Kept("elsewhere.yaml", lambda data, content: elsewhere_form()),
    "/woorden/keuzemenu": Kept("menu.yaml", lambda data, content: menu_form()),
    **{f"/zinnen/{group.key}": _sentences(group) for group in (*GROUPS, REST)},
}


def script_at(key: str) -> Kept:
    return Kept(f"scripts/{key}.yaml", lambda data, content: script_form(key, data))
