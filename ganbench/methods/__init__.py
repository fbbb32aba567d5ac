"""Methods: recipes by name."""

from ganbench.methods.recipe import Part, Recipe
from ganbench.registry import Registry

METHODS: Registry[Recipe] = Registry(
    "method",
    {
        "vanilla": "ganbench.methods.vanilla:VANILLA",
        "non-saturating": "ganbench.methods.non_saturating:NON_SATURATING",
        "wgan": "ganbench.methods.wgan:WGAN",
        "lsgan": "ganbench.methods.lsgan:LSGAN",
        "hinge": "ganbench.methods.hinge:HINGE",
        "rasgan": "ganbench.methods.rasgan:RASGAN",
        "rpgan": "ganbench.methods.rpgan:RPGAN",
        "wgan-gp": "ganbench.methods.wgan_gp:WGAN_GP",
        "wgan-gp-one-sided": "ganbench.methods.wgan_gp_one_sided:WGAN_GP_ONE_SIDED",
        "zero-gp": "ganbench.methods.zero_gp:ZERO_GP",
        "dragan": "ganbench.methods.dragan:DRAGAN",
        "r1": "ganbench.methods.r1:R1",
        "r2": "ganbench.methods.r2:R2",
        "r3gan": "ganbench.methods.r3gan:R3GAN",
        "roth": "ganbench.methods.roth:ROTH",
        "lecam": "ganbench.methods.lecam:LECAM",
        "weight-decay": "ganbench.methods.weight_decay:WEIGHT_DECAY",
        "sngan": "ganbench.methods.sngan:SNGAN",
        "gngan": "ganbench.methods.gngan:GNGAN",
        "instance-noise": "ganbench.methods.instance_noise:INSTANCE_NOISE",
        "pacgan2": "ganbench.methods.pacgan2:PACGAN2",
        "pacgan4": "ganbench.methods.pacgan4:PACGAN4",
        "unrolled": "ganbench.methods.unrolled:UNROLLED",
        "ttur": "ganbench.methods.ttur:TTUR",
        "simultaneous": "ganbench.methods.simultaneous:SIMULTANEOUS",
        "ogda": "ganbench.methods.ogda:OGDA",
        "optimistic-adam": "ganbench.methods.optimistic_adam:OPTIMISTIC_ADAM",
        "extra-adam": "ganbench.methods.extra_adam:EXTRA_ADAM",
        "conopt": "ganbench.methods.conopt:CONOPT",
        "sga": "ganbench.methods.sga:SGA",
        "unrolled-1": "ganbench.methods.unrolled_1:UNROLLED_1",
        "unrolled-10": "ganbench.methods.unrolled_10:UNROLLED_10",
        "wgan-gp-ttur": "ganbench.methods.wgan_gp_ttur:WGAN_GP_TTUR",
        "dcgan": "ganbench.methods.dcgan:DCGAN",
        "ema": "ganbench.methods.ema:EMA",
        "uniform-average": "ganbench.methods.uniform_average:UNIFORM_AVERAGE",
    },
    group="ganbench.methods",
)

__all__ = ["METHODS", "Part", "Recipe"]
