"""A small municipality for tests: three topics, written to a folder the way editors write them."""

from collections.abc import Mapping
from pathlib import Path

from dialog.wording import NAMES

MUNICIPALITY = """\
name: Zonnedael
telephone: "14 0999"
hours:
  maandag: 09:00-17:00
  dinsdag: 09:00-17:00
  woensdag: 09:00-17:00
  donderdag: 09:00-17:00
  vrijdag: 09:00-17:00
departments:
  burgerzaken: {title: het team Burgerzaken}
  afval: {title: het team Afval}
facts:
  adres: {value: Marktplein 1, valid_from: 2026-01-01}
  open: {value: {nl: elke werkdag, en: every working day}, valid_from: 2026-01-01}
"""

OTHERS = """\
human:
  nl: [ik wil een medewerker spreken, mag ik een echt mens aan de lijn, geef me iemand die meedenkt]
  en: [can I talk to a real person]
emergency:
  nl: [er is brand in ons huis, ik ruik gas in de keuken, er ligt iemand bewusteloos op straat]
smalltalk:
  nl: [goedemorgen hoe gaat het met u, wat is het lekker weer, vertel eens een grap]
out_of_scope:
  nl: [mijn internet doet het niet, hoe laat gaat de trein naar Utrecht, ik wil een pizza bestellen]
"""

PASPOORT = """\
key: paspoort
name: paspoort
upl: http://standaarden.overheid.nl/owms/terms/paspoort
title: {nl: een paspoort, en: a passport}
department: burgerzaken
source: {title: "Paspoort aanvragen", dated: 2026-01-05}
facts:
  tarief: {value: "€ 86,50", valid_from: 2026-01-01, valid_until: 2026-12-31}
answer:
  nl: "U vraagt een paspoort aan bij de balie. Kom zelf naar {adres}."
  en: "You apply for a passport at the desk. Come to {adres} yourself."
follow_ups:
  kosten: {nl: "Een paspoort kost {tarief}.", en: "A passport costs {tarief}."}
  meenemen: {nl: "Neem uw oude paspoort mee.", en: "Bring your old one.", must_verify: true}
samples:
  nl:
    - ik moet een nieuw paspoort
    - mijn paspoort is verlopen
    - hoe vraag ik een paspoort aan
    - we gaan naar Turkije en mijn pas is niet meer geldig
    - wat kost een paspoort voor mijn zoon
    - ik ga op reis buiten Europa en heb geen reisdocument
    - mijn reisdocument is verlopen
    - kan ik met spoed een paspoort krijgen
  en:
    - I need a new passport
    - my passport has expired
"""

GROFVUIL = """\
key: grofvuil
name: afvalinzameling grofvuil
upl: geen
title: {nl: grofvuil, en: bulky waste}
department: afval
source: {title: "Grofvuil", dated: 2026-02-01}
answer:
  nl: "Wij halen grofvuil bij u thuis op. Dat doen wij {open}."
  en: "We collect bulky waste at your home. We do so {open}."
samples:
  nl:
    - ik wil een oude bank laten ophalen
    - grof vuil aanmelden
    - kunnen jullie mijn matras komen halen
    - de wasmachine is kapot en moet weg
    - ik heb een kast die niet in de auto past
    - wanneer haalt u grofvuil op
    - we ruimen de zolder op en hebben veel spullen
    - een afspraak voor het ophalen van oude meubels
  en:
    - can you collect my old sofa
    - pick up bulky waste
"""

TROUWEN = """\
key: trouwen
name: huwelijk
upl: geen
title: {nl: trouwen, en: getting married}
department: burgerzaken
person_first: true
source: {title: "Trouwen", dated: 2026-02-01}
answer:
  nl: "U meldt uw huwelijk van tevoren bij ons."
  en: "You tell us about your wedding in advance."
  must_verify: true
samples:
  nl:
    - wij willen trouwen
    - wat kost een bruiloft op het gemeentehuis
    - gratis trouwen kan dat nog
    - mijn vriendin en ik gaan ons huwelijk vastleggen
    - hoe laat kan ik trouwen op maandag
    - wie mag ons in de echt verbinden
    - ik wil een geregistreerd partnerschap
    - we zijn verloofd en zoeken een trouwdatum
  en:
    - we want to get married
    - book our wedding
"""

FILES = {
    "gemeente.yaml": MUNICIPALITY,
    "others.yaml": OTHERS,
    "sentences.yaml": "".join(f"{name}: {{nl: Goed., en: Fine.}}\n" for name in sorted(NAMES)),
    "topics/paspoort.yaml": PASPOORT,
    "topics/grofvuil.yaml": GROFVUIL,
    "topics/trouwen.yaml": TROUWEN,
}


def write(folder: Path, changed: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the small municipality into `folder`; `changed` replaces files, None leaves one out."""
    for name, text in {**FILES, **(changed or {})}.items():
        if text is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
