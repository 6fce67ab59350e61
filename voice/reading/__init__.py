"""How written things are read aloud: one module per kind, each a list of rules per language."""
