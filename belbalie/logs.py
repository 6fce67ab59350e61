"""One place for log lines: stderr, one line each, no caller's words at info level."""

import logging
import sys

from loguru import logger

_LIBRARIES = "WARNING"
"""Of libraries only what went wrong matters; pipecat tells of each frame, with its words."""


class _ToLoguru(logging.Handler):
    """Lines of libraries that use the standard logging module."""

    def emit(self, record: logging.LogRecord) -> None:
        # By number: a library may have levels of its own that loguru has no name for.
        logger.opt(exception=record.exc_info).log(record.levelno, record.getMessage())


def _to_stderr(line: str) -> None:
    # Looked up for each line: whoever has put another stderr in its place means the logs too.
    sys.stderr.write(line)


def configure(level: str) -> None:
    """From now on our lines at this level, those of libraries at warning, or this if higher."""
    libraries = max(level, _LIBRARIES, key=lambda name: logger.level(name).no)
    logger.remove()
    logger.add(
        _to_stderr,
        colorize=sys.stderr.isatty(),
        format="<dim>{time:HH:mm:ss}</dim> <level>{level:<7}</level> {message}",
        filter={"": level, "pipecat": libraries},
        backtrace=False,
        diagnose=False,  # variables in tracebacks would hold callers' words
    )
    logging.basicConfig(handlers=[_ToLoguru()], level=libraries, force=True)
