"""Which ways of moving the players go together."""

import pytest

from ganbench.engine.compose import incompatibility


@pytest.fixture
def reason(small, method_of):
    def reason(*stabilizers: str) -> str | None:
        return incompatibility(method_of("non-saturating", stabilizers=stabilizers), small)

    return reason


def test_optimism_and_the_look_ahead_that_it_approximates_are_one_too_many(reason):
    for pair in (("optimism", "extragradient"), ("extragradient", "optimism")):
        assert "optimism: it approximates the look ahead" in (reason(*pair) or "")


@pytest.mark.parametrize(
    "pair",
    [
        ("optimism", "simultaneous"),
        ("optimism", "consensus"),
        ("extragradient", "unrolling"),
        ("unrolling", "consensus"),
    ],
)
def test_pairs_with_a_meaning_are_taken(pair, reason):
    assert reason(*pair) is None
