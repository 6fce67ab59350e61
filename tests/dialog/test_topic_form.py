"""The form of a topic and its file: on the real files of the content."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialog.content_edit import CannotEdit
from dialog.form_merge import Choice, Together, together
from dialog.topic_form import (
    FACT_FIELDS,
    YES,
    cleaned,
    field_at,
    lines_of,
    read_form,
    values_of,
    with_values,
)
from tests.dialog.small_content import GROFVUIL, PASPOORT

FILES = sorted((Path(__file__).parents[2] / "content" / "topics").glob("*.yaml"))


def values(text: str) -> dict[str, str]:
    root, problems = read_form(text, Path("x.yaml"))
    assert root is not None, problems
    return values_of(root)


def saved(text: str, **changed: str) -> str:
    before = values(text)
    new = {name.replace("__", "."): value for name, value in changed.items()}
    return with_values(text, before, before | new)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_form_that_is_saved_unchanged_leaves_every_byte(file: Path) -> None:
    text = file.read_text()
    assert with_values(text, values(text), cleaned(values(text))) == text


@pytest.mark.parametrize("file", FILES[::3], ids=lambda file: file.stem)
def test_each_field_that_changes_changes_its_own_line(file: Path) -> None:
    text = file.read_text()
    before = values(text)
    fields = list(before)
    for field in fields[:: 1 + len(fields) // 6]:
        said = (
            "2026-03-04" if field.endswith(("dated", "valid_from", "valid_until")) else "Nu: 'x'."
        )
        new = before | {field: "" if before[field] == YES else said}
        if field.startswith("samples."):
            new[field] = f"{before[field]}\n{said}"
        elif field == "script.values":
            new[field] = "product: iets"
        after = with_values(text, before, new)
        assert values(after) == cleaned(new)
        gone = set(text.splitlines()) - set(after.splitlines())
        come = set(after.splitlines()) - set(text.splitlines())
        assert len(gone) <= 1 and len(come) <= 1, field  # noqa: PT018


def test_what_is_new_stands_where_it_belongs() -> None:
    after = saved(
        GROFVUIL,
        facts__prijs__valid_from="2026-01-01",
        facts__prijs__value="€ 25,00",
        facts__prijs__value_en="25 euros",
        simple__nl="Bel ons. Wij halen het op.",
        follow_ups__kosten__nl="Dat kost {prijs}.",
        follow_ups__kosten__must_verify=YES,
        related__paspoort__nl="Wilt u ook een paspoort?",
        script__key="grofvuil",
        script__values="soort: bank",
    )
    assert after == GROFVUIL.replace(
        "department: afval\n", "department: afval\nscript: {key: grofvuil, soort: bank}\n"
    ).replace(
        "02-01}\n",
        '02-01}\nfacts:\n  prijs: {value: {nl: "€ 25,00", en: 25 euros}, valid_from: 2026-01-01}\n',
    ).replace(
        "\nsamples:",
        '\nsimple: {nl: "Bel ons. Wij halen het op."}\n'
        "follow_ups:\n"
        '  kosten: {nl: "Dat kost {prijs}.", must_verify: true}\n'
        "related:\n"
        '  - {topic: paspoort, nl: "Wilt u ook een paspoort?"}\n'
        "samples:",
    )


def test_what_has_no_words_left_goes() -> None:
    facts = [f"facts.tarief.{field}" for field in FACT_FIELDS]
    before = values(PASPOORT)
    gone = dict.fromkeys((*facts, "follow_ups.kosten.nl", "follow_ups.kosten.en"), "")
    assert "tarief: {valid_from: 2026-01-01," in saved(PASPOORT, facts__tarief__value="")
    after = with_values(PASPOORT, before, before | gone)
    assert "facts:" not in after
    assert "kosten" not in after.replace("wat kost", "")
    assert "meenemen" in after


def test_flags_are_turned_on_and_off() -> None:
    assert "draft: true\n" in saved(GROFVUIL, draft=YES)
    assert saved(saved(GROFVUIL, draft=YES), draft="") == GROFVUIL
    assert "person_first: true\n" in saved("person_first: false\n", person_first=YES)
    assert "must_verify" not in saved(PASPOORT, follow_ups__meenemen__must_verify="")


def test_samples_keep_their_comments_and_the_others_their_place() -> None:
    text = "samples:\n  nl:\n    - een\n    - twee  # gemaakt\n    - drie\n"
    assert saved(text, samples__nl="nul\r\ntwee\n\n drie ") == (
        "samples:\n  nl:\n    - nul\n    - twee  # gemaakt\n    - drie\n"
    )


@pytest.mark.parametrize(
    "said",
    [
        *(
            ":",
            "a: b",
            "- x",
            "# x",
            "x # y",
            "{x}",
            "[x",
            "*x",
            "&x",
            "!x",
            "|",
            "> x",
            "%x",
            "@x",
        ),
        *("'", '"x', "\\n", "true", "12:30", "0x1f", "2026-01-01", "~", "? x", "x:", "é, €", "🙂"),
    ],
)
def test_whatever_is_typed_is_read_back(said: str) -> None:
    typed = {"title.nl": said, "answer.nl": said, "facts.tarief.value": said, "simple.nl": said}
    typed |= {"samples.nl": f"ja\n{said}", "related.trouwen.nl": said, "follow_ups.wie.nl": said}
    before = values(PASPOORT)
    assert values(with_values(PASPOORT, before, before | typed)) == before | typed


def test_signs_that_nobody_sees_are_left_out() -> None:
    assert "een pas, en" in saved(PASPOORT, title__nl="een\x07 \x00pas\x9f")


def test_what_is_known_of_an_errand_goes_with_it() -> None:
    known = saved(GROFVUIL, script__key="grofvuil", script__values=" soort:bank\nkey: x\n\ndag:")
    assert 'script: {key: grofvuil, soort: bank, dag: ""}\n' in known
    assert saved(known, script__key="") == GROFVUIL


def test_a_file_that_the_form_cannot_hold_is_told() -> None:
    with pytest.raises(CannotEdit):
        saved("title: Paspoort\n", title__nl="een paspoort")
    assert read_form("a: [", Path("x.yaml"))[0] is None
    assert read_form("- a", Path("x.yaml"))[1][0].line == 1
    assert read_form("", Path("x.yaml"))[0] is None


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("title: {nl", "title.nl"),
        ("tarief: {v", "facts.tarief.value"),
        ("nl: \"U vra", "answer.nl"),
        ("en: \"You a", "answer.en"),
        ("follow_ups:", "follow_ups.kosten.nl"),
        ("meenemen: ", "follow_ups.meenemen.nl"),
        ("- mijn pas", "samples.nl"),
        ("- I need", "samples.en"),
        ("key: pas", None),
    ],
)  # fmt: skip
def test_a_line_of_the_file_is_found_in_the_form(line: str, field: str | None) -> None:
    root, _ = read_form(PASPOORT, Path("x.yaml"))
    assert root is not None
    at = next(nth for nth, said in enumerate(PASPOORT.split("\n"), 1) if line in said)
    assert field_at(lines_of(root), at) == field


BASE = {"a": "1", "b": "2", "samples.nl": "x\ny\nz", "gone": "9"}


@pytest.mark.parametrize(
    ("ours", "theirs", "value"),
    [
        ({"a": "3"}, {}, {"a": "3"}),
        ({}, {"a": "3", "new": "4"}, {"a": "3", "new": "4"}),
        ({"a": "3"}, {"b": "4"}, {"a": "3", "b": "4"}),
        ({"gone": ""}, {"a": "3"}, {"gone": "", "a": "3"}),
        ({"samples.nl": "x\nz\nq"}, {"samples.nl": "w\nx\ny\nz"}, {"samples.nl": "w\nx\nz\nq"}),
        ({"a": "3"}, {"a": "3"}, {"a": "3"}),
    ],
)
def test_what_two_people_changed_goes_together(
    ours: dict[str, str], theirs: dict[str, str], value: dict[str, str]
) -> None:
    expected = {key: said for key, said in (BASE | value).items() if said}
    assert together(BASE, BASE | ours, BASE | theirs) == Together(expected, [])


def test_one_field_that_both_changed_is_for_a_person_to_choose() -> None:
    found = together(BASE, BASE | {"a": "3", "b": "5"}, BASE | {"a": "4"})
    assert found.choices == [Choice("a", "3", "4")]
    assert found.values == BASE | {"a": "3", "b": "5"}


_FIELD = st.sampled_from(["", "1", "2", "3"])
_LINES = st.lists(st.sampled_from("abcd"), unique=True).map("\n".join)
_FORM = st.fixed_dictionaries({"a": _FIELD, "b": _FIELD, "samples.nl": _LINES})


@given(_FORM, _FORM, _FORM)
def test_nothing_that_two_people_typed_is_lost(
    base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]
) -> None:
    found = together(base, ours, theirs)
    to_choose = {choice.field: choice for choice in found.choices}
    for who in (ours, theirs):
        for field in ("a", "b"):
            if who[field] != base[field] and field not in to_choose:
                assert found.values.get(field, "") == who[field]
        new = set(who["samples.nl"].split()) - set(base["samples.nl"].split())
        assert new <= set(found.values.get("samples.nl", "").split())
    for choice in found.choices:
        assert (choice.ours, choice.theirs) == (ours[choice.field], theirs[choice.field])
