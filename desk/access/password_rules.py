"""Which passwords people may choose: long ones that are not the first to be guessed.

NIST SP 800-63B section 5.1.1.2: no rules of which signs, a list of what is common or expected.
"""

import re
from collections.abc import Iterable

from desk.access.commonest import COMMONEST

SHORTEST, LONGEST = 12, 200
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789")


def fault(password: str, names: Iterable[str] = ()) -> str | None:
    """Why not, as a sentence; None where it may be used. `names` are words that anybody would
    think of: of the person, of the municipality.
    """
    if len(password) < SHORTEST:
        return f"Uw wachtwoord is te kort. Kies er een van minstens {SHORTEST} tekens."
    if len(password) > LONGEST:
        return f"Uw wachtwoord is te lang. Kies er een van hoogstens {LONGEST} tekens."
    if _is_repeated(password) or _is_a_run(password):
        return "Dit wachtwoord is te makkelijk te raden. Kies bijvoorbeeld vier losse woorden."
    if _core(password) in COMMONEST | {_letters(name) for name in names}:
        return "Dit wachtwoord is te bekend. Kies bijvoorbeeld vier losse woorden."
    return None


def _core(password: str) -> str:
    """Without what people hang around a word: 'Welkom2026!!' is 'welkom'."""
    words = [_letters(each) for each in re.split(r"[\W\d_]+", password) if each]
    plain = {each for each in words if each}
    return plain.pop() if len(plain) == 1 else _letters(password)


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text.lower())


def _is_repeated(password: str) -> bool:
    """One piece again and again: 'abcabcabcabc'."""
    text = password.lower()
    return text in (text + text)[1:-1]


def _is_a_run(password: str) -> bool:
    text = password.lower()
    return any(text in run or text in run[::-1] for run in _RUNS)
