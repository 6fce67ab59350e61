"""What the caller of `belbalie call` says: sound files, and where to keep the answer."""

from collections.abc import Sequence
from pathlib import Path

from audio.frames import Samples
from audio.wav import SoundFileError, read_wav, write_wav
from belbalie.errors import WorkFailed, WrongUse
from telephony.file_line import RATE_HZ


def read_turns(files: Sequence[Path]) -> list[Samples]:
    """Raises WrongUse naming the file, before anything is loaded."""
    try:
        return [read_wav(file, RATE_HZ) for file in files]
    except SoundFileError as error:
        raise WrongUse(str(error)) from None


def check_out(out: Path) -> None:
    """Raises WrongUse when no file can be there, before a call is placed for nothing."""
    if out.is_dir():
        raise WrongUse(f"--out: expected the name of a WAV file, got the folder {out}")
    if not out.parent.is_dir():
        raise WrongUse(f"--out: expected a folder that exists, got {out.parent}; make it first")


def keep(out: Path, samples: Samples) -> None:
    """Write what the caller heard. Raises WorkFailed; half a file does not stay."""
    try:
        write_wav(out, samples, RATE_HZ)
    except OSError as error:
        if out.is_file():  # and no device
            out.unlink()
        raise WorkFailed(
            f"--out: expected to write {out}, got: {error.strerror}; "
            "make room there or name another file"
        ) from None
