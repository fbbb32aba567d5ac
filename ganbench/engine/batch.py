"""What one update is computed on: samples, codes and noise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from torch import Tensor

from ganbench.stabilizers.noise import Draw

Use = Literal["real", "fake", "penalty", "generator"]
"""What noise is for: perturbing real or generated samples, the discriminator's or the generator's
penalty."""
Draws = dict[Use, dict[str, Mapping[str, Draw]]]
"""Noise that an update needs, by its use, the stabilizer's name and its own name."""
Noise = dict[Use, dict[str, dict[str, Tensor]]]
"""Noise by its use, the stabilizer's name and its own name."""


class Batch(NamedTuple):
    """What one update is computed on.

    Attributes:
        real: Training samples, [batch, *sample]; empty where an update looks at none.
        latent: Draws of the prior, [batch, prior].
        noise: What the stabilizers asked for; uses and stabilizers without noise may be absent.
    """

    real: Tensor
    latent: Tensor
    noise: Noise

    def noise_for(self, use: Use, stabilizer: str) -> dict[str, Tensor]:
        """Returns the noise of one stabilizer by its own names."""
        return self.noise.get(use, {}).get(stabilizer, {})


def filled(draws: Draws, fill: Callable[[str, Draw], Tensor]) -> Noise:
    """Returns the noise of draws.

    Args:
        draws: What stabilizers ask for.
        fill: From a name, "use/stabilizer/own name", and what to draw to the numbers.
    """
    noise: Noise = {}
    for use, stabilizers in draws.items():
        noise[use] = {
            stabilizer: {k: fill(f"{use}/{stabilizer}/{k}", draw) for k, draw in own.items()}
            for stabilizer, own in stabilizers.items()
        }
    return noise


def asked(draws: Draws) -> Draws:
    """Leaves out stabilizers that ask for nothing, and uses that none asks for."""
    needed = {
        use: {name: own for name, own in stabilizers.items() if own}
        for use, stabilizers in draws.items()
    }
    return {use: stabilizers for use, stabilizers in needed.items() if stabilizers}
