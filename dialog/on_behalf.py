"""Who speaks along with the caller, or for them: a relay operator, an interpreter, a daughter.

Deaf callers and callers who cannot speak ring through a service (EN 301 549, 6.4 and 12.2): its
operator types or signs along, and says so in the first words. From then on the call takes its
time (`Tempo.RELAY`), and nobody is asked twice what they said. Whoever rings for somebody else is
as welcome as anybody: it is noted for the agent, and changes nothing.
"""

import re
from dataclasses import dataclass, replace

from dialog.acts import Act, Fill, Follow, Say
from dialog.events import TYPED, Heard
from dialog.manner import tempo
from dialog.memory import Memory

FIRST_TURNS = 4
"""An operator says who is there at the beginning; later such words are mostly a question."""

_HELLO = r"(?:(?:goede?(?:n)? ?(?:morgen|middag|avond|dag)|hallo|hoi|dag|hello|hi|good (?:morning|afternoon|evening)|ja|eh|mevrouw|meneer|even|momentje) )*"
_SERVICE = r"(?:kpn )?tele ?tolk|tolk ?contact|beeld ?tolk(?:dienst|contact)?|tekst ?tolk|schrijf ?tolk|(?:de )?bemiddelingsdienst|tekst ?telefoon"
_SERVICE_EN = r"text relay|relay uk|typetalk|(?:video |text )?relay (?:operator|service|assistant)"
_SIGN = r"(?:gebaren ?|schrijf ?|beeld ?|tele ?|tekst ?)?tolk"
_WHO = r"(?:dove|doofblinde|slechthorende|gehoorloze|spraakbeperkte|spraakgehandicapte|stemloze)(?: (?:beller|klant|persoon|cliente?|mevrouw|meneer|dame|heer|mens|vrouw|man|tolkgebruiker|gebruiker))?"
_WHOM = rf"(?:voor|namens|met|in opdracht van) (?:een |de |deze |mijn |iemand die )?(?:{_WHO}|doof is|tolkgebruiker)"
_ALONG = r"(?:(?:ik|wij|we) (?:typ|typen|type|tik|tolk|tolken|vertolk|gebaar|bel|bellen|spreek|lees|ben|werk|bemiddel)|u spreekt|dit gesprek (?:gaat|loopt)|het gesprek gaat|er wordt|alles wordt|i am|i m|this is)"

_OPENINGS: tuple[tuple[str, str], ...] = (
    (rf"^{_HELLO}(?:u spreekt |je spreekt |(?:hier |dit )?(?:is |ben ik )?)?(?:met |hier |van )?(?:de |het )?(?:{_SERVICE})(?: hier| aan de (?:lijn|telefoon)| nederland)?\b(?! (?:bellen|aanvragen|gebruiken|regelen|werkt|kost|kan|mag|nodig|contact))(?: (?:ik|en ik) {_WHOM.replace('voor', '(?:bel )?voor', 1)})?(?:,? (?:ik bel|en ik bel|ik spreek|ik tolk) {_WHOM})?", "Teletolk"),
    (rf"\b(?:wij |we |ik )?(?:zijn |ben |is )?(?:doof|doofblind|slechthorend)?(?: en )?(?:bel|bellen|spreek|spreken) (?:u |nu )?(?:via|met hulp van|door) (?:de |een |mijn )?(?:{_SERVICE})", "Teletolk"),
    (rf"\bu spreekt met (?:een |de )?{_SIGN}\b|^{_HELLO}ik ben (?:een |de |zijn |haar )?{_SIGN}\b(?: (?:en ik )?(?:bel|spreek|tolk) {_WHOM})?|\b(?:doof|doofblind|slechthorend) en (?:bel|bellen|spreek|spreken) (?:u )?(?:via|met) (?:een |mijn |de )?{_SIGN}", "een tolk"),
    (rf"\b(?:ik|wij|we) (?:bel|bellen|tolk|tolken|vertolk|spreek|bemiddel) (?:u |hier |nu |vandaag )?{_WHOM}\b|\bik vertaal (?:alles |dit |u )?(?:in|naar) (?:de )?gebaren(?:taal)?", "een tolk"),
    (r"\bik (?:typ|type|tik) (?:alles |het |dit |het gesprek |dit gesprek |voor hem |voor haar )?mee\b|\b(?:er|dit gesprek|alles|het gesprek) wordt (?:alles )?(?:meegetypt|mee getypt|getolkt|vertolkt)\b", "een tolk"),
    (rf"^{_HELLO}(?:this is |you are through to |you re through to )?(?:the |a )?(?:{_SERVICE_EN})(?: call| here)?|\b(?:i am|i m|we are|we re) calling (?:through|via|with|using) (?:the |a )?(?:{_SERVICE_EN}|relay|sign language interpreter)|^{_HELLO}this is a relay call|\bi(?: am| m) (?:the |a )?(?:relay operator|sign language interpreter)\b|\b(?:i am|i m) calling (?:for|on behalf of) (?:a |my )?(?:deaf|hard of hearing|speech impaired) (?:person|caller|client|customer|man|woman|lady)", "een tolk"),
)  # fmt: skip
"""Words that say so, and what the agent is told of it. They are cut out of the turn."""

_NO_OPENING = re.compile(
    r"\b(?:aan te vragen|aanvragen|aanvraag|nodig|regelen|regelt|meenemen|vergoeding|vergoed|kost|kosten|hebben jullie|heeft u een|is er|zijn er|mag ik een|kan ik een|kunt u een"
    r"|mag er een (?:gebaren)?tolk|zoek|wil (?:graag )?een (?:gebaren)?tolk|request|need an?|can i (?:get|have) an?|do you have)\b"
)  # fmt: skip
"""A question about interpreters; said with an opening of one sort all the same it may be about
something else, so this counts only where the interpreter stands in it."""

_CONNECTS = re.compile(
    r"^(?:(?:en|ik|zij|hij|die|de beller|mevrouw|meneer|deze persoon|wij|he|she|they) (?:zegt|vraagt|typt|laat weten|says|asks|types)(?: dat)? )"
)
_FEWEST_WORDS = 2
_TURN_OVER = re.compile(
    r"(?:[\s,.]*\b(?:ga uw gang|gaat uw gang|ga maar|over|go ahead|g a|ga)\b[\s,.!]*)+$", re.I
)
"""'Go ahead' closes a typed turn."""

_PERSON = r"(?:moeder|vader|ma|pa|mam|pap|oma|opa|man|vrouw|vriend|vriendin|partner|zus|zusje|broer|broertje|tante|oom|neef|nicht|buurman|buurvrouw|buren|dochter|zoon|kind|kinderen|ouders|schoonmoeder|schoonvader|schoonouders|client|cliente|bewoner|bewoonster|pleegkind|kleinkind|kennis)"
_PERSON_EN = r"(?:mother|father|mum|mom|dad|grandmother|grandfather|grandma|grandpa|husband|wife|friend|partner|sister|brother|aunt|uncle|neighbour|daughter|son|child|parents|client)"
_FOR_ANOTHER = re.compile(
    rf"\b(?:ik bel|bel ik|ik bel je|ik bel u|ik spreek|ik regel dit|ik vraag (?:dit|het)) (?:hier |nu |even |eigenlijk |ook )*(?:voor|namens) (?:mijn |m n |me |een |de |onze |ons |mn )?(?:oude |zieke |dove |blinde |lieve )?{_PERSON}\b"
    rf"|\bnamens (?:mijn |m n |een |de |onze |ons )?{_PERSON}\b|\b(?:voor|namens) (?:mijn|m n|onze|ons) {_PERSON} bel ik\b"
    rf"|\bik ben (?:de |een |zijn |haar |hun )?(?:mantelzorger|bewindvoerder|gemachtigde|begeleider|begeleidster|curator|mentor|vertegenwoordiger)\b"
    rf"|\b(?:i am|i m) (?:calling|phoning|ringing) (?:for|on behalf of) (?:my |a |our )?{_PERSON_EN}\b|\bon behalf of (?:my|our|a) {_PERSON_EN}\b"
)  # fmt: skip

_COMPILED = tuple((re.compile(pattern), via) for pattern, via in _OPENINGS)


@dataclass(frozen=True, slots=True)
class Opening:
    via: str
    """How the agent is told: 'Teletolk', or 'een tolk'."""
    rest: str
    """What else was said, as `plain` words; may be empty."""


def opening_of(plain_text: str) -> Opening | None:
    """An operator or interpreter who says so; None for everybody else."""
    found = next((each for each in _COMPILED if each[0].search(plain_text)), None)
    if found is None:
        return None
    rest = plain_text
    for pattern, _ in _COMPILED:
        rest = pattern.sub(" ", rest)
    if _NO_OPENING.search(plain_text) and re.search(r"tolk|interpreter", rest):
        return None
    via = "Teletolk" if re.search(r"tele ?tolk", plain_text) else found[1]
    rest = " ".join(rest.split())
    rest = re.sub(rf"^(?:(?:en|ik bel|bel ik|die|zij|hij|namelijk) )*{_WHOM}\b", "", rest).strip()
    rest = _CONNECTS.sub("", re.sub(rf"^{_HELLO}", "", f"{rest} ").strip())
    return Opening(via, rest if len(rest.split()) >= _FEWEST_WORDS else "")


def for_another(plain_text: str) -> bool:
    """'Ik bel voor mijn moeder': who speaks is not whom it is about."""
    return bool(_FOR_ANOTHER.search(plain_text))


class OnBehalf:
    """Of one call."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def rung(self, line: str) -> list[Act]:
        """Who types is answered in words to read, and the agent is told."""
        if line != TYPED:
            return []
        self._memory.words.typed = True
        return [_known("via", "de tekstpagina")]

    def noticed(self, said: str) -> list[Act]:
        """What the record and the ear are told of who speaks; says nothing."""
        memory, acts = self._memory, list[Act]()
        memory.turns += 1
        if not memory.for_another and for_another(said):
            memory.for_another = True
            acts.append(_known("rol", "vertegenwoordiger"))
        opening = opening_of(said) if memory.turns <= FIRST_TURNS and not memory.relay else None
        if opening is not None:
            memory.relay = opening.via
            acts += [_known("via", opening.via), Follow(tempo=tempo(memory))]
        return acts

    def without_opening(self, event: Heard, said: str) -> Heard:
        """The turn without the words about the relay; what an operator says was heard well."""
        memory = self._memory
        if not memory.relay:
            return event
        opening = opening_of(said) if memory.turns <= FIRST_TURNS else None
        text = opening.rest if opening else (_TURN_OVER.sub("", event.text) or event.text)
        return replace(event, text=text, confidence=1.0, word_confidences=())

    def greets(self, spoken: str) -> list[Say]:
        """Once, in the operator's language: that we take our time."""
        memory = self._memory
        if not memory.relay or memory.relay_greeted or memory.connecting:
            return []
        memory.relay_greeted, memory.language = True, spoken
        return [memory.sentence("relay_wait")]


def _known(slot: str, value: str) -> Fill:
    """The caller said so, and nothing hangs on it: it needs no confirmation."""
    return Fill(slot=slot, value=value, confidence=1.0, confirmed=True)
