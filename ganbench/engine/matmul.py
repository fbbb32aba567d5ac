"""Batched matrix products on a CPU, a call for each seed.

`torch.bmm` on a CPU is MKL's, which chooses its kernel by the size of the batch too: a seed would
notice its cohort in the last bits. And its single precision kernels use half the width of an AMD
processor's vectors, while oneDNN, which comes with torch too, uses all of it on either make: large
products take half the time. torch's own compiler calls it as `mkldnn::_linear_pointwise`; so do we.
"""

from __future__ import annotations

import torch
from torch import Tensor

_LARGE = 1 << 20
"""Multiplications of a seed's product from which oneDNN is quicker."""
_ALIGNMENT = 64
"""Bytes; kernels treat what lies before the first multiple in another order."""
_BLOCK = 16
"""Rows that are summed at a time."""

# Lives as long as its operator does.
_library = torch.library.Library("ganbench", "DEF")  # type: ignore[no-untyped-call]
_library.define("products(Tensor a, Tensor b) -> Tensor")  # type: ignore[no-untyped-call]


@torch.library.impl(_library, "products", "CPU")
def _by_seed(a: Tensor, b: Tensor) -> Tensor:
    if not _suits_onednn(a, b):
        return torch.stack([x @ y for x, y in zip(_aligned(a), _aligned(b), strict=True)])
    linear = torch.ops.mkldnn._linear_pointwise.default
    pairs = zip(_aligned(a), _aligned(b.mT), strict=True)
    return torch.stack([linear(x, weight, None, "none", [], "") for x, weight in pairs])


def _aligned(x: Tensor) -> list[Tensor]:
    """Each seed's matrix, where a kernel finds it at the same alignment whatever its place."""
    steady = x.stride(0) * x.element_size() % _ALIGNMENT == 0
    return [own if steady else own.clone() for own in x.unbind()]


@torch.library.impl(_library, "products", "Meta")
def _shape(a: Tensor, b: Tensor) -> Tensor:
    return a.new_empty((a.shape[0], a.shape[1], b.shape[2]))


def product(a: Tensor, b: Tensor) -> Tensor:
    """What `torch.bmm` is replaced by in a recorded step; `NotImplemented` leaves it alone.

    Args:
        a: [seeds, m, k].
        b: [seeds, k, n].

    Returns:
        [seeds, m, n].
    """
    done: Tensor = NotImplemented
    if a.device.type == "cpu":
        done = torch.ops.ganbench.products.default(a, b)
    return done


def fusible_product(a: Tensor, b: Tensor) -> Tensor:
    """What `torch.bmm` is replaced by in a compiled step, [seeds, m, k] x [seeds, k, n].

    The networks of two-dimensional data begin and end in products whose inner or outer dimension
    is 1 or 2, for which a BLAS is slow: written out, they fuse with what stands around them. A
    transposed left side is laid out anew by a fused kernel, which is quicker than oneDNN's copy.
    """
    (_, m, k), n = a.shape, b.shape[2]
    if max(m, k, n) <= 2:  # nothing to gain, and squared again and again it grows without end
        untouched: Tensor = NotImplemented
        return untouched
    if k <= 2:
        terms = [a[:, :, i : i + 1] * b[:, i : i + 1, :] for i in range(k)]
        return terms[0] + terms[1] if k == 2 else terms[0]
    if n <= 2:
        return torch.stack([(a * b[:, None, :, j]).sum(2) for j in range(n)], 2)
    if m <= 2:
        return torch.stack([(a[:, i, :, None] * b).sum(1) for i in range(m)], 1)
    if _suits_onednn(a, b):
        return product(a.clone(memory_format=torch.contiguous_format), b)
    unchanged: Tensor = NotImplemented
    return unchanged


def fusible_sum(
    x: Tensor, dim: list[int] | None, keepdim: bool = False, dtype: torch.dtype | None = None
) -> Tensor:
    """What a sum over rows is replaced by in a compiled step; `NotImplemented` leaves it alone.

    It sums in blocks that stay in the processor's nearest cache, where the compiler would walk
    down one column after another and wait for memory.

    Args:
        x: [seeds, rows, columns].
        dim: The axes that are summed; only [1] is replaced.
        keepdim: Whether the axis stays, of length 1.
        dtype: In which precision to sum; `None` for that of `x`.

    Returns:
        [seeds, columns], or [seeds, 1, columns].
    """
    if dim != [1] or x.ndim != 3 or x.shape[1] % _BLOCK or x.shape[1] <= 2 * _BLOCK:
        unchanged: Tensor = NotImplemented
        return unchanged
    blocks = x.reshape(x.shape[0], -1, _BLOCK, x.shape[2]).sum(2, dtype=dtype)
    return blocks.sum(1, keepdim, dtype=dtype)


def _suits_onednn(a: Tensor, b: Tensor) -> bool:
    (_, m, k), n = a.shape, b.shape[2]
    large = m * k * n >= _LARGE and min(m, k, n) > 2
    return large and a.device.type == "cpu" and a.dtype == torch.float32 and _onednn()


def _onednn() -> bool:
    available: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return available and hasattr(torch.ops.mkldnn, "_linear_pointwise")
