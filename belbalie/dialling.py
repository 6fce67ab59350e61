"""Rings an agent wherever their telephone is: on SIP, or in a browser."""

from telephony.agent_line import AgentLine, Dialler
from telephony.desk_phones import SCHEME, DeskPhones


class NoTelephone(OSError):
    """There is nothing here with which such an address can be rung."""


class Dialling:
    """Port `telephony.agent_line.Dialler`; `sip` is None where there is no SIP endpoint."""

    def __init__(self, phones: DeskPhones, sip: Dialler | None) -> None:
        self._phones, self._sip = phones, sip

    async def dial(self, address: str, headers: dict[str, str] | None = None) -> AgentLine:
        if address.startswith(SCHEME):
            return await self._phones.dial(address, headers)
        if self._sip is None:
            raise NoTelephone("there is no SIP endpoint to ring that address with")
        return await self._sip.dial(address, headers)
