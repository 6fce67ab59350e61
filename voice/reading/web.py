"""Web and e-mail addresses: 'gemeente.nl/afval' is 'gemeente punt nl, schuine streep, afval'."""

import re

from voice.reading.rule import Language, Rule, rule

_ENDINGS = r"(?:nl|com|org|net|eu|be|info|gov|io|uk|frl|amsterdam|example)"
_PATH = r"(?P<path>(?:/(?:[^\s,;!?()\[\]]|[,;!?](?=\w))*)?)"

_WORDS = {
    "nl": {".": "punt", "-": "streepje", "_": "laag streepje", "@": "apenstaartje"},
    "en": {".": "dot", "-": "dash", "_": "underscore", "@": "at"},
}
_SLASH = {"nl": "schuine streep", "en": "slash"}


def rules(language: Language) -> list[Rule]:
    def address(match: re.Match[str]) -> str:
        path, end = _without_sentence_end(match["path"])
        parts = [part for part in re.split(r"[?&#=]", path)[0].split("/") if part]
        said = [_spelled(match["host"], language)]
        for part in parts:
            said += [_SLASH[language], _spelled(part, language)]
        return ", ".join(said) + end

    def mail(match: re.Match[str]) -> str:
        return _spelled(match[0].removeprefix("mailto:"), language)

    host = r"(?P<host>(?:[\w-]{1,63}\.){1,6}"
    return [
        rule(r"\b(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", mail),
        rule(rf"\bhttps?://(?:www\.)?{host}[\w-]+)(?::\d+)?{_PATH}", address, re.IGNORECASE),
        rule(rf"\b(?:www\.)?{host}{_ENDINGS})\b(?![\w-]|\.\w){_PATH}", address, re.IGNORECASE),
        rule(r"\bwww\.", "", re.IGNORECASE),
        rule(r"\bhttps?://", "", re.IGNORECASE),
    ]


def _without_sentence_end(path: str) -> tuple[str, str]:
    bare = path.rstrip(".:")
    return bare, path[len(bare) :][:1]


def _spelled(part: str, language: Language) -> str:
    words = _WORDS[language]
    pieces = re.split(r"([.@_-])", part)
    return " ".join(words.get(piece, piece) for piece in pieces if piece)
