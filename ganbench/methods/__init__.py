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
        "cr": "ganbench.methods.cr:CR",
        "bcr": "ganbench.methods.bcr:BCR",
        "zcr": "ganbench.methods.zcr:ZCR",
        "weight-decay": "ganbench.methods.weight_decay:WEIGHT_DECAY",
        "sngan": "ganbench.methods.sngan:SNGAN",
        "gngan": "ganbench.methods.gngan:GNGAN",
        "instance-noise": "ganbench.methods.instance_noise:INSTANCE_NOISE",
        "label-smoothing": "ganbench.methods.label_smoothing:LABEL_SMOOTHING",
        "label-flipping": "ganbench.methods.label_flipping:LABEL_FLIPPING",
        "diff-augment": "ganbench.methods.diff_augment:DIFF_AUGMENT",
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
        "unrolled-5": "ganbench.methods.unrolled:UNROLLED",
        "unrolled-10": "ganbench.methods.unrolled_10:UNROLLED_10",
        "wgan-gp-ttur": "ganbench.methods.wgan_gp_ttur:WGAN_GP_TTUR",
        "mad-gan": "ganbench.methods.mad_gan:MAD_GAN",
        "minibatch-discrimination": (
            "ganbench.methods.minibatch_discrimination:MINIBATCH_DISCRIMINATION"
        ),
        "minibatch-stddev": "ganbench.methods.minibatch_stddev:MINIBATCH_STDDEV",
        "layer-norm-d": "ganbench.methods.layer_norm_d:LAYER_NORM_D",
        "leaky-relu-d": "ganbench.methods.leaky_relu_d:LEAKY_RELU_D",
        "dcgan-bn": "ganbench.methods.dcgan_bn:DCGAN_BN",
        "dcgan": "ganbench.methods.dcgan:DCGAN",
        "ema-ns": "ganbench.methods.ema_ns:EMA_NS",
        "uniform-average": "ganbench.methods.uniform_average:UNIFORM_AVERAGE",
    },
    group="ganbench.methods",
)

__all__ = ["METHODS", "Part", "Recipe"]
