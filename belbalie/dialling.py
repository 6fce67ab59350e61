"""Rings an agent wherever they are reached: on SIP, in a browser, or on their pages alone."""

from telephony.agent_line import AgentLine, Dialler
from telephony.desk_phones import ANSWER_HEADER, SCHEME, DeskPhones
from telephony.screen_line import SCHEME as SCREEN
from telephony.screen_line import Screens


class NoTelephone(OSError):
    """There is nothing here with which such an address can be rung."""


class Dialling:
    """Port `telephony.agent_line.Dialler`; `sip` is None where there is no SIP endpoint."""

    def __init__(
        self, phones: DeskPhones, sip: Dialler | None, screens: Screens | None = None
    ) -> None:
        self._phones, self._sip, self._screens = phones, sip, screens

    async def dial(self, address: str, headers: dict[str, str] | None = None) -> AgentLine:
        if address.startswith(SCHEME):
            return await self._phones.dial(address, headers)
        if self._screens is not None and address.startswith(SCREEN):
            asked = (headers or {}).get(ANSWER_HEADER) == "Auto"
            return self._screens.ring(address, asked=asked)
        if self._sip is None:
            raise NoTelephone("there is no SIP endpoint to ring that address with")
        return await self._sip.dial(address, headers)
