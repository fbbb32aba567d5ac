import math
from dataclasses import replace

import pytest
import torch

from ganbench.errors import MeasurementError
from ganbench.evaluation.evaluator import evaluator
from ganbench.workloads import WORKLOADS


def test_players_are_measured_by_their_squared_distance():
    measure = evaluator(WORKLOADS["bilinear"], 2500)
    row = measure.measure(torch.tensor([[3.0, 4.0]]), "validation")
    assert row == {"distance@1": 25.0}
    assert measure.improves(row, None)
    assert not measure.improves(row, {"distance@1": 24.0})
    assert measure.reference("test") == {"distance@1": 0.0}
    lost = measure.measure(torch.tensor([[math.nan, 0.0]]), "test")
    assert math.isnan(lost["distance@1"])


def test_a_game_is_not_measured_by_samples():
    with pytest.raises(MeasurementError, match="'w2' does not suit a game"):
        evaluator(replace(WORKLOADS["bilinear"], metrics=("distance", "w2")), 2500)


def test_data_have_no_distance():
    with pytest.raises(MeasurementError, match="'distance' does not suit the data set"):
        evaluator(replace(WORKLOADS["ring8"], metrics=("distance",)), 2500)
