"""What the services go by: agenda, waste calendar, crisis messages and kinds of reports.

Each is one file of the nearest layer that has it, and may be left out: then that service is not
there. Of crisis messages those of all layers hold. A file with a mistake changes nothing of what
was read of it before, and never touches the other files.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dialog.agenda import Agenda
from dialog.content_agenda import read_agenda
from dialog.content_crisis import read_crisis, together
from dialog.content_file import Problem
from dialog.content_layers import Layers, read_layers
from dialog.content_page import Page
from dialog.content_reports import read_report_kinds
from dialog.content_waste import read_waste
from dialog.content_whole import whole
from dialog.crisis import CrisisMessage
from dialog.knowledge import Municipality
from dialog.report_kinds import ReportKinds
from dialog.waste import Waste

Reader = Callable[[Page, Municipality], Any]


@dataclass(frozen=True, slots=True)
class ServiceContent:
    """None, or nothing: that file is not there, or had a mistake from the beginning."""

    agenda: Agenda | None = None
    waste: Waste | None = None
    crisis: tuple[CrisisMessage, ...] = ()
    reports: ReportKinds = field(default_factory=lambda: ReportKinds({}))


NO_SERVICES = ServiceContent()

FILES: dict[str, tuple[str, Reader]] = {
    "agenda": ("agenda.yaml", read_agenda),
    "waste": ("waste.yaml", read_waste),
    "reports": ("reports.yaml", read_report_kinds),
}
"""By the field of ServiceContent: its file, and who reads it."""
CRISIS = "crisis.yaml"


class ServiceStore:
    """The last good state of each file."""

    def __init__(self, folder: Path, town: Municipality) -> None:
        """Read what is there; what has a mistake is left out, `problems` says what and where."""
        self._folder = folder
        self._content = NO_SERVICES
        self._messages: Mapping[Path, Sequence[CrisisMessage]] = {}
        self.problems = self.reload(town)

    @property
    def content(self) -> ServiceContent:
        return self._content

    def reload(self, town: Municipality) -> list[Problem]:
        """Read again; a file with a mistake leaves in force what was read of it before."""
        return whole(self._folder, lambda: self._reload(town))

    def _reload(self, town: Municipality) -> list[Problem]:
        found: list[Problem] = []
        changed = {}
        layers, _ = read_layers(self._folder)
        for part, (name, reader) in FILES.items():
            value, problems = _read(layers, layers.nearest(name), reader, town)
            found += problems
            if _is_good(problems):
                changed[part] = value if value is not None else getattr(NO_SERVICES, part)
        crisis, problems = self._crisis(layers, town)
        self._content = replace(self._content, crisis=crisis, **changed)
        return [*found, *problems]

    def _crisis(
        self, layers: Layers, town: Municipality
    ) -> tuple[tuple[CrisisMessage, ...], list[Problem]]:
        """The messages of all layers, near to far; of a file with a mistake as they were before."""
        found: list[Problem] = []
        read: dict[Path, Sequence[CrisisMessage]] = {}
        for file in (folder / CRISIS for folder in layers.folders):
            messages, problems = _read(layers, file, read_crisis, town)
            found += problems
            read[file] = (messages or ()) if _is_good(problems) else self._messages.get(file, ())
        self._messages = read
        return together(read.values()), found


def service_pages(folder: Path, town: Municipality) -> tuple[Page, ...]:
    """These files, with all that is wrong in them, and all that could be better."""
    layers, _ = read_layers(folder)
    for name, reader in FILES.values():
        _read(layers, layers.nearest(name), reader, town)
    for each in layers.folders:
        _read(layers, each / CRISIS, read_crisis, town)
    return tuple(layers.opened)


def _is_good(problems: Sequence[Problem]) -> bool:
    return all(problem.warning for problem in problems)


def _read(
    layers: Layers, path: Path, reader: Reader, town: Municipality
) -> tuple[Any, list[Problem]]:
    """What the file holds, or None where there is none or it cannot be used."""
    if not path.exists():
        return None, []
    page = layers.page(path)
    value = reader(page, town) if page.readable else None
    return value, page.problems
