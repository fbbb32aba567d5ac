"""The classifier score and the classes covered."""

import numpy as np
import pytest

from ganbench.metrics.classes import classes
from ganbench.metrics.score import score


def test_certain_and_even_predictions_score_the_number_of_classes() -> None:
    assert score(np.tile(np.eye(10), (3, 1))) == pytest.approx(10)


@pytest.mark.parametrize("row", [[1.0, 0.0, 0.0], [0.2, 0.3, 0.5]])
def test_the_same_prediction_everywhere_scores_one(row: list[float]) -> None:
    assert score(np.tile(row, (7, 1))) == pytest.approx(1)


def test_score_is_the_exponential_of_the_mutual_information() -> None:
    rows = np.array([[0.9, 0.1], [0.4, 0.6]])
    marginal = rows.mean(0)
    expected = np.exp(np.mean([(p * np.log(p / marginal)).sum() for p in rows]))
    assert score(rows) == pytest.approx(expected)


def test_a_class_is_covered_from_a_tenth_of_its_even_share_on() -> None:
    n, k = 2500, 10
    labels = np.zeros(n, dtype=int)
    labels[:25], labels[25:49] = 1, 2  # 25 are a tenth of 250, 24 are not
    assert classes(np.eye(k)[labels]) == 2


def test_every_class_of_an_even_spread_is_covered() -> None:
    assert classes(np.eye(10)[np.arange(100) % 10]) == 10
