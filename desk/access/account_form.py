"""What an administrator fills in about somebody, read into a profile."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.access.signing_in import NotRight
from desk.agents import ROLE_TITLES, Agent, Role
from records.accounts import Profile, is_name

_SIP = re.compile(r"sips?:[^\s<>]{1,190}")
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is to choose from, with how it is called."""

    departments: Mapping[str, str]
    languages: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountForm:
    """As it was typed."""

    name: str = ""
    title: str = ""
    roles: Sequence[str] = ()
    departments: Sequence[str] = ()
    languages: Sequence[str] = ("nl",)
    sip: str = ""

    @classmethod
    def of(cls, name: str, profile: Profile) -> "AccountForm":
        return cls(
            name=name,
            title=profile.title,
            roles=sorted(profile.roles),
            departments=profile.departments,
            languages=profile.languages,
            sip=profile.address or "",
        )

    def new_name(self) -> str:
        """Raises NotRight."""
        name = self.name.strip().lower()
        if not is_name(name):
            raise NotRight(
                "name", "Gebruik voor de naam alleen letters, cijfers, punt en streepje."
            )
        return name

    def profile(self, choices: Choices, kept: Profile | None = None) -> Profile:
        """`kept` is what it was: departments that the content has no more stay until they are
        taken out. Raises NotRight.
        """
        title = " ".join(self.title.split())
        if not title:
            raise NotRight("title", "Vul in hoe collega’s deze persoon noemen.")
        if len(title) > _LONGEST_TITLE:
            raise NotRight(
                "title", f"Deze naam is te lang. Neem hoogstens {_LONGEST_TITLE} tekens."
            )
        roles = frozenset(self.roles) & frozenset(ROLE_TITLES)
        if not roles:
            raise NotRight("roles", "Kies minstens één rol.")
        if not self.languages:
            raise NotRight("languages", "Kies minstens één taal.")
        sip = self.sip.strip()
        if sip and _SIP.fullmatch(sip) is None:
            raise NotRight("sip", "Een SIP-adres begint met sip: en heeft geen spaties.")
        known = {*choices.departments, *(kept.departments if kept else ())}
        spoken = {*choices.languages, *(kept.languages if kept else ())}
        return Profile(
            title=title,
            roles=frozenset(map(str, roles)),
            departments=tuple(each for each in self.departments if each in known),
            languages=tuple(each for each in self.languages if each in spoken),
            address=sip or None,
        )


def may_not(agent: Agent, name: str, roles: frozenset[str]) -> None:
    """There is always somebody who can open accounts: oneself. Raises NotRight."""
    if agent.name == name and Role.ADMINISTRATOR not in roles:
        raise NotRight("roles", "U kunt uw eigen rol van beheerder niet weghalen.")
