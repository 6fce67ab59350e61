"""Documents and questions of municipalities that do not exist, to measure answers with."""
