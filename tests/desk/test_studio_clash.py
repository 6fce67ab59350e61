"""What two editors made of one file: what goes together does, and the rest is a choice."""

from typing import Any

import pytest

from desk.studio.forms.clashing import Choice, chosen, named, together
from desk.studio.forms.town import hours_form

BASE = {"name": "Zonnedael", "rows": [{"a": 1}, {"b": 2}], "hours": {"maandag": "9"}}


def with_(**other: Any) -> dict[str, Any]:
    return {**BASE, **other}


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        (with_(name="Dal"), with_(hours={}), with_(name="Dal", hours={})),
        (with_(hours={"maandag": "9", "dinsdag": "8"}), with_(hours={"maandag": "7"}),
         with_(hours={"maandag": "7", "dinsdag": "8"})),
        (with_(rows=[{"a": 1}, {"b": 2}, {"c": 3}]), with_(rows=[{"a": 1}, {"b": 2}, {"d": 4}]),
         with_(rows=[{"a": 1}, {"b": 2}, {"d": 4}, {"c": 3}])),
        (with_(rows=[{"b": 2}]), with_(rows=[{"a": 1}, {"b": 2}, {"d": 4}]),
         with_(rows=[{"b": 2}, {"d": 4}])),
        (with_(rows=[{"a": 9}, {"b": 2}]), with_(rows=[{"a": 1}, {"b": 7}]),
         with_(rows=[{"a": 9}, {"b": 7}])),
    ],
)  # fmt: skip
def test_what_goes_together_is_put_together(ours: Any, theirs: Any, both: Any) -> None:
    made = together(BASE, ours, theirs)
    assert (made.data, made.choices) == (both, [])
    assert together(BASE, theirs, ours).choices == []


@pytest.mark.parametrize(
    ("ours", "theirs", "choice"),
    [
        (with_(name="Dal"), with_(name="Berg"), Choice(("name",), "Dal", "Berg")),
        (with_(hours={}), with_(hours={"maandag": "7"}), Choice(("hours", "maandag"), None, "7")),
        (with_(rows=[{"a": 9}, {"b": 2}]), with_(rows=[{"a": 8}, {"b": 2}]),
         Choice(("rows", 0, "a"), 9, 8)),
        (with_(rows=[{"a": 9}]), with_(rows=[{"a": 8}, {"b": 2}]),
         Choice(("rows",), [{"a": 9}], [{"a": 8}, {"b": 2}])),
    ],
)  # fmt: skip
def test_the_same_value_is_chosen(ours: Any, theirs: Any, choice: Choice) -> None:
    made = together(BASE, ours, theirs)
    assert made.choices == [choice]
    assert chosen(made.data, choice, mine=False) == theirs
    assert chosen(made.data, choice, mine=True) == ours


def test_a_choice_is_called_as_the_form_calls_it() -> None:
    form = hours_form()
    assert named(form, ("hours", "maandag")) == "Maandag"
    assert named(form, ("closing_days", 1, "day")) == "sluitingsdag 2 – Dag"
    assert named(form, ("closing_days",)) == "Dagen waarop de hele gemeente dicht is"
    assert named(form, ("facts", "adres")) == "facts – adres"
