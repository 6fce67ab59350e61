"""Words that most bad passwords are made of, in Dutch and English, in small letters."""

_WORDS = """
aanmelden admin administrator ajax amsterdam appeltaart april augustus azerty baas balie
beheer beheerder belastingdienst belbalie burgerzaken computer december denhaag dinsdag
donderdag dragon februari feyenoord football gebruiker geheim geheimwachtwoord gemeente
gemeentehuis hallo hallohallo herfst hoihoi holland iloveyou inloggen januari juli juni
klantcontact klantcontactcentrum kcc konijn letmein lente maandag maart master medewerker mei
monkey nederland november oktober oranje password passwort princess psv qwerty qwertyuiop
rotterdam schatje secret september stadhuis sunshine test testtest thuis tijdelijk utrecht
vakantie vrijdag wachtwoord welcome welkom welkomwelkom winter woensdag zaterdag zomer zondag
"""
COMMONEST = frozenset(_WORDS.split())
