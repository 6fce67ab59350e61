"""`belbalie models`: which are here, fetch, verify."""

from belbalie.errors import CommandError, WorkFailed, WrongUse
from belbalie.settings import Settings
from voice.model_errors import Fault, ModelError
from voice.models import ModelStore
from voice.roles import listing


def _store(settings: Settings) -> ModelStore:
    try:
        return ModelStore(settings.models, settings.model_mirror)
    except ModelError as error:
        raise _told(error) from None


def print_models(settings: Settings) -> None:
    for row in listing(_store(settings)):
        size = f"{row.size_bytes / 1e6:7.0f} MB" if row.size_bytes else "        -"
        print(f"{row.name:24} {row.state:12} {size}  {row.licence:18} {row.used_for}")


def pull(settings: Settings, name: str) -> None:
    store = _store(settings)
    try:
        store.pull(name)
        folder = store.path(name)
    except ModelError as error:
        raise _told(error) from None
    print(f"{name} is here: {folder}")


def verify(settings: Settings, name: str | None) -> None:
    store = _store(settings)
    try:
        names = [name] if name else [model.name for model in store.installed()]
        problems = [problem for each in names for problem in store.verify(each)]
    except ModelError as error:
        raise _told(error) from None
    for problem in problems:
        print(f"{problem.model}/{problem.file}: {problem.sentence}")
    if problems:
        raise WorkFailed(
            f"{len(problems)} files are not as they should be; fetch the model again: "
            f"belbalie models pull {problems[0].model}"
        )
    print(f"{len(names)} models verified: {', '.join(names)}")


def _told(error: ModelError) -> CommandError:
    wrong_use = error.fault in (Fault.UNKNOWN, Fault.SETTING)
    return WrongUse(str(error)) if wrong_use else WorkFailed(str(error))
