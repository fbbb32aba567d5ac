"""The initialisation of weights."""

from __future__ import annotations

from math import sqrt

from torch import nn

from ganbench.networks.modules.residual import Residual


def init_normal(network: nn.Module, std: float) -> None:
    """Weights of linear and convolutional layers from N(0, std^2), their biases 0."""
    for layer in network.modules():
        if isinstance(layer, nn.Linear | nn.Conv2d | nn.ConvTranspose2d):
            nn.init.normal_(layer.weight, 0.0, std)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)


def init_xavier(network: nn.Module) -> None:
    """Weights of linear and convolutional layers from Xavier's uniform distribution, biases 0.

    On [-a, a], a = g sqrt(6 / (inputs + outputs)) (Glorot & Bengio 2010, equation 16), with a gain
    g of sqrt 2 in the branches of residual blocks, and 1 in skip connections and elsewhere.
    """
    blocks = [block for block in network.modules() if isinstance(block, Residual)]
    in_branches = {layer for block in blocks for layer in block.branch.modules()}
    for layer in network.modules():
        if isinstance(layer, nn.Linear | nn.Conv2d):
            nn.init.xavier_uniform_(layer.weight, sqrt(2) if layer in in_branches else 1.0)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
