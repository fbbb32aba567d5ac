"""Methods: recipes by name."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.registry import Registry

METHODS: Registry[Recipe] = Registry(
    "method",
    {
        "vanilla": "ganbench.methods.vanilla:VANILLA",
        "non-saturating": "ganbench.methods.non_saturating:NON_SATURATING",
        "wgan": "ganbench.methods.wgan:WGAN",
        "wgan-gp": "ganbench.methods.wgan_gp:WGAN_GP",
        "unrolled": "ganbench.methods.unrolled:UNROLLED",
        "ttur": "ganbench.methods.ttur:TTUR",
        "instance-noise": "ganbench.methods.instance_noise:INSTANCE_NOISE",
    },
    group="ganbench.methods",
)

__all__ = ["METHODS", "Part", "Recipe"]
