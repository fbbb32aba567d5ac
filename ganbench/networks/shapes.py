"""Whether a network fits what it is given and what is wanted of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ganbench.networks.architecture import Architecture


def mismatch(
    network: Architecture, given: tuple[int, ...], wanted: tuple[int, ...], batch: int
) -> str | None:
    """Says why a network does not map [batch, *given] to [batch, *wanted]; `None` if it does.

    The network is built without storage, so that its size costs nothing.

    Args:
        network: The network.
        given: The shape of one input.
        wanted: The shape of one output.
        batch: Samples in a batch, which layers that compare samples depend on.
    """
    import torch

    try:
        with torch.device("meta"), torch.random.fork_rng(devices=[]):
            made = tuple(network.build()(torch.empty((batch, *given))).shape)
    except Exception as error:  # whatever layers say of sizes that do not fit
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        return f"cannot take inputs of shape {shown(given)}: {reason}"
    if made == (batch, *wanted):
        return None
    return f"makes outputs of shape {shown(made[1:])} of inputs of shape {shown(given)}"


def shown(shape: tuple[int, ...]) -> str:
    """`1x28x28`: a shape in words."""
    return "x".join(map(str, shape)) or "()"
