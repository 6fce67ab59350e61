"""The models that ship inside pipecat 1.14: speech activity (Silero) and end of turn (smart-turn).

pipecat wraps both in analysers that keep a call's state, buffer sound and run threads of
their own. We want the bare models, loaded once and shared by all calls, so this module
reaches for two internal names; `tests/voice/test_shipped.py` fails if they move.
"""

import copy
import warnings
from importlib import resources

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from audio.frames import AudioFrame

with warnings.catch_warnings():
    # pipecat imports audioop, which Python 3.11 calls deprecated; we do not use it
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    from pipecat.audio.turn.smart_turn.local_smart_turn_v3 import LocalSmartTurnAnalyzerV3
    from pipecat.audio.vad.silero import SileroOnnxModel

RATE_HZ = 16000
"""Both models hear sound at this rate only."""

WINDOW = 512
"""Samples that Silero scores at once: 32 ms."""


class SileroScore:
    """Silero on one call's sound: the session is shared, the recurrent state is the call's own."""

    def __init__(self, model: SileroOnnxModel) -> None:
        self._model = model
        self.reset()

    def __call__(self, window: NDArray[np.float32]) -> float:
        """Probability of speech in the next 512 samples (float32, −1..1, 16 kHz)."""
        if window.dtype != np.float32 or window.shape != (WINDOW,):
            raise ValueError(
                f"expected {WINDOW} float32 samples, got {window.dtype} of shape {window.shape}"
            )
        return float(self._model(window, RATE_HZ)[0, 0])

    def reset(self) -> None:
        """Forget the sound so far."""
        self._model.reset_states()  # type: ignore[no-untyped-call]  # so in pipecat


class Silero:
    """The activity model, loaded once; takes about 0.1 s."""

    def __init__(self) -> None:
        path = resources.files("pipecat.audio.vad.data") / "silero_vad.onnx"
        self._model = SileroOnnxModel(str(path))  # type: ignore[no-untyped-call]

    def fresh(self) -> SileroScore:
        """Make a score for one call. A shallow copy shares the session, which is thread-safe."""
        return SileroScore(copy.copy(self._model))


class SmartTurn:
    """The end-of-turn model, loaded once and shared by all calls and threads."""

    def __init__(self, threads: int = 1) -> None:
        self._analyser = LocalSmartTurnAnalyzerV3(cpu_count=threads)
        self._analyser._session = _exact(self._analyser._session, threads)
        # An environment variable would have pipecat write callers' voices to disk.
        self._analyser._log_data = False

    def completeness(self, sound: AudioFrame) -> float:
        """Probability that a turn with this sound is over; the last 8 s count.

        Takes about 60 ms of one core: call it from a thread.
        Raises ValueError for sound at another rate than 16 kHz.
        """
        if sound.rate_hz != RATE_HZ:
            raise ValueError(
                f"expected sound at {RATE_HZ} Hz, got {sound.rate_hz} Hz; resample it first"
            )
        samples = sound.samples.astype(np.float32) / 32768
        return float(self._analyser._predict_endpoint(samples)["probability"])


def _exact(session: onnxruntime.InferenceSession, threads: int) -> onnxruntime.InferenceSession:
    """The same model without the sums that overflow on processors that lack VNNI: there half a
    question sounded as finished as a whole one (0.90, and 0.42 so).
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(
        session._model_path, sess_options=options, providers=["CPUExecutionProvider"]
    )
