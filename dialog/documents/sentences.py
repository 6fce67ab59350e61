"""A written paragraph cut into its sentences: a point in 'art. 5', 'J. de Vries' or '1.250' ends
none. What is doubtful stays together: half a sentence quoted is worse than two.
"""

import re

_POSSIBLE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_NEVER_LAST_WORDS = (
    "a.d. a.h.v. a.s. afd. alg. apr. art. artt. aug. b.g.g. bijl. bijv. bv. b.v. ca. circa. d.d. "
    "d.m.v. d.w.z. dec. dhr. dr. drs. excl. evt. feb. febr. fig. gem. geb. hfst. i.c.m. i.h.a. "
    "i.h.b. i.h.k.v. i.o.m. i.p.v. i.s.m. i.t.t. i.v.m. incl. ing. inl. ir. jan. jhr. jr. jul. "
    "juli. jun. kl. lid. m.a.w. m.b.t. m.b.v. m.i. m.i.v. m.m.v. m.n. m.u.v. max. mej. mevr. min. "
    "mr. mrt. mw. n.a.v. n.v. nl. no. nov. nr. nrs. o.a. o.b.v. o.g.v. o.i.d. o.l.v. o.m. o.v. "
    "okt. p.a. p/a. par. pag. blz. plm. prof. r.-k. resp. red. sep. sept. st. str. sub. t.a.v. "
    "t.b.v. t.g.v. t.h.v. t.n.v. t.o.v. t.w. tel. v.a. v.d. v.w.b. vgl. vlg. vlgs. vnl. zgn. "
    "e.g. i.e. approx. dept. mrs. ms. vs."
)
_NEVER_LAST = frozenset(_NEVER_LAST_WORDS.split())
_SOMETIMES_LAST_WORDS = (
    "a.u.b. s.v.p. d.v. e.a. e.d. e.e.a. e.v. enz. etc. jl. n.a.w. n.o.t.k. n.v.t. p.d. p.j. p.m. "
    "p.p. p.st. p.u. p.w. z.o.z. z.s.m."
)
_SOMETIMES_LAST = frozenset(_SOMETIMES_LAST_WORDS.split())
_INITIAL = re.compile(r"(?:[A-Z][a-z]{0,2}\.)+", re.ASCII)
"""'J.', 'P.C.', 'Th.': a name goes on after it."""
_MARK = re.compile(r"(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|[-*•–]+")
"""The mark of an item at the beginning: '1.', 'b.'."""
_CLOSING = "\"'”’»)]"
_OPENING = "\"'“‘„«(["


def sentences(text: str) -> list[str]:
    """Return the sentences in order, as written, white space folded; never an empty one."""
    folded = " ".join(text.split())
    found, start = [], 0
    for end in _POSSIBLE_END.finditer(folded):
        if _ends(folded[start : end.end()], folded[end.end() :].lstrip()):
            found.append(folded[start : end.end()].strip())
            start = end.end()
    found.append(folded[start:].strip())
    return [each for each in found if each]


def _ends(so_far: str, rest: str) -> bool:
    following = rest.lstrip(_OPENING)[:1]
    if _MARK.fullmatch(so_far.strip()) or following.islower():
        return False
    last = so_far.split()[-1].rstrip(_CLOSING).lstrip(_OPENING)
    if not last.endswith(".") or last.endswith(".."):
        return True
    small = last.lower()
    if small in _SOMETIMES_LAST:
        return following.isupper()
    return small not in _NEVER_LAST and not _INITIAL.fullmatch(last)
