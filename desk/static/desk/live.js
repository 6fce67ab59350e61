// Filled with the overview.
