"""The tables that ship are of the workloads as they are."""

import pytest

from ganbench.calibration import mixtures, pictures
from ganbench.calibration.planted import PERFECT, UNTRAINED
from ganbench.calibration.table import shipped
from ganbench.datasets import load
from ganbench.errors import DataError
from ganbench.workloads import WORKLOADS

CALIBRATED = [name for name in WORKLOADS if shipped(name) is not None]


def test_the_workloads_that_need_no_download_are_calibrated():
    needs_nothing = {"ring8", "grid25", "ring8-pacgan", "grid25-pacgan", "ring8-bures"}
    assert {*needs_nothing, "grid25-bures", "digits", "stacked-digits"} <= set(CALIBRATED)


@pytest.mark.parametrize("name", CALIBRATED)
def test_a_table_is_of_the_workload_as_it_is(name):
    table, workload = shipped(name), WORKLOADS[name]
    assert table.target == {each.metric: each.threshold for each in workload.target.conditions}
    assert set(workload.metrics) <= set(table.rows[0].values)
    of_pictures = [*pictures.OF_CLASSES, *pictures.OF_ANY]
    if name == "patches":  # whose classes are not known
        of_pictures = list(pictures.OF_ANY)
    faults = list(mixtures.FAULTS) if workload.shape == (2,) else of_pictures
    assert [row.fault for row in table.rows] == [PERFECT, *faults, UNTRAINED]
    assert table.rows[0].draws >= 100


@pytest.mark.parametrize("name", CALIBRATED)
def test_a_table_is_of_the_data_as_they_are(name):
    workload = WORKLOADS[name]
    try:
        data = load(workload.dataset, dict(workload.parameters))
    except DataError:
        pytest.skip("the data are not here")
    assert shipped(name).content == data.content


@pytest.mark.parametrize("name", CALIBRATED)
def test_a_perfect_generator_meets_the_target_and_no_fault_does(name):
    assert shipped(name).sound
