"""The page for editors explains every rule, with examples that the rules agree with."""

import re
from pathlib import Path

import pytest

from dialog.plain_words import STANDARD
from dialog.spoken_style import HARD, Rule, judged

PAGE = (Path(__file__).parents[2] / "docs" / "plain-language.md").read_text("utf-8")


def section(rule: Rule) -> str:
    found = re.search(rf"^### {re.escape(rule)}\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/plain-language.md: expected a heading '### {rule}', got none"
    return found[1]


def example(rule: Rule, kind: str) -> str:
    found = re.search(rf'^- {kind}: "(.*)"$', section(rule), re.MULTILINE)
    assert found, f"docs/plain-language.md: expected '- {kind}: \"…\"' under {rule}, got none"
    return found[1]


every_rule = pytest.mark.parametrize("rule", list(Rule))


@every_rule
def test_the_bad_example_breaks_the_rule(rule: Rule) -> None:
    assert rule in {remark.rule for remark in judged(example(rule, "Fout"), "nl")}


@every_rule
def test_the_good_example_breaks_none(rule: Rule) -> None:
    assert [remark.sentence for remark in judged(example(rule, "Goed"), "nl")] == []


@every_rule
def test_a_rule_is_explained_and_not_only_shown(rule: Rule) -> None:
    assert len(section(rule).split("- Fout:")[0].split()) >= 10


def test_the_page_names_the_hard_rules() -> None:
    said = PAGE.split("Three rules are hard: ")[1].split("A text that breaks")[0]
    assert {rule for rule in Rule if f"**{rule}**" in said} == HARD


def test_what_the_page_says_to_editors_holds_no_official_words_of_its_own() -> None:
    explained = "\n".join(section(rule).split("- Fout:")[0] for rule in Rule)
    assert [old for old, _ in STANDARD.official(explained, "nl")] == []
