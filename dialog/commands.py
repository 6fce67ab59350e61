"""Words that work everywhere: repeat, slower, help, stop, yes, no, a person.

A person goes first, asked for in a sentence of any length. Any other command is a whole
utterance, or nearly: 'stop' in 'de bus stopt hier niet meer' is none. Two lists here, in order,
and the further wordings of `dialog/wordings.py`; the first that fits wins.
"""

import re
from enum import StrEnum

from dialog.calm_words import CALM, NORMAL
from dialog.phrases import plain, without_fillers
from dialog.wordings import worded


class Command(StrEnum):
    """Commands by the names of the contract, and a few of our own beside them."""

    REPEAT = "herhaal"
    SLOWER = "langzamer"
    FASTER = "sneller"
    LOUDER = "harder"
    SOFTER = "zachter"
    CALM = "rustig"
    NORMAL = "gewoon"
    HELP = "hulp"
    STOP = "stop"
    GOODBYE = "einde"
    BACK = "terug"
    WAIT = "wacht"
    YES = "ja"
    NO = "nee"
    UNKNOWN = "weet_niet"
    SOURCE = "bron"
    SITE = "internetadres"
    MACHINE = "computer"
    KEYS = "toetsen"
    """Choose with the keys of the telephone (`dialog/menu.py`)."""
    PERSON = "medewerker"
    SMS = "sms"
    LETTER = "brief"
    CODE = "gesprekscode"
    TAKE_UP = "verder"
    HAS_CODE = "heeft_code"
    NOTES = "genoteerd"
    FORGET = "vergeet"


OF_OUR_SPEECH = frozenset({
    Command.REPEAT, Command.SLOWER, Command.FASTER, Command.LOUDER, Command.SOFTER, Command.CALM,
    Command.NORMAL, Command.WAIT,
})  # fmt: skip
"""Work in every errand as everywhere, and answer nothing that was asked."""
IN_WRITING = frozenset({Command.SMS, Command.LETTER})
"""'Een brief' also answers whether it is to be a letter."""
OBEYED = OF_OUR_SPEECH | IN_WRITING | {
    Command.CODE, Command.NOTES, Command.FORGET,
}  # fmt: skip
"""What is obeyed in the middle of an errand; other commands answer its questions there."""

KEYS: dict[str, Command] = {
    "0": Command.PERSON,
    "1": Command.YES,
    "2": Command.NO,
    "3": Command.KEYS,
    "7": Command.SLOWER,
    "9": Command.REPEAT,
    "*": Command.CALM,
}

_LONGEST = 8
"""Words, fillers left out; beyond this a sentence is a question and no command."""

_WE = r"(?:(?:bent|ben) (?:u|je)|ik (?:spreek|praat|bel)|(?:spreek|praat) ik|dit is|is dit|are you|am i (?:talking|speaking))"
_MACHINE = re.compile(
    rf"^(?:\w+ ){{0,2}}{_WE} (?:(?!niet|alleen)\w+ ){{0,4}}?(?:mens|computer|robot|machine|bandje|apparaat|automaat|persoon|medewerker|human|real|person)(?: of .*| or .*| nou| eigenlijk)?$"
)
_PERSON = re.compile(
    r"\b(?:mede ?werk(?:er|ers|ster|sters|ert)|medeweker|mensen? aan de (?:lijn|telefoon)|(?:een|echt|echte|gewoon|gewone|levend|levende|ander|menselijke?|real|human) (?:mens|persoon|stem|voice)"
    r"|iemand (?:anders )?(?:te )?(?:spreken|hebben)|iemand van (?:\w+ ){1,3}(?:te )?(?:spreken|aan de|aan)|(?:mag|wil|kan) ik (?:\w+ ){0,2}iemand (?:van|anders)|niemand (?:\w+ ){0,3}spreken"
    r"|(?:spreken|praten) met iemand|iemand aan de (?:lijn|telefoon)|met iemand (?:anders )?(?:praten|spreken)|iemand van vlees|(?:balie|receptie) aan de (?:lijn|telefoon)"
    r"|(?:praat|spreek|leg) (?:\w+ ){0,2}niet (?:\w+ ){0,3}(?:computer|robot|machine|apparaat|bandje)|niet (?:\w+ ){0,4}(?:computer|robot|machine|apparaat|bandje) (?:praten|spreken|te maken|uit)|geen (?:computer|robot) maar"
    r"|door ?verbind\w*|verbindt? (?:(?:u|je) )?(?:me|mij|ons)\b|verbonden worden|te verbinden|terug ?bel(?:len|verzoek)|belt? (?:u |je )?(?:me|mij|ons|hem|haar) (?:\w+ ){0,4}terug|terug ?gebeld|telefonist\w*"
    r"|(?:collega|ambtenaar|contactpersoon|leidinggevende|chef) (?:spreken|graag|alstublieft|aan|hebben)|(?:meneer|mevrouw) \w+ (?:\w+ ){0,3}spreken|uw (?:leidinggevende|chef|collega)"
    r"|(?:speak|talk) (?:to|with) (?:a |an |the )?(?:real |human )?(?:person|human|someone|somebody|operator|employee|agent|colleague|manager|mrs?\b|your manager)|not (?:\w+ ){0,4}(?:computer|robot|machine)|real person|human(?: being)?|operator|employee|put me through|call me back)\b"
    r"|^(?:(?:ik wil |geef mij |geef me |graag |gewoon |nee )*(?:mens|persoon|(?:a |the )?person|a human|een collega|collega|telefonist|ambtenaar|receptie|iemand van de gemeente)(?: graag| nu| alstublieft| please)*|help (?:me|mij)(?: nou| dan| nu)*)$"
)  # fmt: skip
_NOT_PERSON = re.compile(
    r"\b(?:niet (?:meer )?terug ?bellen|nooit terug ?gebeld|(?:hoef|wil|wens|nodig)\w* (?:\w+ ){0,3}geen (?:medewerker|mens)|geen (?:medewerker|mens) (?:nodig|spreken hoef)"
    r"|ik ben (?:een )?medewerk\w+|(?:werd|ben) niet (?:terug|door)\w+)\b"
)  # fmt: skip

_PERSON_TOO = re.compile(
    r"\b(?:levend(?:e)? (?:wezen|ziel|iemand)|(?:echt|echte|gewoon|levend|menselijk|normaal|ander) iemand|(?:een|gewoon) (?:mens|medemens|dame of heer)(?: van vlees)?(?: graag| alstublieft| nu)*$|van vlees en bloed"
    r"|(?:geef|haal|wil|wou|verbind|mag ik|met|roep|laat|spreken?|zoek) (?:\w+ ){0,3}(?:je|uw|jullie|de|een) (?:baas|chef|leidinggevende|manager|directeur|teamleider|superieur|meerdere|supervisor|collega|telefoniste?|ambtenaar|jurist)\b"
    r"|ik (?:wil|wens|hoef|moet) (?:echt |toch |hier )*geen (?:computer|robot|machine|bandje|apparaat|automaat)(?: (?:aan|meer)\b.*| maar .*| hoor)?$|(?:weiger|ga niet|wil niet|praat niet|spreek niet) (?:\w+ ){0,4}(?:met|tegen) (?:\w+ ){0,2}(?:robot|computer|machine|apparaat|ding|bandje|software|automaat)\b"
    r"|(?:die|de|dat) (?:aardige |vriendelijke |lieve |leuke )?(?:meneer|mevrouw|dame|heer|jongen|jongeman|man|vrouw|meisje|collega) (?:van|die \w+ (?:gisteren|vanmorgen|net)|die mij) (?:gisteren|vanmorgen|vanochtend|vorige week|net|daarnet|zojuist|eergisteren|hielp)\b"
    r"|(?:verbind|verbindt|schakel|zet|stuur|geef) (?:u )?(?:me|mij|ons) (?:\w+ ){0,3}(?:door|over)\b|(?:mij|me|ons) (?:\w+ ){0,2}(?:door|over) ?(?:verbinden|schakelen|zetten)|(?:is|zit|werkt) (?:er|daar) (?:\w+ ){0,2}(?:echt|levend|gewoon|normaal|echte|levende) (?:iemand|mens|persoon|wezen)"
    r"|your (?:boss|supervisor|manager|superior|colleague)\b|living (?:soul|person)|someone (?:real|in charge)|flesh and blood|i (?:don t|do not|won t) (?:want to )?(?:talk|speak) to (?:a |an |any )?(?:robots?|machines?|computers?)|connect me|(?:hand|transfer|put) me (?:over|through))"
)  # fmt: skip
_ABOUT_PERSON = re.compile(
    r"\b(?:compliment\w*|bedank\w*|afspra\w*|gesprek|\w*plan(?:nen|t|d)?|sorry zegt|burgemeester|wethouder)\b"
)  # fmt: skip
"""Somebody is spoken about, or to be met another day."""
_ASKED_FOR = re.compile(
    r"\b(?:wil|wou|wens|mag|kan ik|kan u|kunt|kun|zou|graag|liever|geef|geeft|verbind\w*|doorverb\w*|spreken|spreek|praten|praat|lijn|telefoon|alstublieft|svp|krijg|haal|roep|nu|is er|heeft u|zit er|geen|niet"
    r"|bel|belt|terugbel\w*|want|can|could|let|get|give|put|please|speak|talk|call|not|don)\b"
)  # fmt: skip
_MENTION = 8
"""Words; in a longer sentence somebody may be named who is not asked for."""

_THANKS = r"(?:(?:hartelijk |heel erg |heel )?(?:dank (?:u|je)(?: ?wel)?|dankuwel|dankjewel|bedankt)|thank you|thanks)"
_POLITE = rf"(?:ja|nee|neen|oke?|okay|prima|goed|fijn|mooi|super|dan|{_THANKS}|dat is alles|weet ik genoeg|no|yes)"
_CLOSING = (
    r"(?:tot ziens|doei|doeg|daag|tot (?:horens|de volgende keer)|fijne dag(?: nog| verder)?|prettige dag(?: nog)?|goodbye|bye(?: bye)?"
    r"|(?:dat|dit) was (?:het|alles|m)|verder (?:niks|niets|geen vragen)|(?:verder )?(?:ik heb )?(?:verder )?geen vra(?:ag|gen)(?: meer)?|niets meer|niks meer|ik ben klaar|klaar|ik hang op|that s all|that is all)"
)
_SORRY = r"(?:sorry|pardon|wat|he|watte|wablief)"
_HUH = frozenset({"he", "huh", "he wat"})

_WHOLE: tuple[tuple[Command, str], ...] = (
    (Command.REPEAT, rf"(?:{_SORRY} )?(?:nog (?:een|1) ?keer|(?:een|1) ?keer|nog eens|nogmaals|opnieuw(?: zeggen| graag)?|sorry|pardon|wat(?: zei?| zeg| zegt) ?(?:u|je|t|ie)?(?: daar| nou)?"
        r"|wat|watte|wablief|(?:dat )?(?:heb|kon) ik (?:het )?niet (?:goed )?(?:verstaan|gehoord|begrepen)|ik (?:heb|kon) (?:het|dat|u) niet (?:goed )?(?:verstaan|gehoord|begrepen)"
        r"|(?:dat|ik) begrijp (?:ik |het |dat |u )?niet|ik snap (?:het|dat) niet|again|once more|pardon me|what|what did you say|sorry what)"),
    (Command.WAIT, r"(?:een )?(?:moment|momentje|ogenblik|ogenblikje|seconde|tel)(?: geduld)?(?: graag)?|wait|hold on|one moment"
        r"|(?:even )?wacht(?:en|je)?(?: even| eens| u even| maar| effe)*(?: ik (?:pak|zoek|haal|kijk|schrijf|moet|ga)(?: \w+){0,6})?"),
    (Command.STOP, r"(?:nee )?(?:stop(?: maar| er ?mee| hou op| met (?:praten|bellen))*|stoppen|hou(?:d)? (?:maar |eens )?(?:op|je mond|uw mond)(?: met praten)?|(?:wees )?stil|zwijg|ophouden|genoeg|laat maar(?: zitten)?"
        r"|annuleren|cancel|never mind|quiet)"),
    (Command.GOODBYE, rf"(?:{_POLITE} )*{_CLOSING}(?: (?:{_POLITE}|{_CLOSING}|dag|voor de hulp|for your help))*|(?:{_POLITE} )*{_THANKS} dag|dag dag"),
    (Command.NO, rf"(?:nee )*(?:nee|neen|nope|no|niet juist|fout|verkeerd|klopt niet|dat klopt niet|dat is niet goed|dat is fout|niet nodig|dat hoeft niet|geen van (?:beide|tweeen)|allebei niet|not really"
        rf"|liever niet|hoeft niet|dat niet|ik niet|no thanks?)(?: (?:dat klopt niet|klopt niet|fout|niet goed|dat is niet goed|dat hoeft niet(?: meer)?|hoeft niet|niet nodig|liever niet|{_THANKS}))*"),
    (Command.YES, r"(?:ja )*(?:ja(?:wel|zeker)?|jep|klopt|dat klopt|dat is goed|dat is juist|is goed|goed|prima|oke|ok|okay|dat (?:kan|mag)|doe (?:dat )?maar|dat wil ik(?: wel| graag)*|natuurlijk|wel fijn"
        r"|graag|juist|inderdaad|precies|zeker|correct|yes|yeah|yep|sure|of course|that s right|that is right)(?: (?:graag|dat klopt|klopt|prima|zeker|dank (?:u|je)(?: ?wel)?|is goed|dat is goed|dat is fijn|dat wil ik(?: wel| graag)*|doe (?:dat )?maar"
        r"|natuurlijk|dat (?:kan|mag)|heel graag|thank you|thanks|that s right|i would))*"),
    (Command.UNKNOWN, r"(?:eigenlijk )?(?:dat )?(?:weet ik|ik weet(?: het| dat)?) (?:het |dat )?(?:zo |nu |even |eigenlijk |ook )*niet(?: meer| precies| zeker| uit mijn hoofd)*"
        r"|(?:ik heb )?geen idee|i don t know|no idea|not sure"),
    (Command.BACK, r"terug|vorige|ga terug|een stap terug|terug naar (?:het )?begin|opnieuw beginnen|begin opnieuw|iets anders|andere vraag"
        r"|go back|back|start over"),
    (Command.KEYS, r"(?:(?:ik wil |mag ik |kan ik |geef (?:mij |me )?|naar )?(?:het |een |de |met de )?(?:keuze ?menu|menu|toetsen|keuzes)(?: (?:gebruiken|kiezen|horen|graag|indrukken))?"
        r"|(?:kan|mag|wil) ik (?:ook )?(?:met )?(?:de |mijn )?(?:toetsen|toetsenbord)(?: (?:gebruiken|kiezen|intoetsen))?|(?:kan|mag) ik (?:het |dat )?(?:ook )?(?:intoetsen|indrukken)"
        r"|(?:the )?(?:keypad|menu|keys)|(?:can|may) i (?:use|press) (?:the )?(?:keys|keypad|buttons))"),
    (Command.HELP, r"help|hulp|wat kan ik (?:zeggen|vragen|doen)|wat kunt u(?: allemaal)?|wat kan je|waar kunt u mee helpen|wat moet ik (?:nu )?(?:zeggen|doen)"
        r"|hoe werkt (?:dit|het)|what can i (?:say|ask)"),
)  # fmt: skip

_OUR_SPEECH = r"(?:(?:mag|kan|kunt|kun|can) )?(?:(?:dat|het|dit|u|je|you) )?(?:(?:gaat|is|praat|spreekt|klinkt|praten|gaan|speak|talk|are) )?(?:(?:u|je|het|dat|mij|me|voor mij|wel|een beetje|veel|wat|iets|nog|erg) )*"
_HOLDS: tuple[tuple[Command, str], ...] = (
    (Command.SLOWER, rf"^{_OUR_SPEECH}(?:langzamer|te (?:snel|vlug|rap)|minder snel|niet zo (?:snel|vlug|rap)|trager|rustiger|slower|slow down|too fast)\b|(?:langzamer|trager|rustiger) (?:praten|spreken|aan)"
        r"|(?:praat|spreek|praten|spreken)t? (?:\w+ ){0,3}(?:langzamer|(?<!te )langzaam|trager|rustiger|te snel|te vlug)|(?:speak|talk) (?:\w+ ){0,2}(?:slower|slowly)"),
    (Command.FASTER, rf"^{_OUR_SPEECH}(?:sneller|vlugger|te (?:langzaam|traag)|faster|too slow)$|(?:sneller|vlugger) (?:praten|spreken)|(?:praat|spreek)t? (?:\w+ ){{0,2}}(?:sneller|te langzaam)|speak faster"),
    (Command.LOUDER, rf"^{_OUR_SPEECH}(?:harder|luider|te zacht|louder|too (?:soft|quiet))$|(?:harder|luider) (?:praten|spreken)|(?:praat|spreek)t? (?:\w+ ){{0,3}}(?:harder|luider|te zacht)|(?:versta|hoor) (?:ik )?(?:u|je) (?:\w+ )?niet"
        r"|kan (?:u|je) niet (?:goed )?(?:horen|verstaan)|(?:speak|talk) (?:up|louder)|can ?(?:t|not) hear you"),
    (Command.SOFTER, rf"^{_OUR_SPEECH}(?:zachter|te (?:hard|luid)|softer|quieter|too loud)$|zachter praten|(?:praat|spreek)t? (?:\w+ ){{0,2}}(?:zachter|te hard)"),
    (Command.CALM, CALM),
    (Command.NORMAL, NORMAL),
    (Command.REPEAT, r"(?:kunt u|kan je|wilt u|wil je|u|graag)?(?: \w+){0,2} ?\bherhaal\b|(?:^|\b(?:dat|u|je|eens|even|graag|nog|alles|vraag|antwoord|zin|laatste) (?:(?:nog|even|eens|een keer|1 keer|voor mij|laatste) )*)herhalen\b|nog (?:een|1) ?keer (?:zeggen|vertellen)|wat zei u|wat zegt u nou|kunt u (?:dat|het) nog (?:een|1)? ?keer"
        r"|zeg (?:dat|het) nog|\brepeat\b|say (?:that|it) again"),
    (Command.SITE, r"op (?:welke|wat voor) (?:web ?)?(?:site|pagina) (?:staat|vind|kan|lees)|wat is (?:daarvan |daarvoor )?het (?:internet|web) ?adres|waar (?:staat|vind ik|lees ik) (?:dat|het) op (?:het )?internet|what is the (?:web ?site|web ?address)|where (?:is|can i find) (?:it|that) on the internet"),
    (Command.SOURCE, r"^(?:(?:en|maar|ja|nee|oh|o) )*waar staat (?:dat|het)(?: (?:dan|nou|precies|ergens|eigenlijk|geschreven|beschreven|opgeschreven|zwart op wit|in de wet|zo))*$|hoe (?:weet|komt) (?:u|je) (?:dat|daaraan|daarbij|eraan|erbij)"
        r"|waar (?:haalt?|heb|heeft) (?:u|je) dat(?: vandaan| van)?$|wie zegt dat$|(?:weet|bent) (?:u|je) (?:dat |het |daar |er )*(?:wel )?(?:heel )?zeker|is dat (?:wel |nog |echt |wel echt )?(?:zeker|waar|actueel|juist)(?: wat u zegt)?$|klopt dat (?:wel|nog|allemaal)|van wie (?:heeft u|heb je) dat|wat is (?:uw|je|de) bron"
        r"|van wanneer is (?:dat|die informatie)|hoe oud is (?:dat|die informatie)|sinds wanneer (?:is|geldt) dat|tot wanneer (?:is|geldt) dat"
        r"|where does it say|where did you get that|how do you know|are you sure|is that (?:still )?(?:right|correct|up to date)|what is your source|who says so"),
    (Command.HELP, r"wat kan ik (?:hier )?(?:allemaal )?(?:zeggen|vragen)|waarmee kunt u"),
)  # fmt: skip

_COMPILED_WHOLE = tuple((name, re.compile(pattern)) for name, pattern in _WHOLE)
_COMPILED_HOLDS = tuple((name, re.compile(rf"(?:{pattern})")) for name, pattern in _HOLDS)
_YES_FIRST = re.compile(r"(?:ja|jawel|jazeker|yes|yeah|klopt|graag)\b(?! maar\b)")
_NO_FIRST = re.compile(r"(?:nee|neen|no)\b")
_ORDINALS = (
    re.compile(r"\b(?:eerste|first|one)\b|^(?:1|een)$"),
    re.compile(r"\b(?:tweede|laatste|andere|second|last|latter)\b|^(?:2|twee)$"),
)

_GREETING = re.compile(
    r"(?:(?:hallo|hoi|hey|he|dag|goedemorgen|goedemiddag|goedenavond|goedendag|goeiemorgen|goeiemiddag|goeiedag|moi|hello|hi|good (?:morning|afternoon|evening)|mevrouw|meneer|computer|daar|there)\s*)+"
)
_PRELUDE = re.compile(
    r"(?:en |dag |hallo |goedemorgen |goedemiddag )*(?:ik (?:heb|had|wil|zou graag)|mag ik|kan ik|i have|may i ask) (?:u |nog |even |graag |eigenlijk )*(?:een |iets |a )?(?:vraag|vraagje|vragen|question|wat vragen)?(?: (?:stellen|vragen|willen vragen|aan u))?"
)


def command(text: str) -> Command | None:
    """The command that this utterance is, or None when it is something else."""
    said = plain(text)
    if wants_person(said):
        return Command.PERSON
    if said in _HUH:
        return Command.REPEAT
    bare = without_fillers(said)
    if len(bare.split()) <= _LONGEST:
        if _MACHINE.search(said):
            return Command.MACHINE
        for name, pattern in _COMPILED_HOLDS:
            if pattern.search(bare) or pattern.search(said):
                return name
    for name, pattern in _COMPILED_WHOLE:
        if pattern.fullmatch(bare) or pattern.fullmatch(said):
            return name
    further = worded(said)
    return Command(further) if further else None


def greets(plain_text: str) -> bool:
    """Nothing is said but hello."""
    return bool(_GREETING.fullmatch(plain_text))


def thanks(plain_text: str) -> bool:
    """Nothing is said but thanks."""
    return bool(re.fullmatch(rf"(?:{_POLITE} )*{_THANKS}", without_fillers(plain_text)))


def polite(plain_text: str) -> bool:
    """Hello or thanks: no answer, and no reason to ask in other words."""
    return greets(plain_text) or thanks(plain_text)


def announces_question(plain_text: str) -> bool:
    """'Mag ik u wat vragen?': the question itself is yet to come."""
    named = re.search(r"vra[ag]|question|ask", plain_text)
    return bool(named) and bool(_PRELUDE.fullmatch(plain_text))


def wants_person(plain_text: str) -> bool:
    """A person is asked for; 'spreek ik met een medewerker?' alone asks who we are."""
    rest = _NOT_PERSON.sub(" ", _MACHINE.sub(" ", plain_text))
    if len(rest.split()) > _MENTION and not _ASKED_FOR.search(rest):
        return False
    meant = _PERSON_TOO.search(rest) and not _ABOUT_PERSON.search(rest)
    return bool(_PERSON.search(rest) or meant)


def leaning(plain_text: str) -> Command | None:
    """Yes or no by the first word, where more follows: 'ja dat is mijn nummer'."""
    bare = without_fillers(plain_text)
    if _YES_FIRST.match(bare):
        return Command.YES
    return Command.NO if _NO_FIRST.match(bare) else None


def ordinal(plain_text: str) -> int | None:
    """'De tweede' -> 1: which of two things that we named; only in a few words."""
    if len(plain_text.split()) > 4:
        return None
    return next((n for n, each in enumerate(_ORDINALS) if each.search(plain_text)), None)
