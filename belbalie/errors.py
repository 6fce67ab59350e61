"""Whose fault it was, and so with which exit code a command ends (contract: 2 and 1)."""


class CommandError(Exception):
    """One clear sentence for stderr: what was expected, what came, where, what to do."""

    exit_code = 1


class WrongUse(CommandError):
    """Wrong use or bad input."""

    exit_code = 2


class WorkFailed(CommandError):
    """The work itself failed: no network, a full disk, a port in use."""
