"""Random draws that belong to data and to no trial: their seeds are names."""

from __future__ import annotations

import hashlib
from functools import lru_cache

import torch
from torch import Tensor

from ganbench.datasets.gaussian_mixture import GaussianMixture


def generator(*name: str | int) -> torch.Generator:
    """Returns a CPU generator whose seed is a hash of `name`."""
    digest = hashlib.sha256("/".join(map(str, name)).encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "little") >> 1)


def sample_mixture(mixture: GaussianMixture, n: int, generator: torch.Generator) -> Tensor:
    """Draws points [n, 2], float32, from a mixture.

    Args:
        mixture: The mixture.
        n: How many points.
        generator: Draws them, on its device.
    """
    device = generator.device
    mode = torch.randint(len(mixture.centers), (n,), generator=generator, device=device)
    noise = torch.randn(n, 2, generator=generator, device=device)
    return _centers(mixture, device)[mode] + mixture.sigma * noise


@lru_cache(maxsize=8)  # made for every seed and batch, it would cost as much as the drawing
def _centers(mixture: GaussianMixture, device: torch.device) -> Tensor:
    return torch.tensor(mixture.centers, device=device)
