from dataclasses import replace

import pytest

from ganbench.calibration.calibrate import calibrate
from ganbench.errors import MeasurementError
from ganbench.workloads import WORKLOADS, Target

RING8 = WORKLOADS["ring8"]
EARLIER = replace(
    RING8,
    metrics=("sliced-w2", "high-quality"),
    final=(),
    target=Target.of({"sliced-w2": 0.25}),
    name="earlier",
)


@pytest.mark.parametrize("name", ["ring8", "grid25", "ring8-pacgan", "grid25-bures"])
def test_the_target_of_a_mixture_tells_every_fault_from_a_perfect_generator(name):
    found = calibrate(WORKLOADS[name], draws=10)
    assert found.sound, found
    assert found.rows[0].values["jensen-shannon"] < 0.003
    assert set(found.rows[0].values) == {*RING8.metrics, *RING8.final}


def test_sliced_w2_does_not_tell_an_even_circle():
    rows = {row.fault: row for row in calibrate(EARLIER, draws=5).rows}
    assert rows["a circle"].met == 1
    assert rows["a circle"].values["high-quality"] < 0.1
    assert rows["two modes missing"].met == 0


def test_the_same_is_measured_again():
    first, again = (calibrate(RING8, samples=100, draws=2) for _ in range(2))
    assert first == again


def test_what_one_draw_in_a_hundred_is_worse_than_is_on_the_bad_side():
    both = replace(RING8, target=Target.of({"jensen-shannon": 0.02, "high-quality": 0.9}))
    perfect = calibrate(both, samples=300, draws=20).rows[0]
    assert perfect.extremes["jensen-shannon"] > perfect.values["jensen-shannon"]
    assert perfect.extremes["high-quality"] < perfect.values["high-quality"]


def test_players_have_no_samples_to_plant_a_fault_in():
    with pytest.raises(MeasurementError, match="its players are measured"):
        calibrate(WORKLOADS["bilinear"])
