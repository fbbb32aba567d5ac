"""Networks: descriptions that can be counted, printed and built, by name."""

from ganbench.networks.architecture import Architecture
from ganbench.networks.dcgan import DCGANDiscriminator, DCGANGenerator
from ganbench.networks.mlp import MLP, Maxout
from ganbench.networks.point_mass import LinearForm, PointMass
from ganbench.networks.resnet import ResNetDiscriminator, ResNetGenerator
from ganbench.registry import Registry

NETWORKS: Registry[type[Architecture]] = Registry(
    "network",
    {
        "mlp": "ganbench.networks.mlp:MLP",
        "maxout": "ganbench.networks.mlp:Maxout",
        "dcgan-generator": "ganbench.networks.dcgan:DCGANGenerator",
        "dcgan-discriminator": "ganbench.networks.dcgan:DCGANDiscriminator",
        "resnet-generator": "ganbench.networks.resnet:ResNetGenerator",
        "resnet-discriminator": "ganbench.networks.resnet:ResNetDiscriminator",
        "point-mass": "ganbench.networks.point_mass:PointMass",
        "linear-form": "ganbench.networks.point_mass:LinearForm",
    },
    group="ganbench.networks",
    holds="ganbench.networks.architecture:Architecture",
)

__all__ = [
    "MLP",
    "NETWORKS",
    "Architecture",
    "DCGANDiscriminator",
    "DCGANGenerator",
    "LinearForm",
    "Maxout",
    "PointMass",
    "ResNetDiscriminator",
    "ResNetGenerator",
]
