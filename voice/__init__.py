"""Hearing and speaking: recogniser, speaker, turns, and the pipeline of one call."""
