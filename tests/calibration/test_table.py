import math

import pytest

from ganbench.calibration.table import Calibration, Row, shipped


def calibration(perfect=1.0, fault=0.0):
    return Calibration(
        workload="w",
        content="abc",
        samples=10,
        target={"fid": 1.5},
        rows=(
            Row("perfect generator", {"fid": 0.5, "is": math.nan}, {"fid": 0.625}, perfect, 100),
            Row("noise", {"fid": 12.25, "is": 1.0}, {"fid": 12.5}, fault, 20),
        ),
    )


def test_it_is_written_and_read():
    written = calibration().to_json()
    again = Calibration.from_json(written)
    assert again.to_json() == written
    assert again.rows[1] == calibration().rows[1]
    assert math.isnan(again.rows[0].values["is"])


def test_numbers_are_written_with_four_digits():
    (row, _), exact = calibration().rows, {"fid": 0.123456}
    rows = (Row(row.fault, exact, exact, 1.0, 100),)
    written = Calibration("w", "abc", 10, {}, rows).to_json()
    assert written["rows"][0]["values"] == {"fid": 0.1235}


@pytest.mark.parametrize(
    ("perfect", "fault", "sound"),
    [(1, 0, True), (0.99, 0, True), (0.98, 0, False), (1, 0.05, False)],
)
def test_a_target_is_sound_that_a_perfect_generator_meets_and_no_fault(perfect, fault, sound):
    assert calibration(perfect, fault).sound is sound


def test_a_workload_without_a_table_has_none():
    assert shipped("no-such-workload") is None
