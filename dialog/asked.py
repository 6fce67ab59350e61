"""A question of a list of questions and answers, and what callers may say instead of it.

Written questions are no spoken ones: the forms made here by rule are a beginning, and marked as
made, until an editor puts lines of real callers in their place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dialog.phrases import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    line: int
    """Where it stands in its file, from 1."""
    question: str
    sentences: tuple[str, ...]
    """The answer, in sentences that can be said."""
    department: str = ""
    """As the list names it."""
    dated: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Gist:
    """What a question is about."""

    thing: str
    deed: str = ""
    is_whole: bool = True
    """The thing is words as they stood together, so that a sentence can be built around it."""


_WHO = r"(?:ik|je|u|men|we|wij)"
_HELP = r"(?:kan|kun|moet|mag|wil)"
_WITH_HELP = re.compile(
    rf"(?:(?:hoe|waar|wanneer) )?{_HELP} {_WHO} (?P<thing>.+?) (?P<deed>(?:laten )?\w{{2,}}n)"
)
_PARTS = "aan|af|door|in|mee|om|op|over|terug|toe|uit|weg"
_ALONE = re.compile(
    rf"(?:hoe|waar|wanneer) (?P<verb>\w+) {_WHO} (?P<thing>.+?)(?: (?P<part>{_PARTS}))?"
)
_COST = re.compile(
    r"(?:wat|hoeveel) kost(?:en)? (?P<thing>.+)|hoeveel betaal (?:ik|je|u) voor (?P<other>.+)"
)
_LAST = re.compile(r"hoe ?lang (?:duurt|is) (?P<thing>.+?)(?: geldig)?")
_BEING = re.compile(r"(?:wat|wie|waar|wanneer|welke) (?:is|zijn|zit|zitten|vind ik) (?P<thing>.+)")
_RIGHT = re.compile(r"heb (?:ik|je|u) recht op (?P<thing>.+)")
_DEEDS = {
    "betaal": "betalen", "bestel": "bestellen", "breng": "brengen", "dien": "dienen",
    "geef": "geven", "gooi": "gooien", "haal": "halen", "huur": "huren", "koop": "kopen",
    "krijg": "krijgen", "lever": "leveren", "maak": "maken", "meld": "melden",
    "parkeer": "parkeren", "regel": "regelen", "schrijf": "schrijven", "stuur": "sturen",
    "verander": "veranderen", "verleng": "verlengen", "vervang": "vervangen", "vind": "vinden",
    "vraag": "vragen", "wijzig": "wijzigen", "zeg": "zeggen", "zet": "zetten",
}  # fmt: skip
"""What people do at a municipality: as they ask it, and as a verb."""
_OWN = re.compile(r"^(?:een|de|het|mijn|uw|je|jouw|onze|ons|dit|deze|die|dat)\s+")
_SMALL_WORDS = (
    "aan af als bij dan dat de deze die dit doe door een en er ga heb heeft het hoe hoeveel ik in "
    "is je kan krijg kun kunnen lang maar mag me men met mij mijn moet moeten naar niet nog nu of "
    "om op over te tot u uit uw van via voor waar waarom wanneer wat we welke wie wij wil word "
    "worden wordt zelf zijn"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_LONGEST_THING = 6
"""Words; more is half a story, that no sentence can be built around."""
_KEY_WORDS = 4
_KEY_SIGNS = 60


def spoken_question(question: str) -> str:
    """As a caller says it: 'Wat kost een (nieuw) paspoort?' -> 'wat kost een nieuw paspoort'."""
    return " ".join(re.sub(r"[^\w\s€'’-]", " ", question.lower()).split())


def gist(question: str) -> Gist:
    """What it is about; where no rule fits, its words without the small ones.

    'Hoe vraag ik een paspoort aan?' -> Gist('een paspoort', 'aanvragen').
    """
    said = spoken_question(question)
    found = _WITH_HELP.fullmatch(said)
    if found and _fits(found["thing"]):
        return Gist(found["thing"], found["deed"])
    found = _ALONE.fullmatch(said)
    if found and found["verb"] in _DEEDS and _fits(found["thing"]):
        return Gist(found["thing"], (found["part"] or "") + _DEEDS[found["verb"]])
    for rule in (_COST, _LAST, _RIGHT, _BEING):
        found = rule.fullmatch(said)
        thing = next(filter(None, found.groupdict().values())) if found else ""
        if thing and _fits(thing):
            return Gist(thing)
    return Gist(" ".join(word for word in said.split() if word not in _SMALL) or said, "", False)


def _fits(thing: str) -> bool:
    return len(thing.split()) <= _LONGEST_THING


def forms(question: str) -> tuple[str, ...]:
    """The question as it is, then what was made of it: statements, questions, key words."""
    said = spoken_question(question)
    about = gist(question)
    made = [said, *_by_rule(said, about), *_about(about)]
    first: dict[str, str] = {}
    for form in made:
        first.setdefault(plain(form), form)
    return tuple(first.values())


def _by_rule(said: str, about: Gist) -> Iterator[str]:
    thing, bare = about.thing, bare_words(about)
    if about.deed:
        yield f"ik wil {thing} {about.deed}"
        yield f"ik moet {thing} {about.deed}"
        yield f"kan ik {thing} {about.deed}"
        yield f"hoe kan ik {thing} {about.deed}"
    elif _COST.fullmatch(said):
        yield f"ik wil weten wat {thing} kost"
        yield f"hoeveel kost {thing}"
        yield f"hoe duur is {thing}"
        yield f"kosten {_OWN.sub('', thing)}"
    elif _LAST.fullmatch(said):
        yield f"ik wil weten {_subordinate(said)}"
        yield f"hoe lang {bare}"
    elif _RIGHT.fullmatch(said):
        yield f"ik wil weten of ik recht heb op {thing}"
        yield f"krijg ik {thing}"
    elif _BEING.fullmatch(said):
        yield f"ik wil weten {_subordinate(said)}"


def _subordinate(said: str) -> str:
    """'hoe lang duurt een aanvraag' -> 'hoe lang een aanvraag duurt'."""
    found = re.fullmatch(
        r"(?P<ask>hoe ?lang|wat|wie|waar|wanneer|welke) (?P<verb>\w+) (?P<rest>.+)", said
    )
    return f"{found['ask']} {found['rest']} {found['verb']}" if found else said


def _about(about: Gist) -> Iterator[str]:
    if about.is_whole:
        yield f"ik heb een vraag over {about.thing}"
        yield f"ik bel over {about.thing}"
        yield f"weet u iets over {about.thing}"
    yield bare_words(about)
    yield _OWN.sub("", about.thing)


def bare_words(about: Gist) -> str:
    """'paspoort aanvragen'"""
    return f"{_OWN.sub('', about.thing)} {about.deed}".strip()


def title(question: str) -> str:
    """How it may be called in a sentence: 'een paspoort', 'uw rijbewijs'."""
    thing = gist(question).thing
    return re.sub(r"^(?:mijn|je|jouw)\b", "uw", thing)


def key(question: str) -> str:
    """'kosten_paspoort'; always one that can be the name of a file."""
    said = spoken_question(question)
    words = [word for word in plain(bare_words(gist(question))).split() if word.isascii()]
    kept = [word for word in words if word not in _SMALL] or words or ["vraag"]
    kind = ["kosten"] if _COST.fullmatch(said) else []
    return "_".join((*kind, *kept[:_KEY_WORDS]))[:_KEY_SIGNS]
