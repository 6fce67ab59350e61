"""A short notation for what people say, so that tables of it can be read.

    '<P> ~3 onder een auto'     a person, at most three words, 'onder een auto'

    'bloedt && <P>'             both, close together, in either order

`~n` stands for at most n words in between, `<NAME>` for one word of a class. All else is a
regular expression on `plain` text.
"""

import re
from collections.abc import Iterable

CLASSES: dict[str, str] = {
    # whoever can be ill, hurt or missing
    "P": "hij|zij|ze|ie|m|hem|haar|man|vrouw|vader|moeder|pa|ma|mama|papa|mam|pap|moe|opa|oma|zoon"
    "|dochter|kind|kindje|kinderen|kleinkind|kleinzoon|kleindochter|zoontje|dochtertje|baby|peuter"
    "|kleuter|jongen|jongetje|meisje|meid|meiden|jongens|buurman|buurvrouw|overbuurman|overbuurvrouw"
    "|buurjongen|buurmeisje|buurjongetje|vriend|vriendin|partner|broer|broertje|zus|zusje|oom|tante"
    "|neef|neefje|nicht|nichtje|schoonmoeder|schoonvader|collega|mens|mensen|meneer|mevrouw|heer"
    "|dame|persoon|iemand|fietser|fietsster|voetganger|scooterrijder|bestuurder|chauffeur|bejaarde"
    "|client|bewoner|bewoonster|leerling|klant|monteur|bouwvakker|werkman|gast|zwerver|dakloze|ex"
    "|vent|kerel|huisgenoot|oudje|mannetje|vrouwtje|slachtoffer|drenkeling|zwemmer",
    "K": "kind|kindje|kindjes|kinderen|kleinkind|kleinkinderen|kleinzoon|kleindochter|zoon|zoons"
    "|zoontje|dochter|dochters|dochtertje|baby|peuter|kleuter|jongetje|meisje|buurjongetje"
    "|buurmeisje|buurkind|buurkinderen|broertje|zusje|neefje|nichtje|jochie|leerling",
    # who may be violent at home
    "R": "man|vrouw|vriend|vriendin|ex|partner|vader|moeder|pa|papa|stiefvader|stiefmoeder|zoon"
    "|broer|oom|verloofde|huisgenoot|hij|ie|zij|schoonvader|buurman",
    "HOUSE": "huis|huizen|woning|flat|appartement|dak|keuken|zolder|schuur|schuurtje|garage|auto"
    "|bus|scooter|container|kliko|prullenbak|afvalbak|vuilnisbak|bos|pan|frituurpan|schoorsteen"
    "|gordijn|gordijnen|boom|heg|school|winkel|kamer|slaapkamer|woonkamer|bed|bank|fabriek|boerderij"
    "|kelder|box|portiek|trappenhuis|gebouw|berging|loods|caravan|boot|matras|oven|wasmachine"
    "|droger|accu|fietsaccu|meterkast|stopcontact|televisie|tv|laptop|lader|rieten|tuinhuis|hooi"
    "|natuurgebied|duinen|berm|papierbak|restaurant|tent",
    "PLUG": "stopcontact|meterkast|stoppenkast|kabel|stekker|stekkerdoos|draad|accu|fietsaccu|lader"
    "|oplader|wasmachine|droger|oven|magnetron|tv|televisie|laptop|telefoon|koelkast|zonnepaneel"
    "|zonnepanelen|batterij|fiets|scootmobiel|deken|frituurpan|pan",
    "WATER": "water|gracht|sloot|kanaal|vijver|rivier|plas|singel|haven|vaart|meer|zwembad|ijssel"
    "|maas|waal|rijn|beek|wak|put|bad|badje",
    "MY": "de|het|mijn|zijn|haar|z n|m n|d r|me|die|dat|een|ons|onze|hun|der|mn|zn|dr",
    "ILL": "beroerte|herseninfarct|hersenbloeding|hartaanval|hartinfarct|hartstilstand|infarct"
    "|attaque|tia",
    "POISON": r"gif\w*|rattengif|bleek\w*|chloor\w*|schoonmaak\w*|afwas\w*|wasmiddel|vaatwas\w*"
    r"|wascapsule\w*|ontstopper|gootsteen\w*|terpentine|antivries|ammoniak|azijn|pillen|medicijnen"
    r"|tabletten|slaappillen|slaaptabletten|paracetamol\w*|batterij\w*|knoopcel\w*|magneet\w*"
    r"|magneetje\w*|drugs|paddenstoel\w*|lampolie|benzine|bessen",
    "SWALLOWED": "gedronken|ingeslikt|geslikt|doorgeslikt|gegeten|opgegeten|opgedronken"
    "|binnengekregen|ingenomen|leeggedronken",
    "WEAPON": "mes|messen|pistool|wapen|geweer|vuurwapen|steekwapen|bijl|machete|hakmes"
    "|honkbalknuppel|hamer|zwaard",
    "FLOOR": r"grond|vloer|straat|stoep|weg|trap|\w*vloer|badkamer|fietspad|wegdek|tegels|asfalt"
    "|rijbaan|zebrapad|bankje",
    "POWER": "stroom|gas|water|elektra|elektriciteit|electra|licht|energie|verwarming",
    "OFF": "afgesloten|af gesloten|afgesneden|eraf|er af|afgekoppeld|afsluiten|af te sluiten"
    "|afgesleten|uitgezet|afgezet",
    "SOON": "vandaag|vanmiddag|vanavond|vannacht|vanochtend|morgen|morgenochtend|morgenmiddag|nu"
    "|straks|zometeen|zo meteen|meteen|overmorgen|net|zojuist|over een uur|over een uurtje",
}
_CLASS = re.compile(r"<([A-Z]+)>")
_GAP = re.compile(r"~(\d) ")


def expression(said: str) -> str:
    """One line of a table as a regular expression."""
    one, both, other = said.partition(" && ")
    if both:
        return (
            f"{expression(f'(?:{one}) ~9 (?:{other})')}|{expression(f'(?:{other}) ~9 (?:{one})')}"
        )
    named = _CLASS.sub(lambda found: f"(?:{CLASSES[found[1]]})", said)
    return _GAP.sub(lambda found: rf"(?:\w+ ){{0,{found[1]}}}", named)


def compiled(lines: Iterable[str]) -> re.Pattern[str]:
    """Any of these lines, as whole words."""
    return re.compile("|".join(rf"\b(?:{expression(line)})\b" for line in lines))
