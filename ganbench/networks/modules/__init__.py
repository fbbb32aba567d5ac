"""What layers are built from: torch's modules, and those that torch lacks."""

from torch.nn import (
    Conv2d,
    ConvTranspose2d,
    Flatten,
    Linear,
    Sequential,
    Tanh,
    Unflatten,
)

from ganbench.networks.modules.activation import activation
from ganbench.networks.modules.discrimination import Discrimination
from ganbench.networks.modules.in_turn import InTurn
from ganbench.networks.modules.initialization import init_normal
from ganbench.networks.modules.max_pieces import MaxPieces
from ganbench.networks.modules.normalization import BatchNorm, normalization
from ganbench.networks.modules.spectral_division import SpectralDivision
from ganbench.networks.modules.stddev import Stddev

__all__ = [
    "BatchNorm",
    "Conv2d",
    "ConvTranspose2d",
    "Discrimination",
    "Flatten",
    "InTurn",
    "Linear",
    "MaxPieces",
    "Sequential",
    "SpectralDivision",
    "Stddev",
    "Tanh",
    "Unflatten",
    "activation",
    "init_normal",
    "normalization",
]
