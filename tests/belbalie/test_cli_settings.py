from pathlib import Path

import pytest

from belbalie.errors import WrongUse
from belbalie.settings import Settings, load


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings but those of the test."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BELBALIE_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_settings_the_records_are_in_the_data_folder() -> None:
    settings = load()
    assert settings.database_url == f"sqlite:///{settings.data}/belbalie.db"
    assert (settings.content / "gemeente.yaml").is_file()


def test_the_command_line_goes_before_the_environment_and_that_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = "BELBALIE_CALLS=1\nBELBALIE_HTTP=a:1\nBELBALIE_DATA=a\n"
    (tmp_path / "belbalie.env").write_text(file, encoding="utf-8")
    monkeypatch.setenv("BELBALIE_HTTP", "b:2")
    monkeypatch.setenv("BELBALIE_DATA", "b")
    settings = load(data=Path("c"), http=None)
    assert (settings.calls, settings.http, settings.data) == (1, "b:2", Path("c"))


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELBALIE_CALLS", "")
    monkeypatch.setenv("BELBALIE_DUTCH_VOICE", "")
    settings = load()
    assert (settings.calls, settings.dutch_voice) == (16, None)


@pytest.mark.parametrize(
    ("http", "host", "port"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080),
        ("[::1]:0", "::1", 0),
        ("balie.nl:443", "balie.nl", 443),
    ],
)
def test_an_address_has_a_host_and_a_port(http: str, host: str, port: int) -> None:
    settings = load(http=http)
    assert (settings.http_host, settings.http_port) == (host, port)


@pytest.mark.parametrize(
    "http",
    ["", "8080", "127.0.0.1", "host:", ":80", "host:65536", "host:eighty", "::1:80", "a b:80"],
)
def test_an_address_that_is_none_is_told(http: str) -> None:
    with pytest.raises(
        WrongUse, match=r"^setting http: expected HOST:PORT such as .*BELBALIE_HTTP"
    ):
        load(http=http)


@pytest.mark.parametrize("name", ["database", "model_mirror"])
def test_a_wrong_url_is_told_without_what_it_holds(name: str) -> None:
    with pytest.raises(WrongUse, match=f"BELBALIE_{name.upper()}") as told:
        load(**{name: "ftp://user:geheim@host/name"})
    assert "geheim" not in str(told.value)


@pytest.mark.parametrize("calls", [0, -1, "nul", 1.5])
def test_a_number_of_calls_that_cannot_be_is_told(calls: object) -> None:
    with pytest.raises(WrongUse, match=f"setting calls: .*{calls}"):
        load(calls=calls)


def test_the_token_is_not_in_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELBALIE_METRICS_TOKEN", "geheim")
    assert "geheim" not in repr(load())


WEBHOOK = "https://user:geheim@kcc.example.nl/cards"
WEBHOOK_SECRET = "whsec_" + "c2VjcmV0" * 4


def test_a_webhook_has_an_address_and_a_secret() -> None:
    settings = load(webhook=WEBHOOK, webhook_secret=WEBHOOK_SECRET)
    assert settings.webhook == WEBHOOK
    assert settings.webhook_secret is not None
    assert settings.webhook_secret.get_secret_value() == WEBHOOK_SECRET
    for secret in ("geheim", WEBHOOK_SECRET):
        assert secret not in repr(settings)


@pytest.mark.parametrize(
    ("webhook", "secret", "sentence"),
    [
        ("ftp://geheim@host/", WEBHOOK_SECRET, "setting webhook: expected an address such as"),
        ("https://host:geheim/", WEBHOOK_SECRET, "setting webhook: expected an address such as"),
        ("https://", WEBHOOK_SECRET, "setting webhook: expected an address such as"),
        (WEBHOOK, None, "setting webhook_secret: expected a secret to sign with"),
        (WEBHOOK, "geheim", "setting webhook_secret: expected whsec_ and 24 to 64 bytes"),
        (None, "geheim", "setting webhook_secret: expected whsec_ and 24 to 64 bytes"),
    ],
)
def test_a_wrong_webhook_is_told_without_what_it_holds(
    webhook: str | None, secret: str | None, sentence: str
) -> None:
    with pytest.raises(WrongUse, match=f"^{sentence}.*BELBALIE_WEBHOOK") as told:
        load(webhook=webhook, webhook_secret=secret)
    assert "geheim" not in str(told.value)
