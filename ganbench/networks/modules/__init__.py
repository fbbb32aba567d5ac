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
from ganbench.networks.modules.constant import Constant
from ganbench.networks.modules.discrimination import Discrimination
from ganbench.networks.modules.in_turn import InTurn
from ganbench.networks.modules.initialization import init_normal, init_xavier
from ganbench.networks.modules.max_pieces import MaxPieces
from ganbench.networks.modules.normalization import BatchNorm, normalization
from ganbench.networks.modules.pooling import AveragePooling, GlobalPooling
from ganbench.networks.modules.residual import Residual
from ganbench.networks.modules.spectral_division import SpectralDivision
from ganbench.networks.modules.stddev import Stddev
from ganbench.networks.modules.upsampling import Upsampling

__all__ = [
    "AveragePooling",
    "BatchNorm",
    "Constant",
    "Conv2d",
    "ConvTranspose2d",
    "Discrimination",
    "Flatten",
    "GlobalPooling",
    "InTurn",
    "Linear",
    "MaxPieces",
    "Residual",
    "Sequential",
    "SpectralDivision",
    "Stddev",
    "Tanh",
    "Unflatten",
    "Upsampling",
    "activation",
    "init_normal",
    "init_xavier",
    "normalization",
]
