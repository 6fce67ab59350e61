"""The stack's sound of one call, as `telephony/sip_leg.py` wants it."""

from collections.abc import Callable
from typing import Any

from baresip import AudioNotActive, AudioRestarted, Call

from telephony.sip_leg import SoundGone


class CallSound:
    """Port `telephony.sip_leg.Sound` over a call of the stack."""

    def __init__(self, call: Call) -> None:
        self._audio = call.audio

    def rate_hz(self) -> int:
        info = self._info()
        if not info.rx_ready:
            raise SoundGone
        return int(info.rx_sample_rate)

    def held_bytes(self) -> int:
        return int(self._info().tx_buffered)

    def sends(self) -> bool:
        return bool(self._info().tx_ready)

    def read(self, max_bytes: int) -> bytes:
        return bytes(self._try(self._audio.read, max_bytes))

    def write(self, sound: bytes) -> int:
        return int(self._try(self._audio.write, sound))

    def flush(self) -> None:
        self._try(self._audio.flush_tx)

    def _info(self) -> Any:
        return self._try(self._audio.info)

    def _try(self, work: Callable[..., Any], *given: object) -> Any:
        try:
            return work(*given)
        except (AudioNotActive, AudioRestarted):  # the next tick tries again
            raise SoundGone from None
