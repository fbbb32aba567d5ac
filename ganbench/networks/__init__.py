"""Networks: descriptions that can be counted, printed and built."""

from ganbench.networks.architecture import Architecture
from ganbench.networks.dcgan import DCGANDiscriminator, DCGANGenerator
from ganbench.networks.mlp import MLP, Maxout

__all__ = ["MLP", "Architecture", "DCGANDiscriminator", "DCGANGenerator", "Maxout"]
