"""Words that work everywhere: repeat, slower, help, stop, yes, no, a person.

A command is a whole utterance, or nearly: 'stop' in 'de bus stopt hier niet meer' is none. Two
lists, in order; the first that fits wins. A person is asked for in a sentence of any length.
"""

import re
from enum import StrEnum

from dialog.phrases import plain, without_fillers


class Command(StrEnum):
    """Commands by the names of the contract, and a few of our own beside them."""

    REPEAT = "herhaal"
    SLOWER = "langzamer"
    FASTER = "sneller"
    LOUDER = "harder"
    SOFTER = "zachter"
    CALM = "rustig"
    HELP = "hulp"
    STOP = "stop"
    GOODBYE = "einde"
    BACK = "terug"
    WAIT = "wacht"
    YES = "ja"
    NO = "nee"
    UNKNOWN = "weet_niet"
    SOURCE = "bron"
    MACHINE = "computer"
    PERSON = "medewerker"


KEYS: dict[str, Command] = {
    "0": Command.PERSON,
    "1": Command.YES,
    "2": Command.NO,
    "7": Command.SLOWER,
    "9": Command.REPEAT,
    "*": Command.CALM,
}

_LONGEST = 8
"""Words, fillers left out; beyond this a sentence is a question and no command."""

_PERSON = re.compile(
    r"\b(?:medewerkers?|medewerkster|een mens|echt mens|levend mens|echte? persoon|iemand spreken"
    r"|iemand anders spreken|iemand aan de (?:lijn|telefoon)|met iemand praten|iemand van vlees"
    r"|doorverbind\w*|verbind (?:me|mij|u me|ons)?\s?.*door|verbonden worden|terugbellen|terug bellen"
    r"|bel me terug|bel mij terug|teruggebeld|telefonist\w*|collega spreken|ambtenaar spreken"
    r"|speak (?:to|with) (?:a |an |some|the )?\w*|talk to (?:a |some)\w+|real person|human"
    r"|operator|call me back)\b"
)  # fmt: skip
_NOT_PERSON = re.compile(
    r"\b(?:niet terugbellen|nooit teruggebeld|geen medewerker|geen mens|(?:werd|ben) niet (?:terug|door)\w+)\b"
)

_WHOLE: tuple[tuple[Command, str], ...] = (
    (Command.REPEAT, r"(?:nog )?(?:een|1) ?keer|nog eens|nogmaals|opnieuw zeggen|sorry|pardon"
        r"|wat zei? ?(?:u|je|t|ie)?|wat zegt u|watte|wablief|he|again|pardon me|what"),
    (Command.WAIT, r"(?:een )?(?:moment|momentje|ogenblik|ogenblikje|seconde)(?: geduld)?|wait|hold on"
        r"|(?:even )?wacht(?:en|je)?(?: even| eens| u even)?"),
    (Command.STOP, r"stop(?: maar| er?mee| hou op)?|hou(?:d)? (?:maar )?op|stil|ophouden|genoeg|laat maar(?: zitten)?"
        r"|annuleren|cancel"),
    (Command.GOODBYE, r"(?:nee )?(?:dank u(?: wel)? |bedankt )?(?:tot ziens|doei|dag|dag hoor|goodbye|bye(?: bye)?)"
        r"|(?:nee )?(?:dat was (?:het|alles)|dit was (?:het|alles)|verder niks|verder niets|ik ben klaar|klaar)"
        r"(?: dank u(?: wel)?| bedankt| hoor)?|that s all|nee (?:dank (?:u|je)(?: ?wel)?|bedankt)|no thank(?:s| you)"),
    (Command.YES, r"(?:ja )*(?:ja(?:wel|zeker|hoor)?|jep|klopt|dat klopt|dat is goed|dat is juist|is goed|prima|oke|ok|okay"
        r"|graag|juist|inderdaad|precies|zeker|correct|yes(?: please)?|yeah|yep|sure|that s right)(?: hoor| graag| dat klopt"
        r"| klopt| prima| zeker| dank u| please| is goed| dat is goed)*"),
    (Command.NO, r"(?:nee )*(?:nee|neen|nope|no|niet juist|fout|verkeerd|klopt niet|dat klopt niet|dat is niet goed|dat is fout"
        r"|liever niet|hoeft niet)(?: hoor| dat klopt niet| klopt niet| fout| niet goed| dat is niet goed| dat hoeft niet)*"),
    (Command.UNKNOWN, r"(?:dat )?(?:weet ik|ik weet(?: het| dat)?) (?:het |dat )?(?:zo |nu |even )?niet(?: meer| precies| zeker)?"
        r"|geen idee|i don t know|no idea"),
    (Command.BACK, r"terug|vorige|ga terug|een stap terug|terug naar (?:het )?begin|opnieuw(?: beginnen)?|begin opnieuw"
        r"|go back|back|start over"),
    (Command.HELP, r"help|hulp|wat kan ik (?:zeggen|vragen|doen)|wat kunt u|wat kan je|waar kunt u mee helpen"
        r"|hoe werkt (?:dit|het)|what can i (?:say|ask)"),
)  # fmt: skip

_HOLDS: tuple[tuple[Command, str], ...] = (
    (Command.SLOWER, r"langzamer|te snel|te vlug|minder snel|niet zo (?:snel|vlug)|wat trager|rustiger praten|slower|too fast"),
    (Command.FASTER, r"sneller praten|wat sneller|te langzaam|te traag|faster"),
    (Command.LOUDER, r"harder praten|wat harder|iets harder|te zacht|versta u niet|hoor u niet|kan u niet horen|luider|louder|^harder$"),
    (Command.SOFTER, r"zachter|te hard|te luid|softer|quieter"),
    (Command.CALM, r"rustig aan|doe rustig"),
    (Command.REPEAT, r"herhaal\w*|herhalen|nog (?:een|1) ?keer zeggen|wat zei u|wat zegt u nou|kunt u dat nog (?:een|1)? ?keer"
        r"|zeg dat nog|repeat|say that again"),
    (Command.SOURCE, r"waar staat dat|hoe weet (?:u|je) dat|waar haalt u dat|wie zegt dat|weet u dat zeker"),
    (Command.MACHINE, r"bent u (?:een )?(?:\w+ )?(?:mens|computer|robot|machine|bandje)|ben je (?:een )?(?:\w+ )?(?:mens|computer|robot|machine)"
        r"|spreek ik met (?:een )?(?:\w+ )?(?:mens|computer|robot|machine)|are you (?:a )?(?:\w+ )?(?:human|robot|machine|real)"),
    (Command.HELP, r"wat kan ik (?:hier )?(?:allemaal )?(?:zeggen|vragen)|waarmee kunt u"),
)  # fmt: skip

_COMPILED_WHOLE = tuple((name, re.compile(pattern)) for name, pattern in _WHOLE)
_COMPILED_HOLDS = tuple((name, re.compile(rf"(?:{pattern})")) for name, pattern in _HOLDS)


def command(text: str) -> Command | None:
    """The command that this utterance is, or None when it is something else."""
    said = plain(text)
    bare = without_fillers(said)
    for name, pattern in _COMPILED_HOLDS:
        if len(bare.split()) <= _LONGEST and pattern.search(said):
            return name
    for name, pattern in _COMPILED_WHOLE:
        if pattern.fullmatch(bare) or pattern.fullmatch(said):
            return name
    return Command.PERSON if wants_person(said) else None


def wants_person(plain_text: str) -> bool:
    """A person is asked for, in a sentence of any length."""
    return bool(_PERSON.search(plain_text)) and not _NOT_PERSON.search(plain_text)
