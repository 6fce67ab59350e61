import asyncio
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.frames import AudioFrame
from tests.voice.conftest import Say
from tests.voice.made_sounds import RATE_HZ, frame, half_the_time, noise, tone
from voice.decoding import WINDOW_SECONDS
from voice.recogniser import (
    AGAIN_MORE_SECONDS,
    WAITING,
    Asked,
    Recogniser,
    RecogniserBusy,
    Transcript,
    Unwanted,
    noticed,
)
from voice.work_queue import Claim, Urgency

THREADS = 1
AGAIN = WINDOW_SECONDS + AGAIN_MORE_SECONDS


def words(text: str) -> list[str]:
    return "".join(letter for letter in text.lower() if letter.isalnum() or letter == " ").split()


# -- without the model --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confidence", "no_speech", "seconds", "expected"),
    [
        (0.3, 0.1, 6.0, True),
        (0.9, 0.1, 6.0, False),
        (0.0, 0.9, 6.0, False),
        (0.3, 0.1, 29.5, False),
    ],
    ids=["doubtful", "sure", "no speech", "the longest window already"],
)
def test_doubtful_speech_is_worth_another_look(
    confidence: float, no_speech: float, seconds: float, expected: bool
) -> None:
    assert Transcript("Kast.", confidence, "nl", seconds, no_speech).doubtful is expected


@pytest.mark.parametrize(
    ("chances", "expected", "told"),
    [
        ({"en": 0.97, "nl": 0.01}, "nl", "en"),
        ({"en": 0.97, "nl": 0.01}, "en", None),
        ({"nl": 0.95}, "en", "nl"),
        ({"en": 0.63, "la": 0.3}, "nl", None),
        ({"de": 0.99, "nl": 0.01}, "nl", None),
        ({}, "nl", None),
    ],
)
def test_another_language_is_told_only_when_it_is_certain_and_ours(
    chances: dict[str, float], expected: str, told: str | None
) -> None:
    assert noticed(chances, expected) == told


def test_a_folder_that_is_not_whole_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(FileNotFoundError, match=r"did not find model.bin, tokenizer.json"):
        Recogniser(tmp_path)


# -- with the model -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def recogniser(whisper_folder: Path) -> Iterator[Recogniser]:
    recogniser = Recogniser(whisper_folder)
    yield recogniser
    recogniser.close()


PASSPORT = "I have lost my passport and I need a new one next week."
THANKS = "Thank you."


@pytest.mark.models
def test_what_is_said_is_heard(recogniser: Recogniser, say: Say) -> None:
    heard = recogniser.hear(say(PASSPORT), "en")
    assert words(heard.text) == words(PASSPORT)
    assert heard.confidence > 0.7
    assert heard.no_speech < 0.2
    assert (heard.language, heard.noticed) == ("en", None)
    assert [word.text for word in heard.words] == heard.text.split()
    assert all(0 < word.confidence <= 1 for word in heard.words)
    assert heard.seconds == say(PASSPORT).seconds


@pytest.mark.models
def test_a_short_word_is_not_taken_for_noise(recogniser: Recogniser, say: Say) -> None:
    assert words(recogniser.hear(say(THANKS), "en").text) == ["thank", "you"]
    assert words(recogniser.hear(say("Yes."), "en").text) == ["yes"]


@pytest.mark.models
def test_english_on_the_dutch_line_is_noticed_and_written_in_english(
    recogniser: Recogniser, say: Say
) -> None:
    heard = recogniser.hear(say(PASSPORT), "nl")
    assert (heard.language, heard.noticed) == ("en", "en")
    assert words(heard.text) == words(PASSPORT)
    assert [word.text for word in heard.words] == heard.text.split()


@pytest.mark.models
def test_a_language_is_not_guessed_from_a_word_or_two(recogniser: Recogniser, say: Say) -> None:
    heard = recogniser.hear(say(THANKS), "nl")
    assert (heard.language, heard.noticed) == ("nl", None)


@pytest.mark.models
def test_a_soft_voice_is_understood(recogniser: Recogniser, say: Say) -> None:
    spoken = say(PASSPORT).samples / 32768
    soft = spoken * 10 ** (-45 / 20) / np.sqrt(np.mean(spoken**2))
    assert words(recogniser.hear(frame(soft), "en").text) == words(PASSPORT)


@pytest.mark.models
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(3 * RATE_HZ),
        noise(3, -20),
        half_the_time(noise(3, -20)),
        tone(3, 50) + tone(3, 150),
        half_the_time(tone(3, 425)),
    ],
    ids=["silence", "noise", "bursts of noise", "hum", "ring tone"],
)
def test_no_words_come_out_of_what_is_no_speech(
    recogniser: Recogniser, sound: NDArray[np.float64], language: str
) -> None:
    heard = recogniser.hear(frame(sound), language)
    assert (heard.text, heard.confidence) == ("", 0.0)
    assert heard.no_speech > 0.5


@pytest.mark.models
def test_nothing_is_kept_from_one_turn_to_the_next(recogniser: Recogniser, say: Say) -> None:
    first = recogniser.hear(say(THANKS), "en")
    recogniser.hear(say(PASSPORT), "en", prompt="passport, driving licence")
    assert recogniser.hear(say(THANKS), "en") == first


@pytest.mark.models
def test_a_long_turn_with_a_long_prompt_fits(recogniser: Recogniser, say: Say) -> None:
    spoken = say(PASSPORT).samples / 32768
    pause = np.zeros(RATE_HZ * 29 - 2 * len(spoken))
    prompt = "Kerkstraat, Dorpsstraat, Molenweg, " * 60
    heard = recogniser.hear(frame(np.concatenate((spoken, pause, spoken))), "en", prompt)
    assert heard.seconds == 29
    assert {"passport", "week"} <= set(words(heard.text))


@pytest.mark.models
def test_telephone_sound_is_not_taken_for_sixteen_kilohertz(recogniser: Recogniser) -> None:
    with pytest.raises(ValueError, match="expected sound at 16000 Hz, got 8000 Hz"):
        recogniser.hear(AudioFrame(np.zeros(8000, np.int16), 8000))


@pytest.mark.models
def test_an_unknown_language_is_refused(recogniser: Recogniser, whisper_folder: Path) -> None:
    with pytest.raises(ValueError, match="got 'dutch'"):
        recogniser.hear(frame(np.zeros(RATE_HZ)), "dutch")
    with pytest.raises(ValueError, match="got 'xx'"):
        Recogniser(whisper_folder, language="xx")


@pytest.mark.models
def test_threads_that_ask_at_once_get_their_own_words(recogniser: Recogniser, say: Say) -> None:
    asked = [PASSPORT, THANKS]
    heard = ["", ""]

    def ask(nth: int) -> None:
        heard[nth] = recogniser.hear(say(asked[nth]), "en").text

    for text in asked:
        say(text)  # Piper is not what is tested here
    threads = [threading.Thread(target=ask, args=(nth,)) for nth in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [words(text) for text in heard] == [words(text) for text in asked]


LONG_ENOUGH = 0.5


def speechlike(seconds: float = LONG_ENOUGH) -> AudioFrame:
    return frame(half_the_time(tone(2 * seconds, 300)))


class Stopped(Recogniser):
    """Its workers wait to be let go; then it notes what it gets, and understands its length."""

    confidence = 0.9

    def hold(self) -> threading.Event:
        self.given: list[tuple[float, float]] = []
        self.threads: set[str] = set()
        go_on = threading.Event()
        nothing = Transcript("", 0.0, "nl", 0.0, 1.0)

        def wait() -> Transcript:
            go_on.wait()
            return nothing

        for _ in range(THREADS):
            self._workers.submit(wait, Claim())
        return go_on

    def look(self, asked: Asked, least_seconds: float, claim: Claim | None = None) -> Transcript:
        self.given.append((asked.seconds, least_seconds))
        self.threads.add(threading.current_thread().name)
        sure = self.confidence if least_seconds == WINDOW_SECONDS else 0.95
        return Transcript(f"{least_seconds:.0f}", sure, "nl", asked.seconds, 0.0)


@pytest.fixture
def stopped(whisper_folder: Path) -> Iterator[Stopped]:
    stopped = Stopped(whisper_folder, threads=THREADS)
    yield stopped
    stopped.close()


async def begun(work: Coroutine[Any, Any, Transcript]) -> "asyncio.Task[Transcript]":
    task = asyncio.create_task(work)
    await asyncio.sleep(0)
    return task


@pytest.mark.models
async def test_listening_leaves_the_event_loop_free(stopped: Stopped) -> None:
    go_on = stopped.hold()
    listening = await begun(stopped.listen(speechlike()))
    assert not listening.done()
    go_on.set()
    assert (await listening).text == "12"
    assert stopped.threads == {"recogniser_0"}


@pytest.mark.models
async def test_what_is_no_speech_does_not_wait_for_a_worker(stopped: Stopped) -> None:
    go_on = stopped.hold()
    assert (await stopped.listen(frame(np.zeros(RATE_HZ)))).text == ""
    go_on.set()
    assert stopped.given == []


@pytest.mark.models
async def test_a_turn_cancelled_while_it_waits_is_never_recognised(stopped: Stopped) -> None:
    go_on = stopped.hold()
    void = await begun(stopped.listen(speechlike(1)))
    wanted = await begun(stopped.listen(speechlike(2)))
    void.cancel()
    await asyncio.sleep(0)
    go_on.set()
    await wanted
    assert void.cancelled()
    assert [seconds for seconds, _ in stopped.given] == [4]


@pytest.mark.models
async def test_a_guess_that_turns_out_to_be_wanted_goes_before_other_guesses(
    stopped: Stopped,
) -> None:
    go_on = stopped.hold()
    claims = [Claim(Urgency.EARLY), Claim(Urgency.EARLY), Claim(Urgency.OVERLAP)]
    tasks = [
        await begun(stopped.listen(speechlike(nth + 1), claim=claim))
        for nth, claim in enumerate(claims)
    ]
    claims[1].urgency = Urgency.FINAL
    go_on.set()
    await asyncio.gather(*tasks)
    assert [seconds for seconds, _ in stopped.given] == [4, 6, 2]


@pytest.mark.models
async def test_too_many_turns_are_told_so_at_once_and_places_come_free(stopped: Stopped) -> None:
    go_on = stopped.hold()
    waiting = [await begun(stopped.listen(speechlike())) for _ in range(WAITING)]
    with pytest.raises(RecogniserBusy, match=f"at most {WAITING} turns"):
        await stopped.listen(speechlike())
    waiting[0].cancel()
    await asyncio.sleep(0)
    extra = await begun(stopped.listen(speechlike()))
    go_on.set()
    assert (await extra).text == "12"
    await asyncio.gather(*waiting[1:])


@pytest.mark.models
async def test_a_guess_gives_way_to_a_turn_that_ended(stopped: Stopped) -> None:
    go_on = stopped.hold()
    guess = Claim(Urgency.EARLY)
    guesses = [await begun(stopped.listen(speechlike(), claim=guess)) for _ in range(WAITING)]
    final = await begun(stopped.listen(speechlike()))
    with pytest.raises(RecogniserBusy):
        await guesses[-1]
    go_on.set()
    assert (await final).text == "12"
    await asyncio.gather(*guesses[:-1])


@pytest.mark.models
@pytest.mark.parametrize(
    ("confidence", "windows"), [(0.9, [WINDOW_SECONDS]), (0.3, [WINDOW_SECONDS, AGAIN])]
)
async def test_only_a_doubtful_turn_is_heard_again(
    stopped: Stopped, confidence: float, windows: list[float]
) -> None:
    stopped.hold().set()
    stopped.confidence = confidence
    heard = await stopped.listen(speechlike())
    heard = await stopped.listen_again(speechlike(), heard)
    assert [window for _, window in stopped.given] == windows
    assert heard.text == f"{windows[-1]:.0f}"
    assert stopped.hear(speechlike()).text == heard.text


@pytest.mark.models
async def test_no_turn_is_heard_again_while_another_waits(stopped: Stopped) -> None:
    go_on = stopped.hold()
    stopped.confidence = 0.3
    waits = await begun(stopped.listen(speechlike(1)))
    doubtful = Transcript("12", 0.3, "nl", 1.0, 0.0)
    assert await stopped.listen_again(speechlike(1), doubtful) is doubtful
    go_on.set()
    assert (await stopped.listen_again(speechlike(1), await waits)).text == f"{AGAIN:.0f}"


@pytest.mark.models
async def test_after_closing_nothing_is_taken_in(whisper_folder: Path) -> None:
    recogniser = Recogniser(whisper_folder)
    recogniser.close()
    with pytest.raises(RuntimeError, match="shutdown"):
        await recogniser.listen(speechlike())


@pytest.mark.models
@pytest.mark.parametrize("lost", ["model.bin", "tokenizer.json", "config.json"])
def test_what_a_model_folder_lacks_is_named(
    whisper_folder: Path, tmp_path: Path, lost: str
) -> None:
    for name in ("model.bin", "tokenizer.json", "config.json", "vocabulary.json"):
        (tmp_path / name).symlink_to(whisper_folder / name)
    (tmp_path / lost).unlink()
    with pytest.raises(FileNotFoundError, match=f"did not find {lost}"):
        Recogniser(tmp_path)


@pytest.mark.models
def test_a_turn_that_nobody_waits_for_is_given_up_after_the_encoder(recogniser: Recogniser) -> None:
    asked = Asked(np.zeros(RATE_HZ, np.float32), 1.0, "nl", None)
    with pytest.raises(Unwanted):
        recogniser.look(asked, WINDOW_SECONDS, Claim(wanted=False))
