import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ganbench.metrics.vendi import vendi, within_class_diversity

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("groups", [1, 2, 7])
def test_counts_orthogonal_groups(groups: int) -> None:
    features = np.eye(10)[np.arange(groups * 4) % groups] * RNG.uniform(1, 9, (groups * 4, 1))
    assert vendi(features) == pytest.approx(groups)


@pytest.mark.parametrize(("n", "d"), [(5, 20), (20, 5)])
def test_is_the_entropy_of_the_similarities(n: int, d: int) -> None:
    features = abs(RNG.normal(size=(n, d)))
    unit = features / np.linalg.norm(features, axis=1, keepdims=True)
    values = np.linalg.eigvalsh(unit @ unit.T / n)
    values = values[values > 1e-12]
    assert vendi(features) == pytest.approx(np.exp(-(values * np.log(values)).sum()))


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_samples_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(12, 4))
    assert vendi(rng.permutation(features)) == pytest.approx(vendi(features), rel=1e-12)


def test_samples_of_zeros_count_for_nothing() -> None:
    assert vendi(np.zeros((4, 3))) == 1
    assert vendi(np.concatenate([np.zeros((4, 3)), np.eye(3)])) == pytest.approx(3)


def test_one_template_a_class_is_not_diverse_within_a_class() -> None:
    labels = np.arange(60) % 3
    certain = np.eye(3)[labels]
    templates, diverse = RNG.normal(size=(3, 8))[labels], RNG.normal(size=(60, 8))
    assert vendi(templates) > 2
    assert within_class_diversity(templates, certain) == pytest.approx(1)
    assert within_class_diversity(diverse, certain) > 5


def test_a_class_without_samples_counts_zero() -> None:
    features, certain = np.eye(4), np.eye(3)[[0, 0, 1, 1]]
    assert within_class_diversity(features, certain) == pytest.approx((2 + 2 + 0) / 3)


def test_features_and_probabilities_of_other_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="same samples, found 3 and 2 rows"):
        within_class_diversity(np.eye(3), np.eye(2))
