"""Danger in a caller's words: what names it, what only looks like it, and what is then said."""
