"""A server on the bench, from its own side: it tells how far it is, and ends with the bench."""

import json
import os
import sys
import threading
from collections.abc import Callable


def tell(**what: object) -> None:
    """A line of JSON to whoever started us."""
    print(json.dumps(what), flush=True)


def run_until_stdin_ends(serve: Callable[[], None]) -> None:
    """Serve; when the bench ends, however it ends, so do we, at once."""
    threading.Thread(target=_end_with_stdin, name="end", daemon=True).start()
    serve()


def _end_with_stdin() -> None:
    sys.stdin.read()
    os._exit(0)
