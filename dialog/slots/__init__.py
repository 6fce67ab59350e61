"""Spoken Dutch into values."""
