"""How the SIP process is to be set up; it travels to it as JSON. Pure."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Literal

EVERYBODY = "0.0.0.0/0"
TLS_PORT_AFTER = 1
"""TLS listens on the port after that of UDP and TCP: so the stack has it."""


class Srtp(StrEnum):
    """Sound in secret (RFC 3711, keys by SDES, RFC 4568)."""

    OFF = "off"
    OPTIONAL = "optional"
    MANDATORY = "mandatory"


@dataclass(frozen=True, slots=True)
class Account:
    """A registration at a PBX or provider (RFC 3261 section 10), with digest (section 22)."""

    user: str
    domain: str
    password: str = field(repr=False)
    transport: Literal["udp", "tcp", "tls"] = "udp"
    refresh_seconds: int = 600


@dataclass(frozen=True, slots=True)
class SipSettings:
    host: str
    """IPv4 address to listen on; 0.0.0.0 is every one."""
    port: int
    allow: tuple[str, ...] = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
    """Networks that may talk SIP to us; others are not even heard."""
    rtp_ports: tuple[int, int] = (30000, 31999)
    """Two ports a call: the first even, the second with its reports (RFC 3550)."""
    srtp: Srtp = Srtp.OFF
    certificate: str = ""
    """PEM file with key and chain; without one there is no TLS."""
    trusted: str = ""
    """PEM file of those whose certificates we take when we dial over TLS."""
    account: Account | None = None

    @property
    def guarded(self) -> bool:
        """Whether anybody at all is to be kept out."""
        return EVERYBODY not in self.allow

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "SipSettings":
        fields = json.loads(text)
        account = fields["account"]
        return cls(
            **fields
            | {
                "allow": tuple(fields["allow"]),
                "rtp_ports": tuple(fields["rtp_ports"]),
                "srtp": Srtp(fields["srtp"]),
                "account": Account(**account) if account else None,
            }
        )
