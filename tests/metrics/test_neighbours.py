from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from ganbench.metrics import neighbours
from ganbench.metrics.neighbours import nearest, neighbour_squares, squared_distances


@pytest.mark.parametrize("offset", [0, 1e6])
def test_distances_keep_their_digits_far_from_the_origin(offset: float) -> None:
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(30, 5)) + offset, rng.normal(size=(2100, 5)) + offset
    expected = cdist(a, b, "sqeuclidean")
    np.testing.assert_allclose(squared_distances(a, b), expected, rtol=1e-8, atol=1e-9)


def test_the_kth_neighbour_and_no_sample_is_its_own() -> None:
    line = np.array([[0.0], [1.0], [3.0], [7.0]])
    found = neighbour_squares(line, (1, 3))
    assert found.tolist() == [[1, 49], [1, 36], [4, 16], [16, 49]]


def test_copies_are_neighbours_at_distance_zero() -> None:
    twice = np.array([[0.1, 0.7], [0.1, 0.7], [5.0, 5.0]])
    assert neighbour_squares(twice, (1,))[:, 0] == pytest.approx([0, 0, 4.9**2 + 4.3**2])


def test_neighbours_that_float32_takes_for_others_are_searched_in_float64() -> None:
    """Ten tight clusters far apart: within one, float32 sees only noise."""
    rng = np.random.default_rng(0)
    clusters = rng.normal(size=(300, 100)) * 1e-4 + 10 * np.eye(100)[np.arange(300) % 10]
    expected = np.sort(cdist(clusters, clusters, "sqeuclidean"))
    with patch.object(neighbours, "_searched", side_effect=neighbours._searched) as searched:
        found = neighbour_squares(clusters, (2, 5))
    assert len(searched.call_args.args[1]) > 200
    np.testing.assert_allclose(found, expected[:, [2, 5]], rtol=1e-12)


@given(st.integers(0, 2**32 - 1), st.integers(20, 40), st.integers(1, 40), st.sampled_from([3, 70]))
def test_blocks_of_any_size_give_the_same(seed: int, side: int, rows: int, d: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=(83, d)), rng.normal(size=(31, d))
    expected = np.sort(cdist(a, a) ** 2)
    with patch.object(neighbours, "SIDE", side), patch.object(neighbours, "ROWS", rows):
        np.testing.assert_allclose(neighbour_squares(a, (4,))[:, 0], expected[:, 4], rtol=1e-9)
        with patch.object(neighbours, "COLUMNS", side):
            np.testing.assert_allclose(nearest(a, b), cdist(a, b).min(axis=1), rtol=1e-6)
