import dataclasses
import json
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any

import pytest

from dialog import acts, desk_events, events
from dialog.acts import Act, Expectation, Listen, LookUp
from dialog.desk_events import DeskEvent
from dialog.events import Candidate, Event, Found, Heard
from dialog.wire import decode, encode, kinds

AT = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1)))

PLAIN: dict[Any, Any] = {
    str: "één",
    int: 3,
    float: 0.5,
    bool: True,
    datetime: AT,
    date: AT.date(),
}


def example(hint: Any) -> Any:
    """Some value of this type, never the default None or the empty tuple."""
    if hint in PLAIN:
        return PLAIN[hint]
    inner = [one for one in typing.get_args(hint) if one is not type(None)]
    origin = typing.get_origin(hint)
    if origin is tuple and inner[-1] is Ellipsis:
        return (example(inner[0]), example(inner[0]))
    if origin is tuple:
        return tuple(example(one) for one in inner)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"sleutel": example(inner[1])}
    if origin is typing.Literal:
        return inner[-1]
    if inner:
        return example(inner[0])
    if issubclass(hint, Enum):
        return list(hint)[-1]
    return filled(hint)


def filled(of: Any) -> Any:
    hints = typing.get_type_hints(of)
    return of(**{field.name: example(hints[field.name]) for field in dataclasses.fields(of)})


def every_class() -> list[type[Event | Act]]:
    return [
        value
        for module in (events, desk_events, acts)
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Event | Act)
        and value not in (Event, DeskEvent, Act)
        and value.__module__ == module.__name__
    ]


@pytest.mark.parametrize("of", every_class(), ids=lambda of: of.__name__)
def test_every_event_and_act_comes_back_as_it_went(of: type[Event | Act]) -> None:
    item = filled(of)
    kind, fields = encode(item)
    assert decode(kind, json.loads(json.dumps(fields))) == item


def test_no_class_is_without_a_kind() -> None:
    assert set(kinds().values()) == set(every_class())
    assert len(every_class()) >= 18


def test_kinds_are_the_names_in_small_letters() -> None:
    assert encode(LookUp(query="x"))[0] == "look_up"
    assert encode(Heard(at=AT, text="x"))[0] == "heard"


def test_moments_enums_and_candidates_become_plain_json() -> None:
    found = Found(at=AT, query="x", candidates=(Candidate("paspoort", 0.9),))
    assert encode(found)[1] == {
        "at": "2026-11-22T10:00:00.123456+01:00",
        "query": "x",
        "candidates": [{"topic": "paspoort", "score": 0.9, "part": 0}],
        "crisis": [],
        "document": None,
    }
    assert encode(Listen(expect=Expectation.YES_NO))[1] == {"expect": "yes_no", "slot": None}


def test_a_field_with_a_default_may_be_absent_and_an_unknown_one_is_passed_over() -> None:
    heard = decode("heard", {"at": AT.astimezone(UTC).isoformat(), "text": "ja", "later": 1})
    assert heard == Heard(at=AT, text="ja")


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("sneezed", {}, "expected a known kind of event or act, got 'sneezed'"),
        ("event", {}, "expected a known kind of event or act, got 'event'"),
        ("look_up", {}, "look_up: expected the field 'query', which is missing"),
        ("look_up", {"query": 3}, "look_up.query: expected str, got int"),
        ("pace", {"rate": "fast"}, "pace.rate: expected float, got str"),
        ("pace", {"rate": True}, "pace.rate: expected float, got bool"),
        ("conclude", {"outcome": "eaten"}, "conclude.outcome: 'eaten' is not a valid OutcomeType"),
        ("hush", [], "hush: expected fields by name, got list"),
        ("hung_up", {"at": "vandaag", "by": "x"}, "hung_up.at: Invalid isoformat string"),
        ("hung_up", {"at": "2026-11-22", "by": "x"}, "expected a moment with a time zone"),
        (
            "found",
            {"at": AT.isoformat(), "query": "x", "candidates": [{"topic": "paspoort"}]},
            r"found.candidates\[0\]: expected the field 'score', which is missing",
        ),
        (
            "found",
            {"at": AT.isoformat(), "query": "x", "candidates": "paspoort"},
            "found.candidates: expected tuple, got str",
        ),
        ("say", {"text": "x", "topic": 3}, "say.topic: expected"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(kind: str, fields: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        decode(kind, fields)


def test_a_stranger_is_refused() -> None:
    with pytest.raises(ValueError, match="expected an event or act of dialog, got Event"):
        encode(Event(at=AT))
