"""What a stabilizer adds to a loss, and its gradient, against the formula written out.

On the discriminator D(x) = w x + b, whose slope is w. Nothing in these formulas is a constant for
the gradient but noise, memory and samples, so a term that is detached shows in the gradient.
"""

from dataclasses import dataclass

import pytest
import torch
from torch import Tensor
from torch.nn.functional import nll_loss, softplus

from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.consensus import Consensus
from ganbench.stabilizers.consistency import Consistency
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.dragan import DRAGAN
from ganbench.stabilizers.finite_differences import FiniteDifferences
from ganbench.stabilizers.gradient_normalization import GradientNormalization
from ganbench.stabilizers.gradient_penalty import GradientPenalty
from ganbench.stabilizers.historical_averaging import HistoricalAveraging
from ganbench.stabilizers.inputs import GeneratorInputs
from ganbench.stabilizers.label_flipping import LabelFlipping
from ganbench.stabilizers.label_smoothing import LabelSmoothing
from ganbench.stabilizers.latent_consistency import LatentConsistency
from ganbench.stabilizers.lecam import LeCam
from ganbench.stabilizers.logit_centring import LogitCentring
from ganbench.stabilizers.multi_agent import MultiAgent
from ganbench.stabilizers.noise import Shapes
from ganbench.stabilizers.players import Field, Move, Player, Players
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.r1_r2 import R1R2
from ganbench.stabilizers.r2 import R2
from ganbench.stabilizers.roth import Roth
from ganbench.stabilizers.san import SAN
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.stabilizers.weight_decay import WeightDecay

BATCH = 8
START = torch.tensor([0.8, -0.6, 0.3], dtype=torch.float64)
"""The discriminator's weights and its bias; |w| = 1."""


def normal(seed: int, *shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


REAL, FAKE = normal(1, BATCH, 2) + 1, normal(2, BATCH, 2)


def affine(params: Tensor, x: Tensor) -> Tensor:
    return x @ params[:-1] + params[-1]


@dataclass(frozen=True)
class At:
    """What a formula is written in, at parameters of the discriminator."""

    params: Tensor
    noise: dict[str, Tensor]
    memory: dict[str, Tensor]

    @property
    def w(self):
        return self.params[:-1]

    @property
    def slope(self):
        return self.w.square().sum().sqrt()

    @property
    def real(self):
        return affine(self.params, REAL)

    @property
    def fake(self):
        return affine(self.params, FAKE)


def sigmoid(x):
    return 1 / (1 + (-x).exp())


def roth(at):
    wrong = (1 - sigmoid(at.real)).pow(2).mean() + sigmoid(at.fake).pow(2).mean()
    return 0.7 / 2 * wrong * at.slope**2


def lecam(at):
    """Averages with 1/4 of this batch, which are constants."""
    a_real, a_fake = (
        ((0.75 * at.memory[kind] + 0.25 * mean) / (0.75 * at.memory["weight"] + 0.25)).item()
        for kind, mean in (("real", at.real.mean()), ("fake", at.fake.mean()))
    )
    return 0.3 * ((at.real - a_fake).pow(2).mean() + (at.fake - a_real).pow(2).mean())


def flipping(at):
    real, fake = ((at.noise[kind] < 0.4).double() for kind in ("real", "fake"))
    return (real * at.real).mean() - (fake * at.fake).mean()


def apart(at, kind):
    """How much a sample's logit changes under noise of 0.3, squared."""
    samples = {"real": REAL, "fake": FAKE}[kind]
    changed = affine(at.params, samples + 0.3 * at.noise[kind])
    return (affine(at.params, samples) - changed).pow(2).mean()


def latent(at):
    """The generator is the identity."""
    return 5 * (at.fake - affine(at.params, FAKE + 0.3 * at.noise["step"])).pow(2).mean()


FORMULAS = [
    (R1(0.7), lambda at: 0.7 / 2 * at.slope**2),
    (R2(0.7), lambda at: 0.7 / 2 * at.slope**2),
    (R1R2(0.7), lambda at: 0.7 * at.slope**2),
    (GradientPenalty(3.0, 0.4), lambda at: 3 * (at.slope - 0.4) ** 2),
    (GradientPenalty(3.0, 1.4), lambda at: 3 * (at.slope - 1.4) ** 2),
    (GradientPenalty(3.0, 0.4, one_sided=True), lambda at: 3 * (at.slope - 0.4) ** 2),
    (GradientPenalty(3.0, 1.4, one_sided=True), lambda at: 0 * at.slope),
    (GradientPenalty(3.0, 0.0), lambda at: 3 * at.slope**2),
    (DRAGAN(3.0, 0.4), lambda at: 3 * (at.slope - 0.4) ** 2),
    (DRAGAN(3.0, 0.0), lambda at: 3 * at.slope**2),
    (WeightDecay(0.2), lambda at: 0.2 / 2 * at.params.pow(2).sum()),
    (Roth(0.7), roth),
    (LeCam(0.3, decay=0.75), lecam),
    (LabelSmoothing(0.7), lambda at: 0.3 * at.real.mean()),
    (LabelFlipping(0.4), flipping),
    (Consistency(2.0, 0.0, "noise", 0.3), lambda at: 2 * apart(at, "real")),
    (
        Consistency(2.0, 3.0, "noise", 0.3),
        lambda at: 2 * apart(at, "real") + 3 * apart(at, "fake"),
    ),
    (LatentConsistency(discriminator=5.0, sigma=0.3), latent),
    (LogitCentring(0.6), lambda at: 0.6 * (at.real + at.fake).pow(2).mean()),
    (
        FiniteDifferences(0.6, 0.9, eps=0.3),
        lambda at: (0.6 * apart(at, "real") + 0.9 * apart(at, "fake")) / 0.3**2,
    ),
    (
        HistoricalAveraging(0.6),
        lambda at: 0.6 * (at.params - at.memory["discriminator"]).pow(2).sum(),
    ),
]


def noise_of(stabilizer):
    draws = stabilizer.penalty_draws(Shapes((BATCH, 2), (BATCH, 2)))
    numbers = {name: normal(i, *draw.shape) for i, (name, draw) in enumerate(draws.items(), 3)}
    return {
        name: numbers[name] if draw.distribution == "normal" else sigmoid(numbers[name])
        for name, draw in draws.items()
    }


def agree(ours, formula, params):
    torch.testing.assert_close(ours(params), formula(params))
    torch.testing.assert_close(torch.func.grad(ours)(params), torch.func.grad(formula)(params))


@pytest.mark.parametrize(("stabilizer", "formula"), FORMULAS, ids=[str(s) for s, _ in FORMULAS])
def test_a_penalty_is_its_formula(stabilizer, formula, seen_of, critic_of):
    noise = noise_of(stabilizer)
    memory = {name: normal(i)[()].abs() for i, name in enumerate(("real", "fake", "weight"), 9)}
    memory["discriminator"] = normal(12, 3)

    def penalty(params):
        critic = critic_of(affine, params)
        return stabilizer.penalty(critic, seen_of(critic, REAL, FAKE, noise, memory))

    agree(penalty, lambda params: formula(At(params, noise, memory)), START)


def test_every_penalty_is_here():
    all_of_them = map(STABILIZERS.__getitem__, STABILIZERS)
    elsewhere = {MultiAgent, SAN}
    here = {type(stabilizer) for stabilizer, _ in FORMULAS} | elsewhere
    assert here == {kind for kind in all_of_them if kind.penalty is not Stabilizer.penalty}


def test_gradient_normalization_is_its_formula_in_the_discriminators_loss(critic_of):
    def loss(logits):
        return softplus(-logits(REAL)).mean() + softplus(logits(FAKE)).mean()

    def formula(params):
        at = At(params, {}, {})
        return loss(lambda x: affine(params, x) / (at.slope + affine(params, x).abs()))

    agree(lambda w: loss(GradientNormalization().critic(critic_of(affine, w))), formula, START)


def test_gradient_normalization_is_its_formula_in_the_generators_loss(critic_of):
    """G(z) = z + g."""
    critic = GradientNormalization().critic(critic_of(affine, START))

    def formula(g):
        logits = affine(START, FAKE + g)
        return softplus(-logits / (START[:2].norm() + logits.abs())).mean()

    agree(lambda g: softplus(-critic(FAKE + g)).mean(), formula, normal(5, 2))


def test_latent_consistency_is_its_formula_for_the_generator():
    """G(z) = z A, of which E[|sigma e A|^2 / 2] is the mean squared distance."""
    stabilizer = LatentConsistency(generator=0.7, sigma=0.3)
    z, e = normal(5, BATCH, 3), normal(6, BATCH, 3)

    def ours(a):
        made = GeneratorInputs(z, z @ a, lambda z: z @ a, {"step": e}, torch.tensor(0.0), a, {})
        return stabilizer.generator_penalty(None, made)

    agree(ours, lambda a: -0.7 * (0.3 * e @ a).pow(2).sum(1).mean() / 2, normal(7, 3, 2))


def test_the_names_of_generators_are_learnt_as_a_softmax_classifier_learns(seen_of):
    """Outputs x W + b, for two generators and the data."""

    def outputs(params, x):
        return x @ params[:2] + params[2]

    def ours(params):
        critic = MultiAgent(2).critic(Critic(outputs, params, outputs))
        return MultiAgent(2).penalty(critic, seen_of(critic, REAL, FAKE))

    def formula(params):
        names = outputs(params, FAKE)[:, :2]
        return nll_loss(names.log_softmax(1), torch.arange(BATCH) % 2)

    agree(ours, formula, normal(5, 3, 3))


def test_logits_of_several_generators_are_their_formula(seen_of):
    def outputs(params, x):
        return x @ params[:2] + params[2]

    def ours(params):
        return softplus(MultiAgent(2).critic(Critic(outputs, params, outputs))(FAKE)).mean()

    def formula(params):
        """-log of the probability that a sample is generated."""
        return -outputs(params, FAKE).softmax(1)[:, :2].sum(1).log().mean()

    agree(ours, formula, normal(5, 3, 3))


def test_consensus_adds_the_gradient_of_half_the_squared_field():
    """On F = (g d^2, -g^2 d + d), with E = |F|^2 / 2 differentiated by hand."""
    g, d = (torch.tensor([x], dtype=torch.float64) for x in (0.7, -1.3))

    field = Field(lambda g, d: g * d**2, lambda g, d: d - g**2 * d)
    players = Players(Player(g, {}), Player(d, {}))
    down, _ = Consensus(0.3).play(field, Move(*[lambda down, player: down] * 2), players, {})
    f_g, f_d = field(g, d)
    uphill_g = f_g * d**2 - f_d * 2 * g * d
    uphill_d = f_g * 2 * g * d + f_d * (1 - g**2)
    torch.testing.assert_close(tuple(down), (f_g + 0.3 * uphill_g, f_d + 0.3 * uphill_d))
