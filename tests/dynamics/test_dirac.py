"""The Dirac-GAN: what proves that a method does what its paper says.

Data: a point mass at 0. Generator: a point mass at theta. Discriminator: D(x) = psi x.
Mescheder et al. 2018, Which Training Methods for GANs do actually Converge?, section 2, with the
loss f(t) = -log(1 + exp(-t)): c = f'(0) = 1/2, f''(0) = -1/4. All numbers below are worked out
by hand; the updates are those of the game that trains, in float64.
"""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
from torch import nn

from ganbench.dynamics.dirac import dirac_batch, dirac_game, eigenvalues, moved
from ganbench.engine.game import Game
from ganbench.methods import METHODS
from ganbench.stabilizers.consensus import Consensus
from ganbench.stabilizers.consistency import Consistency
from ganbench.stabilizers.dragan import DRAGAN
from ganbench.stabilizers.extragradient import Extragradient
from ganbench.stabilizers.finite_differences import FiniteDifferences
from ganbench.stabilizers.gradient_penalty import GradientPenalty
from ganbench.stabilizers.half_life_ema import HalfLifeEMA
from ganbench.stabilizers.instance_noise import InstanceNoise
from ganbench.stabilizers.label_flipping import LabelFlipping
from ganbench.stabilizers.logit_centring import LogitCentring
from ganbench.stabilizers.optimism import Optimism
from ganbench.stabilizers.players import Player
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.r1_r2 import R1R2
from ganbench.stabilizers.r2 import R2
from ganbench.stabilizers.roth import Roth
from ganbench.stabilizers.simultaneous import Simultaneous
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.stabilizers.symplectic import SymplecticAdjustment
from ganbench.stabilizers.unrolling import Unrolling
from ganbench.stabilizers.weight_clipping import WeightClipping
from ganbench.stabilizers.weight_decay import WeightDecay

C = 0.5


def dirac(method: str, *stabilizers: Stabilizer, rate: float = 1.0, steps: int = 0) -> Game:
    """The game of a recipe with Dirac networks and plain gradient steps of size `rate`.

    With other stabilizers and other discriminator steps than the recipe's, where they are given.
    """
    own = METHODS[method].build(method)
    changed = replace(
        own,
        stabilizers=stabilizers or own.stabilizers,
        discriminator_steps=steps or own.discriminator_steps,
    )
    return dirac_game(changed.at_start(), rate)


def pair(real: float, imag: float) -> list[complex]:
    return [complex(real, -imag), complex(real, imag)]


def noisy(real: float, fake: float) -> Consistency:
    return Consistency(real, fake, transform="noise", sigma=1.0)


R1_GOLDEN = pair(-0.15, 0.476970)  # gamma .3: -gamma/2 +- sqrt(gamma^2/4 - c^2)

EIGENVALUES = {
    "vanilla": (dirac("vanilla"), pair(0, C)),
    "non-saturating": (dirac("non-saturating"), pair(0, C)),
    "wgan": (dirac("wgan"), pair(0, 1)),
    # at rates 1 for G and 1/5 for D
    "ttur": (dirac("ttur"), pair(0, C * math.sqrt(0.2))),
    "instance-noise": (
        dirac("instance-noise", InstanceNoise(sigma=0.7)),
        pair(-0.1225, 0.484762),
    ),
    "unrolled": (dirac("unrolled", rate=0.2), pair(-0.25, 0.433013)),
    "unrolled-5": (dirac("unrolled-5", rate=0.2), pair(-0.25, 0.433013)),
    "unrolled-1": (dirac("unrolled-1", rate=0.2), pair(-0.05, 0.497494)),
    "unrolled-10": (dirac("unrolled-10", rate=0.1), pair(-0.25, 0.433013)),
    "dcgan": (dirac("dcgan"), pair(0, C)),
    "ema-ns": (dirac("ema-ns"), pair(0, C)),
    "uniform-average": (dirac("uniform-average"), pair(0, C)),
    "simultaneous": (dirac("simultaneous"), pair(0, C)),
    "hinge": (dirac("hinge"), pair(0, 1)),
    # theta' = psi (1 - psi theta), psi' = -psi theta^2: nilpotent at the equilibrium
    "lsgan": (dirac("lsgan"), pair(0, 0)),
    "rpgan": (dirac("rpgan"), pair(0, C)),
    # both kinds of samples push: twice rpgan's
    "rasgan": (dirac("rasgan"), pair(0, 2 * C)),
    "rahinge": (dirac("rahinge"), pair(0, 2)),
    # slopes of 2 at a margin of 0, twice
    "ralsgan": (dirac("ralsgan"), pair(0, 4)),
    "r1": (dirac("r1", R1(gamma=0.3)), R1_GOLDEN),
    "r2": (dirac("r2", R2(gamma=0.3)), R1_GOLDEN),
    "r3gan": (dirac("r3gan", R1R2(gamma=0.15), HalfLifeEMA(10.0, batch=1)), R1_GOLDEN),
    "rpgan-r1-r2": (
        dirac("rpgan-r1-r2", R1(gamma=0.15), R2(gamma=0.15)),
        R1_GOLDEN,
    ),
    # D = 1/2: a quarter of R1's and a quarter of R2's
    "roth": (dirac("roth", Roth(gamma=0.6)), R1_GOLDEN),
    "weight-decay": (
        dirac("weight-decay", WeightDecay(weight=0.3)),
        R1_GOLDEN,
    ),
    # the mean of where it has been is where it starts
    "historical-averaging": (dirac("historical-averaging"), pair(0, C)),
    # steps of +1 and -1 see psi^2: R1 of twice a weight. Centring is of fourth order
    "r1-r2-finite-differences": (
        dirac("r1-r2-finite-differences", FiniteDifferences(0.05, 0.1), LogitCentring()),
        R1_GOLDEN,
    ),
    # codes are 0: theta' = psi/2 - 2 0.2 theta, psi' = -theta/2 - 2 (1/4 + 1/4) psi
    "afm": (dirac("afm"), pair(-0.7, 0.4)),
    # its penalty is of fourth order at the equilibrium
    "lecam": (dirac("lecam"), pair(0, C)),
    # softplus(t) - p t for the generated sample: the rotation slows to c (c - p)
    "label-flipping": (
        dirac("label-flipping", LabelFlipping(p=0.25)),
        pair(0, math.sqrt(C * (C - 0.25))),
    ),
    # the data lie at 0, where their logit is 0 whatever the discriminator
    "label-smoothing": (dirac("label-smoothing"), pair(0, C)),
    # CR with noise is weight * sigma^2 psi^2 for real and for generated samples, as weight decay
    "cr": (dirac("cr", noisy(0.15, 0.0)), R1_GOLDEN),
    "bcr": (dirac("bcr", noisy(0.1, 0.05)), R1_GOLDEN),
    # its generator does not look at the code
    "zcr": (dirac("zcr"), pair(0, C)),
    # as R1 with gamma 200: -100 +- sqrt(100^2 - 1/4)
    "zero-gp": (dirac("zero-gp"), [complex(-199.99875), complex(-0.00125)]),
    # slopes below one cost nothing
    "wgan-gp-one-sided": (dirac("wgan-gp-one-sided"), pair(0, 1)),
    "conopt": (dirac("conopt", Consensus(gamma=1.0)), pair(-0.25, C)),
    # F + lambda A^T F with A = H, as the game is bilinear to first order: -lambda c^2 +- ic
    "sga": (dirac("sga"), pair(-0.25, C)),
    # p + h F(p + h F(p)): -h c^2 +- ic
    "extra-adam": (dirac("extra-adam", rate=0.2), pair(-0.05, C)),
}
SLOPE = {"wgan-gp", "wgan-gp-ttur", "alex-gda", "dragan"}  # not smooth at 0; elsewhere below
NO_JACOBIAN = {
    "sngan": "D(x) = sign(psi) x",
    "lookahead-minimax": "D(x) = sign(psi) x",
    "san": "D has no last linear layer",
    "gngan": "D(x) = psi x / (|psi| + |psi x|)",
    "diff-augment": "pictures only",
    **dict.fromkeys(
        (
            "mad-gan",
            "dcgan-bn",
            "layer-norm-d",
            "leaky-relu-d",
            "minibatch-discrimination",
            "minibatch-stddev",
        ),
        "another network",
    ),
    "pacgan2": "another network",
    "pacgan4": "another network",
    "ogda": "two steps of memory: see the bilinear game",
    "optimistic-adam": "two steps of memory: see the bilinear game",
}


@pytest.mark.parametrize("method", EIGENVALUES)
def test_eigenvalues_at_the_equilibrium(method):
    game, expected = EIGENVALUES[method]
    assert eigenvalues(game) == pytest.approx(expected, abs=1e-6)


def test_every_method_has_its_eigenvalues_here():
    assert {*EIGENVALUES, *SLOPE, *NO_JACOBIAN} == set(METHODS)


def test_closed_forms_of_the_golden_values():
    noise = -0.25 * 0.49
    assert pair(noise, math.sqrt(C**2 - noise**2)) == pytest.approx(
        pair(-0.1225, 0.484762), abs=1e-6
    )
    damping = -5 * 0.2 * C**2
    assert pair(damping, math.sqrt(C**2 - damping**2)) == pytest.approx(
        pair(-0.25, 0.433013), abs=1e-6
    )


UNROLLED = Unrolling(5)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        # the unrolled field's J = [[-1/2, 1/2], [-1/2, 0]]: mu + h mu^2 of its mu
        (Extragradient(), pair(-0.275, 0.389711)),
        # J - J^T J = [[-1, 3/4], [-1/4, -1/4]]
        (Consensus(gamma=1.0), pair(-0.625, 0.216506)),
    ],
)
def test_what_moves_both_players_follows_the_field_of_the_unrolled_game(other, expected):
    for stabilizers in ([UNROLLED, other], [other, UNROLLED]):
        game = dirac("non-saturating", *stabilizers, rate=0.2)
        assert eigenvalues(game) == pytest.approx(expected, abs=1e-6)


def test_two_rates_scale_the_rotation_by_their_geometric_mean():
    game = dirac("ttur")
    a, b = game.settings.generator.lr, game.settings.discriminator.lr
    assert (a, b) == (5e-4, 1e-4)
    step = torch.func.jacrev(lambda p: moved(game, p) - p)(torch.zeros(2, dtype=torch.float64))
    values = sorted(torch.linalg.eigvals(step).tolist(), key=lambda v: v.imag)
    assert values == pytest.approx(pair(0, C * math.sqrt(a * b)), abs=1e-10)


def test_the_unrolled_gradient_flows_through_the_updates():
    """With the gradient stopped, as two public repositories have it, the damping is half."""
    game = dirac("unrolled", rate=0.2)

    class Stopped(Stabilizer):
        def lookahead(self, update, optimizer, discriminator):
            for _ in range(5):
                discriminator = update(optimizer, discriminator)
            return Player(discriminator.params.detach(), {})

    wrong = replace(game, stabilizers={"stopped": Stopped()})
    point = torch.zeros(2, dtype=torch.float64)
    stopped = pair(-0.125, 0.484123)

    # jacrev would see through detach() no better than the generator does: differences instead.
    def jacobian(g):
        h = 1e-6
        columns = [
            (moved(g, point + h * e) - moved(g, point - h * e)) / (2 * h) for e in torch.eye(2)
        ]
        return torch.linalg.eigvals((torch.stack(columns, 1) - torch.eye(2)) / 0.2).tolist()

    assert sorted(jacobian(wrong), key=lambda v: v.imag) == pytest.approx(stopped, abs=1e-6)
    right = sorted(jacobian(game), key=lambda v: v.imag)
    assert right == pytest.approx(pair(-0.25, 0.433013), abs=1e-6)
    assert right != pytest.approx(stopped, abs=1e-2)


def test_the_gradient_penalty_pulls_the_slope_to_one_where_it_is_smooth():
    """For psi > 0: theta' = psi, psi' = -theta - 2 lambda (psi - 1); mu^2 + 2 lambda mu + 1 = 0."""
    weight = 10.0
    root = math.sqrt(weight**2 - 1)
    expected = [complex(-weight - root, 0), complex(-weight + root, 0)]
    assert eigenvalues(dirac("wgan-gp"), at=(0.0, 1.0)) == pytest.approx(expected, abs=1e-6)
    # D three times as fast: mu^2 + 6 lambda mu + 3 = 0
    root = math.sqrt(9 * weight**2 - 3)
    faster = [complex(-3 * weight - root, 0), complex(-3 * weight + root, 0)]
    assert eigenvalues(dirac("wgan-gp-ttur"), at=(0.0, 1.0)) == pytest.approx(faster, abs=1e-6)


def test_alex_gda_answers_to_a_generator_that_is_ahead():
    """At (0, 1) and rate h: theta' = psi, psi' = -theta - 1.2 h psi - 2 lambda (psi - 1)."""
    damping = 2 * 10 + 1.2 * 0.2
    root = math.sqrt(damping**2 - 4)
    expected = [complex((-damping - root) / 2, 0), complex((-damping + root) / 2, 0)]
    found = eigenvalues(dirac("alex-gda", rate=0.2), at=(0.0, 1.0))
    assert found == pytest.approx(expected, abs=1e-6)


def test_dragan_pulls_the_slope_to_one_at_the_data():
    """At (0, 1): theta'' = -1/4, psi' = -theta/2 - 20 (psi - 1); mu^2 + 20.25 mu + 5.25 = 0."""
    root = math.sqrt(20.25**2 - 4 * 5.25)
    expected = [complex((-20.25 - root) / 2, 0), complex((-20.25 + root) / 2, 0)]
    assert eigenvalues(dirac("dragan"), at=(0.0, 1.0)) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("penalty", [GradientPenalty, DRAGAN])
def test_a_zero_centred_penalty_damps_like_r1_of_twice_its_weight(penalty):
    game = dirac("zero-gp", penalty(weight=0.15, target=0.0))
    assert eigenvalues(game) == pytest.approx(R1_GOLDEN, abs=1e-6)


def contraction(*stabilizers: Stabilizer, steps: int = 400) -> float:
    """The factor a step of the bilinear game psi theta at rate 0.1, far from the start."""
    game = dirac("wgan", *stabilizers, rate=0.1, steps=1)
    padded = nn.functional.pad(torch.ones(1, dtype=torch.float64), (0, 15))
    state, radii = game.init(padded, padded), []
    for _ in range(2 * steps):
        state = game.generator_step(state, dirac_batch(game))
        point = torch.stack([state.generator.params[0], state.discriminator.params[0]])
        radii.append(point.norm())
    return (radii[-1] / radii[steps - 1]).item() ** (1 / steps)


@pytest.mark.parametrize(
    ("stabilizers", "factor"),
    [
        ([Simultaneous()], 1.004988),
        ([Extragradient()], 0.995038),
        ([Simultaneous(), Optimism()], 0.994936),
        # F + A^T F = (H + I) p: sqrt(0.9^2 + 0.1^2)
        ([SymplecticAdjustment()], 0.905539),
    ],
)
def test_the_bilinear_game(stabilizers, factor):
    assert contraction(*stabilizers) == pytest.approx(factor, abs=1e-6)


def stepped(game: Game, point: torch.Tensor, alternating: bool) -> torch.Tensor:
    """Where one step takes (theta, psi); alternating is how the engine trains."""
    if not alternating:
        return moved(game, point)
    theta, psi = (nn.functional.pad(p, (0, 15)) for p in point.split(1))
    state = game.discriminator_step(game.init(theta, psi), dirac_batch(game))
    state = game.generator_step(state, dirac_batch(game))
    return torch.cat([state.generator.params[:1], state.discriminator.params[:1]])


@pytest.mark.parametrize("method", ["vanilla", "non-saturating"])
@pytest.mark.parametrize("alternating", [False, True])
def test_radius_of_a_step_at_the_equilibrium(method, alternating):
    h = 0.2
    game = dirac(method, rate=h)
    step = torch.func.jacrev(lambda p: stepped(game, p, alternating))
    radius = torch.linalg.eigvals(step(torch.zeros(2, dtype=torch.float64))).abs().max().item()
    assert radius == pytest.approx(1 if alternating else math.sqrt(1 + h**2 * C**2), abs=1e-9)


LOOK_AHEAD = {"unrolled", "unrolled-1", "unrolled-5", "unrolled-10", "extra-adam"}
"""Methods whose eigenvalues depend on the rate: these are theirs at the one above."""


@pytest.mark.parametrize("method", EIGENVALUES)
def test_a_step_of_rate_h_multiplies_by_one_plus_h_times_the_eigenvalues(method):
    game, expected = EIGENVALUES[method]
    if method not in LOOK_AHEAD:
        game = at_a_tenth(game)
    h = game.settings.generator.lr
    step = torch.func.jacrev(lambda p: moved(game, p))(torch.zeros(2, dtype=torch.float64))
    values = sorted(torch.linalg.eigvals(step).tolist(), key=lambda v: (round(v.imag, 9), v.real))
    assert values == pytest.approx([1 + h * mu for mu in expected], abs=1e-6)


def at_a_tenth(game: Game) -> Game:
    """The game with a tenth of its rates."""
    own = game.settings
    generator, discriminator = (
        rule.at_rate(rule.lr / 10) for rule in (own.generator, own.discriminator)
    )
    return replace(game, settings=replace(own, generator=generator, discriminator=discriminator))


def trajectory(game: Game, steps: int, start: tuple[float, float], alternating: bool = False):
    """Points (theta, psi), [steps + 1, 2]."""
    points = [torch.tensor(start, dtype=torch.float64)]
    for _ in range(steps):
        points.append(stepped(game, points[-1], alternating))
    return torch.stack(points)


def test_simultaneous_minimax_spirals_out():
    """The paper's discriminator gives fakes the high logit: its (1, 1) is (1, -1) here."""
    points = trajectory(dirac("vanilla", rate=0.2), 500, (1.0, -1.0))
    assert points[-1].norm().item() == pytest.approx(3.097, abs=1e-3)


def test_r1_brings_simultaneous_minimax_to_the_equilibrium():
    game = dirac("vanilla", R1(gamma=0.3), rate=0.2)
    end = trajectory(game, 500, (1.0, -1.0))[-1]
    assert end.norm().item() == pytest.approx(2.6427e-06, rel=1e-3)


def test_simultaneous_non_saturating_ends_in_a_cycle_of_radius_root_2h():
    h = 0.2
    radii = trajectory(dirac("non-saturating", rate=h), 400, (0.6, 0.0))[-150:].norm(dim=1)
    assert radii.mean().item() == pytest.approx(math.sqrt(2 * h), rel=0.01)


def test_a_clipped_critic_orbits():
    game = dirac("wgan", WeightClipping(bound=1.0), rate=0.05)
    late = trajectory(game, 2000, (1.0, 1.0), alternating=True)[-500:]
    assert late.norm(dim=1).min() > 0.5
    assert late[:, 1].abs().max() == 1.0  # the bound


def test_a_weak_gradient_penalty_orbits():
    game = dirac("wgan-gp", GradientPenalty(weight=0.3), rate=0.02)
    late = trajectory(game, 1500, (1.0, 1.0))[-750:]
    assert late[:, 0].min() < -0.3 < 0.3 < late[:, 0].max()
    assert late[:, 1].min() < -0.3 < 0.3 < late[:, 1].max()


def test_a_strong_gradient_penalty_drives_the_generator_away_from_the_data():
    """For lambda > 1 the half plane psi > 0 has the stable node theta = 2 lambda, psi = 0."""
    end = trajectory(dirac("wgan-gp", rate=0.08), 1500, (1.0, 1.0))[-1]
    assert end.tolist() == pytest.approx([20.0, 0.0], abs=0.1)


@pytest.mark.parametrize("stabilizer", [InstanceNoise(0.7), Unrolling(5)])
def test_damped_methods_converge(stabilizer):
    game = dirac("non-saturating", stabilizer, rate=0.2)
    assert trajectory(game, 600, (1.0, 1.0), alternating=True)[-1].norm() < 1e-3
