"""Words that say how a question is asked and not what it is about."""

_DUTCH = (
    "de het een der den des en of maar want dus als dan dat die dit deze daar hier er te ten ter "
    "van in op aan bij met voor uit naar om over onder tot door tegen tussen zonder na sinds per "
    "ik jij je u uw hij zij ze wij we jullie me mij mijn ons onze hem haar hun hen zich zelf "
    "is ben bent zijn was waren wordt worden word werd geworden heb hebt heeft hebben had hadden "
    "kan kun kunt kunnen kon kunne moet moeten moest mag mogen wil wilt willen wou wilde zal zult "
    "zullen zou zouden ga gaat gaan doe doet doen laat laten krijg krijgt "
    "wat wie waar welk welke wanneer hoe waarom hoeveel hoezo waarvoor waarmee waarin wiens "
    "ook al nog wel niet geen nooit altijd even eens gewoon eigenlijk misschien soms toch zo "
    "heel erg veel meer minder weer nu net straks alleen maar iets iemand niemand alles niks niets "
    "ja nee hallo dag goedemorgen goedemiddag goedenavond alstublieft alsjeblieft bedankt dank "
    "graag weten weet vraag vragen zeggen vertellen vertel zeg bel belde bellen hoor hoorde "
    "namelijk bijvoorbeeld eventueel ongeveer ofzo zeker precies anders andere ander "
    "dat's 't 'n 's t n s ie he hè nou tja uh eh mevrouw meneer gemeente"
)
_ENGLISH = (
    "the a an and or but if then that this these those there here of in on at by with for from to "
    "into about under over until through against between without after since per as so than "
    "i you he she it we they me my mine your his her its our their us them myself "
    "is am are was were be been being have has had do does did can could must may might will "
    "would shall should want need like get got go going know tell say ask please thanks thank "
    "what who where which when how why much many not no yes hello hi just also only some any "
    "something anything someone s t m re ve ll d municipality"
)
SMALL_WORDS = {"nl": frozenset(_DUTCH.split()), "en": frozenset(_ENGLISH.split())}
"""By language, as `dialog.phrases.plain` writes them. 'gemeente' is on every page."""
