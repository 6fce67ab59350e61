"""eSpeak NG by its library: small, quick, and the Dutch voice that is always there.

The library keeps one voice, one rate and one callback for the whole process, so every
sentence sets them anew under one lock. Names and numbers are those of `speak_lib.h`, 1.52.
"""

import ctypes
import re
import threading
from importlib.metadata import version

import espeakng_loader
import numpy as np

from audio.frames import Samples
from voice.voices import SpeakingError, speak_with_pauses

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: the callback gets the sound, no player is opened
_DO_NOT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT: else a missing file ends our process
_UTF8 = 1  # espeakCHARS_UTF8
_IPA = 2  # espeakPHONEMES_IPA
_RATE = 1  # espeakRATE, words a minute
_SLOWEST, _FASTEST = 80, 450
_LONGEST_PATH = 140
"""The library copies the folder's path into 160 bytes and adds its own file names."""

_WORDS_A_MINUTE = {"nl": 150, "en": 155}
_USUAL_WORDS_A_MINUTE = 150
_VOICES = {"nl": b"nl", "en": b"en"}
_LONE_S = re.compile(r"(?<![\w'])[Ss](?![\w'])")
"""Dutch eSpeak says a lone S as 's- and not as the letter."""

_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class EspeakSpeech:
    """A voice of eSpeak NG. All of them share one library and take turns."""

    def __init__(self, language: str = "nl", voice: str | None = None) -> None:
        """`voice` is the library's own name of a voice; for our two languages it may be left out.

        Raises SpeakingError when the library, its data or the voice cannot be loaded.
        """
        name = _VOICES.get(language) if voice is None else voice.encode()
        if name is None:
            raise SpeakingError(
                f"eSpeak NG: expected one of {', '.join(_VOICES)}, got language {language!r}"
            )
        self._library = _Library.shared()
        self._library.check(name)
        self._voice = name
        self._usual = _WORDS_A_MINUTE.get(language, _USUAL_WORDS_A_MINUTE)
        made_by = f"{self._usual}:{version('espeakng-loader')}"
        self.id = f"espeak-ng:{voice or language}:{made_by}"
        self.language = language
        self.rate_hz = self._library.rate_hz
        self.takes_ipa = False  # its own [[…]] is another notation

    def speak(self, text: str, rate: float) -> Samples:
        speed = round(min(max(self._usual * rate, _SLOWEST), _FASTEST))
        return speak_with_pauses(text, self.rate_hz, lambda words: self._utter(words, speed), rate)

    def _utter(self, words: str, speed: int) -> Samples:
        if self.language == "nl":
            words = _LONE_S.sub("es", words)
        return self._library.synthesise(self._voice, speed, words)


class EspeakPhonemes:
    """How Dutch words sound (port `dialog.sounds.Phonemes`); 0.1 ms a line."""

    name = "espeak-ng-1.52:nl"

    def __init__(self) -> None:
        """Raises SpeakingError when the library or its data cannot be loaded."""
        self._library = _Library.shared()

    def spoken(self, text: str) -> str:
        # A NUL would end the text for the library.
        return self._library.phonemes(_VOICES["nl"], text.replace("\0", " "))


class _Library:
    """The one library of this process."""

    _one: "_Library | None" = None
    _making = threading.Lock()

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._heard: list[bytes] = []
        self._callback = _Callback(self._hear)  # kept: the library calls it
        data = espeakng_loader.get_data_path()
        if len(data.encode()) > _LONGEST_PATH:
            raise SpeakingError(
                f"eSpeak NG: expected its data in a path of at most {_LONGEST_PATH} bytes, got "
                f"{data}; install Belbalie in a folder with a shorter path"
            )
        self._native = ctypes.CDLL(espeakng_loader.get_library_path())
        self.rate_hz = int(
            self._native.espeak_Initialize(_SYNCHRONOUS, 0, data.encode(), _DO_NOT_EXIT)
        )
        if self.rate_hz <= 0:
            raise SpeakingError(
                f"eSpeak NG: expected its data in {data}, got error {self.rate_hz}; "
                "install the package espeakng-loader again"
            )
        self._native.espeak_SetSynthCallback(self._callback)
        self._native.espeak_TextToPhonemes.restype = ctypes.c_char_p

    @classmethod
    def shared(cls) -> "_Library":
        with cls._making:
            if cls._one is None:
                cls._one = cls()
            return cls._one

    def check(self, voice: bytes) -> None:
        """Raises SpeakingError for a voice that the data does not hold."""
        with self._lock:
            self._must(
                self._native.espeak_SetVoiceByName(voice), f"find the voice {voice.decode()!r}"
            )

    def synthesise(self, voice: bytes, words_a_minute: int, text: str) -> Samples:
        written = text.encode()
        with self._lock:
            self._heard.clear()
            self._must(self._native.espeak_SetVoiceByName(voice), "choose the voice")
            self._must(self._native.espeak_SetParameter(_RATE, words_a_minute, 0), "set the rate")
            self._must(
                self._native.espeak_Synth(
                    written, ctypes.c_size_t(len(written) + 1), 0, 1, 0, _UTF8, None, None
                ),
                "speak",
            )
            return np.frombuffer(b"".join(self._heard), np.int16)

    def phonemes(self, voice: bytes, text: str) -> str:
        """IPA of the text; the library takes it clause by clause and moves the pointer on."""
        rest = ctypes.c_char_p(text.encode())
        clauses = []
        with self._lock:
            self._must(self._native.espeak_SetVoiceByName(voice), "choose the voice")
            while rest.value:
                said = self._native.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA)
                clauses.append((said or b"").decode(errors="ignore"))
        return " ".join(clauses)

    def _hear(self, samples: object, count: int, _events: object) -> int:
        if samples and count > 0:
            self._heard.append(ctypes.string_at(samples, 2 * count))  # type: ignore[arg-type]
        return 0

    def _must(self, status: int, what: str) -> None:
        if status != 0:
            raise SpeakingError(f"eSpeak NG: could not {what} (status {status})")
