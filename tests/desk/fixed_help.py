"""An assistant that knows one thing, and where to look for another."""

from dataclasses import replace
from datetime import date

from desk.helping import HelpOut
from dialog.advice import Advice, Answer, Near
from dialog.knowledge import Source

SOURCE = Source("Tarieven", date(2026, 1, 5), "https://zonnedael.example/tarieven")
TOLD = "Een paspoort kost € 87,70."


class FixedHelp:
    def __init__(self) -> None:
        self.out = False

    async def ask(self, question: str, language: str) -> Advice:
        if self.out:
            raise HelpOut
        if "paspoort" in question:
            return Advice(question, (Answer("een paspoort", TOLD, SOURCE, verify=True),))
        return Advice(question, near=(Near("grof vuil", replace(SOURCE, title="Afval")),))
