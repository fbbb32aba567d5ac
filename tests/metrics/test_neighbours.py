import tracemalloc
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from ganbench.metrics import neighbours
from ganbench.metrics.neighbours import SIDE, nearest, neighbour_squares


@pytest.mark.parametrize("offset", [0, 1e6])
def test_distances_keep_their_digits_far_from_the_origin(offset: float) -> None:
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(30, 5)) + offset, rng.normal(size=(2100, 5)) + offset
    np.testing.assert_allclose(nearest(a, b), cdist(a, b).min(axis=1), rtol=1e-13)


@given(st.integers(0, 2**32 - 1), st.sampled_from([2, 70]))
def test_copies_are_at_distance_zero_in_any_company(seed: int, d: int) -> None:
    """Among samples that are so close to them that an expanded square cannot tell which is nearer.

    And beside others that are far off.
    """
    rng = np.random.default_rng(seed)
    others = rng.normal(size=(60, d))
    others[20:40] = others[:20] + 1e-9 * rng.normal(size=(20, d))
    samples = rng.permutation(np.concatenate([others, 1e4 * rng.normal(size=(5, d))]))
    found = nearest(samples, rng.permutation(others))
    np.testing.assert_allclose(found, cdist(samples, others).min(axis=1), rtol=1e-12)
    assert np.count_nonzero(found == 0) == 60


def clusters(kind: str, d: int, rng: np.random.Generator) -> np.ndarray:
    noise, own = rng.normal(size=(90, d)), np.arange(90)
    match kind:
        case "clusters":
            return 9 * np.eye(d)[own % 3] + 1e-9 * noise
        case "clusters of clusters":
            return 9 * np.eye(d)[own % 3] + 1e-5 * np.eye(d)[own // 3 % 3] + 1e-10 * noise
        case "offset":
            return 1e8 + 1e-3 * noise
        case "copies":
            return noise[own % 7]
        case "copies in clusters":
            return 9 * np.eye(d)[own % 2] + 1e-9 * noise[own // 5]
        case "lattice":
            return rng.integers(0, 2, size=(90, d)).astype(float)
        case "equidistant":
            return 1e3 + np.eye(90, max(d, 90))
        case "outliers":
            return noise * np.where(own % 9 == 0, 1e9, 1)[:, None]
        case "tiny":
            return 1e-30 * noise
    return noise * 10.0 ** rng.integers(-9, 3, (90, 1))


KINDS = ["clusters", "clusters of clusters", "offset", "copies", "copies in clusters", "lattice"]


@pytest.mark.parametrize("most", [0, 256])
@pytest.mark.parametrize("d", [3, 64, 300])
@pytest.mark.parametrize("kind", [*KINDS, "equidistant", "outliers", "tiny", "scales"])
def test_neighbours_are_those_of_the_differences(kind: str, d: int, most: int) -> None:
    rng = np.random.default_rng(0)
    samples = clusters(kind, d, rng)
    expected = np.sort(((samples[:, None] - samples) ** 2).sum(axis=-1))[:, [1, 4]]
    with patch.object(neighbours, "MOST", most), patch.object(neighbours, "ROWS", 17):
        found = neighbour_squares(samples, (1, 4))
        np.testing.assert_allclose(found, expected, rtol=1e-13)
        turn = rng.permutation(90)
        assert np.array_equal(neighbour_squares(samples[turn], (1, 4)), found[turn])


def peak(samples: np.ndarray) -> int:
    tracemalloc.start()
    neighbour_squares(samples, (3, 5))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_outliers_that_come_first() -> None:
    samples = np.random.default_rng(0).normal(size=(4000, 64))
    plain = peak(samples)
    samples[:SIDE] *= 100
    assert peak(samples) < 1.5 * plain


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
