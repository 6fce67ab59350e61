"""What is asked about a subject: what it costs, what to bring, how long it takes.

A table from kind to the words that ask for it; the order decides where two fit.
"""

import re

_KINDS: tuple[tuple[str, str], ...] = (
    ("kwijt", r"\bkwijt\w*\b|verloren|gestolen|\blost\b|stolen"),
    ("kosten", r"\bkost\w*\b|hoe duur|\bprijs|tarief|betalen|hoeveel (?:geld|euro|is dat|moet ik)|gratis|\bcosts?\b|how much|\bprice"),
    ("meenemen", r"mee ?(?:nemen|brengen|neem)|neem ik (?:\w+ ){0,2}mee|nodig heb ik|heb ik (?:\w+ ){0,3}nodig|papieren|pasfoto|bring"),
    ("duur", r"hoe lang|hoelang|hoe snel|duurt (?:het|dat|zo)|binnen hoeveel|how long|wanneer (?:\w+ ){0,3}(?:klaar|binnen)"),
    ("wanneer", r"wanneer|welke dag|hoe laat|vanaf wanneer|tot wanneer|\bwhen\b"),
    ("digitaal", r"\bonline\b|internet|digitaal|website|zonder digid|computer"),
    ("waar", r"\bwaar (?:moet|kan|is|zit|haal|vraag|ga|breng|meld)|welk adres|welke balie|\bwhere\b"),
    ("wie", r"\bwie (?:mag|kan|moet)|voor (?:mijn )?(?:man|vrouw|zoon|dochter|moeder|vader)|namens|iemand anders"),
    ("hoe", r"\bhoe (?:moet|kan|vraag|doe|meld|werkt|gaat)|\bhow (?:do|can|to)\b"),
    ("regels", r"\bmag (?:ik|dat|je|het|er)|regels|voorwaarden|verplicht|moet dat"),
)  # fmt: skip

_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)

KINDS = tuple(kind for kind, _ in _KINDS)


def asked_for(plain_text: str) -> tuple[str, ...]:
    """The kinds that these words ask for, likeliest first."""
    return tuple(kind for kind, pattern in _COMPILED if pattern.search(plain_text))
