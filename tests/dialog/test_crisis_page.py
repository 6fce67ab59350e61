"""A crisis page is read as the editor means it, or refused with the line that is wrong."""

from pathlib import Path

import pytest

from dialog.content_page import Notes
from dialog.crisis import CrisisPage, CrisisQuestion
from dialog.crisis_page import MOST_QUESTIONS, read_crisis_page
from tests.dialog.crises import PAGE

GOOD = "# Rook\n\nEr is rook.\n\n## Moet het raam dicht?\n\nJa, houd het dicht.\n"


def read(text: str) -> tuple[CrisisPage | None, list[str]]:
    notes = Notes(Path("faq.md"))
    page = read_crisis_page(notes, text)
    return page, [str(problem) for problem in notes.problems]


def test_a_page_has_a_title_an_opening_and_questions_in_both_languages() -> None:
    page, problems = read(PAGE)
    assert problems == []
    assert page is not None
    assert page.title == "Geen water in Noord"
    assert page.opening == {
        "nl": "In Noord komt nu geen water uit de kraan.",
        "en": "There is no tap water in Noord now.",
    }
    assert page.questions[0] == CrisisQuestion(
        {
            "nl": ("Mag ik het water drinken?", "Is het kraanwater veilig?"),
            "en": ("Can I drink the tap water?",),
        },
        {"nl": "Nee. Kook het water eerst.", "en": "No. Boil the water first."},
    )
    assert page.questions[1].answer == {"nl": "Dat duurt nog tot vanavond. Wij bellen niet aan."}


def test_stars_and_links_are_left_out_and_broken_lines_joined() -> None:
    page, problems = read(GOOD.replace("houd het dicht", "houd **het\nraam** [dicht](http://x.nl)"))
    assert problems == []
    assert page is not None
    assert page.questions[0].answer["nl"] == "Ja, houd het raam dicht."


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("", "faq.md:1: Begin met een titel"),
        (f"Hallo.\n\n{GOOD}", "faq.md:1: Zet de titel boven deze tekst"),
        (GOOD.replace("# Rook", "## Is er rook?", 1), "faq.md:1: Begin met een titel"),
        (GOOD.replace("# Rook", f"# {'Rook ' * 13}", 1), "faq.md:1: Geef een titel"),
        (GOOD + "\n# Nog een\n", "faq.md:9: Schrijf één titel"),
        (GOOD.replace("Er is rook.\n", ""), "faq.md:1: Schrijf onder de titel"),
        (GOOD.replace("dicht?", "dicht"), "faq.md:5: Dit hoort één vraag te zijn"),
        (GOOD.replace("Ja, houd het dicht.", ""), "faq.md:5: Schrijf onder deze vraag"),
        (GOOD + "\n" + GOOD.partition("\n## ")[2].join(("## ", "")), "faq.md:9: Deze vraag staat"),
        (GOOD.replace("Ja, houd", "ja " * 16 + "houd"), "faq.md:7: Deze zin heeft 19 woorden"),
        (GOOD.replace("Er is rook.", "er is " * 8 + "rook."), "faq.md:3: Deze zin heeft 17"),
        (GOOD + "\n```\nx\n```\n", "faq.md:9: Dit kan de computer niet zeggen"),
        (GOOD + "\n| a | b |\n|---|---|\n| c | d |\n", "faq.md:9: Dit kan de computer niet"),
        (GOOD + "\n![kaart](kaart.png)\n", "faq.md:9: Dit kan de computer niet zeggen"),
        (GOOD + "\n<b>nu</b>\n", "faq.md:9: Dit kan de computer niet zeggen"),
        (GOOD.partition("\n## ")[0], "faq.md:1: Schrijf minstens één vraag"),
        (GOOD.replace("## Moet", "## EN: Moet"), "faq.md:5: Zet 'EN:' onder de vraag"),
        (
            GOOD + "".join(f"\n## Is {n} goed?\n\nJa.\n" for n in range(MOST_QUESTIONS)),
            "faq.md:1: Dit zijn 41 vragen",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_is_read(wrong: str, told: str) -> None:
    page, problems = read(wrong)
    assert page is None
    assert any(problem.startswith(told) for problem in problems), problems


def test_what_could_be_better_is_told_and_the_page_is_read() -> None:
    page, problems = read(GOOD.replace("Ja,", "Klik op de knop. Ja,"))
    assert page is not None
    assert problems[0].startswith("faq.md:7: let op: ")
