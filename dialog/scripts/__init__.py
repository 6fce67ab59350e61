"""Errands with several steps: scripts as data, and the pure machine that runs them."""
