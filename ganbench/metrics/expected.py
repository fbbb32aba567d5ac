"""What every metric asks of its samples; whoever breaks it is told which metric and what was found.

A NaN that slips in would not stop a comparison or a count: it would quietly become a score.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ganbench.errors import MeasurementError

Array = npt.NDArray[np.float64]


def expect_samples(metric: str, samples: Array, least: int = 1, width: int | None = None) -> None:
    """Refuses samples that a metric has no value for.

    Args:
        metric: What is computed, for the message.
        samples: What should be finite numbers [n, d], float64: sums of float32 lose digits.
        least: The smallest n.
        width: The only d, if there is but one.

    Raises:
        MeasurementError: They are something else.
    """
    if samples.ndim != 2:
        raise MeasurementError(
            f"{metric}: expected samples [n, d], found an array of shape {samples.shape}. "
            "Make one row of each sample."
        )
    if samples.dtype != np.float64:
        raise MeasurementError(
            f"{metric}: expected float64, found {samples.dtype}. Convert the samples: "
            "`samples.astype(numpy.float64)`."
        )
    if len(samples) < least:
        raise MeasurementError(
            f"{metric}: expected at least {least} sample{'s' * (least > 1)}, "
            f"found {len(samples)}. Measure more."
        )
    if width is not None and samples.shape[1] != width:
        raise MeasurementError(
            f"{metric}: expected samples of {width} numbers, found samples of {samples.shape[1]}. "
            "Take both sides from one feature extractor."
        )
    broken = len(samples) - np.count_nonzero(np.isfinite(samples).all(axis=1))
    if broken:
        raise MeasurementError(
            f"{metric}: expected finite numbers, found NaN or infinity in {broken} of "
            f"{len(samples)} samples. A model that makes such samples has no score."
        )


def expect_probabilities(metric: str, probabilities: Array) -> None:
    """Refuses what is not class probabilities [n, k], one row a sample.

    Args:
        metric: What is computed, for the message.
        probabilities: What should be at least 0 and, up to rounding, sum to 1 in every row.

    Raises:
        MeasurementError: They are something else, such as logits.
    """
    expect_samples(metric, probabilities)
    sums = probabilities.sum(axis=1)
    wrong = (probabilities < 0).any(axis=1) | (abs(sums - 1) > 1e-4)
    if wrong.any():
        raise MeasurementError(
            f"{metric}: expected probabilities, at least 0 and 1 in sum, found others in "
            f"{np.count_nonzero(wrong)} of {len(wrong)} rows. Logits need a softmax first."
        )
