"""What a turn says to an errand: values for its slots, and what else was meant."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from dialog.commands import Command, leaning, ordinal
from dialog.gaps import stands_in
from dialog.phrases import plain, without_fillers
from dialog.scripts.progress import Asking, Filled, Progress
from dialog.scripts.script import (
    AS_SAID,
    CHOICE,
    CODE,
    SINCE,
    TEXT,
    YES_NO,
    Confirm,
    Perform,
    Script,
    Slot,
)
from dialog.slots.calendar_words import DAYS
from dialog.slots.digits import digit_runs
from dialog.slots.lexicon import NO_WORDS, Lexicon
from dialog.slots.reader import read
from dialog.slots.value import SLOTS, Value


class Meant(StrEnum):
    """What a turn means to any errand, besides its values."""

    YES = "yes"
    NO = "no"
    ANY = "any"
    """It does not matter."""
    FIRST = "first"
    """As soon as possible: the first that there is."""
    OTHER = "other"
    """Another one of what was offered: 'liever later'."""
    UNKNOWN = "unknown"
    SKIP = "skip"
    BACK = "back"
    RESTART = "restart"


_MEANT: tuple[tuple[Meant, str], ...] = (
    (Meant.RESTART, r"(?:nee )?(?:helemaal )?(?:opnieuw(?: beginnen)?|begin (?:maar )?(?:weer )?"
        r"opnieuw|terug naar (?:het )?begin|start over|start again)"),
    (Meant.SKIP, r"(?:die |dat )?sla (?:die |dat |het |maar |even )*over|overslaan"
        r"|volgende(?: vraag)?|skip(?: that| it| this)?|next"),
    (Meant.UNKNOWN, r"(?:nee |ja )?(?:eigenlijk )?(?:dat )?(?:weet ik|ik weet) (?:het |dat )?"
        r"(?:\w+ )?niet\b.*|(?:ik heb )?geen idee\b.*|(?:i don t|i do not) (?:know|have)\b.*"
        r"|(?:nee )?(?:(?:die|dat|het|hem|\w+ \w+) heb ik|ik heb (?:die|dat|het|hem))"
        r" (?:\w+ ){0,2}niet\b.*|(?:nee )?(?:die|dat|\w+ \w+) (?:ben ik|is) kwijt\b.*"),
    (Meant.ANY, r"(?:dat |het )?(?:maakt|doet) (?:\w+ )*(?:niet|niks|niets) uit|geen voorkeur"
        r"|altijd|alles is goed|(?:wanneer|hoe laat) (?:kan|heeft|is|kunt) .*|any ?time|whenever"),
    (Meant.FIRST, r"(?:doe maar |graag |liefst )*"
        r"(?:zo (?:snel|gauw|vroeg) (?:als )?(?:mogelijk|kan|het kan)"
        r"|(?:de |het |uw )?(?:eerst(?:e)?(?:volgende)?|vroegste|snelste)"
        r" (?:(?:vrije|mogelijke|beste)(?: \w+)?|\w+ (?:die|dat|waarop|wanneer) (?:\w+ ){0,3}\w+))"
        r"(?: graag| maar)?|as soon as possible"
        r"|the (?:first|earliest)(?: free| possible)?(?: \w+)?"),
    (Meant.OTHER, r"(?:nee )?(?:liever |kan het |mag het |heeft u (?:ook )?|iets )*"
        r"(?:(?:een )?ander(?:e)?(?: \w+)?|later|eerder|vroeger)(?: graag| dan)?"
        r"|geen van (?:die|alle|deze)(?: \w+)?|another(?: \w+)?|earlier|none of (?:those|them)"),
)  # fmt: skip
_COMPILED = tuple((meant, re.compile(pattern)) for meant, pattern in _MEANT)
_OF_COMMANDS = {
    Command.YES: Meant.YES,
    Command.NO: Meant.NO,
    Command.UNKNOWN: Meant.UNKNOWN,
    Command.BACK: Meant.BACK,
}
_NO_VALUE = frozenset({Meant.SKIP, Meant.BACK, Meant.RESTART, Meant.UNKNOWN})
_ASKS = re.compile(
    r"^(?:en |maar |eh |o |hoor eens )*(?:wat|hoe|hoeveel|waar|waarom|wie|welke|wanneer|kan ik"
    r"|mag ik|moet ik|heb ik|is er|zijn er|kost|what|how|where|why|who|when|can i|do i|must i)\b"
)
_NOT = re.compile(r"\b(?:niet|geen|nee|not|no|n t|isnt)\b")
_UNIT = r"(?:uur|uren|dag|dagen|week|weken|maand|maanden|jaar|hours?|days?|weeks?|months?|years?)"
_SINCE = re.compile(
    r"\b(?:al )?(?:sinds|since) (?:\w+ ?){1,4}"
    r"|\b(?:al|for) (?:(?:zeker|ongeveer|bijna|about) )?(?:een |de )?(?:hele |paar )?"
    rf"(?:\w+ )?{_UNIT}\b"
    r"|\b(?:gisteren|eergisteren|vanmorgen|vanochtend|vannacht|yesterday|this morning|last night)\b"
)
_NOTHING: Mapping[str, Filled] = {}
_THIRD = re.compile(r"\b(?:derde|third)\b")
_CLAUSES = re.compile(r"[,.;:!?]+")
_LETTER_NOT = re.compile(
    r"\b(?P<right>[a-z])(?: (?:van|for|as in) \w+)? (?:en |and )?(?:niet|geen|not|in plaats van)"
    r" (?:een |de |an? )?(?P<wrong>[a-z])\b"
)
_MY_NAME = re.compile(
    r"^(?:\W*(?:ja|nou|dat is|met|mijn (?:achter)?naam is|ik heet|ik ben|u spreekt met|de naam is"
    r"|my name is|this is|i am|it is|it's)\b)+\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the caller did: words or keys."""

    text: str = ""
    keys: str = ""
    command: Command | None = None
    confidence: float = 1.0

    @property
    def said(self) -> str:
        return plain(self.text)


@dataclass(frozen=True, slots=True)
class Reply:
    """A turn as the errand takes it."""

    turn: Turn
    values: Mapping[str, Filled] = field(default_factory=dict)
    meant: Meant | None = None
    ordinal: int | None = None
    """Which of what was offered, from 0."""
    asks: bool = False
    """It has the form of a question."""


class Hearing:
    """Reads turns for one script, in one language, at one moment."""

    def __init__(
        self, script: Script, now: datetime, language: str, lexicon: Lexicon = NO_WORDS
    ) -> None:
        self._script = script
        self._now = now
        self._language = language
        self._lexicon = lexicon

    def hear(self, turn: Turn, progress: Progress) -> Reply:
        asked, meant = self._asked(progress), meant_by(turn)
        if turn.command in _OF_COMMANDS or meant in _NO_VALUE:
            own = self._own(turn, asked) if asked and asked.kind != TEXT else None
            values = {asked.key: own} if asked and own else {}
        else:
            focus = _focus(self._script, progress)
            values = self._values(turn, asked, focus, progress.values)
            values = values or self._letter_corrected(turn, progress)
        return Reply(
            turn,
            values,
            meant=meant,
            ordinal=_which(turn),
            asks=asks(turn.said),
        )

    def found(self, text: str, confidence: float = 1.0) -> dict[str, Filled]:
        """Values in the words that began the errand."""
        turn = Turn(text, confidence=confidence)
        found = self._values(turn, None, frozenset())
        story = Reply(replace(turn, text=self._story(text)))
        told = (each for each in self._script.slots.values() if each.from_first_words)
        words = {slot.key: self.as_said(story, slot) for slot in told}
        return {key: filled for key, filled in words.items() if filled} | found

    def _story(self, text: str) -> str:
        """The words without the clauses that only ask to begin: 'ik wil iets melden, …'."""
        clauses = [each.strip() for each in _CLAUSES.split(text)]
        words = self._script.begin.words
        return ", ".join(each for each in clauses if each and not _holds(plain(each), words))

    def as_said(self, reply: Reply, slot: Slot) -> Filled | None:
        """The caller's own words as the value, where the slot takes whatever is said."""
        text = reply.turn.text.strip()
        if slot.kind not in AS_SAID or not text or reply.turn.command in _OF_COMMANDS:
            return None
        if slot.kind == "naam":
            text = _MY_NAME.sub("", text).strip(" .,!") or text
        elif slot.kind != TEXT:
            text = without_fillers(plain(text)) or text
        return Filled(text, round(reply.turn.confidence * _UNREAD, 4))

    def _letter_corrected(self, turn: Turn, progress: Progress) -> dict[str, Filled]:
        """'B van banaan, niet D': one letter of a postcode that was given before."""
        said = _LETTER_NOT.search(turn.said)
        if said is None:
            return {}
        wrong, right = said["wrong"].upper(), said["right"].upper()
        given = {
            key: progress.values[key].value
            for key, slot in self._script.slots.items()
            if slot.kind == "postcode" and key in progress.values
        }
        sure = round(turn.confidence * _UNREAD, 4)
        return {
            key: Filled(value[:4] + value[4:].replace(wrong, right), sure)
            for key, value in given.items()
            if value[4:].count(wrong) == 1
        }

    def _asked(self, progress: Progress) -> Slot | None:
        return self._script.slots.get(progress.question.slot or "")

    def _values(
        self,
        turn: Turn,
        asked: Slot | None,
        focus: frozenset[str],
        before: Mapping[str, Filled] = _NOTHING,
    ) -> dict[str, Filled]:
        own = self._own(turn, asked) if asked else None
        if asked is not None and asked.kind == TEXT:
            return {asked.key: own} if own else {}
        filled = self._in_passing(turn, asked)
        if own is not None and asked is not None:
            filled[asked.key] = own
        for value in self._read(turn, asked):
            key = self._slot_of(value, asked, focus)
            if key is not None and key not in filled:
                sure = round(value.confidence * turn.confidence, 4)
                filled[key] = Filled(_same_week(value, turn, before.get(key)), sure)
        return filled

    def _in_passing(self, turn: Turn, asked: Slot | None) -> dict[str, Filled]:
        """Values of our own kinds that were not asked for: 'wanneer komt de groene bak'."""
        if turn.keys:
            return {}
        others = (each for each in self._script.slots.values() if each is not asked)
        readers = ((slot, _IN_PASSING.get(slot.kind)) for slot in others)
        named = {slot.key: reader(turn, slot) for slot, reader in readers if reader}
        return {key: Filled(value, turn.confidence) for key, value in named.items() if value}

    def _read(self, turn: Turn, asked: Slot | None) -> list[Value]:
        slots = self._script.slots.values()
        wanted = {each.kind for each in slots} | {each.key for each in slots}
        kinds = sorted(wanted & set(SLOTS))
        if not kinds:
            return []
        expect = asked.kind if asked and asked.kind in SLOTS else None
        found = read(
            turn.keys or turn.text,
            kinds,
            now=self._now,
            language=self._language,
            expect=expect,
            lexicon=self._lexicon,
        )
        return sorted((value for value in found if value.complete), key=_surest_first)

    def _slot_of(self, value: Value, asked: Slot | None, focus: frozenset[str]) -> str | None:
        """The slot that this value is for: what was asked, what it was asked about, any other."""
        slots = self._script.slots
        of_kind = [key for key, slot in slots.items() if slot.kind == value.slot]
        if asked is not None and asked.kind == value.slot:
            return asked.key
        near = [key for key in of_kind if key in focus]
        named = [value.slot] if value.slot in slots and not slots[value.slot].any_of else []
        return next(iter((*near, *named, *of_kind)), None)

    def _own(self, turn: Turn, asked: Slot) -> Filled | None:
        """Values of our own kinds: a yes or a no, a choice, a number of ours, plain words."""
        reader = _OWN_KINDS.get(asked.kind)
        value = reader(turn, asked) if reader else None
        return Filled(value, turn.confidence) if value else None


def _holds(said: str, words: tuple[str, ...]) -> bool:
    return any(stands_in(word, said) for word in words)


def asks(said: str) -> bool:
    """Whether folded words have the form of a question."""
    return bool(_ASKS.match(said))


def _surest_first(value: Value) -> float:
    """Of two values for one slot the surer one counts, and else the one that was said first."""
    return -value.confidence


_UNREAD = 0.6
"""Words that were taken as they are weigh less than a value that was recognised as one."""


def _focus(script: Script, progress: Progress) -> frozenset[str]:
    """The slots that our question is about."""
    question = progress.question
    about: set[str] = {question.slot} if question.slot else set()
    if question.asking in (Asking.CONFIRM, Asking.CHANGE):
        step = script.steps[question.step]
        about |= set(step.slots) if isinstance(step, Confirm) else set()
    if question.asking is Asking.ROWS:
        step = script.steps[question.step]
        branches = step.branches.values() if isinstance(step, Perform) else ()
        about |= {slot for branch in branches for _, slot in branch.choose}
    groups = (set(slot.any_of) for slot in script.slots.values() if slot.any_of)
    asked = {key for slot in script.slots.values() if slot.key in about for key in slot.any_of}
    return frozenset(about | asked | {key for group in groups if group & about for key in group})


def meant_by(turn: Turn) -> Meant | None:
    """What a turn means to any errand, by its words or by the command that they are."""
    said = without_fillers(turn.said)
    for meant, pattern in _COMPILED:
        if pattern.fullmatch(said):
            return meant
    if turn.command is not None:
        return _OF_COMMANDS.get(turn.command)
    return _OF_COMMANDS.get(leaning(turn.said) or Command.HELP)


def _which(turn: Turn) -> int | None:
    if turn.keys.isdigit() and turn.keys in "123":
        return int(turn.keys) - 1
    if _THIRD.search(turn.said):
        return 2
    return ordinal(turn.said)


def _yes_or_no(turn: Turn, slot: Slot) -> str | None:
    plainly = {Meant.YES: "ja", Meant.NO: "nee"}.get(meant_by(turn) or Meant.ANY)
    return plainly or _said_so(turn, slot)


def _choice(turn: Turn, slot: Slot) -> str | None:
    """The choice whose words are said; longer words go first, for they say more."""
    if turn.keys.isdigit():
        at = int(turn.keys) - 1
        return slot.choices[at].value if 0 <= at < len(slot.choices) else None
    named = [
        (len(word), each.value)
        for each in slot.choices
        for word in each.words
        if stands_in(word, turn.said)
    ]
    return max(named, default=(0, None))[1]


def _code(turn: Turn, _: Slot) -> str | None:
    digits = "".join(run.digits for run in digit_runs(turn.keys or turn.text))
    return digits or None


def _text(turn: Turn, _: Slot) -> str | None:
    return turn.text.strip() or None


def _said_so(turn: Turn, slot: Slot) -> str | None:
    """'Het is niet gevaarlijk' answers a question that was not asked yet."""
    if not _holds(turn.said, slot.words):
        return None
    return "nee" if _NOT.search(turn.said) else "ja"


def _since(turn: Turn, _: Slot) -> str | None:
    found = _SINCE.search(turn.said)
    return found[0] if found else None


def _same_week(value: Value, turn: Turn, before: Filled | None) -> str:
    """'Nee, woensdag' after a Tuesday is the Wednesday of that week."""
    named = plain(turn.text[slice(*value.span)])
    if value.slot != "datum" or before is None or named not in DAYS:
        return value.value
    day, old = date.fromisoformat(value.value), date.fromisoformat(before.value)
    meant = old + timedelta(days=day.weekday() - old.weekday())
    return max(meant, day).isoformat()


_OWN_KINDS = {
    YES_NO: _yes_or_no, CHOICE: _choice, CODE: _code, TEXT: _text, SINCE: _since,
}  # fmt: skip
_IN_PASSING = {YES_NO: _said_so, CHOICE: _choice, SINCE: _since}
"""Read in every turn; the other kinds only where they are asked for."""
