"""Two-dimensional Gaussian mixtures: fresh samples for every batch, or a fixed training set."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ganbench.datasets.source import Source
from ganbench.errors import DataError

if TYPE_CHECKING:
    from ganbench.datasets.dataset import Dataset
    from ganbench.datasets.gaussian_mixture import GaussianMixture


def load(*, layout: str, sigma: float, fixed: int = 0, **size: float) -> Dataset:
    """Makes a mixture.

    Args:
        layout: "ring" or "grid".
        sigma: The standard deviation of each mode.
        fixed: The size of the training set, drawn once from a fixed seed; 0 draws every batch anew.
        size: `modes` and `radius` of a ring, `side` and `spacing` of a grid.

    Raises:
        DataError: There is no such layout, or `size` does not fit it.
    """
    from ganbench.datasets.finite import FiniteDataset
    from ganbench.datasets.gaussian_mixture import GaussianMixture
    from ganbench.datasets.sampled import SampledDataset
    from ganbench.datasets.sampling import generator, sample_mixture

    layouts: dict[str, tuple[set[str], Callable[..., GaussianMixture]]] = {
        "ring": ({"modes", "radius"}, GaussianMixture.ring),
        "grid": ({"side", "spacing"}, GaussianMixture.grid),
    }
    if layout not in layouts:
        raise DataError(f"There is no layout '{layout}' of a mixture: use ring or grid.")
    wanted, make = layouts[layout]
    if set(size) != wanted:
        raise DataError(
            f"The size of a {layout}: expected {' and '.join(sorted(wanted))}, "
            f"found {', '.join(sorted(size)) or 'nothing'}."
        )
    count = "modes" if layout == "ring" else "side"
    if not isinstance(size[count], int) or size[count] < 1:
        raise DataError(
            f"'{count}' of a {layout}: expected a whole number of at least 1, found {size[count]}."
        )
    if sigma <= 0:
        raise DataError(f"'sigma' of a {layout}: expected a number above 0, found {sigma}.")
    if fixed < 0:
        raise DataError(
            f"'fixed' of a {layout}: expected a whole number, 0 for fresh ones, found {fixed}."
        )
    mixture = make(sigma=sigma, **size)
    if not fixed:
        return SampledDataset(mixture)
    train = sample_mixture(mixture, fixed, generator("mixture", "train"))
    return FiniteDataset(train, density=mixture)


GAUSSIAN_MIXTURE = Source(
    title="Gaussians on a ring or a grid, in the plane",
    licence="none needed",
    url="",
    preparation="Drawn from the formula, as it is.",
    shape=(2,),
    load=load,
    range=None,
)
