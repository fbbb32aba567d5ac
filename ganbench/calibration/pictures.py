"""Faults of a generator of pictures, planted in training pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

GROUPS = 10
FEW = 50
"""Pictures that a generator with too few of them repeats."""


_ALIKE: Mapping[int, float] = {}


@dataclass(frozen=True, eq=False)
class Pictures:
    """What a perfect generator draws from.

    Attributes:
        images: Training pictures [N, channels, height, width].
        groups: The class of each [N], 0 to 9; 0 where classes are not known.
        range: The lowest and the highest value of a pixel.
    """

    images: Tensor
    groups: npt.NDArray[np.int64]
    range: tuple[float, float]

    def drawn(
        self, n: int, stream: np.random.Generator, weights: Mapping[int, float] = _ALIKE
    ) -> Tensor:
        """Returns pictures [n, ...]; none twice, where a group has as many as are drawn of it.

        Args:
            n: How many.
            stream: What they are drawn from.
            weights: How likely a picture of a group is, in terms of those that are not named.
        """
        members = [np.flatnonzero(self.groups == group) for group in range(GROUPS)]
        sizes = [len(some) * weights.get(group, 1.0) for group, some in enumerate(members)]
        counts = stream.multinomial(n, np.array(sizes) / sum(sizes))
        picked = [
            stream.choice(some, size=count, replace=count > len(some))
            for some, count in zip(members, counts, strict=True)
            if count
        ]
        return self.images[torch.from_numpy(stream.permutation(np.concatenate(picked)))]

    def noise(self, n: int, stream: np.random.Generator) -> Tensor:
        """Returns pictures [n, ...] of pixels that are uniform between the lowest and highest."""
        size = (n, *self.images.shape[1:])
        return torch.from_numpy(stream.uniform(*self.range, size).astype(np.float32))

    def means(self) -> Tensor:
        """Returns the mean picture of each group that there is, [<= 10, ...]."""
        known = np.unique(self.groups)
        return torch.stack([self.images[torch.from_numpy(self.groups == g)].mean(0) for g in known])


Fault: TypeAlias = "Callable[[Pictures, int, np.random.Generator], Tensor]"
"""From pictures, a number n of samples and a stream to samples [n, ...]."""


def perfect(pictures: Pictures, n: int, stream: np.random.Generator) -> Tensor:
    """Returns pictures [n, ...] without a fault.

    Args:
        pictures: What they are drawn from.
        n: How many.
        stream: What draws them.
    """
    return pictures.drawn(n, stream)


def _missing(number: int) -> Fault:
    def planted(pictures: Pictures, n: int, stream: np.random.Generator) -> Tensor:
        return pictures.drawn(n, stream, dict.fromkeys(range(number), 0.0))

    return planted


def _tripled(pictures: Pictures, n: int, stream: np.random.Generator) -> Tensor:
    """A quarter of the classes are three times as frequent as they should be."""
    return pictures.drawn(n, stream, dict.fromkeys(range(3), 3.0))


def _junk(pictures: Pictures, n: int, stream: np.random.Generator) -> Tensor:
    samples = pictures.drawn(n, stream)
    wrong = torch.from_numpy(stream.random(n) < 0.1)
    samples[wrong] = pictures.noise(int(wrong.sum()), stream)
    return samples


def _mean(pictures: Pictures, n: int, stream: np.random.Generator) -> Tensor:
    return pictures.images.mean(0).expand(n, *pictures.images.shape[1:])


def _templates(pictures: Pictures, n: int, stream: np.random.Generator) -> Tensor:
    means = pictures.means()
    return means[torch.from_numpy(stream.integers(len(means), size=n))]


def _repeated(pictures: Pictures, n: int, stream: np.random.Generator) -> Tensor:
    few = pictures.drawn(FEW, stream)
    return few[torch.from_numpy(stream.integers(FEW, size=n))]


def _blurred(pictures: Pictures, n: int, stream: np.random.Generator) -> Tensor:
    from torchvision.transforms.functional import gaussian_blur

    blurred: Tensor = gaussian_blur(pictures.drawn(n, stream), [5, 5], [1.0, 1.0])
    return blurred


def _noise(pictures: Pictures, n: int, stream: np.random.Generator) -> Tensor:
    return pictures.noise(n, stream)


OF_CLASSES: dict[str, Fault] = {
    "one class missing": _missing(1),
    "two classes missing": _missing(2),
    "a quarter of the weights tripled": _tripled,
    "templates: the mean of each class": _templates,
}
"""Faults of pictures whose classes are known, by name."""
OF_ANY: dict[str, Fault] = {
    "10 % junk": _junk,
    "the mean image": _mean,
    f"{FEW} images repeated": _repeated,
    "blur of one pixel": _blurred,
    "noise": _noise,
}
"""Faults of any pictures, by name."""
