"""Activations by name."""

from __future__ import annotations

from collections.abc import Callable

from torch import nn

from ganbench.networks.layer import Activation

_OTHERS: dict[Activation, Callable[[], nn.Module]] = {
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "prelu": nn.PReLU,
    "elu": nn.ELU,
    "silu": nn.SiLU,
}


def activation(kind: Activation, slope: float) -> nn.Module:
    """Makes an activation; `slope` is that of leaky ReLU below 0."""
    return nn.LeakyReLU(slope) if kind == "leaky-relu" else _OTHERS[kind]()
