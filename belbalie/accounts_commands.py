"""What `belbalie accounts …` does."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from belbalie.desk_access import choices_of, open_door
from belbalie.errors import WrongUse
from belbalie.household import read_content
from belbalie.settings import Settings
from belbalie.who import who
from desk.access.account_form import Choices
from desk.agents import ROLE_TITLES, Role
from records.accounts import Account, Profile, Unknown
from records.door import Door
from records.errors import Clash


@dataclass(frozen=True, slots=True)
class Wish:
    """What was given; None: nothing was said of it."""

    title: str | None
    roles: Sequence[str] | None
    departments: Sequence[str] | None
    languages: Sequence[str] | None
    sip: str | None


def add(settings: Settings, name: str, wish: Wish, as_json: bool) -> None:
    """Raises WrongUse and WorkFailed."""
    if wish.title is None:
        raise WrongUse("--title: expected how colleagues write the name, got none")
    start = Profile(title=wish.title or "?", roles=frozenset({Role.AGENT.value}))
    profile = _profile(start, wish, _choices(settings, wish))
    with open_door(settings) as door:
        try:
            password = door.accounts.add(name, profile, who(), _now())
        except ValueError as error:
            raise WrongUse(f"NAME: {error}") from None
        except Clash:
            raise WrongUse(f"NAME: expected a name that nobody has, got {name!r}") from None
    _print_password(name, password, as_json)


def print_accounts(settings: Settings, as_json: bool) -> None:
    """Raises WorkFailed."""
    with open_door(settings) as door:
        found = door.accounts.all()
    for account in found:
        fields = _fields(account)
        if as_json:
            print(json.dumps(fields, ensure_ascii=False))
            continue
        roles = ", ".join(ROLE_TITLES[Role(role)] for role in sorted(account.profile.roles))
        closed = "" if account.active else ", gesloten"
        print(f"{account.name}: {account.profile.title}, {roles}{closed}")
    if not found and not as_json:
        print("Er zijn nog geen accounts.")


def change(settings: Settings, name: str, wish: Wish) -> None:
    """Raises WrongUse and WorkFailed."""
    choices = _choices(settings, wish)

    def work(door: Door) -> None:
        profile = _profile(door.accounts.find(name).profile, wish, choices)
        door.accounts.change(name, profile, who(), _now())

    _of(settings, name, work)
    print(f"{name}: gewijzigd.")


def reset(settings: Settings, name: str, as_json: bool) -> None:
    """Raises WrongUse and WorkFailed."""

    def work(door: Door) -> str:
        try:
            return door.accounts.reset(name, who(), _now())
        except ValueError as error:
            raise WrongUse(f"NAME: {error}") from None

    _print_password(name, str(_of(settings, name, work)), as_json)


def close(settings: Settings, name: str) -> None:
    """Raises WrongUse and WorkFailed."""
    _of(settings, name, lambda door: door.accounts.close(name, who(), _now()))
    print(f"{name}: gesloten en afgemeld.")


def _of(settings: Settings, name: str, work: Callable[[Door], object]) -> object:
    with open_door(settings) as door:
        try:
            return work(door)
        except Unknown:
            raise WrongUse(
                f"NAME: expected a name of belbalie accounts list, got {name!r}"
            ) from None


def _choices(settings: Settings, wish: Wish) -> Choices | None:
    """What the content has, where that matters."""
    if wish.departments is None and wish.languages is None:
        return None
    return choices_of(read_content(settings).knowledge)


def _profile(before: Profile, wish: Wish, choices: Choices | None) -> Profile:
    """Raises WrongUse."""
    given: dict[str, object] = {}
    if wish.title is not None:
        given["title"] = wish.title.strip()
    if wish.roles is not None:
        given["roles"] = frozenset(_known("--role", wish.roles, ROLE_TITLES))
    if wish.departments is not None and choices is not None:
        given["departments"] = _known("--department", wish.departments, choices.departments)
    if wish.languages is not None and choices is not None:
        given["languages"] = _known("--language", wish.languages, choices.languages)
    if wish.sip is not None:
        given["address"] = wish.sip.strip() or None
    try:
        return replace(before, **given)  # type: ignore[arg-type]  # each by its own name
    except ValueError as error:
        raise WrongUse(f"--{error}") from None


def _known(option: str, given: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    for each in given:
        if each not in known:
            raise WrongUse(f"{option}: expected one of {', '.join(known)}, got {each!r}")
    return tuple(dict.fromkeys(given))


def _fields(account: Account) -> Mapping[str, object]:
    profile = account.profile
    return {
        "name": account.name,
        "title": profile.title,
        "roles": sorted(profile.roles),
        "departments": profile.departments,
        "languages": profile.languages,
        "sip": profile.address,
        "active": account.active,
        "local": account.local,
        "set_up": account.has_app and not account.must_change,
    }


def _print_password(name: str, password: str, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"name": name, "password": password}))
        return
    print(f"{name}: het wachtwoord voor één keer is {password}")


def _now() -> datetime:
    return datetime.now().astimezone()
