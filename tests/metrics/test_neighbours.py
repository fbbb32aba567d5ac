from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from ganbench.metrics import neighbours
from ganbench.metrics.neighbours import balls, memberships, nearest, squared_distances


@pytest.mark.parametrize("offset", [0, 1e6])
def test_distances_keep_their_digits_far_from_the_origin(offset: float) -> None:
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(30, 5)) + offset, rng.normal(size=(2100, 5)) + offset
    expected = cdist(a, b, "sqeuclidean")
    np.testing.assert_allclose(squared_distances(a, b), expected, rtol=1e-8, atol=1e-9)


def test_a_ball_reaches_to_the_kth_neighbour_and_no_sample_is_its_own() -> None:
    line = np.array([[0.0], [1.0], [3.0], [7.0]])
    assert balls("it", line, 1).squared_radii.tolist() == [1, 1, 4, 16]
    assert balls("it", line, 3).squared_radii.tolist() == [49, 36, 16, 49]


def test_copies_are_neighbours_at_distance_zero() -> None:
    twice = np.array([[0.1, 0.7], [0.1, 0.7], [5.0, 5.0]])
    assert balls("it", twice, 1).squared_radii == pytest.approx(
        [0, 0, (4.9**2 + 4.3**2)], abs=1e-12
    )


def test_a_ball_holds_what_is_nearer_than_its_radius() -> None:
    line = balls("it", np.array([[0.0], [1.0], [4.0]]), 1)
    (inside,) = memberships(np.array([[-0.99], [7.01]]), line)
    assert inside.tolist() == [[True, False, False], [False, False, False]]


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 40))
def test_blocks_of_any_size_give_the_same(seed: int, rows: int, columns: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=(23, 3)), rng.normal(size=(31, 3))
    radii, inside = balls("it", b, 4).squared_radii, cdist(a, b) ** 2
    with patch.object(neighbours, "ROWS", rows), patch.object(neighbours, "COLUMNS", columns):
        found = balls("it", b, 4)
        np.testing.assert_allclose(found.squared_radii, radii, rtol=1e-9)
        assert np.array_equal(np.concatenate([*memberships(a, found)]), inside <= radii)
        np.testing.assert_allclose(nearest(a, b), cdist(a, b).min(axis=1), rtol=1e-6)
