"""The spoken menu in a conversation, and the keys that go with every question of a key user.

Whoever cannot make us understand, or cannot speak, chooses with the keys; whoever speaks in the
menu may name an option or its key. The tree itself is `dialog/key_menu.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from dialog.acts import Act, Expectation, HangUp, Hush, Listen, Say, Understand
from dialog.answers import title
from dialog.at_hand import AtHand
from dialog.callback import Step
from dialog.commands import Command
from dialog.errands import Errands
from dialog.key_menu import BACK, MORE, Option, Place, Theme, on_page, pages, with_the_rest
from dialog.memory import Memory, Question
from dialog.phrases import plain, without_fillers
from dialog.rules import Rule
from dialog.subjects import Subjects

_SPOKEN_KEYS = {
    "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "acht": "8", "three": "3", "four": "4",
    "five": "5", "six": "6", "eight": "8", "meer": "8", "meer keuzes": "8", "volgende": "8",
    "more": "8", "more choices": "8", "next": "8",
}  # fmt: skip
_ARTICLES = re.compile(r"^(?:de|het|een|uw|the|a|an|your) ")
_FEW_WORDS = 2
"""In more than so many beyond its title an option is not named, but spoken about."""
_ROW = 2
"""So many answers by key, and not a word: this caller uses the keys."""


class Menu:
    """Reads out where the caller is in the tree, and follows what is chosen."""

    def __init__(
        self, memory: Memory, subjects: Subjects, errands: Errands, at_hand: AtHand
    ) -> None:
        self._memory = memory
        self._at_hand = at_hand
        self._subjects = subjects
        self._errands = errands

    # -- opening and walking -----------------------------------------------------------------

    def open(self) -> list[Act]:
        """From the beginning; whoever heard an answer begins at what more there is about it."""
        memory = self._memory
        memory.by_keys = True
        place = memory.place
        there = place is not None and place.leads is not None and place.leads == memory.topic
        memory.place = place if place and there else Place()
        return self.again()

    def again(self) -> list[Act]:
        """The options of this place."""
        memory = self._memory
        memory.place = memory.place or Place()
        memory.question, memory.misses = Question.MENU, 0
        return [*self._read_out(memory.place), memory.listen()]

    def up(self) -> list[Act]:
        """One step back; at the root the call is to end, perhaps."""
        memory = self._memory
        if memory.place is None or memory.place == replace(Place(), page=memory.place.page):
            memory.place = None
            return memory.ask("end_question", Question.END)
        memory.place = memory.place.up
        return self.again()

    def press(self, key: str) -> list[Act] | None:
        """Follow a key of the menu; None: it is none, or the menu is not what was asked."""
        memory = self._memory
        if memory.question is not Question.MENU or memory.busy:
            return None
        place = memory.place or Place()
        options = self._options(place)
        if key == MORE:
            memory.place = place.turned(len(options))
            return [Hush(), *self.again()]
        chosen = on_page(options, place.page).get(key)
        return None if chosen is None else [Hush(), *self._choose(place, chosen)]

    def named(self, said: str) -> list[Act] | None:
        """Follow words that name an option of this place or its key; None: they do not."""
        memory = self._memory
        if memory.question is not Question.MENU or memory.busy:
            return None
        place = memory.place or Place()
        bare = without_fillers(said)
        if bare == BACK:
            return self.up()
        key = _SPOKEN_KEYS.get(bare.removeprefix("toets ").removeprefix("press "), bare)
        if key.isdigit():
            return self.press(key)
        for option in self._options(place):
            if _names(bare, option):
                return self._choose(place, option)
        return None

    # -- what there is -----------------------------------------------------------------------

    def _themes(self) -> tuple[Theme, ...]:
        known = self._memory.knowledge
        other = known.sentences["menu_other"]
        return with_the_rest(known.menu, (*known.topics, *known.loose_scripts), other)

    def _options(self, place: Place) -> tuple[Option, ...]:
        if place.leads is not None:
            return self._about(place.leads)
        themes = self._themes()
        if place.theme is None and len(themes) > 1:
            return tuple(Option(theme.title, theme.key) for theme in themes)
        inside = (theme for theme in themes if len(themes) == 1 or theme.key == place.theme)
        return tuple(Option(self._title(key), key) for theme in inside for key in theme.leads)

    def _about(self, topic: str) -> tuple[Option, ...]:
        """What can be done and asked about it: the errand first."""
        memory, script = self._memory, self._errands.of(topic)
        kinds = memory.knowledge.topics[topic].follow_ups
        done = [Option(script.title, script.key)] if script else []
        asked = [Option(memory.knowledge.sentences[f"about_{kind}"], kind) for kind in kinds]
        return (*done, *asked)

    def _title(self, key: str) -> dict[str, str]:
        known = self._memory.knowledge
        topic, script = known.topics.get(key), known.scripts.get(key)
        if topic is not None:
            return {language: title(topic, language) for language in topic.title}
        assert script is not None
        return dict(script.title)

    # -- what is chosen ----------------------------------------------------------------------

    def _choose(self, place: Place, chosen: Option) -> list[Act]:
        known = self._memory.knowledge
        if place.leads is not None:
            return self._chosen_about(place.leads, chosen.key)
        if place.theme is None and len(self._themes()) > 1:
            self._memory.place = Place(chosen.key)
            return self.again()
        self._memory.place = Place(place.theme, chosen.key)
        if chosen.key in known.topics:
            return self._tell(chosen.key, ())
        self._memory.place = None
        return self._errands.begin_loose(chosen.key)

    def _chosen_about(self, topic: str, chosen: str) -> list[Act]:
        script = self._errands.of(topic)
        if script is not None and chosen == script.key:
            self._memory.place = None
            return self._errands.begin(topic, None)
        return self._tell(topic, (chosen,))

    def _tell(self, topic: str, kinds: Sequence[str]) -> list[Act]:
        memory = self._memory
        known = memory.knowledge.topics[topic]
        new, memory.topic = topic != memory.topic, topic
        told = self._subjects.aside(topic, kinds)
        noted = Understand(topic=topic, score=1.0, rule=Rule.MENU)
        if known.person_first and new:
            return [noted, *told, *memory.ask("offer_person_first", Question.PERSON_FIRST)]
        return [noted, *told, *self.again()]

    # -- words -------------------------------------------------------------------------------

    def _read_out(self, place: Place) -> list[Say]:
        memory, options = self._memory, self._options(place)
        says = [
            self._say("errand_choice_key", what=_in(memory.language, option), key=key)
            for key, option in on_page(options, place.page).items()
        ]
        more = [memory.sentence("menu_further")] if pages(len(options)) > 1 else []
        root = place.theme is None and place.leads is None
        person = [memory.sentence("menu_person")] if place.leads or root else []
        return [*says, *more, *person, memory.sentence("menu_stop" if root else "menu_up")]

    def _say(self, name: str, **values: str) -> Say:
        memory = self._memory
        return Say(text=memory.words(name, memory.language, **values), language=memory.language)

    # -- the keys that go with a question ------------------------------------------------------

    def pressed(self, order: Command | None) -> None:
        """A key was pressed; how we speak and a person are wished by voice users too."""
        memory = self._memory
        if order in _OF_EVERYBODY:
            return
        memory.keyed += 1
        memory.by_keys = memory.by_keys or memory.keyed >= _ROW

    def spoken(self) -> None:
        """The caller speaks: our questions need no keys any more."""
        self._memory.by_keys, self._memory.keyed = False, 0

    def with_keys(self, acts: list[Act]) -> list[Act]:
        """The same acts; a question to a caller who uses keys tells which keys answer it."""
        memory = self._memory
        asks = bool(acts) and isinstance(acts[-1], Listen)
        ends = any(isinstance(act, HangUp) for act in acts)
        if not memory.by_keys or not asks or ends or memory.waiting is not None:
            return acts
        listen = acts[-1]
        assert isinstance(listen, Listen)
        offer = memory.sentence("keys_offer")  # it was taken
        acts = [act for act in acts if act != offer]
        said = {act.text for act in acts if isinstance(act, Say)}
        told = [say for say in self._keys_for(listen) if say.text not in said]
        return [*acts[:-1], *told, self._listening(listen)]

    def _keys_for(self, listen: Listen) -> list[Say]:
        memory = self._memory
        idle = not memory.busy and memory.held is None
        if listen.expect is Expectation.YES_NO or (idle and memory.question is Question.MORE):
            return [memory.sentence("keys_yes_no")]
        if memory.callback is not None:
            names = _CALLBACK_KEYS.get(memory.callback.step, ())
            return [memory.sentence(name) for name in names]
        if memory.errand is not None and memory.held is None:
            return self._at_hand.entry.words()
        if not idle or memory.question is not Question.OPEN:
            return []
        return [act for act in self.again() if isinstance(act, Say)]

    def _listening(self, listen: Listen) -> Listen:
        """Digits are waited for where keys are digits, and else single keys."""
        memory = self._memory
        yes_no = listen.expect is Expectation.YES_NO
        if yes_no or memory.errand is None or memory.callback is not None:
            return listen
        number = self._at_hand.entering_number
        return replace(listen, expect=Expectation.NUMBER if number else Expectation.OPEN)


_CALLBACK_KEYS = {Step.NUMBER: ("keys_end",), Step.TIME: ("callback_time_again",)}
_OF_EVERYBODY = frozenset({
    Command.PERSON, Command.SLOWER, Command.REPEAT, Command.CALM,
})  # fmt: skip


def _in(language: str, option: Option) -> str:
    return option.title.get(language, option.title["nl"])


def _names(said: str, option: Option) -> bool:
    """Whether these folded words name the option: its title, without the article."""
    for words in option.title.values():
        name = without_fillers(_ARTICLES.sub("", plain(words)))
        if name and re.search(rf"\b{re.escape(name)}\b", said):
            return len(said.split()) - len(name.split()) <= _FEW_WORDS
    return False
