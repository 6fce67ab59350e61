"""How a slot is asked after it failed: in other words, in another way, and then by a person."""

from collections.abc import Callable, Sequence

from dialog.acts import Expectation
from dialog.scripts.progress import Progress
from dialog.scripts.script import CHOICE, DIGITS, YES_NO, Script, Slot, Text

ANOTHER_WAY = 2
"""After so many failures we do not ask for the same thing in the same way any more."""
GIVE_UP = 3
"""After so many a person goes on."""

Sentence = Callable[..., str]
"""A fixed sentence by its name, and what it names, in the language of the call."""
Said = Callable[[Text], str]

_SPELLED = frozenset({"naam", "straat", "kenteken"})


def slot_to_ask(script: Script, progress: Progress, slot: Slot) -> Slot:
    """The slot itself, or after two failures the one that takes its place."""
    instead = script.slots.get(slot.instead or "")
    failures = progress.count(slot.key)
    return instead if instead is not None and failures >= ANOTHER_WAY else slot


def words_for(slot: Slot, progress: Progress, sentence: Sentence, said: Said) -> list[str]:
    """The sentences that ask for this slot, after as many failures as there were."""
    failures = progress.count(slot.key)
    if failures <= 0:
        return [said(slot.ask)]
    if slot.key in progress.refused and failures < ANOTHER_WAY:
        return [sentence("errand_wrong"), said(slot.ask)]
    if slot.kind in (YES_NO, CHOICE):
        return [*_by_key(slot, sentence, said), said(slot.again or slot.ask)]
    if failures < ANOTHER_WAY and slot.again:
        return [said(slot.again)]
    if failures < ANOTHER_WAY:
        return [sentence("errand_again"), said(slot.ask)]
    offer = [] if slot.kind in DIGITS else [sentence("keys_offer")]
    if slot.other:
        return [*offer, said(slot.other)]
    return [*offer, sentence(_another_way(slot)), said(slot.ask)]


def expectation(slot: Slot) -> Expectation:
    """How the answer is waited for, and whether keys are digits of it."""
    if slot.kind in DIGITS:
        return Expectation.NUMBER
    return Expectation.YES_NO if slot.kind == YES_NO else Expectation.OPEN


def _another_way(slot: Slot) -> str:
    if slot.kind in DIGITS - {"postcode"}:
        return "errand_keys"
    return "errand_spell" if slot.kind in _SPELLED else "errand_short"


def _by_key(slot: Slot, sentence: Sentence, said: Said) -> Sequence[str]:
    if slot.kind == YES_NO:
        return [sentence("errand_yes_no_keys")]
    choices = enumerate(slot.choices, 1)
    return [
        sentence("errand_choice_key", what=said(each.title), key=str(at)) for at, each in choices
    ]
