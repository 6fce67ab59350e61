"""How the SIP process is set up, and how that travels to it."""

import pytest

from telephony.sip_settings import EVERYBODY, Account, SipSettings, Srtp

ACCOUNT = Account("belbalie", "pbx.nl:5070", "geheim’", transport="tls", refresh_seconds=60)


@pytest.mark.parametrize(
    "settings",
    [
        SipSettings("127.0.0.1", 5060),
        SipSettings("0.0.0.0", 5080, ("10.0.0.0/8",), (20000, 20099), Srtp.MANDATORY, "a.pem",
                    "b.pem", ACCOUNT),
    ],
)  # fmt: skip
def test_it_arrives_as_it_was_sent(settings: SipSettings) -> None:
    text = settings.to_json()
    assert "\n" not in text
    assert SipSettings.from_json(text) == settings


@pytest.mark.parametrize(
    ("allow", "guarded"),
    [
        (("10.0.0.0/8",), True),
        ((), True),
        ((EVERYBODY,), False),
        (("10.0.0.0/8", EVERYBODY), False),
    ],
)
def test_only_where_everybody_may_nobody_is_kept_out(allow: tuple[str, ...], guarded: bool) -> None:
    assert SipSettings("127.0.0.1", 5060, allow).guarded is guarded


def test_the_password_is_in_no_text_about_it() -> None:
    assert "geheim" not in repr(SipSettings("127.0.0.1", 5060, account=ACCOUNT))
