"""A word that says too little: 'belasting' alone may be ours, or of the Belastingdienst.

Only a bare word is ambiguous. With anything beside it that tells more ('belasting op mijn hond'),
the search knows better than a question does.
"""

from collections.abc import Iterable

from dialog.knowledge import Ambiguous, Choice
from dialog.phrases import plain, without_fillers

_AROUND = frozenset([
    *("ik", "wij", "we", "u", "het", "de", "een", "die", "dat", "dit", "mijn", "m", "n", "onze"),
    *("ons", "is", "gaat", "heb", "had", "hebben", "wil", "wilde", "wou", "moet", "zou", "kan"),
    *("bel", "belde", "kom", "vraag", "vraagje", "vragen", "iets", "wat", "weten", "stellen"),
    *("doen", "maken", "over", "voor", "om", "van", "met", "in", "aan", "op", "ja", "nee", "en"),
    *("graag", "even", "eigenlijk", "eens", "gewoon", "dus", "er", "hier", "daar", "bij", "jullie"),
    *("gekregen", "krijg", "kreeg", "nieuwe", "nieuw", "goedemorgen", "hallo", "dag", "zo", "zon"),
    *("i", "have", "a", "an", "the", "about", "question", "my", "it", "is", "got", "to", "want"),
    *("need", "some", "for", "would", "like", "ask", "something", "make", "do", "on", "s", "new"),
])  # fmt: skip
"""Words that tell nothing of what is meant. No verbs such as 'betalen': they do."""


def bare(
    words: Iterable[Ambiguous], said: str, language: str = "nl"
) -> tuple[Ambiguous, str] | None:
    """The ambiguous word that these words come down to, and the language in which it was said.

    What is a word in both languages is taken to be said in `language`.
    """
    rest = {word for word in without_fillers(plain(said)).split() if word not in _AROUND}
    if len(rest) != 1:
        return None
    (left,) = rest
    found = [
        (word, spoken) for word in words for spoken, forms in word.words.items() if left in forms
    ]
    return min(found, key=lambda each: each[1] != language, default=None)


def meant(word: Ambiguous, said: str) -> Choice | None:
    """The one choice whose words were said; None when none or more of them were."""
    padded = f" {plain(said)} "
    named = [
        choice
        for choice in word.choices
        if any(f" {each} " in padded for forms in choice.words.values() for each in forms)
    ]
    return named[0] if len(named) == 1 else None
