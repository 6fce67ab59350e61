"""One place for log lines: stderr, one line each, no caller's words at info level."""

import logging
import sys

from loguru import logger


class _ToLoguru(logging.Handler):
    """Lines of libraries that use the standard logging module."""

    def emit(self, record: logging.LogRecord) -> None:
        logger.opt(exception=record.exc_info).log(record.levelname, record.getMessage())


def configure(level: str) -> None:
    logger.remove()
    logger.add(
        sys.stderr,
        format="<dim>{time:HH:mm:ss}</dim> <level>{level:<7}</level> {message}",
        # pipecat tells of each frame and processor; of that only what went wrong matters
        filter={"": level, "pipecat": "WARNING"},
        backtrace=False,
        diagnose=False,  # variables in tracebacks would hold callers' words
    )
    logging.basicConfig(handlers=[_ToLoguru()], level=logging.WARNING, force=True)
