"""What tells of danger, in English; the kinds and forces are those of `signs.py`."""

from dialog.danger.signs import Force, Signs
from dialog.danger.words import Danger

_SUICIDE = (
    "(?:kill|killing|hurt|hurting|cut|cutting|harm|harming) (?:myself|himself|herself|themselves)", "wants? to die", "(?:not|n t|dont|doesnt) want ~1 to (?:live|be here|go on|wake up)", "end (?:my|his|her|it) (?:life|all)", r"suicid\w*", r"overdos\w*", "better off (?:dead|without me)", "no reason to live", "take (?:my|his|her) own life", "(?:jump|jumping) (?:off|from|in front of) ~2 (?:bridge|roof|train|balcony|building)", "wish i (?:was|were) dead", "tired of (?:living|life)", "(?:took|taken|swallowed) ~3 (?:pills|tablets|medication)", "on the (?:railway|train) tracks?", "no (?:point|way out) ~1 (?:living|anymore|any more)",
)  # fmt: skip
_GAS = (
    r"smell\w* ~4 gas", r"smell of ~1 gas", r"gas ~1 leak\w*", r"(?:hit|broke|damaged|cut|drilled) ~4 gas ~1 (?:pipe|line|main)", "(?:smells?|stinks?) ~3 (?:like |of )?(?:rotten eggs|gas)", "gas ~3 (?:hissing|escaping|leaking)",
)  # fmt: skip
_CARBON_MONOXIDE = (
    "carbon monoxide", "co (?:alarm|detector|meter) ~3 (?:going|beeping|off|went)", "(?:headache|headaches|dizzy|sick) ~9 (?:heater|boiler|stove|generator|barbecue)",
)  # fmt: skip
_CHILD = (
    "(?:child|kid|kids|children|baby|boy|girl|son|daughter) ~5 (?:beaten|hit|abused|locked up|neglected|bruises)", "(?:hits|beats|hitting|beating|abuses|abusing) ~2 (?:child|kid|kids|children|baby|boy|girl|son|daughter)", "child abuse",
)  # fmt: skip
_HOME = (
    "domestic (?:violence|abuse)", "(?:hits|beats|hit|beat|hitting|beating|choked|chokes|kicks|kicked|punched|abuses|abusing|threatens|threatening|threatened) (?:me|her|us|my (?:mum|mother|sister))", "(?:scared|afraid|frightened|terrified) of (?:my|her) (?:husband|boyfriend|partner|ex|father|wife|son|dad)", "(?:scared|afraid) to go home", "(?:going|wants|trying) to (?:kill|hurt) (?:me|us|her|him)", r"rap(?:ed|ing)", "(?:locked|locks) (?:me|us) (?:in|up)", "(?:ran|running|run|get) away from my (?:husband|boyfriend|partner|ex)", "(?:stalking|stalks) me",
)  # fmt: skip
_GENERAL = (
    "there ~1 (?:is|s) ~1 (?:a )?fire", "(?:on|caught|catching) fire", r"(?:house|kitchen|flat|car|apartment|roof|building|shed) ~2 (?:is )?burning", "flames", "(?:not|isn t|stopped|barely|hardly) breathing", "(?:can ?t|cannot|can not|struggling to|hard to) breathe", "not ~1 respond\\w*", "(?:unconscious|passed out|fainted|unresponsive)", "(?:he|she|husband|wife|mother|father|mum|dad|man|woman|someone|somebody|person|neighbour|i|kid|child|son|daughter|grandmother|grandfather) ~2 collapsed", "(?:won t|not|can t|cannot|doesn t) ~2 wak\\w+(?: up)?", "heart (?:attack|stopped)", "(?:having|had|has had|has|think it s|think its) ~2 (?:a )?stroke", "chest ~1 pain\\w*|pain in (?:my|his|her) chest", "bleeding", "lots? of blood|blood everywhere", r"drown\w*", "(?:someone|somebody|child|kid|boy|girl|man|woman|baby|he|she|person|car|people) ~4 (?:fell|fallen|is|was|went|in) ~2 (?:in|into) (?:the |a )?(?:canal|river|lake|water|pond|ditch|harbour)", "through the ice", "smoke (?:is )?(?:coming|everywhere|pouring)|full of smoke|smell ~2 smoke|smell ~2 burning", "(?:stabbed|been shot|shooting|gunshots|gun shots|shots fired|stabbing)", "break\\w* in(?:to)? (?:my|the|our|right now|now)|trying to break in|break down (?:my|the) door", "(?:someone|somebody|burglar|intruder|stranger|a man) ~4 in (?:my|our|the) (?:house|home|flat|apartment|garden|room)", "burglars? (?:in|is|are)", "with a (?:knife|gun|weapon|axe)", "has (?:a )?(?:knife|gun|weapon)", "(?:call|send|need|get) ~2 (?:ambulance|police|fire brigade|fire department)|ambulance please", "(?:following|chasing) me", "(?:hit|run over|knocked down) by a (?:car|bus|truck|tram|train|lorry)", "(?:trapped|stuck) (?:under|inside|in the car)", "(?:seizure|convulsions|convulsing|choking|turning blue|turned blue|gone blue)", "(?:drank|drunk|swallowed|ate) ~4 (?:bleach|poison|battery|batteries|cleaner|pills|detergent|coin)", "(?:baby|child) is coming|going into labour|in labour|waters? broke", "(?:my|the|our|a) (?:child|son|daughter|baby|toddler|little (?:boy|girl)) ~3 (?:missing|gone|disappeared|lost)|can t find my (?:son|daughter|child|kid|baby|little)", r"explo\w+", "electrocuted|live wire|power line ~4 (?:down|fallen|street)", "(?:lying|lies|laying) ~4 (?:on the (?:street|ground|floor|road|pavement)|motionless)", "fell (?:off|from|out of) ~2 (?:roof|ladder|balcony|window|scaffolding)", "(?:fighting|beating someone|being attacked|attacking|mugged|robbed) (?:me|outside|now|each other|in)", "help help|please hurry|come quick\\w*", "(?:screaming|shouting|crying) for help|screaming ~4 (?:next door|neighbours|neighbors)", "(?:is dying (?:here|now|right now|in front)|going to die(?! (?:of|for|from) (?:hunger|thirst|boredom)))", "life in danger|lives in danger",
)  # fmt: skip
_HARDSHIP = (
    "(?:evicted|thrown out|kicked out|put out) ~6 (?:today|tomorrow|tonight|now|this (?:morning|afternoon|evening))", "(?:today|tomorrow|tonight) ~8 (?:evict\\w*|thrown out|kicked out)", "(?:evicting|eviction) ~5 (?:today|tomorrow|tonight|now)", "(?:power|gas|water|electricity|heating) ~4 (?:cut off|shut off|disconnected|turned off) ~5 (?:today|tomorrow|tonight|now|bill|pay|paid)", "(?:cut off|cutting off|shut off|disconnect\\w*) ~2 (?:my|our) (?:power|gas|water|electricity|heating)", "(?:nowhere|no place) ~2 (?:to sleep|to stay|to go) ~2 tonight", "(?:sleep|sleeping) ~3 (?:on the street|in my car|outside) tonight", "no food ~4 (?:kids|children|today|left)",
)  # fmt: skip

ENGLISH: Signs = {
    (Danger.SUICIDE, Force.ACUTE): _SUICIDE,
    (Danger.GAS, Force.ACUTE): _GAS,
    (Danger.CARBON_MONOXIDE, Force.ACUTE): _CARBON_MONOXIDE,
    (Danger.GENERAL, Force.ACUTE): _GENERAL,
    (Danger.CHILD, Force.ACUTE): _CHILD,
    (Danger.HOME, Force.ACUTE): _HOME,
    (Danger.HARDSHIP, Force.NAMED): _HARDSHIP,
}
