"""Further wordings of commands, crisp enough for a grammar: whole utterances, with small words
around them. What is freer than this is left to the search (`content/commands.yaml`).

Dialect and slurred speech are first made standard, so that each wording stands here once.
"""

import re
from collections.abc import Mapping

from dialog.after_words import AFTER

_STANDARD: Mapping[str, str] = {
    "da": "dat", "nie": "niet", "neet": "niet", "ge": "u", "gij": "u", "kunde": "kunt u",
    "hedde": "hebt u", "zegde": "zegt u", "kweet": "ik weet", "k": "ik", "kzou": "ik zou",
    "effe": "even", "effen": "even", "efkes": "even", "eem": "even", "ies": "eens",
    "es": "eens", "s": "eens", "trug": "terug", "mien": "mijn", "oe": "u", "hem": "het",
    "keertje": "keer", "luidere": "luider", "lui der": "luider", "zekers": "zeker", "joa": "ja",
    "jao": "ja", "jo": "ja", "nae": "nee", "neu": "nee", "ikke": "ik", "me": "mij", "jij": "u",
    "je": "u", "ie": "u", "hou": "houd",
}  # fmt: skip
_WORDS = re.compile(r"\b(?:" + "|".join(map(re.escape, _STANDARD)) + r")\b")
_IS = re.compile(r"\bdat (?:eens|s)\b(?= (?:niet|goed|best|in orde|prima|fout|mis|een|juist|waar))")

_LEAD = (
    r"(?:(?:sorry|pardon|ho|he|nou|ja|nee|och|ach|oh|o|poeh|pff|wacht|even|eens|maar|zeg|toch"
    r"|excuus|excuses|hoor eens|mevrouw|meneer|tja|eh|well|oh|please|could you|can you) )*"
)
_TAIL = (
    r"(?: (?:graag|alstublieft|alsjeblieft|aub|svp|hoor|even|eens|maar|dan|nou|nu|wel|zo|voor mij"
    r"|mevrouw|meneer|als dat kan|als het kan|dank u(?: wel)?|bedankt|please|thanks|thank you|ja"
    r"|nee))*"
)
_ASKS = (
    r"(?:(?:kan|kunt|kun|wilt|wil|wou|zou|zoudt|mag|moet|can|could) "
    r"(?:u |ik |het |dat |you |i |it )*"
    r"(?:misschien |eens |even |iets |wat |een beetje |alstublieft )*)?"
)
_TALK = r"(?:praat|praten|spreek|spreekt|spreken|sprek|vertel|vertellen|klap|klappen|prot|proat)"
_HARDLY = (
    r"(?:heel |erg |zo |wel |haast |echt )*(?:slecht|moeilijk|amper|nauwelijks|bijna (?:niet|niks)"
    r"|niet(?: meer)?(?: zo)?(?: heel)?(?: goed)?|haast (?:niet|niks)|niks|maar half)"
)

TABLE: Mapping[str, tuple[str, ...]] = {
    "terug": (
        rf"{_ASKS}(?:ik wil |ga |gaan |we gaan |nog )*(?:even |eens |maar |graag )*(?:een "
        r")?(?:stap|stapje|stukje|eindje|vraag|vraagje|paar stappen) (?:terug|achteruit)(?: "
        r"gaan| doen)?",
        r"(?:ik wil |ga |ga maar |mag ik |kan ik |kunnen we |breng mij |breng mij weer "
        r")?(?:weer )?(?:even |eens |graag )?(?:terug )?naar (?:de |het |uw )?(?:vorige|"
        r"voorgaande|eerste|begin|start|hoofdmenu|menu)(?: (?:vraag|stap|punt|keuze|"
        r"menu))?(?: terug| gaan| teruggaan)*",
        r"(?:de |het |die )?(?:vorige|voorgaande) (?:vraag|stap|keuze|antwoord|punt)(?: "
        r"(?:opnieuw|nog een keer|nog eens|terug|overdoen))?",
        rf"{_ASKS}(?:helemaal )?(?:weer )?(?:opnieuw|overnieuw|van voren af aan|vanaf het "
        r"begin|van vooraf aan) (?:beginnen|begin|starten)",
        r"(?:begin|start|we beginnen|ik wil) (?:maar |nog eens |weer |eens )*(?:helemaal "
        r")?(?:opnieuw|overnieuw|van voren af aan|vanaf het begin)(?: beginnen| starten)?",
        r"helemaal (?:opnieuw|overnieuw)",
        r"(?:go|take me|step|bring me) (?:one |a )?(?:step )?back(?: (?:one|a) (?:step|"
        r"question))?(?: to the (?:start|beginning|main menu|menu|(?:previous|last) "
        r"(?:question|step)))?",
        r"(?:the )?previous (?:question|one|step)",
        r"start (?:again|over|all over)(?: again)?(?: from the (?:start|beginning|top))?",
        r"back to the (?:start|beginning|menu|main menu)",
    ),
    "herhaal": (
        r"(?:kunt u |wilt u |kan u |mag ik |zou u )?(?:zegt?|vertelt?|noemt?|leest?|doet?) "
        r"(?:u |mij )?(?:dat|het|alles|die zin|die vraag|de vraag|het antwoord)? ?(?:laatste "
        r")?(?:nog (?:eens|een keer|1 keer|even|maar eens)|nogmaals|opnieuw|over)(?: (?:een "
        r"keer|van voren af aan|van begin af aan|voor|op|overnieuw|helemaal|zeggen|vertellen|"
        r"horen))*",
        rf"{_ASKS}(?:dat|het|u dat|u het|alles|de vraag|die zin|uw vraag|dat laatste)? ?(?:nog "
        r"eens|nog (?:een|1) keer|nogmaals|opnieuw) (?:een keer )?(?:zeggen|vertellen|horen|"
        r"noemen|voorlezen|opnoemen|doen|herhalen)",
        r"(?:dat|het|u|de vraag|uw vraag|dat laatste|het laatste) (?:heb|had|kon|kan|kreeg) "
        r"ik (?:even |net |zo |ook |eigenlijk )*(?:niet|maar half|slecht) (?:zo )?(?:goed |"
        r"helemaal |allemaal )*(?:verstaan|gehoord|meegekregen|opgevangen|begrepen|mee)",
        r"ik (?:heb|had|kon|kreeg) (?:het|dat|u|de vraag|uw vraag|er|het laatste)? ?(?:even |"
        r"net )*(?:niet|maar half|de helft niet) (?:goed |helemaal |allemaal )*(?:verstaan|"
        r"gehoord|meegekregen|opgevangen|begrepen|mee)(?: wat (?:zei|zegt) u)?",
        r"(?:sorry )?wat (?:zei|zegt|zeg|vertelde|vroeg|noemde) u (?:mij )?(?:daar|nou|net|"
        r"daarnet|zojuist|nu|nou net|precies|allemaal|zonet|eigenlijk)*",
        r"wat was (?:dat|uw vraag|de vraag|dat nou|het)(?: ook)?(?: al)?(?:weer| weer)?(?: "
        r"laatste)?",
        r"hoe was (?:dat|de vraag|het)(?: ook)?(?: al)?(?:weer| weer)?",
        r"(?:say|tell me|run|read) (?:that|it)(?: out)? (?:to me )?(?:again|once more|one "
        r"more time|by me again)",
        r"what (?:did you (?:just )?say|was that|was it|was the question|was that again)(?: "
        r"again)?",
        r"i (?:missed|didn t (?:catch|get|hear|understand)|did not (?:catch|get|hear|"
        r"understand)) (?:that|it|you|the last bit|the question)",
        r"one more time|come again|once again|(?:i )?beg your pardon",
    ),
    "langzamer": (
        r"(?:dat |het |u |dit )?(?:gaat|ging|praat|spreekt|is|was|vertelt|klinkt)? "
        r"?(?:allemaal |het |mij |voor mij |zo |veel |wel |een beetje |echt |wat )*te (?:snel|"
        r"vlug|rap|gauw|vlot|gehaast)(?: (?:voor mij|bij u|allemaal|om (?:mee te schrijven|op "
        r"te schrijven|te volgen|bij te houden)))*",
        r"niet zo (?:snel|vlug|rap|gauw|haastig|vlot|gehaast|jachten)(?: (?:praten|spreken|"
        r"alstublieft|met (?:die|uw) woorden|van stapel))*",
        rf"{_ASKS}(?:u )?(?:{_TALK} )?(?:u )?(?:eens |wat |iets |een beetje |maar |gewoon |"
        r"graag |veel )*(?:langzamer|langzaam|trager|traag|rustiger|kalmer|bedaarder|slomer|"
        rf"minder snel|minder vlug)(?: {_TALK}| aan| vertellen| zeggen)*(?: (?:ik (?:schrijf|"
        r"moet) \w+(?: \w+)?))?",
        r"ik (?:kan|kon|houd) (?:u|het|dat) (?:zo |zo snel )?niet (?:bijhouden|bijbenen|bij|"
        r"volgen)(?: zo snel)?",
        r"(?:neem|doe) (?:rustig )?(?:de|uw) tijd",
        r"(?:wat |een beetje )?minder (?:haast|vaart|snel|vlug|rap)",
        r"(?:you re|you are|that s|that was|it s|this is|that is) (?:going |talking |speaking "
        r"|way |a bit |much )*too (?:fast|quick|rapid|quickly)(?: for me)?",
        r"(?:speak|talk|go|take it) (?:a bit |a little |more |much )*(?:slower|slowly|slow)",
        r"slow down(?: a (?:bit|little))?|not so (?:fast|quick|quickly)",
        r"(?:a (?:bit|little) )?slower",
    ),
    "harder": (
        rf"(?:ik )?(?:versta|hoor|verstaan|horen)(?: ik)? (?:u|het) {_HARDLY}(?: (?:kunt|kan|"
        r"wilt|kun|zou) (?:u|het) (?:misschien |iets |wat |een beetje )*(?:luider|harder|"
        rf"duidelijker|sterker)(?: {_TALK})?)?(?: (?:zo|het is te zacht))?",
        rf"ik kan u {_HARDLY} (?:verstaan|horen)(?: zo zacht)?",
        rf"{_ASKS}(?:u )?(?:{_TALK} )?(?:u )?(?:eens |wat |iets |een beetje |maar |flink |"
        rf"graag |veel )*(?:harder|luider|luid|duidelijker)(?: {_TALK})*(?: als u wilt)?",
        r"spreek (?:eens )?op",
        r"u (?:fluistert|mompelt|bent (?:bijna |haast )?niet te (?:horen|verstaan)|spreekt "
        r"(?:wel )?(?:erg |heel |zo )?zacht(?:jes)?|praat (?:wel )?(?:erg |heel |zo |te "
        r")*zacht(?:jes)?|klinkt (?:erg |heel |zo |te )*(?:zacht|ver weg))",
        r"(?:niet zo|dat is|dat was|het is|u bent) (?:te )?(?:zacht|zachtjes|mompelen|"
        r"fluisteren)(?: voor mij)?",
        rf"{_ASKS}(?:het |de |zet het )?(?:volume|geluid|stem)(?: mag| kan| moet)? (?:eens |"
        r"wat |iets |een beetje |maar )*(?:omhoog|harder|hoger|op|erbij)",
        r"(?:wat |een beetje |iets )?meer (?:volume|geluid)",
        r"ik ben (?:een beetje |wat |heel |erg )?(?:doof|slechthorend|hardhorend)(?: (?:\w+ "
        r")?(?:praat|spreek) (?:eens |wat |u )*(?:harder|luider))?",
        r"i (?:can|could) (?:barely|hardly|not|t) hear you(?: (?:at all|very well))?",
        r"(?:speak|talk)(?: a (?:bit|little))? (?:up|louder)(?: a (?:bit|little))?",
        r"(?:turn|crank) (?:the volume|it) up(?: a bit)?|turn up the volume",
        r"(?:a (?:bit|little) )?louder|more volume|volume up",
        r"you (?:re|are) (?:very |too |so )*(?:quiet|soft|whispering|faint)(?: for me)?",
        r"be (?:a (?:bit|little) )?louder",
    ),
    "zachter": (
        r"niet zo (?:schreeuwen|roepen|hard(?: praten)?)",
        r"(?:het )?(?:volume|geluid) (?:mag |kan )?(?:eens |wat |een beetje )*(?:omlaag|lager|"
        r"zachter|minder)",
        r"zet het geluid (?:eens |wat )?(?:lager|zachter)",
        r"(?:een beetje |wat )?minder (?:geluid|volume)",
        rf"{_ASKS}(?:u )?(?:{_TALK} )?(?:eens |wat |iets )*(?:zachter|stiller)(?: {_TALK})*",
        r"turn (?:it|the volume) down(?: a bit)?|lower your voice|you re (?:shouting|too loud)",
    ),
    "sneller": (
        rf"{_ASKS}(?:u )?(?:{_TALK} )?(?:eens |wat |iets |maar )*(?:sneller|vlugger|vlotter|"
        rf"rapper)(?: {_TALK})*",
        r"(?:het )?tempo omhoog",
        r"u (?:praat|spreekt) (?:zo |veel |wel |te )*(?:sloom|langzaam|traag)",
        r"(?:speak|talk|go) (?:a bit |a little )*(?:faster|quicker)",
        r"speed (?:it )?up(?: a (?:bit|little))?|you re too slow(?: go faster)?",
    ),
    "stop": (
        r"(?:ach |nee )*laat (?:dat |het |dit |ook )?maar(?: (?:zitten|rusten|vallen|"
        r"achterwege|gaan))?(?: ik (?:bel|probeer|kom|zoek|doe|vraag|regel) (?:\w+ ){0,5}\w+| "
        r"het (?:hoeft|is) (?:\w+ ){0,3}\w+)?",
        r"(?:nee )?houd (?:nou |nu |eens |maar |toch |alstublieft |er )*(?:op|mee op|stil)(?: "
        r"met (?:praten|dat (?:gepraat|verhaal|gedoe)|vertellen|voorlezen))?",
        r"houd (?:nou |nu |eens |even )*(?:uw|de|dat) (?:mond|kop)(?: eens| nou| even)*",
        r"schei (?:nou |toch |eens )*(?:uit|ermee uit)|(?:ik )?kap (?:ermee|het af|er mee)",
        r"(?:ik )?(?:wil )?(?:hier)?(?:mee )?stop(?:pen)? (?:ermee|hiermee|er mee)",
        r"(?:we|ik) (?:stoppen|stop|houden|houd|kappen)(?: er)?(?: ?mee)?(?: op)?",
        r"ik wil (?:nu |hier |hiermee |ermee )*(?:stoppen|ophouden|afbreken)",
        r"ik wil (?:hier )?niet (?:meer )?verder(?: hiermee| ermee)?",
        r"breek (?:het |dit |het gesprek )?(?:maar )?af",
        r"(?:ik )?(?:wil )?(?:dit |het )?afbreken",
        r"(?:annuleer|vergeet) (?:het|alles|dat|dit|dit gedoe)?(?: maar)*",
        r"(?:zo is het |nu is het |het is )(?:genoeg|welletjes)(?: geweest)?",
        r"genoeg (?:zo|gepraat|geweest)|(?:ik )?(?:weet|heb) (?:zo )?genoeg (?:gehoord)?",
        r"doe (?:het |dat )?maar niet(?: meer)?",
        r"(?:wees |eens |nou |nu |even )*(?:stil|zwijg)(?: nou| eens| even)*|dan maar niet",
        r"niet (?:meer|verder) (?:praten|vertellen|voorlezen)|stop(?: stop)+",
        r"(?:forget|leave|drop|cancel|scrap) (?:it|that|about it)(?: (?:i ll|i will) (?:\w+ "
        r"){0,5}\w+)?",
        r"never ?mind(?: (?:i ll|leave it|forget it)(?: \w+){0,5})?",
        r"(?:just |please )*stop(?: (?:talking|it|that|now|reading|speaking))*",
        r"(?:be |keep )?quiet|that s enough(?: now)?|enough of (?:this|that)",
        r"(?:shut up|quit talking|hush|cut it out)|i (?:want|d like) to stop(?: now| here)?",
        r"i ve changed my mind",
    ),
    "weet_niet": (
        r"(?:ik heb )?(?:er |daar )?(?:echt |werkelijk )?geen (?:flauw |enkel |blauw |idee "
        r"van |flauw idee of )?(?:idee|benul|notie|weet)(?: van| hoor| eigenlijk| meer| hoe "
        r"dat zit)*",
        r"(?:daar|nu|dan) vraagt u (?:mij )?(?:nou )?wat|daar (?:zegt|zeg) u (?:mij )?wat",
        r"(?:joost|god) mag het weten|al sla(?:at)? u mij dood|weet ik veel",
        r"wie (?:zal|weet) het(?: zeggen)?",
        r"(?:dat|het|ik) zou (?:ik |het |dat )?(?:u )?(?:echt |zo |bij god |eerlijk gezegd "
        r")*niet (?:weten|kunnen (?:zeggen|vertellen))",
        r"dat durf ik niet (?:met zekerheid )?te zeggen",
        r"dat kan ik (?:u )?(?:zo |nu |echt )*niet zeggen",
        r"(?:dat )?(?:ben ik|ik ben (?:het|dat)) (?:even |alweer |nu |helemaal )*(?:vergeten|"
        r"kwijt)",
        r"dat (?:schiet mij niet te binnen|staat mij niet bij|ontschiet mij|is mij (?:niet "
        r"bekend|onbekend))",
        r"dat kan ik mij niet (?:meer )?herinneren",
        r"ik kan (?:het|dat) mij niet (?:meer )?herinneren|dat herinner ik mij niet(?: meer)?",
        r"(?:dat )?(?:weet ik|ik weet(?: het| dat)?) (?:het |dat |zo |nu |even |eigenlijk |"
        r"ook |echt |helemaal |nog |gewoon )*niet(?: (?:meer|precies|zeker|uit mijn hoofd|"
        r"hoor|eigenlijk))*",
        r"ik ben (?:er |daar )?niet (?:helemaal )?zeker(?: van)?",
        r"daar weet ik (?:niets|niks) van|(?:een )?(?:moeilijke|goede) vraag(?: geen idee)?",
        r"moeilijk te zeggen|ik niet weet?(?:en)?(?: dit| dat)?",
        r"(?:i )?(?:have(?:n t)? |ve )?(?:got )?(?:no|not a|a) (?:clue|idea)(?: (?:at all|"
        r"sorry))?",
        r"i (?:really )?(?:don t|do not|wouldn t|would not) know(?: (?:that|sorry))*",
        r"(?:i m|i am) not (?:sure|certain)(?: about that)?|(?:it )?beats me",
        r"i (?:can t|cannot|couldn t|could not) (?:say|tell(?: you)?|remember)",
        r"i (?:forgot|have forgotten|don t remember)|hard to say|who knows",
    ),
    "nee": (
        r"dat is (?:helemaal |echt )?(?:niet|geenszins) (?:wat ik (?:bedoel|bedoelde|zei|wil|"
        r"wilde|vroeg)|het|waar|juist|correct|zo|de goede|mijn bedoeling)",
        r"dat (?:bedoel|bedoelde|zei|wil|wou|vroeg) ik (?:helemaal |echt )?niet",
        r"(?:dat|zo) heb ik (?:het )?(?:helemaal )?niet gezegd",
        r"ik (?:bedoel|bedoelde) (?:iets|wat) anders|zo (?:bedoel|bedoelde) ik het niet",
        r"(?:absoluut|zeker|helemaal|beslist|echt|natuurlijk|liever|bepaald) niet",
        r"geen (?:sprake|denken) (?:van|aan)|in geen geval",
        r"u (?:heeft|hebt|heb) (?:het|mij|dat) (?:helemaal )?(?:mis|fout|verkeerd)(?: "
        r"(?:begrepen|verstaan|gehoord))?",
        r"u (?:begrijpt|verstaat|hoort) (?:mij|het) verkeerd",
        r"(?:dat|het) klopt (?:helemaal |echt |van geen kant |voor geen meter )*niet",
        r"(?:daar )?klopt (?:niks|niets|helemaal niets) van",
        r"dat is (?:helemaal )?(?:fout|verkeerd|onjuist|mis|een vergissing)|u zit ernaast",
        r"(?:dat|het) is het niet|die (?:is het )?niet|geen van (?:die )?(?:twee|beide|die)",
        r"dat staat (?:er )?verkeerd|dat hoeft (?:van mij )?niet",
        r"that s (?:wrong|incorrect|not (?:it|right|true|correct|what i (?:meant|said|mean|"
        r"asked)))",
        r"not (?:at all|really|that one|quite right)",
        r"(?:absolutely|certainly|definitely|of course) not|you (?:misheard|misunderstood) me",
        r"you (?:ve )?got (?:that|it|me) wrong|i (?:never|didn t) (?:said|say|mean) that",
        r"no way|neither(?: of (?:those|them))?|i don t think so|i d rather not",
    ),
    "ja": (
        r"(?:ja )?(?:zeer |heel |nou en of |wel |o )*(?:zeker(?: weten| wel)?|jazeker|"
        r"uiteraard|vanzelf(?:sprekend)?|akkoord|absoluut|natuurlijk(?: wel)?|tuurlijk|"
        r"afgesproken|top|perfect|exact|vast en zeker|reken maar|en of|nou en of|zonder meer|"
        r"correct|voor elkaar|in orde)",
        r"(?:ja )?dat (?:heeft|hebt|zegt|ziet|hoort|begrijpt) u (?:heel |helemaal )?goed(?: "
        r"(?:begrepen|verstaan|gehoord|gezien))?",
        r"u (?:heeft|hebt) (?:het|mij|dat) (?:helemaal )?(?:goed|juist)(?: (?:begrepen|"
        r"verstaan|gehoord))?",
        r"u (?:heeft|hebt) gelijk",
        r"(?:ja )?(?:zo|precies zo) (?:is|zit) (?:het|dat)(?: (?:maar net|precies))*",
        r"(?:ja )?(?:dat|die|het) (?:is|s) (?:het|de goede|juist|correct|waar|in orde|prima|"
        r"best)(?: zo)?",
        r"(?:ja )?(?:dat|die) bedoel(?:de)? ik(?: inderdaad)?",
        r"dat is (?:precies )?wat ik (?:bedoel|bedoelde|wil|zei)",
        r"(?:dat )?lijkt mij (?:prima|goed|een goed (?:plan|idee)|best|fijn)",
        r"dat vind ik (?:prima|goed|best|fijn)|(?:ik )?vind (?:ik |het )?(?:prima|goed|best)",
        r"van mij wel|ik (?:ga|ben) (?:daarmee |het daarmee )?akkoord",
        r"daar (?:ben ik het|ga ik) mee (?:eens|akkoord)",
        r"(?:dat klopt|klopt) (?:helemaal|precies|als een bus)(?: wat u zegt)?",
        r"vooruit(?: dan)?(?: maar)?|(?:heel )?graag zelfs|dat zou (?:heel )?fijn zijn",
        r"ga uw gang",
        r"(?:yes )?(?:absolutely|definitely|certainly|exactly(?: right)?|indeed|spot on|go "
        r"ahead|by all means|that s (?:it|correct|fine|the one|what i (?:meant|want))|sounds "
        r"(?:good|fine)(?: to me)?|you got it|i agree|i d like that|please do|fine by me|all "
        r"correct)",
    ),
}  # fmt: skip
"""By the name of a command: what is said for it, in standard forms; the first that fits wins."""

_COMPILED = tuple(
    (name, re.compile(f"{_LEAD}(?:{'|'.join(each)}){_TAIL}"))
    for name, each in {**TABLE, **AFTER}.items()
)
_LONGEST = 14
"""Words; beyond this a sentence is a question and no command."""


def standard(plain_text: str) -> str:
    """'da's nie wa'k bedoel' and the like in standard forms."""
    said = _IS.sub("dat is", plain_text.replace("da s ", "dat is "))
    return _WORDS.sub(lambda found: _STANDARD[found[0]], said)


def worded(plain_text: str) -> str | None:
    """The name of the command that these words are, or None."""
    if len(plain_text.split()) > _LONGEST:
        return None
    forms = (plain_text, standard(plain_text))  # English stands as it is said
    fits = (name for said in forms for name, wording in _COMPILED if wording.fullmatch(said))
    return next(fits, None)
