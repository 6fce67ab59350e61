"""Everything by voice alone: no key is ever needed, and where keys are named words do as well."""

import re

import pytest

from belbalie.memory_desk import MemoryDesk
from dialog.acts import OutcomeType, Settle
from dialog.after_call import TAKE_UP
from dialog.events import Keyed
from dialog.message_offer import MESSAGE
from dialog.scripts.script import AS_SAID, Script
from tests.belbalie.text_caller import FINISHED, SPOKEN, VoiceCaller, desk, zonnedael

TOPICS = sorted(zonnedael().topics)
SCRIPTS = sorted(zonnedael().scripts)
_QUESTIONS = {
    "kosten": "wat kost dat",
    "meenemen": "wat moet ik meenemen",
    "spoed": "kan het ook met spoed",
    "duur": "hoe lang duurt dat",
    "wanneer": "wanneer kan dat",
    "digitaal": "kan dat online",
    "waar": "waar moet ik zijn",
    "wie": "wie mag dat doen",
    "hoe": "hoe werkt dat",
    "regels": "wat zijn de regels",
    "kwijt": "en als ik het kwijt ben",
}
_NAMES_A_KEY = re.compile(r"\b(?:toetst? u? ?(?:nul|één|twee|drie|acht|\{key\})|intoetsen)\b")
_ONLY_KEYS = {
    "failed_hearing",  # we cannot hear: a key is all that is left
    "keys_offer", "keys_yes_no", "menu_further", "menu_up", "menu_stop", "menu_person",
    "key_again",  # to who uses keys already
}  # fmt: skip


def begins(script: Script) -> tuple[str | None, str]:
    """The topic with this errand, and the words for it."""
    leads = [t for t in zonnedael().topics.values() if t.script and t.script.key == script.key]
    bare = sorted(leads, key=lambda topic: len(topic.script.values) if topic.script else 0)
    if not bare:
        return None, _CALLS.get(script.key) or f"is er {script.begin.words[0]}"
    return bare[0].key, bare[0].samples["nl"][0]


_CALLS = {MESSAGE: "kunt u dat sms'en", TAKE_UP: "ik heb een code"}
"""Errands about calls themselves begin with a command."""


def begun(services: MemoryDesk, key: str) -> VoiceCaller:
    """A caller who began this errand."""
    topic, words = begins(zonnedael().scripts[key])
    told = zonnedael().topics["kwijtschelding"].samples["nl"][0]
    caller = VoiceCaller(services, {words: topic} if topic else {told: "kwijtschelding"})
    if key == MESSAGE:  # there has to be something to send
        caller.say(told)
    caller.say(words)
    return caller


@pytest.mark.parametrize("key", TOPICS)
def test_a_topic_and_all_that_may_be_asked_about_it_is_told(key: str) -> None:
    topic = zonnedael().topics[key]
    sample = topic.samples["nl"][0]
    with desk() as services:
        caller = VoiceCaller(services, {sample: key, _ABOUT: key})
        caller.say(sample)
        if not caller.told(key):  # the errand began at once: leave it, and ask
            caller.say("stop")
            caller.say(f"{_ABOUT} {topic.title['nl']}")
        assert caller.told(key), caller.heard
        for kind in topic.follow_ups:
            caller.say(_QUESTIONS[kind])
            if caller.listens.slot is not None:  # its errand answers that: back to the topic
                caller.say("stop")
                caller.say(f"{_ABOUT} {topic.title['nl']}")
            assert caller.told(key), f"{kind} was not answered: {caller.heard}"
        assert not [item for item in caller.items if isinstance(item, Keyed)]
        assert caller.outcome() == OutcomeType.ANSWERED


_ABOUT = "hoe gaat dat precies met"


@pytest.mark.parametrize("key", SCRIPTS)
def test_an_errand_comes_to_its_end(key: str) -> None:
    with desk() as services:
        caller = begun(services, key)
        caller.finish({})
        assert not [item for item in caller.items if isinstance(item, Keyed)]
        assert [
            item for item in caller.items if isinstance(item, Settle)
        ] or key == "status_aanvraag"
        assert caller.outcome() in FINISHED


@pytest.mark.parametrize("name", sorted(zonnedael().sentences))
def test_a_sentence_that_names_a_key_names_words_too(name: str) -> None:
    words = zonnedael().sentences[name]["nl"]
    if name not in _ONLY_KEYS and _NAMES_A_KEY.search(words):
        assert re.search(r"\bzeg(?:t|gen)?\b|Voor \{what\}|Misschien gaat intoetsen beter", words)


@pytest.mark.parametrize("key", SCRIPTS)
def test_words_are_taken_where_keys_were_offered(key: str) -> None:
    """After two failures our sentences name keys; the caller goes on speaking."""
    with desk() as services:
        caller = begun(services, key)
        failed: set[str | None] = set()
        for _ in range(60):
            if caller.arranged:
                break
            slot = caller.listens.slot
            kind = zonnedael().scripts[key].slots[slot].kind if slot else ""
            may_fail = slot not in failed and slot in SPOKEN and kind not in AS_SAID
            for _ in range(2 if may_fail else 0):
                if caller.listens.slot == slot and not any(" toets" in x for x in caller.heard):
                    caller.say("blauwe kanarie")
            failed.add(slot)
            caller.say(caller.answer({}))
        assert caller.arranged, caller.heard
        assert caller.outcome() in FINISHED
