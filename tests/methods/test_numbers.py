"""Every number of every recipe, its stabilizers' defaults among them, as the papers have them.

Where a paper leaves a number open, or its code has another, the recipe's notes or the
stabilizer's docstring say which is taken.
"""

import pytest

from ganbench.experiment.codec import method_to_json
from ganbench.methods import METHODS
from ganbench.workloads import WORKLOADS


def adam(lr, beta1, beta2=0.999):
    return ["adam", {"lr": lr, "beta1": beta1, "beta2": beta2, "eps": 1e-8}]


WORKLOADS_OWN = adam(1e-3, 0.5)  # ring8's, for recipes that have none
MIYATO = adam(2e-4, 0.0, 0.9)
GULRAJANI = adam(1e-4, 0.0, 0.9)
RADFORD = adam(2e-4, 0.5)
ARJOVSKY = ["rmsprop", {"lr": 5e-5, "alpha": 0.99, "eps": 1e-8}]
LIN = ["adamw", {"lr": 1e-4, "beta1": 0.0, "beta2": 0.9, "eps": 1e-8, "weight_decay": 0.01}]
CROSS_ENTROPY = ("non-saturating", {})
WASSERSTEIN = ("wasserstein", {})


def recipe(loss, *stabilizers, optimizer=WORKLOADS_OWN, steps=1):
    """With one optimizer for both players, as all of them have."""
    return loss, list(stabilizers), optimizer, steps


def burn_in(start, end):
    return {"cosine": {"start": start, "end": end, "share": 0.2}}


def penalised(weight, target, one_sided=False):
    return ("gradient-penalty", {"weight": weight, "target": target, "one_sided": one_sided})


def consistency(real, fake):
    transform = {"transform": "shift-flip", "sigma": 0.1}
    return ("consistency", {"real": real, "fake": fake, **transform})


def unrolling(steps):
    return ("unrolling", {"steps": steps, "inner": "own"})


DIFFERENCES = (
    ("finite-differences", {"real": 0.25, "fake": 0.25, "eps": 0.01}),
    ("logit-centring", {"weight": 0.01}),
)
LEAKY_D = ("activation", {"function": "leaky-relu", "networks": "discriminator"})

NUMBERS = {
    # losses
    "vanilla": recipe(("minimax", {})),
    "non-saturating": recipe(CROSS_ENTROPY),
    "wgan": recipe(WASSERSTEIN, ("weight-clipping", {"bound": 0.01}), optimizer=ARJOVSKY, steps=5),
    "lsgan": recipe(("least-squares", {"fake": 0.0, "real": 1.0, "believed": 1.0})),
    "hinge": recipe(("hinge", {})),
    "rasgan": recipe(("relativistic-average", {})),
    "rahinge": recipe(("ra-hinge", {})),
    "ralsgan": recipe(("ra-least-squares", {})),
    "rpgan": recipe(("relativistic-pairing", {})),
    "label-smoothing": recipe(CROSS_ENTROPY, ("label-smoothing", {"real": 0.9})),
    "label-flipping": recipe(CROSS_ENTROPY, ("label-flipping", {"p": 0.05})),
    # penalties
    "wgan-gp": recipe(WASSERSTEIN, penalised(10.0, 1.0), optimizer=GULRAJANI, steps=5),
    "wgan-gp-one-sided": recipe(
        WASSERSTEIN, penalised(10.0, 1.0, one_sided=True), optimizer=GULRAJANI, steps=5
    ),
    "zero-gp": recipe(CROSS_ENTROPY, penalised(100.0, 0.0)),
    "dragan": recipe(CROSS_ENTROPY, ("dragan", {"weight": 10.0, "target": 1.0, "scale": 0.5})),
    "r1": recipe(CROSS_ENTROPY, ("r1", {"gamma": 10.0})),
    "r2": recipe(CROSS_ENTROPY, ("r2", {"gamma": 10.0})),
    "r3gan": recipe(
        ("relativistic-pairing", {}),
        ("r1-r2", {"gamma": burn_in(1.0, 0.1)}),
        ("half-life-ema", {"half_life": burn_in(0.0, 500_000.0), "batch": 512}),
        optimizer=adam(burn_in(2e-4, 5e-5), 0.0, burn_in(0.9, 0.99)),
    ),
    "rpgan-r1-r2": recipe(
        ("relativistic-pairing", {}), ("r1", {"gamma": 10.0}), ("r2", {"gamma": 10.0})
    ),
    "roth": recipe(CROSS_ENTROPY, ("roth", {"gamma": 0.1, "anneal": 0, "decay": 0.01})),
    "lecam": recipe(CROSS_ENTROPY, ("lecam", {"weight": 0.3, "decay": 0.99})),
    "cr": recipe(CROSS_ENTROPY, consistency(10.0, 0.0)),
    "bcr": recipe(CROSS_ENTROPY, consistency(10.0, 10.0)),
    "zcr": recipe(
        CROSS_ENTROPY,
        ("latent-consistency", {"discriminator": 5.0, "generator": 0.5, "sigma": 0.03}),
    ),
    "weight-decay": recipe(CROSS_ENTROPY, ("weight-decay", {"weight": 1e-4})),
    "historical-averaging": recipe(CROSS_ENTROPY, ("historical-averaging", {"weight": 1.0})),
    "afm": recipe(
        ("relativistic-pairing", {}),
        *DIFFERENCES,
        ("transport-cost", {"weight": {"cosine": {"start": 0.2, "end": 0.005}}}),
        optimizer=LIN,
    ),
    "r1-r2-finite-differences": recipe(("relativistic-pairing", {}), *DIFFERENCES, optimizer=LIN),
    # normalisation
    "sngan": recipe(("hinge", {}), ("spectral-norm", {}), optimizer=MIYATO, steps=5),
    "gngan": recipe(CROSS_ENTROPY, ("gradient-normalization", {}), optimizer=MIYATO),
    "san": recipe(("hinge", {}), ("san", {}), optimizer=adam(1e-3, 0.0, 0.99)),
    # input
    "instance-noise": recipe(
        CROSS_ENTROPY, ("instance-noise", {"sigma": 0.1, "anneal": 0, "schedule": "linear"})
    ),
    "diff-augment": recipe(
        CROSS_ENTROPY, ("diff-augment", {"color": True, "translation": True, "cutout": True})
    ),
    "pacgan2": recipe(CROSS_ENTROPY, ("packing", {"samples": 2})),
    "pacgan4": recipe(CROSS_ENTROPY, ("packing", {"samples": 4})),
    # updates
    "unrolled": recipe(("minimax", {}), unrolling(5)),
    "unrolled-1": recipe(("minimax", {}), unrolling(1)),
    "unrolled-5": recipe(("minimax", {}), unrolling(5)),
    "unrolled-10": recipe(("minimax", {}), unrolling(10)),
    "ttur": recipe(CROSS_ENTROPY, ("ttur", {"discriminator_lr": 1e-4, "generator_lr": 5e-4})),
    "wgan-gp-ttur": recipe(
        WASSERSTEIN,
        penalised(10.0, 1.0),
        ("ttur", {"discriminator_lr": 3e-4, "generator_lr": 1e-4}),
        optimizer=GULRAJANI,
    ),
    "simultaneous": recipe(CROSS_ENTROPY, ("simultaneous", {})),
    "ogda": recipe(
        CROSS_ENTROPY, ("simultaneous", {}), ("optimism", {}), optimizer=["sgd", {"lr": 1e-2}]
    ),
    "optimistic-adam": recipe(CROSS_ENTROPY, ("simultaneous", {}), ("optimism", {})),
    "extra-adam": recipe(CROSS_ENTROPY, ("extragradient", {})),
    "conopt": recipe(CROSS_ENTROPY, ("consensus", {"gamma": 10.0})),
    "sga": recipe(CROSS_ENTROPY, ("symplectic-adjustment", {"weight": 1.0})),
    "dcgan": recipe(CROSS_ENTROPY, optimizer=RADFORD),
    "lookahead-minimax": recipe(
        ("hinge", {}),
        ("spectral-norm", {}),
        ("lookahead-minimax", {"period": 5, "alpha": 0.5}),
        optimizer=MIYATO,
        steps=5,
    ),
    "alex-gda": recipe(
        WASSERSTEIN,
        penalised(10.0, 1.0),
        ("alex-gda", {"gamma": 1.2, "delta": 1.0}),
        optimizer=adam(3e-4, 0.0, 0.99),
    ),
    # networks
    "mad-gan": recipe(CROSS_ENTROPY, ("multi-agent", {"generators": 4})),
    "minibatch-discrimination": recipe(
        CROSS_ENTROPY,
        ("minibatch-discrimination", {"kernels": 100, "dimension": 5, "reference_batch": 100}),
    ),
    "minibatch-stddev": recipe(CROSS_ENTROPY, ("minibatch-stddev", {"group": 4})),
    "layer-norm-d": recipe(
        CROSS_ENTROPY, ("normalization", {"kind": "layer", "networks": "discriminator"})
    ),
    "leaky-relu-d": recipe(CROSS_ENTROPY, LEAKY_D),
    "dcgan-bn": recipe(
        CROSS_ENTROPY,
        LEAKY_D,
        ("normalization", {"kind": "batch", "networks": "both"}),
        optimizer=RADFORD,
    ),
    # averaging
    "ema-ns": recipe(CROSS_ENTROPY, ("ema", {"decay": 0.999})),
    "uniform-average": recipe(CROSS_ENTROPY, ("uniform-average", {"start": 0})),
}


def test_every_recipe_has_its_numbers_here():
    assert set(NUMBERS) == set(METHODS)


@pytest.mark.parametrize("method", NUMBERS)
def test_a_recipe_is_made_of_these_parts_and_numbers(method):
    loss, stabilizers, optimizer, steps = NUMBERS[method]
    assert method_to_json(METHODS[method].build(method).on(WORKLOADS["ring8"])) == {
        "name": method,
        "loss": [*loss],
        "stabilizers": [[*stabilizer] for stabilizer in stabilizers],
        "generator_optimizer": optimizer,
        "discriminator_optimizer": optimizer,
        "discriminator_steps": steps,
    }
