"""What may be said on the ground of which sentences."""

import pytest

from dialog.documents.fidelity import Said, objections

SOURCES = {
    "dogs": "U mag maximaal 3 honden houden, tenzij u een vergunning heeft.",
    "adult": "Kosten, 18 jaar en ouder: € 83,87.",
    "child": "Kosten, jonger dan 18 jaar: € 65,00.",
    "term": "Wij beslissen binnen 4 weken, zolang er geld in de pot is.",
    "queue": "Voor een vaste plaats is er een wachtlijst.",
    "collect": "Op zondag is collecteren niet toegestaan, behalve bij een kerk of moskee.",
    "hall": "De huur is € 48,50 per uur voor verenigingen en € 72,00 per uur voor anderen.",
    "day": "U meldt het uiterlijk 15 december 2026 bij team Vergunningen van Zonnedael.",
    "proof": "Neem uw identiteitsbewijs en 2 getuigen mee.",
    "long": "Het duurt meestal 5 tot 6 maanden.",
    "free": "De vergunning is gratis.",
    "why": "U hoeft niet te zeggen waarom u ze wilt hebben.",
}


def refused(text: str, *ground: str, context: str = "") -> list[str]:
    found = objections([Said(text, ground)], SOURCES, context)
    return sorted({objection.kind for objection in found})


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("U mag hooguit drie honden houden, behalve met een vergunning.", ("dogs",)),
        ("Wie 18 is of ouder, betaalt € 83,87.", ("adult",)),
        ("Wie jonger is dan 18 jaar, betaalt € 65,00.", ("adult", "child")),
        ("Is er nog geld in de pot, dan beslissen wij binnen vier weken.", ("term",)),
        ("Op zondag mag u niet collecteren, behalve bij een kerk of moskee.", ("collect",)),
        ("Anderen betalen € 72,00 per uur.", ("hall",)),
        ("Meld het uiterlijk op 15 december bij team Vergunningen.", ("day",)),
        ("U neemt twee getuigen mee en uw identiteitsbewijs.", ("proof",)),
        ("Meestal duurt het 5 tot 6 maanden.", ("long",)),
        ("U betaalt niets voor de vergunning.", ("free",)),
        ("U hoeft niet te vertellen waarom u ze wilt.", ("why",)),
    ],
)
def test_what_says_the_same_in_plain_words_may_be_said(text: str, ground: tuple[str, ...]) -> None:
    assert refused(text, *ground) == []


@pytest.mark.parametrize(
    ("text", "ground", "kind"),
    [
        ("U mag hooguit vier honden houden, behalve met een vergunning.", "dogs", "figure"),
        ("U mag minstens 3 honden houden, behalve met een vergunning.", "dogs", "figure"),
        ("U mag hooguit 3 honden houden.", "dogs", "condition"),
        ("U moet hooguit 3 honden houden, tenzij u een vergunning heeft.", "dogs", "duty"),
        ("Zolang er geld in de pot is, beslissen wij binnen 4 maanden.", "term", "figure"),
        ("Wij beslissen binnen 4 weken.", "term", "condition"),
        ("Voor een vaste plaats is er geen wachtlijst.", "queue", "denial"),
        ("Op zondag mag u collecteren, behalve bij een kerk of moskee.", "collect", "denial"),
        (
            "Op zaterdag mag u niet collecteren, behalve bij een kerk of moskee.",
            "collect",
            "figure",
        ),
        ("Verenigingen betalen € 72,00 per uur.", "hall", "figure"),
        ("Anderen betalen € 72,00 per dag.", "hall", "figure"),
        ("Anderen betalen € 72,00.", "hall", "figure"),
        ("Meld het uiterlijk 16 december bij team Vergunningen.", "day", "figure"),
        ("Meld het uiterlijk 15 december bij team Belastingen.", "day", "name"),
        ("Het duurt 5 tot 6 maanden.", "long", "condition"),
        ("De vergunning is niet gratis.", "free", "denial"),
        ("Alles is gratis.", "hall", "mark"),
        ("U mag niet zeggen waarom u ze wilt hebben.", "why", "duty"),
        ("De koning woont in een paleis met paarden.", "queue", "strange"),
        ("Iedereen staat op de wachtlijst voor een vaste plaats.", "queue", "mark"),
    ],
)
def test_what_says_something_else_is_refused(text: str, ground: str, kind: str) -> None:
    assert kind in refused(text, ground)


def test_a_figure_of_another_sentence_is_no_ground() -> None:
    assert refused("Wie jonger is dan 18 jaar, betaalt € 65,00.", "adult") != []


@pytest.mark.parametrize("ground", [(), ("nowhere",), ("adult", "nowhere")])
def test_a_sentence_without_ground_is_refused(ground: tuple[str, ...]) -> None:
    assert refused("Kosten, 18 jaar en ouder: € 83,87.", *ground) == ["ground"]


@pytest.mark.parametrize("key", sorted(SOURCES))
def test_a_sentence_supports_itself(key: str) -> None:
    assert refused(SOURCES[key], key) == []


def test_the_title_supports_a_name_and_no_figure() -> None:
    text = "Voor een vaste plaats op het Marktplein is er een wachtlijst."
    assert refused(text, "queue") == ["name"]
    assert refused(text, "queue", context="Markt op het Marktplein") == []
    other = "Voor een vaste plaats is er een wachtlijst van 4 jaar."
    assert "figure" in refused(other, "queue", context="Wachtlijst van 4 jaar")


def test_figures_that_changed_places_are_refused() -> None:
    text = "De huur is € 72,00 per uur voor verenigingen en € 48,50 per uur voor anderen."
    assert refused(text, "hall") == ["figure"]


def test_two_sentences_together_keep_the_condition() -> None:
    both = (
        Said("Wij beslissen binnen 4 weken.", ("term",)),
        Said("Dat doen wij zolang er geld in de pot is.", ("term",)),
    )
    assert objections(both, SOURCES) == ()
