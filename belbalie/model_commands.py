"""`belbalie models`: which are here, fetch, verify."""

from collections.abc import Iterator
from contextlib import contextmanager

from belbalie.errors import WorkFailed, WrongUse
from belbalie.settings import Settings
from voice.model_errors import Fault, ModelError
from voice.models import ModelStore
from voice.roles import listing


def print_models(settings: Settings) -> None:
    """A line for each model. Raises CommandError."""
    with _models(settings) as store:
        rows = listing(store)
    named, stated, free = (
        max(len(text) for text in column)
        for column in ([r.name for r in rows], [r.state for r in rows], [r.licence for r in rows])
    )
    for row in rows:
        size = f"{row.size_bytes / 1e6:.0f} MB" if row.size_bytes else "-"
        print(
            f"{row.name:{named}}  {row.state:{stated}}  {size:>8}  "
            f"{row.licence:{free}}  {row.used_for}"
        )


def pull(settings: Settings, name: str) -> None:
    """Fetch a model and say where it is. Raises CommandError."""
    with _models(settings) as store:
        store.pull(name)
        folder = store.path(name)
    print(f"{name} is here: {folder}")


def verify(settings: Settings, name: str | None) -> None:
    """Read every byte of one model, or of all that are here. Raises CommandError."""
    with _models(settings) as store:
        names = [name] if name else [model.name for model in store.installed()]
        problems = [problem for each in names for problem in store.verify(each)]
    for problem in problems:
        print(f"{problem.model}/{problem.file}: {problem.sentence}")
    if problems:
        raise WorkFailed(
            f"{len(problems)} files are not as they should be; fetch the model again: "
            f"belbalie models pull {problems[0].model}"
        )
    print(f"{len(names)} models verified: {', '.join(names)}")


@contextmanager
def _models(settings: Settings) -> Iterator[ModelStore]:
    """The models on disk; what goes wrong with them is told by whose fault it was."""
    try:
        yield ModelStore(settings.models, settings.model_mirror)
    except ModelError as error:
        if error.fault in (Fault.UNKNOWN, Fault.SETTING):
            raise WrongUse(str(error)) from None
        raise WorkFailed(str(error)) from None
