"""Port: the content as versions and drafts. `belbalie` fills it.

An editor never sees a folder or a repository: there are drafts, versions, and texts of files. All
names of files are relative to the municipality's own folder: 'topics/paspoort.yaml'.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desk.agents import Agent
from dialog.content import Content
from dialog.content_file import Problem
from dialog.draft_states import DraftState, DraftStep

PUBLISHED = "nu"
"""In the place of the key of a draft: what callers hear now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Content that was, or is, in force."""

    key: str
    """Letters and digits, safe in an address."""
    at: datetime
    author: str
    """The title of who published it: 'Edo Prins'; 'buiten de studio' for a change by hand."""
    reason: str
    reviewer: str | None = None
    """Who looked at it before, where somebody did."""
    files: Sequence[str] = ()
    """What it changed."""
    back_to: str | None = None
    """The version whose content it took back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Changes that callers do not hear yet. Anybody who is an editor may write in it."""

    key: str
    """Letters and digits, safe in an address."""
    title: str
    """What it is about, in the words of who began it."""
    author: str
    """The name of the account that began it."""
    author_title: str
    state: DraftState
    began: datetime
    changed: datetime
    files: Sequence[str] = ()
    """What is other than in the published content."""
    writers: Sequence[str] = ()
    """The names of the accounts that wrote in it: none of them is its second pair of eyes."""
    reviewer: str | None = None
    """The name of the account that approved or returned it."""
    reviewer_title: str | None = None
    remark: str = ""
    """What the reviewer said."""


@dataclass(frozen=True, slots=True)
class FileText:
    path: str
    text: str
    """Empty where there is no such file."""
    tag: str
    """Tells this text from every other; a form gives it back when it is saved."""
    there: bool = True


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is other in a draft or version than it was. None: it was not there."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Saved:
    text: FileText
    merged: bool = False
    """Somebody else had saved other lines of it meanwhile; both are in it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A draft read as content."""

    content: Content
    problems: Sequence[Problem]
    """With paths relative to the own folder where they lie in it."""

    @property
    def errors(self) -> Sequence[Problem]:
        return [problem for problem in self.problems if not problem.warning]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether a draft can be published, and how far its preparation is."""

    errors: Sequence[Problem]
    to_review: Sequence[str]
    """What a second pair of eyes has to see first, in Dutch: 'Paspoort: regels'."""
    prepared: bool
    """The computer has learned its lines; publishing then takes effect at once."""
    share: float = 1.0
    """How much of that is done, from 0 to 1."""
    fault: str = ""
    """Why it could not be prepared, in Dutch; empty: nothing is wrong."""


class NoSuchDraft(LookupError):
    """Or no such version."""


class ByHand(Exception):
    """Somebody broke a file of the content outside the studio; `problems` say what and where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class Clash(Exception):
    """Others saved other words in the same lines. Nothing was written; all three texts are here."""

    def __init__(self, path: str, ours: str, theirs: FileText, base: str, by: str) -> None:
        """`ours` is what was to be saved; `theirs` what is there now, `base` what both began
        with, `by` the title of who saved it.
        """
        self.path, self.ours, self.theirs, self.base, self.by = path, ours, theirs, base, by
        super().__init__(path)


class Refused(Exception):
    """It cannot be done now; the message is a Dutch sentence for the editor."""


class StudioOut(Exception):
    """Versions cannot be read or written now, as with a full disk; the message is a Dutch
    sentence. Nothing has changed.
    """


class ContentDesk(Protocol):
    """Each method may raise StudioOut; those with a `draft` or `version` NoSuchDraft."""

    # -- reading -----------------------------------------------------------------------------

    async def published(self) -> Version:
        """What is in force. Raises ByHand where somebody broke a file outside the studio; what
        was good before is in force then.
        """

    async def versions(self, most: int = 50) -> Sequence[Version]:
        """The latest first."""

    async def version(self, key: str) -> Version: ...

    async def drafts(self) -> Sequence[Draft]:
        """Those that somebody goes on with, the latest changed first."""

    async def dropped(self) -> Sequence[Draft]:
        """Those that nobody goes on with, the latest changed first."""

    async def draft(self, key: str) -> Draft: ...

    async def files(self, where: str) -> Sequence[str]:
        """Of a draft, a version, or `PUBLISHED`."""

    async def text(self, where: str, path: str) -> FileText: ...

    async def tagged(self, tag: str) -> str:
        """The text that bore this tag, though others saved another since; '' for ''. With it a
        form tells what its editor changed. Raises LookupError for a tag that was never given.
        """

    async def folder(self, where: str) -> Path:
        """Where it can be read as content; nobody writes there, and it may be gone tomorrow."""

    async def checked(self, where: str) -> Checked: ...

    async def check(self, where: str, path: str, text: str) -> Checked:
        """As if this text stood there; nothing is saved."""

    async def changes(self, draft: str) -> Sequence[FileChange]:
        """Against what is published now."""

    async def changes_since(self, draft: str, agent: Agent) -> Sequence[FileChange] | None:
        """Since this editor last approved or returned it; None: they never did."""

    async def changes_of(self, version: str) -> Sequence[FileChange]:
        """Against the version before it."""

    async def changes_between(self, before: str, after: str) -> Sequence[FileChange]:
        """What is other in `after`; both are drafts, versions, or `PUBLISHED`."""

    # -- writing -----------------------------------------------------------------------------

    async def begin(self, title: str, agent: Agent) -> Draft: ...

    async def save(self, draft: str, path: str, text: str | None, tag: str, agent: Agent) -> Saved:
        """Write a file of a draft; None takes it away. `tag` is that of the text which the editor
        began with ('' for a file that is new). Raises Clash, Refused.
        """

    async def take_step(self, draft: str, step: DraftStep, agent: Agent, remark: str = "") -> Draft:
        """Ask for review, approve, return, drop, take up. Raises Refused."""

    # -- publishing --------------------------------------------------------------------------

    async def readiness(self, draft: str) -> Readiness: ...

    async def publish(self, draft: str, agent: Agent, reason: str) -> Version:
        """Callers who ring from now on hear it. Raises Refused, Clash (with what was published
        since), ByHand.
        """

    async def back_to(self, version: str, agent: Agent, reason: str) -> Version:
        """Put the content of this version in force again, as a new version. Raises Refused. Where
        somebody broke a file outside the studio, this puts it right: what they wrote is kept aside.
        """
