"""Which ways of moving the players go together."""

import pytest

from ganbench.engine.compose import incompatibility


@pytest.fixture
def reason(small, method_of):
    def reason(*stabilizers: str) -> str | None:
        return incompatibility(method_of("non-saturating", stabilizers=stabilizers), small)

    return reason


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
