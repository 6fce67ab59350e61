"""The peer: what a competent engineer gets from stock pipecat 1.14, all of it local.

    python -m bench.peer --whisper DIR --voice FILE.onnx --answer TEXT --trace FILE
        [--load-per-call]

pipecat's own FastAPI transport, Twilio serializer, Silero, smart-turn, WhisperSTTService and
PiperTTSService in the pipeline of its examples; every setting that is no path, language or rate
is pipecat's default. A fixed answer stands in the place of the language model, sent as one would
send it. The models are loaded once and shared by all calls, which is what one does next to the
stock that loads them for each (--load-per-call). It takes the sound at 16 kHz, as its Whisper
needs. It tells on stdout where it listens, and ends with its standard input.
"""

import argparse
import asyncio
import socket
import sys
import warnings
from pathlib import Path
from typing import Any

warnings.filterwarnings("ignore")

import uvicorn  # noqa: E402
from fastapi import FastAPI, WebSocket  # noqa: E402
from loguru import logger  # noqa: E402
from pipecat.audio.vad.silero import SileroVADAnalyzer  # noqa: E402
from pipecat.frames.frames import (  # noqa: E402
    Frame,
    LLMContextFrame,
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMTextFrame,
    TTSSpeakFrame,
)
from pipecat.pipeline.pipeline import Pipeline  # noqa: E402
from pipecat.pipeline.worker import PipelineParams, PipelineWorker  # noqa: E402
from pipecat.processors.aggregators.llm_context import LLMContext  # noqa: E402
from pipecat.processors.aggregators.llm_response_universal import (  # noqa: E402
    LLMContextAggregatorPair,
    LLMUserAggregatorParams,
)
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor  # noqa: E402
from pipecat.runner.utils import parse_telephony_websocket  # noqa: E402
from pipecat.serializers.twilio import TwilioFrameSerializer  # noqa: E402
from pipecat.services.piper import tts as piper_tts  # noqa: E402
from pipecat.services.piper.tts import PiperTTSService  # noqa: E402
from pipecat.services.whisper.stt import WhisperSTTService  # noqa: E402
from pipecat.transcriptions.language import Language  # noqa: E402
from pipecat.transports.websocket.fastapi import (  # noqa: E402
    FastAPIWebsocketParams,
    FastAPIWebsocketTransport,
)
from pipecat.turns.user_turn_strategies import UserTurnStrategies  # noqa: E402
from pipecat.workers.runner import WorkerRunner  # noqa: E402

from bench.standing import run_until_stdin_ends, tell  # noqa: E402
from bench.trace import Tracer  # noqa: E402

IN_HZ, OUT_HZ = 16000, 8000
GREETING = "Goedemorgen, u spreekt met de digitale telefonist. Waar kan ik u mee helpen?"


class FixedAnswer(FrameProcessor):
    """Stands where the language model stands: one turn of the caller in, one fixed text out."""

    def __init__(self, call: str, answer: str, tracer: Tracer) -> None:
        super().__init__()
        self._call, self._answer, self._tracer = call, answer, tracer

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if not isinstance(frame, LLMContextFrame):
            await self.push_frame(frame, direction)
            return
        self._tracer.note(self._call, "heard")
        self._tracer.note(self._call, "answer", kind="value")
        await self.push_frame(LLMFullResponseStartFrame())
        await self.push_frame(LLMTextFrame(self._answer))
        await self.push_frame(LLMFullResponseEndFrame())


class SharedWhisper(WhisperSTTService):
    """One model in the process."""

    shared: Any = None

    def _load(self) -> None:
        if SharedWhisper.shared is None:
            super()._load()  # type: ignore[no-untyped-call]
            SharedWhisper.shared = self._model
        self._model = SharedWhisper.shared


class SharedPiper:
    """Stands where `PiperVoice` stands in pipecat's service: one voice in the process."""

    own: Any = vars(piper_tts)["PiperVoice"]
    shared: Any = None

    @classmethod
    def load(cls, *given: Any, **more: Any) -> Any:
        if cls.shared is None:
            cls.shared = cls.own.load(*given, **more)
        return cls.shared


class Peer:
    """Makes the pipeline of each call."""

    def __init__(self, wish: argparse.Namespace, tracer: Tracer) -> None:
        self._wish, self._tracer = wish, tracer
        if not wish.load_per_call:
            vars(piper_tts)["PiperVoice"] = SharedPiper
            self.ears(), self.voice()

    def ears(self) -> WhisperSTTService:
        kind = WhisperSTTService if self._wish.load_per_call else SharedWhisper
        settings = WhisperSTTService.Settings(
            model=str(self._wish.whisper), language=Language(self._wish.language)
        )
        return kind(device="cpu", compute_type="int8", settings=settings)

    def voice(self) -> PiperTTSService:
        file: Path = self._wish.voice
        return PiperTTSService(
            download_dir=file.parent, settings=PiperTTSService.Settings(voice=file.stem)
        )

    async def answer(self, websocket: WebSocket) -> None:
        await websocket.accept()
        _, call = await parse_telephony_websocket(websocket)
        serializer = TwilioFrameSerializer(
            stream_sid=call.stream_id,
            call_sid=call.call_id,
            params=TwilioFrameSerializer.InputParams(auto_hang_up=False),  # there is no account
        )
        transport = FastAPIWebsocketTransport(
            websocket,
            FastAPIWebsocketParams(
                audio_in_enabled=True, audio_out_enabled=True, add_wav_header=False,
                serializer=serializer,
            ),
        )  # fmt: skip
        pair = LLMContextAggregatorPair(
            LLMContext(),
            user_params=LLMUserAggregatorParams(
                vad_analyzer=SileroVADAnalyzer(), user_turn_strategies=UserTurnStrategies()
            ),
        )
        answer = FixedAnswer(call.stream_id, self._wish.answer, self._tracer)
        stages = [transport.input(), self.ears(), pair.user(), answer, self.voice()]
        worker = PipelineWorker(
            Pipeline([*stages, transport.output(), pair.assistant()]),
            params=PipelineParams(audio_in_sample_rate=IN_HZ, audio_out_sample_rate=OUT_HZ),
        )
        runner = WorkerRunner(handle_sigint=False)

        @transport.event_handler("on_client_connected")  # type: ignore[untyped-decorator]
        async def greet(_transport: Any, _client: Any) -> None:
            await worker.queue_frames([TTSSpeakFrame(GREETING)])

        @transport.event_handler("on_client_disconnected")  # type: ignore[untyped-decorator]
        async def end(_transport: Any, _client: Any) -> None:
            await runner.cancel()

        await runner.add_workers(worker)
        await runner.run()


async def serve(peer: Peer) -> None:
    app = FastAPI()
    app.websocket("/ws")(peer.answer)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        tell(url=f"ws://127.0.0.1:{taken.getsockname()[1]}/ws")
        config = uvicorn.Config(app, log_level="warning")
        await uvicorn.Server(config).serve(sockets=[taken])


def main() -> None:
    parser = argparse.ArgumentParser(description="Stock pipecat on the bench.")
    parser.add_argument("--whisper", type=Path, required=True)
    parser.add_argument("--voice", type=Path, required=True)
    parser.add_argument("--answer", required=True)
    parser.add_argument("--trace", type=Path, required=True)
    parser.add_argument("--language", default="nl")
    parser.add_argument("--load-per-call", action="store_true")
    wish = parser.parse_args()
    logger.remove()
    logger.add(sys.stderr, level="WARNING")
    with wish.trace.open("a", encoding="utf-8") as file:
        peer = Peer(wish, Tracer(file))
        run_until_stdin_ends(lambda: asyncio.run(serve(peer)))


if __name__ == "__main__":
    main()
