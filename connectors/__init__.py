"""Other people's systems, as the house talks to them."""
