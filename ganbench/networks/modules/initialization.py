"""The initialisation of weights."""

from __future__ import annotations

from torch import nn


def init_normal(network: nn.Module, std: float) -> None:
    """Weights of linear and convolutional layers from N(0, std^2), their biases 0."""
    for layer in network.modules():
        if isinstance(layer, nn.Linear | nn.Conv2d | nn.ConvTranspose2d):
            nn.init.normal_(layer.weight, 0.0, std)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
