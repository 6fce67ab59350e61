"""Who types on the command line, for what is written down of it."""

import getpass


def who() -> str:
    try:
        return f"{getpass.getuser()} (opdrachtregel)"
    except (KeyError, OSError):  # a container whose user has no name
        return "opdrachtregel"
