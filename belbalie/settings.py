"""Settings, read once at the entry point from the environment or `belbalie.env`."""

import re
from ipaddress import IPv4Network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, FilePath, SecretStr, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from belbalie.errors import WrongUse
from belbalie.oidc_settings import OUR_ROLES, checked_roles, issuer_url, roles_of
from belbalie.open_klant_settings import (
    Anonymous,
    channel,
    named_identifiers,
    register_token,
    register_url,
)
from belbalie.tokens import Token, tokens_of
from belbalie.web_address import is_web_address
from connectors.openid import Provider
from connectors.signing import signing_key
from connectors.sms import PAYLOAD, checked_payload
from telephony.sip_settings import TLS_PORT_AFTER, Account, SipSettings, Srtp

ROOT = Path(__file__).resolve().parent.parent

SIP_OFF = "off"
_ACCOUNT = re.compile(
    r"sip:(?P<user>[^@;:\s]+)@(?P<domain>[\w.-]+(?::\d{1,5})?)(?:;transport=(?P<transport>udp|tcp|tls))?",
    re.ASCII,
)
_ENV_FILE = "belbalie.env"
_UNSHOWN = frozenset(
    {
        "call_key",
        "crisis_tokens",
        "database",
        "language_model_key",
        "metrics_token",
        "model_mirror",
        "open_klant",
        "open_klant_token",
        "oidc_client_secret",
        "sms_gateway",
        "sms_token",
        "webhook",
        "webhook_secret",
    }
)
"""May hold a password: their values are in no message."""


def _address(text: str) -> str:
    found = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[\w.-]+):(\d{1,5})", text, re.ASCII)
    if found is None or int(found[2]) > 65535:
        raise ValueError("expected HOST:PORT such as 127.0.0.1:8080")
    return text


def _records_url(text: str) -> str:
    if text and not re.match(r"(sqlite|postgresql)(\+\w+)?://", text):
        raise ValueError(
            "expected a database URL such as sqlite:////var/lib/belbalie/records.db or "
            "postgresql+psycopg://user@host/name, got one that begins otherwise"
        )
    return text


def _mirror_url(text: str | None) -> str | None:
    if text is not None:
        parts = urlsplit(text)  # raises ValueError with a reason of its own
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(
                "expected an address such as https://models.example.nl/belbalie, got none of that"
            )
    return text


def _sip_address(text: str) -> str:
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})", text, re.ASCII)
    if text != SIP_OFF and (found is None or not 0 < int(found[2]) <= 65535 - TLS_PORT_AFTER):
        raise ValueError("expected an IPv4 address and port such as 127.0.0.1:5060, or off")
    return text


def _networks(text: str) -> str:
    networks = [str(IPv4Network(each.strip())) for each in text.split(",")]
    return ",".join(networks)


def _port_range(text: str) -> str:
    found = re.fullmatch(r"(\d{1,5})-(\d{1,5})", text, re.ASCII)
    if found is None or not 1024 <= int(found[1]) < int(found[2]) <= 65535:
        raise ValueError("expected a range of ports such as 30000-31999")
    return text


def _account_address(text: str | None) -> str | None:
    if text is not None and _ACCOUNT.fullmatch(text) is None:
        raise ValueError("expected an account such as sip:belbalie@pbx.example.nl;transport=tcp")
    return text


def _webhook_url(text: str | None) -> str | None:
    if text is not None and not is_web_address(text):
        raise ValueError(
            "expected an address such as https://kcc.example.nl/cards, got none of that"
        )
    return text


def _gateway_url(text: str | None) -> str | None:
    if text is not None and not is_web_address(text):
        raise ValueError(
            "expected an address such as https://sms.example.nl/send, got none of that"
        )
    return text


def _webhook_secret(secret: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
    if secret is not None:
        signing_key(secret.get_secret_value())  # raises ValueError with a reason of its own
    elif others.data.get("webhook") is not None:
        raise ValueError("expected a secret to sign with, as a webhook is set, got none")
    return secret


def _desk_url(told: str | None) -> str | None:
    if told is not None and not re.fullmatch(r"https?://[^/\s]+/?", told):
        raise ValueError("expected an address such as https://balie.example.nl, without a path")
    return told.rstrip("/") if told is not None else None


def _model_url(told: str | None) -> str | None:
    if told is not None and not re.fullmatch(r"https?://[^/\s]+(?:/\S*)?", told):
        raise ValueError("expected an address that begins with http:// or https://")
    return told.rstrip("/") if told is not None else None


def _crisis_tokens(told: SecretStr | None) -> SecretStr | None:
    if told is not None:
        tokens_of(told.get_secret_value())  # raises ValueError with a reason of its own
    return told


class Settings(BaseSettings):
    """Each is set by `BELBALIE_` and its name in capitals; the command line goes before it."""

    model_config = SettingsConfigDict(
        env_prefix="BELBALIE_",
        env_file=_ENV_FILE,
        env_ignore_empty=True,  # compose files pass on what is not set as nothing
        extra="forbid",
        frozen=True,
    )

    content: Path = ROOT / "content"
    """Folder with the municipality's topics, sentences and facts."""
    data: Path = ROOT / "var"
    """Folder for the database, the models and the prompt store."""
    database: Annotated[str, AfterValidator(_records_url)] = ""
    """SQLAlchemy URL; empty is SQLite in the data folder."""
    http: Annotated[str, AfterValidator(_address)] = "127.0.0.1:8080"
    """Address of the pages and the media sockets."""
    sip: Annotated[str, AfterValidator(_sip_address)] = "127.0.0.1:5060"
    """IPv4 address for telephone calls over UDP and TCP; TLS is on the next port; 'off' is none."""
    sip_allow: Annotated[str, AfterValidator(_networks)] = (
        "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16"
    )
    """Networks that may talk SIP to us; what comes from elsewhere is not even heard."""
    sip_rtp_ports: Annotated[str, AfterValidator(_port_range)] = "30000-31999"
    """Ports for sound, two a call."""
    sip_certificate: FilePath | None = None
    """PEM file with our key and certificates; with it TLS is there."""
    sip_trusted: FilePath | None = None
    """PEM file of the authorities that we believe when we dial over TLS."""
    sip_srtp: Srtp = Srtp.OPTIONAL
    """Encrypted sound: off, optional (over TLS) or mandatory (a call without it is refused)."""
    sip_account: Annotated[str | None, AfterValidator(_account_address)] = None
    """Account to register, such as sip:belbalie@pbx.example.nl;transport=tcp."""
    sip_password: SecretStr = SecretStr("")
    """Its password."""
    model_mirror: Annotated[str | None, AfterValidator(_mirror_url)] = None
    """Base URL of a mirror that serves models; empty is the public hub."""
    recogniser: str = "whisper-base"
    recogniser_threads: int = Field(2, ge=1)
    """Turns recognised at once, one core each."""
    recogniser_compute: str = "int8"
    dutch_voice: str | None = None
    """Name of the Dutch voice; empty takes the best that is installed."""
    prompts_ahead: bool = True
    """Render all that is said while nobody calls, some minutes of two cores after a start; without
    it only the greeting and the sentences at danger are there before they are needed."""
    prompts_megabytes: int = Field(1000, ge=10)
    """Room for rendered sentences in the data folder; what was used longest ago goes first."""
    calls: int = Field(16, ge=1)
    """Calls at the same time; one more is refused as busy."""
    text_calls: int = Field(50, ge=1)
    """Conversations by text at the same time, beside the calls; each costs little."""
    knowledge_delay_seconds: float = Field(0.5, ge=0)
    """How long a site is left alone between two pages that are read of it."""
    knowledge_page_seconds: float = Field(15, gt=0)
    """How long one page may take."""
    knowledge_source_seconds: float = Field(3600, gt=0)
    """How long all of a source may take."""
    knowledge_page_bytes: int = Field(20_000_000, gt=0)
    """A page or file that is larger is not read."""
    knowledge_hosts: str = ""
    """Hosts of your own that an editor may name as a source, with commas between them."""
    document_days_costs: int = Field(400, ge=1)
    """How old a text on costs may be that is told from documents: tariffs change once a year."""
    document_days_rights: int = Field(730, ge=1)
    document_days_deadlines: int = Field(730, ge=1)
    language_model: Annotated[str | None, AfterValidator(_model_url)] = None
    """Base URL of a language model in the manner of OpenAI, which may put answers from documents
    more plainly: 'http://10.0.0.7:8000/v1'. Empty: there is none."""
    language_model_name: str = "default"
    """The name by which it is asked."""
    language_model_key: SecretStr | None = None
    """Sent to it as a bearer token."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    desk_address: Annotated[str | None, AfterValidator(_desk_url)] = None
    """Where browsers find the desk, such as https://balie.example.nl; empty: the host that they
    ask, which is right without a proxy that changes it."""
    oidc_issuer: Annotated[str | None, AfterValidator(issuer_url)] = None
    """The identity provider with which people sign in to the desk: its address, as it writes it
    itself. Empty: there is none."""
    oidc_client_id: str = "belbalie"
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_roles_claim: str = "roles"
    """Where a person's roles stand in what it signs, such as realm_access.roles."""
    oidc_roles: Annotated[str, AfterValidator(checked_roles)] = OUR_ROLES
    """Our role for its name for it: 'agent=kcc-medewerker,administrator=kcc-beheer'."""
    local_accounts: bool = True
    """Who has a local account may also sign in with it where there is an identity provider."""
    metrics_token: SecretStr | None = None
    """When set, /metrics asks for it as a bearer token."""
    crisis_tokens: Annotated[SecretStr | None, AfterValidator(_crisis_tokens)] = None
    """Who may use /crisis: 'NAME:ROLE:TOKEN,…', role look or start; empty: it is not there."""
    webhook: Annotated[str | None, AfterValidator(_webhook_url)] = Field(None, repr=False)
    """Address that cards of calls are posted to; may hold a password."""
    webhook_secret: Annotated[SecretStr | None, AfterValidator(_webhook_secret)] = Field(
        None, validate_default=True
    )
    """What they are signed with: 'whsec_…', base64, as Standard Webhooks has it."""

    call_key: SecretStr | None = Field(None, min_length=20)
    """Under which codes and lines of calls are kept; the same for every process that shares a
    database. Empty: the file 'calls.key' of the data folder, made when it is not there."""
    wish_days: int = Field(365, ge=1)
    """How long it is remembered that a caller wants it slowly, since they said so."""
    contact_days: int = Field(30, ge=1)
    """How long an agent sees which calls came from the same number before."""
    trace_days: int = Field(365, ge=1)
    """How long it is known who looked at which call, and what happened to accounts."""
    sms_gateway: Annotated[str | None, AfterValidator(_gateway_url)] = Field(None, repr=False)
    """Address that text messages are posted to; may hold a password. Empty: they are put in the
    folder 'sms' of the data folder, for a system of the municipality that sends them."""
    sms_token: SecretStr | None = None
    """Sent to it as a bearer token."""
    sms_sender: str = "Gemeente"
    """Who a message is from, as its receiver sees it: a name of at most 11 signs, or a number."""
    sms_payload: Annotated[str, AfterValidator(checked_payload)] = PAYLOAD
    """JSON that is posted, with {to}, {text}, {from} and {id} in its texts."""

    open_klant: Annotated[str | None, AfterValidator(register_url)] = Field(None, repr=False)
    """Address of the Klantinteracties API, up to and with '/klantinteracties/api/v1', to which
    calls that were handed over and callbacks are told. Empty: they are told to nobody."""
    open_klant_token: Annotated[SecretStr | None, AfterValidator(register_token)] = Field(
        None, validate_default=True
    )
    """What it knows us by."""
    open_klant_trusted: FilePath | None = None
    """PEM file of the authorities that its certificate may come from; empty: the usual ones."""
    open_klant_channel: Annotated[str, AfterValidator(channel)] = "Telefoon"
    """How the municipality's list of channels spells the telephone."""
    open_klant_text_channel: Annotated[str, AfterValidator(channel)] = "Live chat"
    """How it spells a conversation by text."""
    open_klant_anonymous: Anonymous = Anonymous.CALLBACKS
    """Whether calls of people who told no name are contacts: never, callbacks, or all."""
    open_klant_departments: Annotated[str, AfterValidator(named_identifiers)] = ""
    """Ids of departments there: 'burgerzaken=PaBH, afval=G12/grp'. One that is not here goes by
    its key."""
    open_klant_agents: Annotated[str, AfterValidator(named_identifiers)] = ""
    """Ids of agents there: 'Sanne de Wit=sanne@zonnedael.nl/mdw/handmatig/email'. One that is not
    here goes by their name."""

    @property
    def sip_setup(self) -> SipSettings | None:
        """What the SIP process is given; None when there is to be none."""
        if self.sip == SIP_OFF:
            return None
        host, _, port = self.sip.rpartition(":")
        first, _, last = self.sip_rtp_ports.partition("-")
        return SipSettings(
            host=host,
            port=int(port),
            allow=tuple(self.sip_allow.split(",")),
            rtp_ports=(int(first), int(last)),
            srtp=self.sip_srtp,
            certificate=str(self.sip_certificate or ""),
            trusted=str(self.sip_trusted or ""),
            account=self._sip_account,
        )

    @property
    def _sip_account(self) -> Account | None:
        found = _ACCOUNT.fullmatch(self.sip_account or "")
        if found is None:
            return None
        return Account(
            user=found["user"],
            domain=found["domain"],
            password=self.sip_password.get_secret_value(),
            transport=found["transport"] or "udp",  # type: ignore[arg-type]  # the pattern's three
        )

    @property
    def oidc_provider(self) -> Provider | None:
        """None where people sign in with local accounts only."""
        if self.oidc_issuer is None:
            return None
        return Provider(
            issuer=self.oidc_issuer,
            client_id=self.oidc_client_id,
            client_secret=self.oidc_client_secret.get_secret_value(),
            roles_claim=self.oidc_roles_claim,
            roles=roles_of(self.oidc_roles),
        )

    @property
    def crisis_users(self) -> tuple[Token, ...]:
        return tokens_of(self.crisis_tokens.get_secret_value()) if self.crisis_tokens else ()

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data / 'belbalie.db'}"

    @property
    def models(self) -> Path:
        return self.data / "models"

    @property
    def prompts(self) -> Path:
        return self.data / "prompts"

    @property
    def embeddings(self) -> Path:
        return self.data / "embeddings"

    @property
    def http_host(self) -> str:
        return self.http.rpartition(":")[0].strip("[]")

    @property
    def http_port(self) -> int:
        return int(self.http.rpartition(":")[2])


def load(**overrides: object) -> Settings:
    """Settings with the command line's own values before the environment's.

    Raises WrongUse with one sentence that names the setting, what was expected and what came.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise WrongUse(_sentence(error.errors()[0])) from None
    except UnicodeDecodeError:
        raise WrongUse(f"{_ENV_FILE}: expected UTF-8 text, got other bytes") from None


def _sentence(error: ErrorDetails) -> str:
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{_ENV_FILE}: expected settings that exist, got {name.upper()}; take it out"
    came = "" if name in _UNSHOWN else f", got {error['input']!r}"
    return (
        f"setting {name}: {error['msg'].removeprefix('Value error, ')}{came}; "
        f"correct BELBALIE_{name.upper()} or the option of that name"
    )
