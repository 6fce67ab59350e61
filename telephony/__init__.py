"""Lines: how a call comes in and how its sound goes out."""
