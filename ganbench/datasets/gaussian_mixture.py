"""Gaussian mixtures on a ring or a grid, whose density is known exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class GaussianMixture:
    """Equally likely isotropic Gaussians in the plane.

    Attributes:
        centers: The means (x, y).
        sigma: The standard deviation of each mode, not its variance.
    """

    centers: tuple[tuple[float, float], ...]
    sigma: float

    @classmethod
    def ring(cls, *, modes: int, radius: float, sigma: float) -> GaussianMixture:
        """Puts mode i at the angle 2 pi i / modes, so that the ring really has `modes` modes.

        Args:
            modes: How many.
            radius: The ring's.
            sigma: The standard deviation of each mode.
        """
        angles = [2 * math.pi * i / modes for i in range(modes)]
        return cls(tuple((radius * math.cos(a), radius * math.sin(a)) for a in angles), sigma)

    @classmethod
    def grid(cls, *, side: int, spacing: float, sigma: float) -> GaussianMixture:
        """Puts side x side modes around the origin.

        Args:
            side: Modes along a side.
            spacing: The distance of neighbours.
            sigma: The standard deviation of each mode.
        """
        ticks = [spacing * (i - (side - 1) / 2) for i in range(side)]
        return cls(tuple((x, y) for x in ticks for y in ticks), sigma)

    def squared_distances(self, points: Array) -> Array:
        """Returns squared Mahalanobis distances [n, modes] of points [n, 2] to the centers."""
        x, y = points[:, :1], points[:, 1:]
        centers = np.asarray(self.centers)
        return np.asarray(((x - centers[:, 0]) ** 2 + (y - centers[:, 1]) ** 2) / self.sigma**2)

    def log_density(self, points: Array) -> Array:
        """Returns log p(x) [n] in nats for points [n, 2]."""
        exponents = -0.5 * self.squared_distances(points)
        normaliser = math.log(len(self.centers) * 2 * math.pi * self.sigma**2)
        return np.asarray(np.logaddexp.reduce(exponents, axis=1) - normaliser)
