import math
import subprocess
import sys
from dataclasses import replace
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ganbench.metrics import METRICS
from ganbench.metrics.modes import MODES

LOWER = replace(MODES, direction="lower")
numbers = st.floats(allow_nan=True, allow_infinity=True)


@given(numbers, numbers)
def test_better_is_a_strict_order_in_which_nan_is_worst(a: float, b: float) -> None:
    for metric in (MODES, LOWER):
        assert not (metric.better(a, b) and metric.better(b, a))
        assert not metric.better(math.nan, a)
        if not math.isnan(a):
            assert metric.better(a, math.nan)


def test_better_follows_the_direction() -> None:
    assert MODES.better(2, 1)
    assert LOWER.better(1, 2)


@pytest.mark.parametrize("name", list(METRICS))
def test_each_metric_is_registered_under_its_own_name(name: str) -> None:
    metric = METRICS[name]
    assert metric.name == name
    assert METRICS.summary(name)
    if metric.features:  # a bare name is Inception's, and the title says so
        assert metric.features == "inception"
        assert "Inception" in metric.title
    if metric.part:
        assert metric.part in get_type_hints(metric.compute)["return"]._fields


def test_metrics_are_listed_without_torch() -> None:
    code = (
        "import sys; from ganbench.metrics import METRICS; [METRICS[name] for name in METRICS];"
        "sys.exit('torch' in sys.modules or 'pandas' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
