"""Settings, read once at the entry point from the environment or `belbalie.env`."""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from belbalie.errors import WrongUse
from connectors.signing import signing_key

ROOT = Path(__file__).resolve().parent.parent

_ENV_FILE = "belbalie.env"
_UNSHOWN = frozenset({"database", "metrics_token", "model_mirror", "webhook", "webhook_secret"})
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


def _webhook_url(text: str | None) -> str | None:
    if text is not None and not _is_web_address(text):
        raise ValueError(
            "expected an address such as https://kcc.example.nl/cards, got none of that"
        )
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # its own words hold the address
        return False


def _webhook_secret(secret: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
    if secret is not None:
        signing_key(secret.get_secret_value())  # raises ValueError with a reason of its own
    elif others.data.get("webhook") is not None:
        raise ValueError("expected a secret to sign with, as a webhook is set, got none")
    return secret


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
    model_mirror: Annotated[str | None, AfterValidator(_mirror_url)] = None
    """Base URL of a mirror that serves models; empty is the public hub."""
    recogniser: str = "whisper-base"
    recogniser_threads: int = Field(2, ge=1)
    recogniser_compute: str = "int8"
    dutch_voice: str | None = None
    """Name of the Dutch voice; empty takes the best that is installed."""
    calls: int = Field(16, ge=1)
    """Calls at the same time; one more is refused as busy."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    metrics_token: SecretStr | None = None
    """When set, /metrics asks for it as a bearer token."""
    webhook: Annotated[str | None, AfterValidator(_webhook_url)] = Field(None, repr=False)
    """Address that cards of calls are posted to; may hold a password."""
    webhook_secret: Annotated[SecretStr | None, AfterValidator(_webhook_secret)] = Field(
        None, validate_default=True
    )
    """What they are signed with: 'whsec_…', base64, as Standard Webhooks has it."""

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
