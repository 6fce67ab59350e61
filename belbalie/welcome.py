"""What `belbalie serve` says once calls can come in."""

from belbalie.household import Household
from telephony.sip_settings import TLS_PORT_AFTER


def welcome(household: Household) -> str:
    settings = household.settings
    name = household.known.knowledge.municipality.name
    lines = [
        f"Belbalie answers for {name}.",
        f"  web        http://{settings.http}/          call from the browser",
        f"  sockets    ws://{settings.http}/media/twilio  and  /media/raw",
        f"  sip        {_telephone(household)}",
        "  test call  .venv/bin/belbalie call tests/sounds/paspoort.wav",
        *(f"  note       {line}" for line in household.advice),
    ]
    return "\n".join(lines)


def _telephone(household: Household) -> str:
    setup = household.settings.sip_setup
    if setup is None:
        return "off"
    tls = f", TLS on port {setup.port + TLS_PORT_AFTER}" if setup.certificate else ""
    return f"sip:gemeente@{setup.host}:{setup.port} (UDP, TCP{tls}): call with any softphone"
