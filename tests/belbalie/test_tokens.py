import pytest

from belbalie.errors import WrongUse
from belbalie.settings import load
from belbalie.tokens import Role, tokens_of, whose

ANNA, BERT = "a" * 20, "b:" * 12
TOLD = f"anna:start:{ANNA}, wacht.kamer:look:{BERT}"


def test_names_have_a_role_and_a_token_of_their_own() -> None:
    tokens = tokens_of(TOLD)
    assert [(each.name, each.role) for each in tokens] == [
        ("anna", Role.START),
        ("wacht.kamer", Role.LOOK),
    ]
    assert whose(tokens, ANNA) is tokens[0]
    assert whose(tokens, BERT) is tokens[1]


@pytest.mark.parametrize("given", ["", "a" * 19, "a" * 21, "é" * 20, ANNA.upper()])
def test_what_is_no_token_is_nobodys(given: str) -> None:
    assert whose(tokens_of(TOLD), given) is None


@pytest.mark.parametrize(
    "told",
    [
        "anna",
        f"anna:{ANNA}",
        f"anna:baas:{ANNA}",
        f"anna:start:{'a' * 19}",
        f"an na:start:{ANNA}",
        f"anna:start:{ANNA},",
        f"anna:start:{ANNA},bert:look:{ANNA}",
    ],
)
def test_a_wrong_setting_is_refused_and_its_secrets_are_told_to_nobody(
    told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BELBALIE_CRISIS_TOKENS", told)
    with pytest.raises(WrongUse, match="crisis_tokens: expected") as caught:
        load()
    assert "a" * 19 not in str(caught.value)


def test_secrets_are_not_shown_and_without_a_setting_there_is_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("BELBALIE_CRISIS_TOKENS", raising=False)
    assert load().crisis_users == ()
    monkeypatch.setenv("BELBALIE_CRISIS_TOKENS", TOLD)
    assert len(load().crisis_users) == 2
    assert ANNA not in repr(load()) + repr(load().crisis_users)
