"""Who may come to the desk, and what each may do there."""
