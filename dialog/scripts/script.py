"""An errand as plain frozen data; reading it from a file is `dialog/scripts/script_file.py`.

A script holds slots and steps. No step names the next one: after every turn the first step that
is not done yet is taken (`dialog/scripts/walk.py`). So a caller may give any slot at any time,
and a slot that is corrected undoes only what followed from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialog.acts import OutcomeType

Text = Mapping[str, str]
"""By language; a language that is missing is said in Dutch."""

TEXT, YES_NO, CHOICE, CODE, SINCE = "tekst", "ja_nee", "keuze", "code", "sinds"
"""Kinds of our own: the caller's own words, a yes or a no, one of a few, our own number, and since
when something is so ('sinds gisteren', as it was said)."""
READ = frozenset({
    *("datum", "tijd", "dagdeel", "weekdag", "periode", "tijd_van", "tijd_vanaf", "tijd_tot"),
    *("straat", "huisnummer", "postcode", "telefoon", "naam", "product", "object", "locatie"),
    *("aantal", "bedrag", "zaaknummer", "kenteken", "afdeling", "leeftijd"),
})  # fmt: skip
"""Kinds that are found in free words, by the slot keys of the contract."""
KINDS = READ | {TEXT, YES_NO, CHOICE, CODE, SINCE}
AS_SAID = frozenset({TEXT, SINCE, "product", "object", "locatie", "naam"})
"""Whatever is answered to a question for these is a value."""
DIGITS = frozenset({"postcode", "huisnummer", "telefoon", "zaaknummer", "aantal", CODE})
"""These may be keyed in: while one is asked for, keys are digits."""

DAY = frozenset({"datum", "weekdag", "periode"})
TIME = frozenset({"tijd", "dagdeel", "tijd_van", "tijd_vanaf", "tijd_tot"})
ADDRESS = frozenset({"postcode", "straat"})
REPLACING = (DAY, TIME, ADDRESS)
"""Of each of these the caller's last word counts: 'vrijdag' takes the place of a date."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the few values of a slot."""

    value: str
    title: Text
    words: tuple[str, ...] = ()
    """Folded (`dialog/phrases.plain`); any of them in an answer is this choice."""


@dataclass(frozen=True, slots=True)
class Slot:
    key: str
    kind: str
    ask: Text
    label: Text = field(default_factory=dict)
    """How it is called in speech: 'de dag'."""
    again: Text = field(default_factory=dict)
    """Asked after one failure; empty: the fixed sentence for its kind."""
    other: Text = field(default_factory=dict)
    """Asked after two: another way (spell, keys, a landmark)."""
    optional: bool = False
    unknown: str | None = None
    """The value that stands for 'I do not know'."""
    words: tuple[str, ...] = ()
    """Of a yes-or-no slot, folded: whoever says one of these says yes, or with a 'niet' no."""
    instead: str | None = None
    """The slot that takes its place after two failures."""
    any_of: tuple[str, ...] = ()
    """It is no value itself: any of these slots answers it."""
    choices: tuple[Choice, ...] = ()
    keys: tuple[Choice, ...] = ()
    """Of a slot that takes free words: what may be chosen by key in their place."""
    from_first_words: bool = False
    """Where the words that began the errand hold no better value, they are it."""
    from_caller: bool = False
    """The number of the line is taken for it until the caller says another."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when what is called `name` is one of these values.

    `name` is a slot, a service (then the values are its statuses), `open`, `crisis` or `language`.
    The value 'bekend' stands for any, 'onbekend' for none.
    """

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    conditions: tuple[Condition, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Step):
    slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Step):
    """Read back, and have it confirmed in so many words."""

    slots: tuple[str, ...]
    ask: Text
    no: tuple[str, ...] = ()
    """What is asked again at a bare no; of more than one we ask what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell(Step):
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Step):
    """The errand is done."""

    text: Text = field(default_factory=dict)
    outcome: OutcomeType | None = None
    """None: that of the script."""
    topic: str | None = None
    """A topic that is told about at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Step):
    """A person goes on from here, with all that was filled."""

    text: Text = field(default_factory=dict)
    callback: bool = False
    """A person rings back, also when somebody is there now."""
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """What is done at one status of a service."""

    say: Text = field(default_factory=dict)
    fill: tuple[tuple[str, str], ...] = ()
    """What was given, and the name under which it is kept."""
    choose: tuple[tuple[str, str], ...] = ()
    """Of the rows that came the caller chooses one: what it holds, and the slot it goes to."""
    row: Text = field(default_factory=dict)
    """How a row is said."""
    ask: Text = field(default_factory=dict)
    """Offers the rows, as `{rows}`."""
    ask_near: Text = field(default_factory=dict)
    """Offers them where none is what was wished."""
    no: str | None = None
    """The slot that is asked again when no row suits."""
    forget: tuple[str, ...] = ()
    fail: str | None = None
    """This slot was wrong: it is asked again, one rung down its ladder."""
    ends: End | HandOver | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Perform(Step):
    """Have a service do something; once for the same values."""

    service: str
    takes: tuple[tuple[str, str], ...]
    """What the service takes, and the slot that it is taken from."""
    branches: Mapping[str, Branch]


@dataclass(frozen=True, slots=True)
class Beginning:
    """When the errand begins at once, and is not offered after an answer first."""

    wishes: bool = False
    """Whenever the caller asks no question: 'ik wil …', 'de lamp is stuk'."""
    kinds: tuple[str, ...] = ()
    """Questions that it answers itself, as `dialog/follow_ups.py` calls them."""
    words: tuple[str, ...] = ()
    """Folded; wherever one of these is said."""


@dataclass(frozen=True, slots=True)
class Script:
    key: str
    title: Text
    """What we are at: 'een afspraak maken'."""
    outcome: OutcomeType
    slots: Mapping[str, Slot]
    steps: tuple[Step, ...]
    offer: Text
    opening: Text = field(default_factory=dict)
    begin: Beginning = field(default_factory=Beginning)
