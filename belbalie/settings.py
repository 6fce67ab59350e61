"""Settings, read once at the entry point from the environment or `belbalie.env`."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from belbalie.errors import WrongUse

ROOT = Path(__file__).resolve().parent.parent

Port = Annotated[str, Field(pattern=r"^\[?[\w.:-]+\]?:\d{1,5}$")]


class Settings(BaseSettings):
    """Each is set by `BELBALIE_` and its name in capitals; the command line goes before it."""

    model_config = SettingsConfigDict(
        env_prefix="BELBALIE_", env_file="belbalie.env", extra="forbid", frozen=True
    )

    content: Path = ROOT / "content"
    """Folder with the municipality's topics, sentences and facts."""
    data: Path = ROOT / "var"
    """Folder for the database, the models and the prompt store."""
    database: str = ""
    """SQLAlchemy URL; empty is SQLite in the data folder."""
    http: Port = "127.0.0.1:8080"
    """Address of the pages and the media sockets."""
    model_mirror: str | None = None
    """Base URL of a mirror that serves models; empty is the public hub."""
    recogniser: str = "whisper-base"
    recogniser_threads: int = Field(2, ge=1)
    recogniser_compute: str = "int8"
    dutch_voice: str | None = None
    """Name of the Dutch voice; empty takes the best that is installed."""
    calls: int = Field(16, ge=1)
    """Calls at the same time; one more is refused as busy."""
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    metrics_token: SecretStr | None = None
    """When set, /metrics asks for it as a bearer token."""

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
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise WrongUse(
            f"setting {name}: {first['msg']}, got {first['input']!r}; "
            f"correct BELBALIE_{name.upper()} or the option of that name"
        ) from None
