"""What the checker of rewritten answers must reach on the altered ones."""

from bench.fidelity import altered, faithful, figures, verbatim

MOST_TRUE_REFUSED = 0.05
FEWEST_ALTERED_REFUSED = 0.99


def test_altered_answers_are_refused_and_true_ones_are_not() -> None:
    true = faithful()
    assert len(true) >= 120
    true += verbatim(true)
    rows = figures(true, altered(true, 100, seed=6))
    refused, of = rows["altered, the five kinds"]
    assert of == 500
    assert refused >= FEWEST_ALTERED_REFUSED * of
    for kind in ("true, written by hand", "true, as they stand"):
        refused, of = rows[kind]
        assert refused <= MOST_TRUE_REFUSED * of
