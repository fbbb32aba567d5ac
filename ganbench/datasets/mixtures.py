"""Two-dimensional Gaussian mixtures: fresh samples for every batch, or a fixed training set."""

from collections.abc import Callable

from ganbench.datasets.dataset import Dataset, FiniteDataset, SampledDataset, generator
from ganbench.datasets.dataset import sample_mixture as sample
from ganbench.datasets.gaussian_mixture import GaussianMixture
from ganbench.errors import GanbenchError

LAYOUTS: dict[str, Callable[..., GaussianMixture]] = {
    "ring": GaussianMixture.ring,
    "grid": GaussianMixture.grid,
}


def load(*, layout: str, sigma: float, fixed: int = 0, **size: float) -> Dataset:
    """Makes a mixture.

    Args:
        layout: "ring" or "grid".
        sigma: The standard deviation of each mode.
        fixed: The size of the training set, drawn once from a fixed seed; 0 draws every batch anew.
        size: `modes` and `radius` of a ring, `side` and `spacing` of a grid.

    Raises:
        GanbenchError: There is no such layout.
        TypeError: `size` does not fit the layout.
    """
    if layout not in LAYOUTS:
        raise GanbenchError(f"There is no layout '{layout}' of a mixture: use ring or grid.")
    mixture = LAYOUTS[layout](sigma=sigma, **size)
    if not fixed:
        return SampledDataset(mixture)
    return FiniteDataset(sample(mixture, fixed, generator("mixture", "train")), density=mixture)
