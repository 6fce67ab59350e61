"""What can go wrong with models on disk; each message says what to do."""

from enum import StrEnum

MIRROR_SETTING = "BELBALIE_MODEL_MIRROR"


class Fault(StrEnum):
    """Stable codes, for scripts and monitoring."""

    UNKNOWN = "model-unknown"
    MISSING = "model-missing"
    PACKAGE = "model-package-missing"
    DAMAGED = "model-damaged"
    WRONG_SUM = "model-wrong-sum"
    NO_SUM = "model-no-sum"
    UNREACHABLE = "model-host-unreachable"
    NOT_SERVED = "model-not-served"
    DISK_FULL = "model-disk-full"
    FOLDER = "model-folder"
    SETTING = "model-setting"


class ModelError(Exception):
    """One sentence for the operator, and a code."""

    def __init__(self, fault: Fault, sentence: str) -> None:
        super().__init__(sentence)
        self.fault = fault


class ModelMissing(ModelError):
    """A known model is not here yet."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Fault.MISSING, f"Model {name} is not here; get it with: belbalie models pull {name}"
        )
        self.name = name
