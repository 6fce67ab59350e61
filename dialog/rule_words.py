"""The rules that decided about a turn, as plain Dutch sentences with their bounds."""

from collections.abc import Mapping, Sequence

from dialog.acts import Act, Fill, Listen, Say, Settle, Understand
from dialog.decision import Certainty
from dialog.events import Event, Heard, HungUp, Keyed, Rung, Silence
from dialog.knowledge import COMMAND
from dialog.rules import Rule
from dialog.titles import Titles

KINDS: Mapping[str, str] = {
    "human": "een medewerker",
    "emergency": "gevaar",
    "smalltalk": "een praatje",
    "out_of_scope": "niet van de gemeente",
    "municipal": "van de gemeente, zonder onderwerp",
    "unknown": "niet begrepen",
    "command": "een opdracht",
    "document": "documenten",
    "crisis": "een bericht bij een calamiteit",
}
"""What a turn may be taken for that is no topic."""

_RULES: Mapping[str, str] = {
    Rule.DANGER: "De woorden wijzen op gevaar. Dat gaat altijd voor.",
    Rule.DANGER_ASKED: "Het kan om gevaar gaan ({score}). Daarom vragen wij of er nu gevaar is.",
    Rule.PERSON: "De beller vraagt om een medewerker. Dat kan altijd.",
    Rule.COMMAND: "Dit is een vaste opdracht: ‘{command}’.",
    Rule.LIKELY_COMMAND: "Dit lijkt op de opdracht ‘{command}’ ({score}). Vanaf {least} doen wij "
    "dat.",
    Rule.CLEAR: "Eén onderwerp is duidelijk: {first} ({score}). Vanaf {answer} geven wij antwoord, "
    "als er niets dichtbij ligt.",
    Rule.ALONE: "Alleen {first} komt in de buurt ({score}). Daarom geven wij dat antwoord.",
    Rule.TWO_NEAR: "Het is niet zeker of het over {named} gaat. Daarom vragen wij het.",
    Rule.HEARD_POORLY: "Het lijkt te gaan over {first}, maar de woorden waren slecht te verstaan. "
    "Daarom vragen wij het.",
    Rule.TWO_NEEDS: "De beller vraagt twee dingen: {first} en {second}. Wij beantwoorden ze na "
    "elkaar.",
    Rule.NO_SUBJECT: "Dit gaat niet over een onderwerp: {first} ({score}).",
    Rule.NOT_CLEAR: "Geen onderwerp is waarschijnlijk genoeg. De beste twee moeten samen {clarify} "
    "halen. Wij begrijpen deze beurt niet.",
    Rule.FOLLOW_UP: "De beller vraagt door over {first}.",
    Rule.NO_FOLLOW_UP: "De beller vraagt door, en daarover is niets geschreven. Daarom bieden wij "
    "een medewerker aan.",
    Rule.OF_THE_NAMED: "Wij noemden twee onderwerpen. Van die twee is {first} het meest "
    "waarschijnlijk.",
    Rule.NEWS: "Een bericht bij een calamiteit geeft hier antwoord op ({score}).",
    Rule.NEWS_ASKED: "Een bericht bij een calamiteit gaat hier misschien over ({score}). Daarom "
    "vragen wij het.",
    Rule.DOCUMENT: "Een document geeft hier antwoord op ({score}).",
    Rule.DOCUMENT_ASKED: "Een document gaat hier misschien over ({score}). Daarom vragen wij het.",
    Rule.DOCUMENT_REFUSED: "Een document komt in de buurt, maar is te oud of niet zeker genoeg om "
    "te vertellen.",
    Rule.AMBIGUOUS: "Dit woord kan {named} betekenen. Daarom vragen wij welke het is.",
    Rule.MEANING: "De beller koos een van de betekenissen: {first}.",
    Rule.MENU: "De beller koos dit uit het menu: {first}.",
    Rule.COURTESY: "Dit is een groet of een beleefdheid, en nog geen vraag.",
    Rule.LANGUAGE: "Dit gaat over de taal die wij spreken.",
}
_UNNAMED = "Dit is geduid als {first} ({score})."
"""Of a record that is older than the rules."""

_BEGAN, _ANSWER, _STEP, _NOTHING, _NO_WORDS, _SILENCE, _ENDED = (
    "began", "answer", "step", "nothing", "no_words", "silence", "ended",
)  # fmt: skip
_WITHOUT: Mapping[str, str] = {
    _BEGAN: "Wij noemen onze naam, en zeggen dat een computer antwoordt.",
    _ANSWER: "Dit is een antwoord op wat wij vroegen.",
    _STEP: "Dit hoort bij een reeks vragen die wij stellen.",
    _NOTHING: "Daar doen wij nu niets mee.",
    _NO_WORDS: "Er waren geen woorden. Daarom wachten wij of vragen wij het nog eens.",
    _SILENCE: "Na een stilte helpen wij de beller op weg.",
    _ENDED: "Het gesprek is voorbij.",
    "": "",
}
"""Where nothing had to be understood."""


def decided(
    items: Sequence[Event | Act], titles: Titles, bounds: Certainty | None = None
) -> tuple[str, tuple[str, ...]]:
    """The name of the rule that decided last, and all that did as sentences."""
    taken = [item for item in items if isinstance(item, Understand)]
    told = [_sentence(each, titles, bounds or Certainty()) for each in taken]
    if not taken:
        name = _without(items)
        return name, tuple(filter(None, (_WITHOUT[name],)))
    if _is_step(items):
        told.append(_WITHOUT[_STEP])
    return taken[-1].rule, tuple(dict.fromkeys(told))


def kind_title(key: str, titles: Titles) -> str:
    """A topic by its title; what is none in plain words."""
    if key.startswith(COMMAND):
        return f"opdracht ‘{_spaced(key.removeprefix(COMMAND))}’"
    return KINDS.get(key) or titles.topic(key)


def percentage(share: float) -> str:
    """'62%'. A chance is never told to be none, or to be certain."""
    return "minder dan 1%" if share < 0.01 else f"{min(round(share * 100), 99)}%"


def _sentence(taken: Understand, titles: Titles, bounds: Certainty) -> str:
    template = _RULES.get(taken.rule, _UNNAMED)
    first = kind_title(taken.topic, titles)
    second = kind_title(taken.second_topic, titles) if taken.second_topic else ""
    return template.format(
        first=first,
        second=second,
        named=f"{first} of {second}" if second else first,
        score=percentage(taken.score),
        command=_spaced(taken.command or ""),
        answer=percentage(bounds.answer),
        clarify=percentage(bounds.clarify),
        least=percentage(bounds.command),
    )


def _without(items: Sequence[Event | Act]) -> str:
    begun = items[0] if items else None
    match begun:
        case Rung():
            return _BEGAN
        case Silence():
            return _SILENCE
        case HungUp():
            return _ENDED
        case Heard(text=text) if not text.strip():
            return _NO_WORDS
        case Heard() | Keyed():
            if _is_step(items):
                return _STEP
            return _ANSWER if any(isinstance(item, Say) for item in items) else _NOTHING
        case _:
            return ""


def _is_step(items: Sequence[Event | Act]) -> bool:
    """An errand went on: a value came in, or the next one is asked for."""
    return any(
        isinstance(item, Fill | Settle) or (isinstance(item, Listen) and item.slot)
        for item in items
    )


def _spaced(key: str) -> str:
    return key.replace("_", " ")
