"""What is asked about a subject: what it costs, what to bring, how long it takes.

A table from kind to the words that ask for it; the order decides where two fit.
"""

import re

_KINDS: tuple[tuple[str, str], ...] = (
    ("kwijt", r"\bkwijt(?:ge\w+|ra\w+)?\b|\bverloren\b|\bgestolen\b|\blost\b|\bstolen\b"),
    ("kosten", r"\bkost(?:en|te)?\b|hoe duur|\bprijs|\btarie\w+|betalen|hoeveel (?:geld|euro|is dat|moet ik)|gratis|\bcosts?\b|how much|\bprice"),
    ("meenemen", r"mee ?(?:nemen|brengen|neem)|neem ik (?:\w+ ){0,2}mee|nodig heb ik|heb ik (?:\w+ ){0,3}nodig|papieren|pasfoto|bring"),
    ("spoed", r"\bspoed\w*|\bhaast\b|dringend|zo (?:snel|gauw|vlug) mogelijk|vandaag nog|morgen al\b|sneller kan|kan (?:het|dat) (?:ook )?sneller|\burgent\w*|in a hurry|as soon as possible"),
    ("duur", r"hoe lang|hoelang|hoe snel|duurt (?:het|dat|zo)|binnen hoeveel|how long|wanneer (?:\w+ ){0,3}(?:klaar|binnen)"),
    ("wanneer", r"wanneer|welke dag|hoe laat|vanaf wanneer|tot wanneer|\bwhen\b"),
    ("digitaal", r"\bonline\b|internet|digitaal|website|zonder digid|computer"),
    ("waar", r"\bwaar (?:moet|kan|is|zit|haal|vraag|ga|breng|meld)|welk adres|welke balie|\bwhere\b"),
    ("wie", r"\bwie (?:mag|kan|moet)|voor (?:mijn )?(?:man|vrouw|zoon|dochter|moeder|vader)\b|namens|iemand anders"),
    ("hoe", r"\bhoe (?:moet|kan|vraag|doe|meld|werkt|gaat)|\bhow (?:do|can|to)\b"),
    ("regels", r"\bmag (?:ik|dat|je|het|er)|regels|voorwaarden|verplicht|moet dat"),
)  # fmt: skip

_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)

KINDS = tuple(kind for kind, _ in _KINDS)

_NO_SUBJECT = frozenset([
    *("dat", "dit", "het", "die", "er", "daar", "hier", "en", "of", "dan", "nog", "ook"),
    *("maar", "eigenlijk", "precies", "ongeveer", "nou", "ja", "oke", "eh", "ik", "u", "je"),
    *("we", "wij", "men", "wat", "hoe", "hoelang", "hoeveel", "waar", "wanneer", "wie"),
    *("welke", "welk", "moet", "moeten", "kan", "kunnen", "kun", "kunt", "mag", "mogen"),
    *("is", "zijn", "wordt", "word", "heb", "hebben", "heeft", "neem", "nemen", "neemt"),
    *("breng", "brengen", "mee", "meenemen", "meebrengen", "kost", "kosten", "kosts", "duur"),
    *("duurt", "lang", "snel", "veel", "geld", "euro", "betalen", "gratis", "prijs"),
    *("tarief", "online", "internet", "computer", "digitaal", "website", "via", "met", "een"),
    *("de", "adres", "balie", "papieren", "nodig", "voor", "te", "om", "naar", "toe", "zelf"),
    *("klaar", "laat", "dag", "doen", "doe", "ga", "gaat", "gaan", "krijg", "ophalen"),
    *("halen", "aanvragen", "regelen", "vraag", "aan", "bij", "in", "op", "allemaal"),
    *("alles", "iets", "anders", "dus", "weten", "graag", "wil", "zou", "willen", "what"),
    *("how", "much", "does", "it", "cost", "the", "that", "this", "are", "where", "do", "i"),
    *("have", "to", "when", "long", "bring", "need", "and", "will", "take", "can", "pay"),
])  # fmt: skip


def asked_for(plain_text: str) -> tuple[str, ...]:
    """The kinds that these words ask for, likeliest first."""
    return tuple(kind for kind, pattern in _COMPILED if pattern.search(plain_text))


def names_no_subject(plain_text: str) -> bool:
    """'En wat kost dat?' is about what was spoken of last, whatever a search finds in it."""
    return all(word in _NO_SUBJECT for word in plain_text.split())
