"""Whether words tell something of somebody's health, and whether they asked us to write that down.

Health is special personal data (article 9 GDPR): it goes to another system only where the caller
asked for that. A word too many here costs a colleague one line; a word too few tells on a caller.
"""

import re

_HEALTH = re.compile(
    r"\b(?:slecht(?:horend|ziend)\w*|(?:half)?dove?n?\b|doof\w*|blinde?n?\b|rolstoel\w*|rollator\w*"
    r"|scootmobiel\w*|ziekten?\b|ziek\w*|kanker\w*|chemo\w*|tumor\w*|dement\w*|alzheimer\w*"
    r"|depressi\w*|psych\w*|verslaa?f\w*|verslav\w*|autis\w*|adhd|ptss|burn-?\s?out\w*|overspannen"
    r"|diabet\w*|suikerziekte|epilep\w*|parkinson\w*|reuma\w*|astma\w*|copd|hiv|aids"
    r"|hart(?:aanval|infarct|kwaal|patiënt)\w*|beroerte\w*|hersen\w*|zwanger\w*|miskra\w*"
    r"|handicap\w*|gehandicapt\w*|beperking\w*|invali\w*|arbeidsongeschikt\w*|hulpbehoevend\w*"
    r"|medicijn\w*|medicatie|geopereerd|revalid\w*|thuiszorg|mantelzorg\w*"
    r"|huisarts\w*|dokter\w*|diagnose\w*|therap\w*|syndroom|allerg\w*|stotter\w*"
    r"|dyslexi\w*|afasi\w*|doventolk|gebarentolk|kunstheup|pijn\b|terminaal"
    r"|deaf|blind|wheelchair|cancer|disab\w*|ill(?:ness\w*)?\b|sick\w*|pregnan\w*|medic\w*|doctor\w*"
    r"|hard\s+of\s+hearing|dementia|depress\w*|diagnos\w*)",
    re.IGNORECASE,
)
_WRITE_IT_DOWN = re.compile(
    r"\b(?:noteer|noteert|noteren|schrijf\w*\s.{0,40}\bop\b|opschrijven|zet\s.{0,40}\b(?:erbij|bij)\b"
    r"|erbij\s+zetten|vermeld\w*|geef\s.{0,60}\bdoor\b|doorgeven|zeg\s.{0,40}\berbij"
    r"|write\s.{0,40}\bdown|note\s+(?:that|down)|pass\s.{0,40}\bon\b)",
    re.IGNORECASE,
)


def tells_of_health(text: str) -> bool:
    return _HEALTH.search(text) is not None


def may_be_passed_on(text: str) -> bool:
    """Whether these words of a caller may stand in another system."""
    return not tells_of_health(text) or _WRITE_IT_DOWN.search(text) is not None
