"""Danger comes first: fixed sentences for fire, gas, violence, suicide, in every state.

Theory: words decide, not a model, so that the same sentence always has the same effect and a
script, a setting or an editor cannot switch it off (EU AI Act, Annex III 5(d): nothing here
ranks or judges an emergency; it names the number and hands over). Each danger has words that
raise it. Harmless phrases that hold such words ('na de brand', 'door een wesp gestoken') are
taken out first, and only they: what is left of the sentence can still raise the alarm. Callers
who describe danger without naming it are found by the search as well (`emergency` in
`others.yaml`), and get `GENERAL`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from dialog.phrases import plain
from dialog.slots.digits import digit_runs


class Danger(StrEnum):
    SUICIDE = "suicide"
    GAS = "gas"
    HOME = "home"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Alarm:
    """What raises one danger, what is harmless though it sounds so, and the words that are said."""

    danger: Danger
    raised_by: re.Pattern[str]
    harmless: re.Pattern[str]
    words: dict[str, tuple[str, ...]]


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{part})\b" for part in parts))


_PERSON = (
    r"(?:hij|zij|ze|ie|man|vrouw|vader|moeder|pa|ma|mama|papa|opa|oma|zoon|zoontje|dochter|dochtertje|kind|kindje|baby|jongen"
    r"|meisje|buurman|buurvrouw|vriend|vriendin|partner|broer|zus|collega|mens|meneer|mevrouw|persoon|iemand)"
)
_PLACE = (
    r"(?:huis|woning|flat|dak|keuken|zolder|schuur|garage|auto|scooter|container|kliko|prullenbak|afvalbak|vuilnisbak|bos|pan|frituurpan"
    r"|schoorsteen|gordijn|gordijnen|boom|heg|school|winkel|kamer|bed|bank|fabriek|boerderij)"
)
_ILLNESS = r"(?:beroerte|herseninfarct|hartaanval|hartinfarct|hartstilstand)"

ALARMS: tuple[Alarm, ...] = (
    Alarm(
        Danger.SUICIDE,
        _pattern(
            r"zelf ?moord\w*", r"zelf ?doding", r"suicid\w*", r"(?:er|daar) (?:\w+ ){0,2}een ein\w+ (?:aan|maken)", r"ein\w+ (?:aan )?(?:mijn|m n|zijn|haar) leven",
            r"niet meer (?:willen |wil )?(?:verder )?leven", r"niet verder (?:willen |wil )?leven", r"geen zin meer in (?:het|mijn) leven", r"leven heeft geen zin",
            r"(?:ik|hij|zij|ze) wil(?:de|t)? (?:\w+ ){0,3}dood", r"liever dood", r"dood wil(?:len)?", r"(?:mezelf|mijzelf|me zelf|zichzelf) (?:iets |wat )?(?:aan ?doe\w*|van kant)",
            r"(?:spring\w*|springen) (?:\w+ ){0,2}(?:voor|van) (?:de|het|een) (?:trein|brug|flat|dak|balkon|metro)\w*", r"(?:voor de trein|van (?:de brug|het dak|het balkon)) (?:te )?spring\w*",
            r"pillen (?:\w+ ){0,3}(?:ingenomen|geslikt)", r"overdos\w*", r"afscheidsbrief", r"zie geen uitweg", r"zie het niet meer zitten",
            r"voor mij hoeft het (?:\w+ ){0,2}niet meer", r"hoeft (?:\w+ ){0,2}(?:voor|van) mij (?:\w+ ){0,2}niet meer",
            r"kill (?:myself|himself|herself)", r"want(?:s)? to die", r"(?:not|n t) want to live", r"end (?:my|his|her) life", r"suicide", r"overdose",
        ),
        _pattern(r"(?:zelfmoord|suicide) ?preventie\w*", r"(?:dood|dode) (?:hout|dier\w*|beest\w*|vogel\w*|kat|hond|boom|bomen|tak\w*|plant\w*|rat\w*)"),
        {
            "nl": ("Wat naar dat u zich zo voelt. Bel met 113 om te praten. Dat kan dag en nacht.",
                   "Ik herhaal: bel 113. Bent u nu in gevaar, bel dan 112.",
                   "Ik kan een medewerker vragen u te bellen. Zeg dan medewerker, of toets nul."),
            "en": ("I am sorry you feel this way. You can call 113 to talk, day and night.",
                   "I repeat: call 113. If you are in danger now, call 112.",
                   "I can ask a person to call you. Then say operator, or press zero."),
        },
    ),
    Alarm(
        Danger.GAS,
        _pattern(
            r"gas ?(?:lucht|lek\w*|geur)", r"(?:ruik\w*|rijd|ruiken|stinkt?|rook|geroken) (?:\w+ ){0,3}gas", r"gas (?:\w+ ){0,3}(?:ruik\w*|ruiken|geroken|ontsnapt)",
            r"(?:ruikt|stinkt|lucht) (?:\w+ ){0,4}(?:naar )?(?:rotte eieren|gas)", r"gas ?(?:leiding|fles|kraan|meter) (?:\w+ ){0,4}(?:geraakt|lekt?|siss\w*|sist|kapot)",
            r"kool ?mono\w*", r"smell\w* (?:\w+ )?gas", r"gas leak\w*", r"carbon monoxide",
        ),
        _pattern(r"gas ?(?:aansluiting\w*|rekening\w*|prijs\w*|tarief)", r"(?:rijd\w*|auto) (?:\w+ ){0,4}op (?:lpg|gas|aardgas)", r"vol gas", r"lach ?gas", r"(?:veel|meer|te veel|flink|extra|plank) gas",
                 r"(?:container|kliko|riool|riolering|put|vuilnis\w*|sloot|gracht|afval\w*|bak) (?:\w+ ){0,4}rotte eieren", r"rotte eieren (?:\w+ ){0,3}(?:container|kliko|riool|put|sloot)",
                 r"gas (?:los|terug|bij)", r"(?:cursus|voorlichting|brief|folder) (?:\w+ ){0,3}kool ?mono\w*", r"kool ?monoxide ?(?:melder|voorlichting)\w* (?:nodig|verplicht|gratis|kopen|aanvragen)"),
        {
            "nl": ("Ruikt u gas? Ga dan naar buiten. Raak geen lichtknop aan.",
                   "Bel buiten het nummer 0800-9009. Ik herhaal: 0800-9009.",
                   "Bij brand, of als u niet goed wordt: bel 112. Ik herhaal: bel 112."),
            "en": ("Do you smell gas? Then go outside. Do not touch a light switch.",
                   "Outside, call 0800-9009. I repeat: 0800-9009.",
                   "If there is a fire, or you feel unwell: call 112. I repeat: call 112."),
        },
    ),
    Alarm(
        Danger.HOME,
        _pattern(
            r"huiselijk geweld", r"kinder ?mishandeling", rf"{_PERSON} (?:\w+ ){{0,3}}(?:slaat|sloeg|mishandel\w*|bedreigt?|schopt|vermoordt)",
            r"(?:word|wordt|ben|bang|zijn|werd) (?:\w+ ){0,3}(?:geslagen|mishandeld|bedreigd|verkracht|aangerand|opgesloten)", r"mishandel\w+", r"verkracht\w*",
            r"(?:wil|gaat|zal) (?:me|mij|haar|ons) (?:\w+ ){0,2}(?:vermoorden|dood\w*)", r"domestic violence", r"(?:hits|beats|hit|beat) me", r"threaten\w* me",
        ),
        _pattern(r"(?:informatie|voorlichting|cursus|folder|campagne) (?:\w+ ){0,4}(?:geweld|mishandel\w*)", r"(?:dieren|honden) ?mishandeling", r"(?:hond|kat|paard|dier)\w* (?:\w+ ){0,3}mishandel\w*",
                 r"(?:slaat|sloeg) (?:\w+ ){0,6}(?:over|af|op|los|vast|alarm|aan)", r"schopt (?:\w+ ){0,3}(?:herrie|lawaai|stennis|bal)", r"wordt (?:\w+ ){0,3}bedreigd met (?:sloop|uitsterven)"),
        {
            "nl": ("Bent u nu in gevaar, bel dan 112. Ik herhaal: bel 112.",
                   "Veilig Thuis praat met u over geweld thuis. Het nummer is 0800-2000. Ik herhaal: 0800-2000.",
                   "Dat is gratis, dag en nacht. Voor een medewerker zegt u medewerker, of toetst u nul."),
            "en": ("If you are in danger now, call 112. I repeat: call 112.",
                   "To talk about violence at home, call Veilig Thuis, 0800-2000. I repeat: 0800-2000.",
                   "It is free, day and night. For a person, say operator, or press zero."),
        },
    ),
    Alarm(
        Danger.GENERAL,
        _pattern(
            # fire
            r"(?:er is|er|het|in|is|help|hier) brand(?!\w)", r"brand(?:t|je)? (?:\w+ ){0,1}(?:bij|in|op|uit|hier)", r"^(?:help )?brand(?: brand)*$", r"sta(?:at|an) (?:\w+ ){0,2}in brand", r"in (?:brand|de fik|de hens) (?:gestoken|gezet|vliegt|gevlogen)",
            r"in (?:de fik|lichterlaaie)", r"er brandt (?:iets|wat)", rf"{_PLACE} (?:\w+ ){{0,2}}(?:brandt|brand)", r"rook (?:\w+ ){0,3}(?:uit|onder)", r"vlammen", r"ontploff\w+", r"explosie", r"(?:bel|stuur|haal) (?:\w+ ){0,2}(?:brandweer|politie)",
            r"(?:brandweer|politie) (?:alstublieft|alsjeblieft|nodig|nu|snel|bellen|sturen)",
            # somebody is ill or hurt
            r"(?:bel|stuur|haal|roep|wil|nodig|moet|graag|kom\w*) (?:\w+ ){0,3}(?:ambulance|ziekenwagen)", r"(?:ambulance|ziekenwagen) (?:\w+ ){0,2}(?:nodig|bellen|sturen|komen|nu|snel|graag|alstublieft)", r"^(?:een )?(?:ambulance|ziekenwagen)$",
            r"ademt? niet(?: meer)?", r"(?:krijg\w*|heb|heeft) (?:\w+ ){0,3}geen lucht(?: meer)?", r"benauwd op (?:de|mijn) borst", r"buiten (?:bewustzijn|westen)", r"bewusteloos", r"in elkaar (?:gezakt|gestort|gezegen)", r"in mekaar (?:gezakt|gestort)",
            rf"{_PERSON} (?:\w+ ){{0,6}}(?:reageert niet(?! op| meer op)|niet wakker|beweegt niet|wordt blauw|loopt blauw aan|is gestikt)", r"wakker (?:te )?krijgen", _ILLNESS, r"ernstig ongeluk", r"mond hangt scheef",
            r"(?:bloedt|bloed) (?:\w+ ){0,2}(?:erg|hevig|uit|dood|hard)", r"veel bloed(?: verloren)?", r"bloeden (?:\w+ ){0,3}niet", r"niet op met bloeden", r"(?:roept|gilt|schreeuwt) (?:\w+ ){0,2}om hulp", r"batterij\w* ingeslikt", r"(?:pijn|druk) op (?:de|mijn|zijn|haar|z n|m n) borst", r"(?:fietser|kind|voetganger|vrouw|man|jongen|meisje) (?:\w+ ){0,3}(?:aangereden|geschept|overreden)",
            r"overreden", rf"{_PERSON} (?:\w+ ){{0,4}}onder (?:een|de) (?:auto|tram|bus|trein|muur)", r"iemand (?:in het water|verdrinkt)", r"verdrink\w*", r"te water (?:geraakt|gevallen)", r"auto te water", r"in het water gevallen", r"door het ijs",
            r"(?:kind|zoontje|dochtertje|kleuter|peuter|baby) (?:\w+ ){0,2}(?:is|weg|kwijt) (?:weg|kwijt|vermist)",
            # violence
            r"wordt (?:\w+ ){0,4}ingebroken", r"(?:aan het|probeert?|proberen) (?:\w+ ){0,4}in ?(?:te )?breken", r"inbreke?rs? (?:\w+ ){0,4}(?:binnen|in (?:mijn|het|de|ons))", r"(?:is|zijn) (?:\w+ ){0,2}inbreken", r"nog binnen is",
            r"wordt (?:\w+ ){0,3}gevochten", r"(?:neer|dood) ?gestoken", r"gestoken", r"(?:neer|dood) ?geschoten", r"(?:wordt|word) (?:\w+ ){0,3}geschoten", r"(?:steek|schiet) ?partij", r"met een (?:mes|pistool|wapen|geweer|vuurwapen|steekwapen|bijl)",
            r"bedreigd met", r"gegijzeld", r"ontvoer\w*", r"vermoord\w*", r"overval\w*", r"levensgevaar\w*", r"(?:kinderen|gezin|haar|hem|mij|me) (?:iets|wat) (?:gaat |te )?(?:aan ?do\w+)", r"(?:kom snel|help help)",
            # English
            r"there (?:is|s) (?:a )?fire", r"on fire", r"not breathing", r"can ?(?:t|not) breathe", r"unconscious", r"collapsed", r"heart attack", r"stroke", r"bleeding", r"drowning", r"through the ice", r"smoke (?:is )?coming", r"stabbed", r"been shot", r"break\w* in(?:to)? (?:my|the|our|right now|now)",
            r"ambulance please", r"call (?:an ambulance|the police|the fire)", r"need (?:an ambulance|the police)", r"with a (?:knife|gun)",
        ),
        _pattern(
            r"brandweer (?:heeft|had|kazerne|zegt|zei|oefent|komt)(?! niet)", r"na (?:de|een|die|onze) brand", r"brand ?(?:gang\w*|vergunning\w*|veilig\w*|melder\w*|verzekering\w*|hout|oefening\w*|stof\w*|schade|preventie|trap\w*|kraan|netel\w*)",
            r"brand(?:t|de|en)? (?:\w+ ){0,3}(?:niet|nooit|geen|dag en nacht|overdag|de hele dag)", r"(?:lamp\w*|lantaarn\w*|licht\w*|verlichting|straatlamp) (?:\w+ ){0,5}?brand(?:t|en|de)?", r"brand (?:geblust|geweest|gehad|uit)", r"(?:oefening|vorig\w*|gisteren|toen|afgelopen|laatst) (?:\w+ ){0,6}brand",
            r"brand (?:\w+ ){0,3}(?:geblust|geweest|gehad|vorig jaar|vorige (?:week|maand))", r"vreugde ?vuur", r"vuurwerk", r"rook (?:\w+ ){0,3}(?:schoorsteen|kachel|houtkachel|barbecue|bbq|vuurkorf|open haard)", r"trouwambulance",
            r"(?:kosten|rekening|factuur|standplaats) (?:\w+ ){0,3}ambulance", r"(?:moet|nodig|wil) (?:\w+ ){0,4}ambulance (?:\w+ ){0,6}(?:evenement|vergunning|feest)", r"(?:evenement|vergunning|feest)\w* (?:\w+ ){0,8}ambulance", r"wens ?ambulance",
            rf"(?<!net een )(?<!nu een )(?<!zojuist een )(?<!zonet een ){_ILLNESS} (?:gehad|gekregen)", rf"(?:na|sinds|door|vanwege) (?:een|zijn|haar|mijn|de|het|n|m n) {_ILLNESS}", r"had (?:een )?" + _ILLNESS, r"(?:i had|after) (?:a|my|his|her) (?:stroke|heart attack)",
            r"(?:door|van) (?:een |de )?(?:wesp\w*|bij|bijen|mug\w*|insect\w*) gestoken", r"(?:wesp\w*|mug\w*|bijen) (?:\w+ ){0,4}gestoken", r"(?:tijd|geld|energie|moeite|werk) (?:\w+ ){0,4}gestoken", r"foto s? (?:\w+ ){0,3}geschoten",
            r"(?:kat|poes|hond|egel|duif|eend|dier|beest|ree|vogel|zwaan)\w* (?:\w+ ){0,5}overreden", r"overreden (?:\w+ ){0,2}(?:kat|poes|hond|egel|duif|eend|dier|ree|vogel)", r"(?:planten|plantsoen|gras|bomen|struiken) (?:\w+ ){0,4}verdrink\w*", r"laten overreden", r"bloed (?:prik\w*|afn\w*|uitslag)",
            r"overvalt? mij", r"wakker (?:te )?krijgen van", r"(?:bal|telefoon|fiets|sleutel\w*|tas|bril|ring) (?:\w+ ){0,4}(?:in het water|te water) (?:gevallen|geraakt)", r"(?:fietser|voetganger|kind) (?:\w+ ){0,3}(?:aangereden|geschept) (?:\w+ ){0,3}(?:vorig\w*|gisteren|maand|jaar)",
            r"wanneer (?:\w+ ){0,3}(?:bel|bellen) (?:ik )?112",
        ),
        {
            "nl": ("Is er nu gevaar, hang dan op en bel 112.", "Ik herhaal: bel 112.",
                   "Daarna kan de gemeente u helpen. Zeg dan medewerker, of toets nul."),
            "en": ("If there is danger now, hang up and call 112.", "I repeat: call 112.",
                   "After that the town hall can help you. Then say operator, or press zero."),
        },
    ),
)  # fmt: skip

_ADDRESS_OR_AMOUNT = re.compile(
    r"(?:\w+(?:straat|laan|weg|plein|dijk|kade|hof|pad)|\b(?:huis)?nummer|\bartikel|\bbus|\blijn|€)(?: is)?\W*$"
)
_COUNTED = re.compile(r"\W*(?:euro|cent|procent|kilo|liter|meter|vierkante|jaar|keer|kubieke)\b")
_ASKED_ABOUT = re.compile(r"\bwanneer (?:\w+ ){0,3}$")


def danger(text: str) -> Danger | None:
    """The danger these words tell of, or None."""
    said = plain(text)
    for alarm in ALARMS:
        if alarm.raised_by.search(said) and alarm.raised_by.search(alarm.harmless.sub("·", said)):
            return alarm.danger
    return Danger.GENERAL if _names_112(text.lower()) else None


def danger_words(kind: Danger, language: str) -> tuple[str, ...]:
    """The fixed sentences for this danger, in the order in which they are said."""
    words = next(alarm.words for alarm in ALARMS if alarm.danger is kind)
    return words.get(language, words["nl"])


def _names_112(text: str) -> bool:
    """Whether the number 112 is said, and not as a part of a longer number or an address."""
    return any(
        run.digits == "112"
        and not _ADDRESS_OR_AMOUNT.search(text[: run.start])
        and not _ASKED_ABOUT.search(text[: run.start])
        and not _COUNTED.match(text[run.end :])
        for run in digit_runs(text)
    )
