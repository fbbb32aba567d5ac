import math

import pytest

from ganbench.analysis.measure import Measure
from ganbench.metrics.sized import Sized


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1234, "0.12"),
        (-1.5, "-1.50"),
        (0.005001, "0.01"),
        (0.0049, "4.9e-03"),
        (-3e-9, "-3.0e-09"),
        (0.0, "0.00"),
        (math.inf, "✗"),
        (math.nan, "—"),
    ],
)
def test_what_is_not_0_does_not_read_as_0(value, text):
    assert Measure(Sized("fid", 100), "FID", "lower", digits=2).text(value) == text
