"""Dutch or English, from the small words of a sentence."""

_ENGLISH = frozenset(
    [
        *("the", "is", "are", "you", "i", "my", "do", "does", "what", "where", "how", "when"),
        *("and", "for", "with", "it", "this", "that", "have", "has", "need", "want", "would"),
        *("like", "please", "much", "which", "who", "why", "there", "your", "me", "we", "they"),
        *("be", "am", "was", "about", "get", "an", "if", "not", "from", "at", "by", "will"),
        *("could", "should", "to", "a"),
    ]
)
_DUTCH = frozenset(
    [
        *("de", "het", "een", "ik", "u", "je", "mijn", "zijn", "wat", "waar", "hoe", "wanneer"),
        *("en", "van", "voor", "met", "dat", "die", "deze", "heb", "heeft", "moet", "wil", "kan"),
        *("mag", "er", "niet", "op", "aan", "om", "bij", "nog", "naar", "te", "ook", "maar"),
        *("dan", "wij", "ons", "onze", "als", "of", "uit", "word", "wordt", "ben", "bent", "over"),
        *("geen", "nu", "al", "hier", "daar"),
    ]
)


def language_of(plain_text: str) -> str:
    """'en' when English small words clearly outnumber Dutch ones, else 'nl'."""
    words = plain_text.split()
    english = sum(word in _ENGLISH for word in words)
    dutch = sum(word in _DUTCH for word in words)
    return "en" if english >= 2 and english > 2 * dutch else "nl"
