"""The discriminator sees changed pictures, real and generated alike, so it cannot memorise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor
from typing_extensions import override

from ganbench.bounds import BoundsError, Mistake
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.pictures import cut_out, moved, uniform_integers
from ganbench.stabilizers.players import Memory
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class DiffAugment(Stabilizer):
    """Differentiable augmentation of pictures in [-1, 1], of every batch that D ever sees.

    In this order, u uniform on [0, 1), a new one each time:
    colour: x + u - 1/2 (brightness), then away from each pixel's mean over the channels by a
    factor 2u (saturation), then from the picture's mean by u + 1/2 (contrast);
    translation: by up to an eighth of the size either way, 0 coming in;
    cutout: a rectangle of half the height and width set to 0, its centre anywhere in the picture.
    Eighths and halves are rounded to whole pixels, half a pixel up.

    Source: Zhao et al. 2020, Differentiable Augmentation for Data-Efficient GAN Training, section
    3.2, and the authors' code for the order, the ranges and the rounding.

    Attributes:
        color: Whether to change the colours.
        translation: Whether to shift.
        cutout: Whether to cut out.
    """

    color: bool = True
    translation: bool = True
    cutout: bool = True

    @override
    def __post_init__(self) -> None:
        if not (self.color or self.translation or self.cutout):
            expected = "true, or another of the three to be true"
            raise BoundsError(Mistake("color", expected, self.color))

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        if len(combination.workload.shape) != 3:
            return "only pictures can be augmented"
        return None

    @override
    def perturb_draws(self, shapes: Shapes) -> Mapping[str, Draw]:
        """Three numbers a picture for the colours, two for each of the others."""
        numbers = {"color": 3, "translation": 2, "cutout": 2}
        return {
            name: Draw("uniform", (n, shapes.samples[0]))
            for name, n in numbers.items()
            if getattr(self, name)
        }

    @override
    def perturb(
        self, x: Tensor, noise: Mapping[str, Tensor], memory: Memory, step: Tensor
    ) -> Tensor:
        height, width = x.shape[2:]
        if self.color:
            brightness, saturation, contrast = (u[:, None, None, None] for u in noise["color"])
            x = x + brightness - 0.5
            x = _stretched(x, (1,), 2 * saturation)
            x = _stretched(x, (1, 2, 3), contrast + 0.5)
        if self.translation:
            reach = [int(size / 8 + 0.5) for size in (height, width)]
            x = moved(
                x,
                *(
                    uniform_integers(u, -r, r)
                    for u, r in zip(noise["translation"], reach, strict=True)
                ),
            )
        if self.cutout:
            size = (int(height / 2 + 0.5), int(width / 2 + 0.5))
            top, left = (
                uniform_integers(u, 0, side - hole % 2) - hole // 2
                for u, side, hole in zip(noise["cutout"], (height, width), size, strict=True)
            )
            x = cut_out(x, top, left, size)
        return x


def _stretched(x: Tensor, axes: tuple[int, ...], factor: Tensor) -> Tensor:
    mean = x.mean(axes, keepdim=True)
    return mean + factor * (x - mean)
