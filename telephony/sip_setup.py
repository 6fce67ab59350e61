"""How the SIP stack is set up: where it listens, as whom it takes calls, what it offers."""

import logging
import re
import socket
from collections.abc import Sequence
from typing import Literal

from baresip import Account, Config
from loguru import logger

from telephony import caller_id
from telephony.allow_list import may_guard_tcp
from telephony.sip_settings import SipSettings, Srtp

Transport = Literal["udp", "tcp", "tls"]
CODECS = ("g722/16000/1", "pcma", "pcmu")
"""In this order where we ring; where we are rung the caller's order counts (RFC 3264 s. 6.1)."""
_ADDRESS = re.compile(
    r"sip:[\w+*#.~!$&'()=%-]+@[\w.-]+(?::\d{1,5})?(?:;transport=(udp|tcp|tls))?", re.ASCII
)


def config(settings: SipSettings, transports: Sequence[Transport]) -> Config:
    """The stack's jitter buffer is off: it throws away what comes 30 ms late, and all sound of the
    ninth sender (SSRC) in a call. Sound is heard as it comes, however unevenly; on its way to an
    agent it waits in the stack for its turn.
    """
    first, last = settings.rtp_ports
    lines = [
        f"sip_listen {settings.host}:{settings.port}",
        f"sip_transports {','.join(transports)}",
        f"rtp_ports {first}-{last}",
        "audio_jitter_buffer_type off",
    ]
    if settings.certificate:
        lines.append(f"sip_certificate {settings.certificate}")
    if settings.trusted:
        lines.append(f"sip_cafile {settings.trusted}")
    return Config(
        net_interface=None if settings.host == "0.0.0.0" else settings.host,
        max_concurrent_calls=None,  # the stack would count calls that it has leaked
        expose_headers=caller_id.HEADERS,
        native_log_level="warning",
        extra_config_text="\n".join(lines) + "\n",
    )


def transports(settings: SipSettings) -> tuple[Transport, ...]:
    """TCP and TLS only where their sockets can be guarded, or need not be."""
    if settings.guarded and not may_guard_tcp():
        return ("udp",)
    return ("udp", "tcp", "tls") if settings.certificate else ("udp", "tcp")


def trunk(settings: SipSettings, transport: Transport) -> Account:
    """Takes calls for every number, and registers nowhere."""
    return Account(
        user="belbalie", domain=settings.host, password="", reg_interval=0, transport=transport,
        audio_codecs=CODECS,
        extra_params=("catchall=yes", "video_codecs=none", *_encryption(settings, transport)),
    )  # fmt: skip


def _encryption(settings: SipSettings, transport: str) -> tuple[str, ...]:
    """Keys of SDES travel in the signalling: offered only where that is secret itself."""
    if settings.srtp is Srtp.MANDATORY:
        return ("mediaenc=srtp-mand",)
    return ("mediaenc=srtp",) if settings.srtp is Srtp.OPTIONAL and transport == "tls" else ()


def account(settings: SipSettings) -> Account:
    account = settings.account
    assert account is not None
    return Account(
        user=account.user, domain=account.domain, password=account.password,
        reg_interval=account.refresh_seconds, transport=account.transport,
        audio_codecs=CODECS, extra_params=_encryption(settings, account.transport),
    )  # fmt: skip


def ports_free(settings: SipSettings) -> None:
    """The stack starts without a port that it cannot have; better no start. Raises OSError."""
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, kind == socket.SOCK_STREAM)
            probe.bind((settings.host, settings.port))


def why_not(settings: SipSettings, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return (
        f"Expected to take telephone calls on {settings.host}:{settings.port}, got: {reason}; "
        "stop the program that uses it or choose another address, "
        "as in: belbalie serve --sip 127.0.0.1:5070"
    )


class Nameless(logging.Handler):
    """What the stack complains of, without the numbers of callers."""

    def emit(self, record: logging.LogRecord) -> None:
        text = re.sub(r"\d{4,}", "…", record.getMessage())
        logger.log(record.levelno, "SIP stack: {}", text)


def transport_of(address: str) -> str:
    """How this address is rung. Raises ValueError for what is no address."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError("expected an address such as sip:balie1@10.0.0.5:5060")
    return found[1] or "udp"
