"""What a caller says who wants it slower and simpler; and who has had enough of that.

Some of it has another name among the commands: "ik hoor u slecht" asks for a louder voice, "ik snap
het niet' to hear it again. Whoever says that is helped by more than that, so it is answered with all
that taking it slowly holds. An order keeps its own name in the record.
"""

import re

CALM = (
    r"\brustig aan$|(?:^|doe )(?:rustig|kalm aan)$|doe (?:\w+ )?rustig"
    r"|^(?:(?:dat|dit|het|u praat|die woorden) (?:is|zijn|wordt|gaat|vind ik|was)? ?(?:mij |voor mij |allemaal |veel |zo |wel |echt )*)?te (?:moeilijk|ingewikkeld|lastig)(?: voor mij)?$"
    r"|^(?:kan|mag|wilt|kunt|graag)?(?: (?:het|dat|u|u het|u dat))?(?: (?:ook|wat|iets|een beetje|misschien|in))* ?(?:makkelijker|eenvoudiger|simpeler|gemakkelijker|(?:gewone|makkelijke|eenvoudige) (?:taal|woorden))(?: (?:zeggen|uitleggen|vertellen))?$"
    r"|^(?:take it (?:easy|slow|slowly)|(?:that is|that s|it is|it s|this is)? ?(?:much |all )?too (?:difficult|hard|complicated)(?: for me)?|(?:can you |could you |please )*(?:say it |use |make it )*(?:simpler|easier|in simple words|easier words|simple words))$"
)
NORMAL = (
    r"^(?:nu |dan |ga |gaat u |doe |doe dan |praat |spreek |u mag |je mag |ik wil |we kunnen )*(?:maar |weer |ook |eens )*(?:gewoon|normaal)(?: weer| maar)* (?:praten|spreken|doen|snel|tempo)(?: hoor| maar| weer)*$"
    r"|^(?:u |je )?(?:praat|spreek|doe|ga) (?:maar |weer |nu )*(?:gewoon|normaal)(?: hoor| maar| weer)*$"
    r"|^(?:het|dat|u)? ?(?:mag|kan) (?:nu |wel |weer )*(?:gewoon|normaal|sneller)(?: wel| weer| hoor)*$|^(?:sneller|vlugger) (?:mag|kan) (?:het )?(?:ook )?(?:wel|best|weer)(?: hoor)?$|^niet meer (?:zo )?(?:rustig aan|rustig|langzaam)$|^(?:het|dat) hoeft niet (?:meer )?(?:zo )?(?:rustig|langzaam)(?: meer)?$"
    r"|^(?:speak |talk |go )?(?:back to )?(?:normal|normally|normal speed)(?: again| please)*$|^you can (?:speak|talk|go) (?:normally|faster)(?: now| again)?$"
)
_NORMAL_ALONE = re.compile(
    r"(?:nu |dan |doe |ga |ja |nee )*(?:maar |weer )*(?:gewoon|normaal)(?: maar| weer| hoor| graag)*"
)
"""Says it only where we are not speaking as usual: else it may answer a question."""

_HARD = re.compile(
    r"(?:sorry |nee |maar |meneer |mevrouw )*(?:"
    r"ik (?:hoor|versta) (?:u |het |alles )?(?:toch |maar |nog |heel |erg |zo |wel |best |nogal )*(?:slecht|moeilijk)(?: (?:hoor|alstublieft|zo))*"
    r"|ik ben (?:een beetje |wat |heel |erg |nogal )*(?:doof|slechthorend|hardhorend)"
    r"|(?:ik )?(?:snap|begrijp|volg) (?:ik )?(?:het|dat|u|er|hier|dit) ?(?:echt |helemaal |allemaal |nog |toch |zo |nu )*(?:niet|niets|niks)(?: (?:zo|meer|van|helemaal|hoor|goed))*"
    r"|(?:dat|dit|het) (?:snap|begrijp|volg) ik (?:echt |helemaal |allemaal |nog |toch |zo |nu )*(?:niet|niets|niks)(?: (?:zo|meer|van|helemaal|hoor|goed))*"
    r"|i (?:can |could )?(?:hardly|barely|scarcely) hear you|i (?:hear|understand) you badly|i m hard of hearing|i am hard of hearing"
    r"|i (?:don t|do not|didn t|did not) (?:really )?understand(?: (?:it|this|that|you))?(?: at all)?)"
)  # fmt: skip
"""A complaint, and no mere 'say that again'."""


def finds_it_hard(plain_text: str) -> bool:
    """'Ik hoor u slecht', 'ik snap het niet'."""
    return bool(_HARD.fullmatch(plain_text))


def bare_normal(plain_text: str) -> bool:
    """'Gewoon', and no more."""
    return bool(_NORMAL_ALONE.fullmatch(plain_text))
