"""The words of one municipality that the reader looks for: its streets, products, departments."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Plain words (small letters, no accents) and how each is written in a value."""

    streets: Mapping[str, str] = field(default_factory=dict)
    """'dorpsstraat' -> 'Dorpsstraat'."""
    products: Mapping[str, str] = field(default_factory=dict)
    """'een paspoort' is found by 'paspoort' -> 'paspoort'."""
    departments: Mapping[str, str] = field(default_factory=dict)
    """'werk en inkomen' -> 'Werk en inkomen'."""
    words: frozenset[str] = frozenset()
    """Every plain word of the municipality's own texts: what stands here was not misheard."""


NO_WORDS = Lexicon()
