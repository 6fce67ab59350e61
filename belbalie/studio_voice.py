"""Lets editors hear a text as callers would (port `desk.studio.listening`).

Callers come first: an editor's sentence is made by threads of its own, of a lower priority, one
text at a time, and begins when no caller waits for a sentence. Nothing of it is kept.
"""

import asyncio
from collections.abc import Mapping, Sequence

from audio.frames import Samples
from audio.g711 import through_alaw
from audio.resample import converted
from audio.wav import wav_of
from belbalie.threads import step_back
from desk.studio.content import ContentDesk, NoSuchDraft, StudioOut
from desk.studio.listening import CannotSay, Sounds, SoundWish, SpeakingVoice
from dialog.content import Content
from dialog.spoken_examples import from_facts, of_script, of_sentences
from dialog.spoken_texts import Spoken, Values, first_of, heard
from voice.espeak import EspeakSpeech
from voice.manner import Manner
from voice.piper_voice import PiperSpeech
from voice.prompt_store import PromptStore
from voice.pronunciation import Pronunciations
from voice.roles import VoiceChoice
from voice.speaker import Speaker
from voice.voices import SPEAKING_HZ, SpeakingError, Voice

TELEPHONE_HZ = 8000
"""G.711, and the filter of narrow lines before it (`audio/resample.py`)."""
SECONDS = 40.0
"""For one text, waiting for callers included."""
_BUSY = "Het duurt nu te lang: er wordt veel gebeld. Probeer het straks nog eens."
_NEXT = "U vroeg intussen om een andere zin."
_NOT_SAID = "Geen stem kan deze zin uitspreken. Schrijf de zin anders, of kies een andere stem."


class StudioVoice:
    """Its maker closes it."""

    def __init__(
        self,
        speaker: Speaker,
        content: ContentDesk,
        store: PromptStore,
        others: Sequence[VoiceChoice] = (),
    ) -> None:
        """`speaker` is the callers'; `others` are Piper voices that lie here unused. Of the
        `store` nothing is read or written: what editors try is no fixed sentence.
        """
        self._callers, self._content, self._store = speaker, content, store
        self._loaded = dict(_ladders(speaker.voices))
        unused = {f"piper:{each.name}": each for each in others}
        self._others = {key: each for key, each in unused.items() if key not in self._loaded}
        self._voices = tuple(_listed(speaker.voices, tuple(self._others.values())))
        self._speakers: dict[str, Speaker] = {}
        self._one_at_a_time = asyncio.Lock()
        self._asked: dict[str, asyncio.Task[bytes]] = {}

    @property
    def voices(self) -> Sequence[SpeakingVoice]:
        return self._voices

    async def speak(self, wish: SoundWish, editor: str) -> bytes:
        before = self._asked.get(editor)
        if before is not None:
            before.cancel()
        saying = asyncio.create_task(self._in_time(wish), name="let an editor hear")
        self._asked[editor] = saying
        try:
            return await asyncio.shield(saying)
        except asyncio.CancelledError:
            if saying.cancelled():
                raise CannotSay(_NEXT) from None
            saying.cancel()
            raise
        finally:
            if self._asked.get(editor) is saying:
                del self._asked[editor]

    def close(self) -> None:
        for speaker in self._speakers.values():
            speaker.close()

    async def _in_time(self, wish: SoundWish) -> bytes:
        try:
            async with asyncio.timeout(SECONDS), self._one_at_a_time:
                return await self._say(wish)
        except TimeoutError:
            raise CannotSay(_BUSY) from None
        except SpeakingError:
            raise CannotSay(_NOT_SAID) from None

    async def _say(self, wish: SoundWish) -> bytes:
        content = await self._read(wish.where)
        said = await asyncio.to_thread(filled_in, wish, content)
        speaker = await self._speaker(wish)
        names = content.knowledge.pronunciations if content.knowledge else {}
        speaker.pronounce(Pronunciations(names))
        await self._callers.nobody_waits()
        sound = await speaker.render(said, wish.language, Manner(rate=wish.rate), fixed=False)
        return await asyncio.to_thread(as_file, sound, wish.sounds)

    async def _read(self, where: str) -> Content:
        try:
            return (await self._content.checked(where)).content
        except NoSuchDraft:
            raise CannotSay("Dit concept is er niet meer.") from None
        except StudioOut as error:
            raise CannotSay(str(error)) from None

    async def _speaker(self, wish: SoundWish) -> Speaker:
        key = self._key_for(wish)
        if key not in self._loaded:
            choice = self._others[key]
            assert choice.file is not None, "only Piper's voices are loaded when asked for"
            voice = await asyncio.to_thread(PiperSpeech, choice.file)
            self._loaded[key] = [voice, EspeakSpeech(choice.language)]
        if key not in self._speakers:
            ladder = [_Behind(voice) for voice in self._loaded[key]]
            ladders = {wish.language: ladder}
            self._speakers[key] = Speaker(ladders, self._store, SPEAKING_HZ, threads=1)
        return self._speakers[key]

    def _key_for(self, wish: SoundWish) -> str:
        of_language = [each.key for each in self._voices if each.language == wish.language]
        if not of_language:
            raise CannotSay(f"Er is geen stem voor de taal '{wish.language}'.")
        return wish.voice if wish.voice in of_language else of_language[0]


class _Behind:
    """A voice that lets callers go first (port `voice.voices.Voice`)."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self.id, self.language, self.rate_hz = voice.id, voice.language, voice.rate_hz
        self.takes_ipa = voice.takes_ipa

    def speak(self, text: str, rate: float) -> Samples:
        # eSpeak takes milliseconds under a lock that callers' sentences need too: who holds it
        # must not be made slow.
        if not isinstance(self._voice, EspeakSpeech):
            step_back()
        return self._voice.speak(text, rate)


def filled_in(wish: SoundWish, content: Content) -> str:
    """The text as it is said today: with facts, and an example where a caller's words come."""
    knowledge, town = content.knowledge, content.town
    topic = knowledge.topics.get(wish.topic) if knowledge else None
    values: list[Values] = [from_facts({**town.facts, **(topic.facts if topic else {})})]
    if knowledge:
        known = knowledge.topics.values()
        values.append(of_sentences(town, known, knowledge.scripts.values(), longest=False))
    values.append(of_script({}, {}))
    spoken = Spoken("", 0, wish.language, " ".join(wish.text.split()))
    return heard(spoken, first_of(*values))


def as_file(sound: Samples, sounds: Sounds) -> bytes:
    """`sound` is at 16 kHz."""
    if sounds is Sounds.WIDE:
        return wav_of(sound, SPEAKING_HZ)
    return wav_of(through_alaw(converted(sound, SPEAKING_HZ, TELEPHONE_HZ)), TELEPHONE_HZ)


def _ladders(voices: Mapping[str, Sequence[Voice]]) -> Mapping[str, Sequence[Voice]]:
    """By the key of its first voice, for each voice, those that stand in for it."""
    return {
        _key(voice): ladder[at:] for ladder in voices.values() for at, voice in enumerate(ladder)
    }


def _listed(
    voices: Mapping[str, Sequence[Voice]], others: Sequence[VoiceChoice]
) -> Sequence[SpeakingVoice]:
    here = [
        SpeakingVoice(_key(voice), _title(_key(voice)), language, at == 0)
        for language, ladder in voices.items()
        for at, voice in enumerate(ladder)
    ]
    more = [(f"piper:{each.name}", each.language) for each in others]
    return [*here, *(SpeakingVoice(key, _title(key), language) for key, language in more)]


def _key(voice: Voice) -> str:
    """Without its sums: 'piper:en_US-joe-medium', 'espeak-ng:nl'."""
    return ":".join(voice.id.split(":")[:2])


def _title(key: str) -> str:
    engine, _, name = key.partition(":")
    if engine != "piper":
        return "eSpeak"
    locale, _, rest = name.partition("-")
    speaker = rest.partition("-")[0].title()
    return f"{speaker} (Vlaams)" if locale == "nl_BE" else speaker
