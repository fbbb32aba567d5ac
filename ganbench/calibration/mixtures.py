"""Faults of a generator of a known mixture, planted in samples of the mixture itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ganbench.datasets.gaussian_mixture import GaussianMixture

Array: TypeAlias = npt.NDArray[np.float64]
Fault: TypeAlias = "Callable[[GaussianMixture, int, np.random.Generator], Array]"
"""From a mixture, a number n of samples and a stream to samples [n, 2]."""


def drawn(
    mixture: GaussianMixture,
    n: int,
    stream: np.random.Generator,
    weights: Array | None = None,
    width: float = 1.0,
) -> Array:
    """Returns samples [n, 2] of a mixture whose modes may have other weights and another width.

    Args:
        mixture: The mixture.
        n: How many.
        stream: What they are drawn from.
        weights: Of the modes, [modes], up to a factor; `None` for equal ones.
        width: The standard deviation of each mode, in those of the mixture.
    """
    centers = np.asarray(mixture.centers)
    shares = np.ones(len(centers)) if weights is None else weights
    modes = stream.choice(len(centers), size=n, p=shares / shares.sum())
    return np.asarray(centers[modes] + width * mixture.sigma * stream.standard_normal((n, 2)))


def perfect(mixture: GaussianMixture, n: int, stream: np.random.Generator) -> Array:
    """Returns samples [n, 2] without a fault.

    Args:
        mixture: What they are drawn from.
        n: How many.
        stream: What draws them.
    """
    return drawn(mixture, n, stream)


def _missing(number: int) -> Fault:
    def planted(mixture: GaussianMixture, n: int, stream: np.random.Generator) -> Array:
        weights = np.ones(len(mixture.centers))
        weights[:number] = 0
        return drawn(mixture, n, stream, weights)

    return planted


def _tripled(mixture: GaussianMixture, n: int, stream: np.random.Generator) -> Array:
    """A quarter of the weights are three times the others."""
    weights = np.ones(len(mixture.centers))
    weights[: round(len(weights) / 4)] = 3
    return drawn(mixture, n, stream, weights)


def _wide(width: float) -> Fault:
    def planted(mixture: GaussianMixture, n: int, stream: np.random.Generator) -> Array:
        return drawn(mixture, n, stream, width=width)

    return planted


def _shifted(mixture: GaussianMixture, n: int, stream: np.random.Generator) -> Array:
    """All samples lie beside where they should, by two standard deviations of a mode."""
    moved = [(x + 2 * mixture.sigma, y) for x, y in mixture.centers]
    return drawn(replace(mixture, centers=tuple(moved)), n, stream)


def _junk(share: float) -> Fault:
    def planted(mixture: GaussianMixture, n: int, stream: np.random.Generator) -> Array:
        """That share of the samples fills the square around the modes evenly."""
        samples, size = drawn(mixture, n, stream), 1.35 * np.abs(mixture.centers).max()
        wrong = stream.random(n) < share
        samples[wrong] = stream.uniform(-size, size, (int(wrong.sum()), 2))
        return samples

    return planted


def _circle(mixture: GaussianMixture, n: int, stream: np.random.Generator) -> Array:
    """A ring through the outermost modes, evenly filled, of the width of a mode."""
    centers = np.asarray(mixture.centers)
    middle = centers.mean(0)
    radius = np.linalg.norm(centers - middle, axis=1).max()
    angles = stream.uniform(0, 2 * np.pi, n)
    on_it = middle + radius * np.stack([np.cos(angles), np.sin(angles)], 1)
    return np.asarray(on_it + mixture.sigma * stream.standard_normal((n, 2)))


def _repeated(mixture: GaussianMixture, n: int, stream: np.random.Generator) -> Array:
    """One sample of each mode, again and again."""
    centers = np.asarray(mixture.centers)
    few = centers + mixture.sigma * stream.standard_normal(centers.shape)
    return np.asarray(few[stream.integers(len(few), size=n)])


FAULTS: dict[str, Fault] = {
    "one mode missing": _missing(1),
    "two modes missing": _missing(2),
    "a quarter of the weights tripled": _tripled,
    "10 % junk": _junk(0.1),
    "modes a tenth as wide": _wide(0.1),
    "modes 1.5 times as wide": _wide(1.5),
    "modes 3 times as wide": _wide(3.0),
    "shifted by 2 sigma": _shifted,
    "a circle": _circle,
    "one sample of each mode": _repeated,
}
"""Faults that a target has to tell from a perfect generator, by name."""
