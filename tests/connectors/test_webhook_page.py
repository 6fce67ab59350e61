"""The examples of docs/webhook.md work."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from connectors.signing import signed, signing_key
from dialog.card import fields
from dialog.summary import Trouble, summarise
from tests.connectors.test_webhook import SECRET

PAGE = (Path(__file__).parents[2] / "docs" / "webhook.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
BODY = '{"data": {"call": "abc", "card": {"name": "é"}}}'


def card(example: str, body: str, headers: dict[str, str]) -> Any:
    names: dict[str, Any] = {}
    exec(example, names)  # our own page
    return names["card"](body.encode(), headers, SECRET)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_takes_what_we_signed_and_nothing_else(example: str) -> None:
    headers = signed(signing_key(SECRET), "msg_1", datetime.now(UTC), BODY)
    assert card(example, BODY, headers) == {"name": "é"}
    with pytest.raises(Exception, match=r"not ours|No matching signature"):
        card(example, BODY.replace("abc", "abd"), headers)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_takes_nothing_old(example: str) -> None:
    headers = signed(signing_key(SECRET), "msg_1", datetime(2026, 1, 1, tzinfo=UTC), BODY)
    with pytest.raises(Exception, match="too old"):
        card(example, BODY, headers)


def test_every_field_of_the_card_is_explained() -> None:
    assert len(EXAMPLES) == 2
    told = set(re.findall(r"`(\w+)`", PAGE.partition("field of `card`")[2].partition("\n\n")[0]))
    assert set(fields(summarise([]))) <= told
    assert json.dumps(fields(summarise([])))
    assert all(trouble.value in PAGE for trouble in Trouble)
