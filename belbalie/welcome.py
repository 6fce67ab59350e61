"""What `belbalie serve` says once calls can come in."""

from collections.abc import Sequence

from belbalie.household import Household
from telephony.sip_settings import TLS_PORT_AFTER


def welcome(household: Household, transports: Sequence[str]) -> str:
    """`transports` are those on which telephone calls come in; none when there is no telephone."""
    settings = household.settings
    name = household.known.knowledge.municipality.name
    lines = [
        f"Belbalie answers for {name}.",
        f"  web        http://{settings.http}/          call from the browser",
        f"  desk       http://{settings.http}/balie    for agents and editors; the first account:",
        "             .venv/bin/belbalie accounts add NAME --title NAME --role administrator",
        f"  sockets    ws://{settings.http}/media/twilio  and  /media/raw",
        f"  sip        {_telephone(household, transports)}",
        "  test call  .venv/bin/belbalie call tests/sounds/paspoort.wav",
        *(f"  note       {line}" for line in household.advice),
        *([f"  note       {_ONLY_UDP}"] if tuple(transports) == ("udp",) else []),
    ]
    return "\n".join(lines)


_ONLY_UDP = (
    "SIP over TCP and TLS is off: their sockets can be guarded as root or with CAP_NET_ADMIN only; "
    "BELBALIE_SIP_ALLOW=0.0.0.0/0 leaves them unguarded"
)


def _telephone(household: Household, transports: Sequence[str]) -> str:
    setup = household.settings.sip_setup
    if setup is None:
        return "off"
    ports = {"udp": "UDP", "tcp": "TCP", "tls": f"TLS on port {setup.port + TLS_PORT_AFTER}"}
    how = ", ".join(ports[each] for each in transports)
    return f"sip:gemeente@{setup.host}:{setup.port} ({how}): call with any softphone"
