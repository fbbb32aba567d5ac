"""Where a network's parameters stand in its vector."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a recipe names its optimizer, and listing recipes must not import torch
    from torch import Tensor


@dataclass(frozen=True)
class Layout:
    """Where each parameter of a network starts in the vector [P] of all, and its shape.

    A parameter's numbers are in row-major order. What is left before the next one is padding: 0.

    Example:
        >>> import torch
        >>> import ganbench
        >>> layout = ganbench.Layout(size=8, starts=(0, 4), shapes=((1, 3), (2,)))
        >>> weight, bias = layout.split(torch.arange(8.0))
        >>> weight, bias
        (tensor([[0., 1., 2.]]), tensor([4., 5.]))
        >>> layout.join([weight, bias])
        tensor([0., 1., 2., 0., 4., 5., 0., 0.])

    Attributes:
        size: P, padding included.
        starts: The place of each parameter's first number, ascending from 0.
        shapes: The shape of each parameter.
    """

    size: int
    starts: tuple[int, ...]
    shapes: tuple[tuple[int, ...], ...]

    @cached_property
    def _lengths(self) -> list[int]:
        """A parameter, its padding, the next parameter, its padding..."""
        lengths: list[int] = []
        ends = (*self.starts[1:], self.size)
        for start, end, shape in zip(self.starts, ends, self.shapes, strict=True):
            lengths += [prod(shape), end - start - prod(shape)]
        return lengths

    def split(self, vector: Tensor) -> list[Tensor]:
        """Returns a view of a vector [P] for each parameter, in its shape."""
        import torch

        chunks = torch.split(vector, self._lengths)[::2]
        return [chunk.view(shape) for chunk, shape in zip(chunks, self.shapes, strict=True)]

    def join(self, parameters: Iterable[Tensor]) -> Tensor:
        """Returns the vector [P] of parameters in their shapes."""
        import torch

        padded = zip(parameters, self._lengths[1::2], strict=True)
        pad = torch.nn.functional.pad
        return torch.cat([pad(each.flatten(), (0, padding)) for each, padding in padded])
