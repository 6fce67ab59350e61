"""Dutch or English, from the small words of a sentence.

Words that both languages have ('is', 'was', 'we', 'of', 'want', 'die') tell nothing and are left
out. A sentence that tells nothing leaves the language as it was.
"""

_ENGLISH = frozenset([
    *("the", "are", "you", "i", "my", "does", "what", "where", "how", "when", "and", "for", "with"),
    *("it", "this", "that", "have", "has", "need", "would", "like", "please", "much", "which"),
    *("who", "why", "there", "your", "they", "am", "about", "get", "an", "if", "not", "from", "at"),
    *("will", "could", "should", "to", "a", "can", "do", "m", "s", "new", "hello", "thank", "yes"),
    *("thanks", "english", "speak", "passport", "licence", "license", "driving", "renew", "town"),
    *("appointment", "permit", "waste", "collect", "opening", "hours", "moved", "moving", "house"),
    *("married", "died", "birth", "child", "cost", "costs", "pay", "tax", "husband", "wife", "her"),
    *("don", "his", "someone", "call", "back", "bring", "long", "money", "street", "rubbish"),
])  # fmt: skip
_DUTCH = frozenset([
    *("de", "het", "een", "ik", "u", "je", "mijn", "zijn", "wat", "waar", "hoe", "wanneer", "en"),
    *("van", "voor", "met", "dat", "deze", "heb", "heeft", "moet", "wil", "kan", "mag", "er"),
    *("niet", "op", "aan", "om", "bij", "nog", "naar", "te", "ook", "maar", "dan", "wij", "ons"),
    *("onze", "als", "uit", "word", "wordt", "ben", "bent", "geen", "nu", "al", "hier", "daar"),
    *("ja", "nee", "graag", "dank", "voor", "mij", "jullie", "kunt", "hebben", "hoeveel", "kost"),
])  # fmt: skip


def language_of(plain_text: str, current: str = "nl") -> str:
    """'en' or 'nl' when the words of one clearly outnumber the other's, else `current`."""
    words = plain_text.split()
    english = sum(word in _ENGLISH for word in words)
    dutch = sum(word in _DUTCH for word in words)
    if english >= 2 and english > 2 * dutch:
        return "en"
    return "nl" if dutch > english and (dutch >= 2 or not english) else current
