"""The question of an errand, answered by keys: what is read out, and what a key then does.

What may be chosen is `dialog/scripts/keying.py`. Nothing is chosen that was not read out first.
"""

from collections.abc import Sequence
from dataclasses import replace

from dialog.acts import Act, Say
from dialog.errands import Errands
from dialog.key_menu import MORE, on_page, pages
from dialog.masking import MASK
from dialog.memory import Memory
from dialog.scripts.hearing import Meant, Reply, Turn
from dialog.scripts.keying import (
    LETTERED,
    Does,
    Keying,
    Offer,
    day_keyed,
    offers,
    postcodes,
    read_keys,
    spelled_out,
    takes_digits,
)
from dialog.scripts.progress import Asking, Filled, Progress
from dialog.scripts.script import CHOICE, YES_NO, Confirm, Script, Slot, Text
from dialog.t9 import LETTERS, fitting

NOTHING = "#"
"""The hash key alone, where digits are keyed."""
_OTHER_ROW = "4"
"""None of the three that were read out."""
_POSTCODE, _POSTCODE_DIGITS = 6, 4


class KeyEntry:
    """Turns keys into answers to the errand in memory; None: they are no answer of this kind."""

    def __init__(self, memory: Memory, errands: Errands) -> None:
        self._memory = memory
        self._errands = errands

    # -- what is asked -------------------------------------------------------------------------

    @property
    def entering(self) -> bool:
        """Keys are digits or letters of a value."""
        slot, keying = self._slot, self._keying
        if slot is None:
            return False
        return takes_digits(slot, keying) if keying else self._errands.entering_number

    @property
    def offering(self) -> bool:
        """Options were read out for this question."""
        return self._keying is not None and not self.entering

    @property
    def of_a_case(self) -> bool:
        """A case number is asked for: nine digits that may look like a number we must not have."""
        return self._slot is not None and self._slot.kind == "zaaknummer"

    def words(self) -> list[Say]:
        """What tells the keys for this question; from then on they choose."""
        progress = self._memory.errand
        if progress is None:
            return []
        self._memory.keying = self._keying or Keying(self._question)
        asking, slot = progress.question.asking, self._slot
        if asking is Asking.ROWS:
            rows = self._errands.row_keys()
            return (
                [*rows, self._option(self._memory.knowledge.sentences["menu_other"], _OTHER_ROW)]
                if rows[1:]
                else []
            )
        if asking is Asking.CHANGE:
            return self._page(self._wrong())
        if slot is None or slot.kind == YES_NO:
            return []
        if slot.kind == CHOICE:
            titles = (choice.title for choice in slot.choices)
            return [self._option(title, str(at)) for at, title in enumerate(titles, 1)]
        return self._how_to_enter(slot) if self.entering else self._page(self._offers(slot))

    def _how_to_enter(self, slot: Slot) -> list[Say]:
        memory, keying = self._memory, self._state
        name = "key_letters" if keying.typed else f"key_{'datum' if slot.any_of else slot.kind}"
        known = name in memory.knowledge.sentences
        told = [memory.sentence(name)] if known else []
        skips = slot.optional or slot.unknown
        skip = [memory.sentence("keys_skip")] if skips and not keying.typed else []
        return [*told, memory.sentence("keys_end"), *skip]

    def _page(self, options: Sequence[Offer]) -> list[Say]:
        memory, keying = self._memory, self._state
        letter = "key_next_letter" if keying.chosen else "key_by_letter"
        told = [memory.sentence(letter)] if keying.spelling else []
        page = on_page(tuple(options), keying.page)
        more = [memory.sentence("menu_further")] if pages(len(options)) > 1 else []
        return [*told, *(self._option(each.title, key) for key, each in page.items()), *more]

    # -- what is keyed -------------------------------------------------------------------------

    def press(self, keys: str) -> list[Act] | None:
        progress = self._memory.errand
        if progress is None:
            return None
        if self.entering:
            return self._entered(keys)
        if self._keying is None:
            return None
        if progress.question.asking is Asking.ROWS:
            other = Reply(Turn(keys=keys), meant=Meant.OTHER)
            return self._errands.answer(other) if keys == _OTHER_ROW else None
        slot = self._slot
        changing = progress.question.asking is Asking.CHANGE
        if not changing and (slot is None or slot.kind in (CHOICE, YES_NO)):
            return None
        options = tuple(self._wrong() if slot is None else self._offers(slot))
        if keys == MORE:
            turned = (self._state.page + 1) % pages(len(options))
            return self._go_on(replace(self._state, page=turned))
        chosen = on_page(options, self._state.page).get(keys)
        return None if chosen is None else self._choose(chosen, keys)

    def _choose(self, chosen: Offer, keys: str) -> list[Act]:
        keying = self._state
        if chosen.sign:
            assert self._slot is not None
            further, value = spelled_out(self._slot, keying, chosen.sign)
            return self._go_on(further) if value is None else self._fill(value)
        if chosen.does is Does.CALLBACK:
            return self._errands.ring_back()
        if chosen.does is Does.SPELL:
            return self._go_on(replace(keying, spelling=True, page=0))
        if chosen.does is Does.OWN_DAY:
            return self._go_on(replace(keying, own_day=True))
        if chosen.does is Does.AGAIN:
            return self._go_on(keying.begun)
        values = {key: Filled(value) for key, value in chosen.values}
        turn = Turn(chosen.words) if chosen.words else Turn(keys=keys)
        return self._errands.answer(Reply(turn, values, meant=chosen.meant))

    def _entered(self, keys: str) -> list[Act] | None:
        slot = self._slot
        assert slot is not None
        if keys == NOTHING:
            return self._nothing_keyed(slot)
        if slot.any_of:
            return self._day_entered(slot, keys)
        if slot.kind in LETTERED:
            return self._letters_entered(slot, keys)
        if slot.kind == "postcode":
            return self._postcode_entered(keys)
        if self.of_a_case and MASK in keys:
            return [self._memory.sentence("key_zaaknummer_short"), self._memory.listen()]
        value = read_keys(slot, keys, self._memory.now)
        return None if value is None else self._fill(value)

    def _nothing_keyed(self, slot: Slot) -> list[Act]:
        if slot.optional or slot.unknown:
            return self._errands.answer(Reply(Turn(keys=NOTHING), meant=Meant.SKIP))
        return self._errands.ask_again()

    def _day_entered(self, slot: Slot, keys: str) -> list[Act]:
        script, _ = self._errand
        day = day_keyed(keys, self._memory.day)
        key = next(each for each in slot.any_of if script.slots[each].kind == "datum")
        if day is None:
            return self._not_fitting(keys)
        return self._fill(day.isoformat(), key)

    def _letters_entered(self, slot: Slot, keys: str) -> list[Act]:
        letters = "".join(key for key in keys if key in LETTERS or slot.kind == "kenteken")
        if not letters:
            return self._not_fitting(keys)
        streets = self._memory.knowledge.addresses.streets if slot.kind == "straat" else ()
        found = fitting(letters, streets)
        if len(found) == 1:
            return self._fill(found[0])
        spelling = slot.kind == "kenteken"
        return self._go_on(replace(self._state.begun, typed=letters, spelling=spelling))

    def _postcode_entered(self, keys: str) -> list[Act]:
        whole = len(keys) >= _POSTCODE
        typed = keys if whole else self._state.typed + keys
        letters = typed[_POSTCODE_DIGITS:]
        if len(typed) == _POSTCODE_DIGITS:
            return self._go_on(replace(self._state.begun, typed=typed))
        if len(typed) != _POSTCODE or not set(letters) <= LETTERS.keys():
            return self._not_fitting(keys)
        found = postcodes(typed, self._memory.knowledge)
        if len(found) == 1:
            return self._fill(found[0])
        if not found:
            return self._not_fitting(keys)
        return self._go_on(replace(self._state.begun, typed=typed))

    # -- parts ---------------------------------------------------------------------------------

    def _go_on(self, keying: Keying) -> list[Act]:
        """The next thing to choose or to key in, of the same question."""
        self._memory.keying, self._memory.by_keys = keying, True
        return [*self.words(), self._memory.listen()]

    def _fill(self, value: str, key: str | None = None) -> list[Act]:
        slot = self._slot
        assert slot is not None
        return self._errands.answer(Reply(Turn(), {key or slot.key: Filled(value)}))

    def _not_fitting(self, keys: str) -> list[Act]:
        return self._errands.answer(Reply(Turn(keys=keys)))

    @property
    def _errand(self) -> tuple[Script, Progress]:
        progress = self._memory.errand
        assert progress is not None
        return self._memory.knowledge.scripts[progress.script], progress

    @property
    def _slot(self) -> Slot | None:
        if self._memory.errand is None:
            return None
        script, progress = self._errand
        asked = progress.question.asking is Asking.SLOT
        return script.slots.get(progress.question.slot or "") if asked else None

    @property
    def _question(self) -> tuple[object, ...]:
        _, progress = self._errand
        question = progress.question
        return question.asking, question.step, question.slot, progress.count(question.slot or "")

    @property
    def _keying(self) -> Keying | None:
        """What was keyed for this question; of an earlier one nothing counts."""
        keying = self._memory.keying
        if keying is None or self._memory.errand is None or keying.question != self._question:
            return None
        return keying

    @property
    def _state(self) -> Keying:
        return self._keying or Keying(self._question)

    def _offers(self, slot: Slot) -> tuple[Offer, ...]:
        script, _ = self._errand
        known = self._memory.knowledge
        return offers(script, slot, self._state, known, known.sentences)

    def _wrong(self) -> tuple[Offer, ...]:
        """What may have to change: each is said in the caller's place by its label."""
        script, progress = self._errand
        step = script.steps[progress.question.step]
        assert isinstance(step, Confirm)
        slots = (script.slots[key] for key in step.no or step.slots if key in progress.values)
        return tuple(Offer(slot.label, words=slot.label["nl"]) for slot in slots if slot.label)

    def _option(self, title: Text, key: str) -> Say:
        memory = self._memory
        what = title.get(memory.language, title["nl"])
        text = memory.words("errand_choice_key", memory.language, what=what, key=key)
        return Say(text=text, language=memory.language)
