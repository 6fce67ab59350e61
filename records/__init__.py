"""What remains of a call: the event log, its keys, and the figures read from it."""
