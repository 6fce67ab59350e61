"""What a part of a sentence tells of time: is it over, or still to come? And what was corrected?"""

import re

from dialog.slots.line import Line

_BREAK = re.compile(
    r"[.,;:!?]\s|\b(?:maar|want|dus|but|because|so)\b"
    r"|\b(?:en|and) (?=(?:nou|nu|dan|toen|daarna|ik|wij|we|hij|ze|zij|die|dat|er|het|now|i|then)\b)"
)
_SENTENCE = re.compile(r"[.;!?](?:\s|$)")
_TO_COME = re.compile(
    r"\b(?:wil|wilt|willen|wou|kan|kunt|kun|kunnen|moet|moeten|moest|moesten|mag|mogen|mocht|ga"
    r"|gaat|gaan|zal|zult|zullen|zou|zouden|word|wordt|worden|komt|kom|komen|graag|liefst"
    r"|will|would|can|could|may|might|want|wants|need|needs|going|should|shall|must|'ll)\b"
)
_OVER = re.compile(
    r"\b(?:was|waren|had|hadden|kwam|kwamen|ging|gingen|kreeg|kregen|deed|deden|zag|zagen|stond"
    r"|stonden|lag|lagen|viel|vielen|liep|liepen|reed|reden|vond|vonden|verloor|verloren|werd"
    r"|werden|bracht|brachten|belde|belden|zei|zeiden|vertelde|haalde|gebeurde|hing|hingen"
    r"|schreef|schreven|liet|lieten|dacht|bleef|bleven|nam|namen|sprak|spraken|las|lazen"
    r"|were|got|lost|left|did|went|came|gave|found|happened|called|sent|bought|told|said|saw)\b"
    # English '-ed'; not Dutch 'goed', 'breed', 'gebied', nor what is no verb of the past
    r"|\b(?!(?:closed|interested|supposed|married|required|allowed|advanced|hundred)\b)"
    r"[a-z]{3,}(?<![oei])ed\b"
)
_HAVE_OR_BE = re.compile(
    r"\b(?:heb|hebt|heeft|hebben|is|zijn|ben|bent|have|has|ik'?ve|we'?ve|i'?ve|been)\b"
)
_PARTICIPLE = re.compile(
    r"\b(?:in|op|aan|af|uit|mee|toe|voor|na|over|door|terug|weg|bij|neer|achter|binnen|om|kwijt)?"
    r"ge\w{2,}(?:d|t|n)\b"
)
_PREFIXED = re.compile(r"\b(?:be|ver|ont|her|aanbe|aanver)\w{3,}(?:d|t|en)\b")
_NO_PARTICIPLE = re.compile(
    r"\b(?:geldt|gelden|geeft|geven|gebruik\w*|gebeur(?:t|en)|geloof\w*|geniet\w*|gewoon|gezin|gemeen|gebied\w*|geluid\w*|gebouw\w*|gezond|gewend|gesloten|geopend|gepland|ingepland|getrouwd"
    r"|gemeenten|geen|gedeelten|genoegen|gelegen\w*|gereserveerd|gevraagd|geboekt|verhinderd"
    r"|verkeerd|bekend|bereid|bezet|beschikbaar|vertegenwoordig\w*|verschillend)\b"
)
CORRECTION = re.compile(
    r"\b(?:nee|neen|sorry|pardon|wacht|ik bedoel|bedoel ik|ik zeg het verkeerd|correctie|althans"
    r"|of eigenlijk|of liever|liever gezegd|dat is fout|klopt niet|vergis\w*|foutje|oftewel niet"
    r"|maak er|make that|no|wait|i mean|rather|scratch that|actually|excuse me)\b"
)


def is_over(line: Line, start: int, end: int) -> bool:
    """Whether the clause around these places speaks of what has been ('heeft … gekregen')."""
    clause = line.plain[slice(*clause_of(line, start, end))]
    if not _speaks(clause):
        clause = line.plain[slice(*sentence_of(line, start, end))]
    if _TO_COME.search(clause):
        return False
    if _OVER.search(clause):
        return True
    bare = _NO_PARTICIPLE.sub(" ", clause)
    if _HAVE_OR_BE.search(bare):
        return bool(_PARTICIPLE.search(bare) or _PREFIXED.search(bare))
    return bool(_PARTICIPLE.search(bare))  # 'vrijdag eindelijk geslaagd'


def _speaks(clause: str) -> bool:
    """Whether it holds a verb that tells when."""
    return bool(_TO_COME.search(clause) or _OVER.search(clause) or _HAVE_OR_BE.search(clause)) or (
        len(clause.split()) > 4
    )


def clause_of(line: Line, start: int, end: int) -> tuple[int, int]:
    return _around(_BREAK, line.plain, start, end)


def sentence_of(line: Line, start: int, end: int) -> tuple[int, int]:
    return _around(_SENTENCE, line.plain, start, end)


def _around(breaks: re.Pattern[str], plain: str, start: int, end: int) -> tuple[int, int]:
    begin = 0
    for found in breaks.finditer(plain):
        if found.end() <= start:
            begin = found.end()
        elif found.start() >= end:
            return begin, found.start()
    return begin, len(plain)
