"""Lines that say nothing about a subject, in any municipality.

Without them a search that has to choose puts 'ik heb een vraag' under some topic with great
confidence. They take that confidence for themselves: the search never returns their label, so
that what is left for the topics is too little to answer on, and the caller is asked again.
What is a command has its lines in commands.yaml.
"""

UNCLEAR = "unclear"

LINES: dict[str, tuple[str, ...]] = {
    "nl": (
        "ik heb een vraag", "ik heb eigenlijk twee vragen", "ik wil graag iets weten",
        "mag ik u iets vragen", "kunt u mij helpen", "kunt u mij daarmee helpen",
        "ik wil iets regelen", "ik moet iets doorgeven", "ik heb informatie nodig",
        "ik bel voor mijn moeder", "ik bel namens mijn buurvrouw", "het gaat om mijn man",
        "het is voor mijn zoon", "ik bel even ergens over", "het gaat over dat ene",
        "ik heb een brief gekregen", "ik heb een brief van jullie gekregen en snap er niets van",
        "er lag iets van de gemeente in de bus", "ik kreeg een mail van de gemeente",
        "hoe bedoelt u", "wat bedoelt u daarmee",
        "wat kost het", "wat kost dat", "wat kost dat dan", "hoeveel moet ik betalen",
        "hoe lang duurt het", "hoe lang gaat dat duren", "wanneer is het klaar",
        "waar moet ik zijn", "waar moet ik daarvoor heen", "waar kan dat", "hoe moet dat",
        "hoe werkt dat", "wat moet ik meenemen", "wat heb ik daarvoor nodig", "kan dat",
        "kan dat ook online", "mag dat zomaar", "wie mag dat doen", "moet ik zelf komen",
        "wat zijn de regels", "en nu", "en dan", "en wat nu",
        "nee iets anders", "iets heel anders", "allebei", "het eerste",
        "de tweede", "dat van daarnet", "over dat ding", "dinges", "hoe heet het ook alweer",
        "ik weet niet hoe het heet", "ik weet niet bij wie ik moet zijn", "ja maar ik bedoel",
        "ik had gisteren al gebeld", "ik heb al drie keer gebeld",
        "ik snap er niks van",
        "sorry ik ben het kwijt", "nou ja", "tja", "ja eh", "even kijken hoor",
        "ik woon in zonnedael", "ik ben nieuw hier", "ik bel vanuit mijn werk",
        "een vraagje over de gemeente", "het is een beetje ingewikkeld", "het is een lang verhaal",
    ),
    "en": (
        "I have a question", "can you help me", "I want to know something",
        "I need some information", "I received a letter",
        "how much does it cost", "how much is that", "how long does it take", "where do I go",
        "what do I need to bring", "how does that work", "something else", "the first one",
        "I mean the other thing", "what do you mean", "it is for my mother",
        "I don't know what it is called", "it is complicated",
    ),
}  # fmt: skip
