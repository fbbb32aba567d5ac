import math

import pytest

from ganbench.evaluation.target import meets
from ganbench.workloads import Target

BOTH = Target.of({"jensen-shannon": 0.5, "modes": 6})


@pytest.mark.parametrize(
    ("divergence", "modes", "met"),
    [
        (0.5, 6, True),
        (0.4, 8, True),
        (0.6, 8, False),
        (0.4, 5, False),
        (math.nan, 8, False),
        (0.4, math.nan, False),
    ],
)
def test_all_conditions_have_to_hold(divergence, modes, met):
    row = {"step": 1.0, "jensen-shannon@300": divergence, "modes@300": modes}
    assert meets(BOTH, row, 300) is met
