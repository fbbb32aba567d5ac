"""The first law: where p_G = p_data and D is at its optimum, nobody moves."""

import math
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import torch

from ganbench.dynamics.affine import Affine, affine
from ganbench.dynamics.equilibrium import (
    BESIDE,
    NO_CONSTANT,
    PLACES,
    RATE,
    _moved,
    by_descent,
    by_own_optimizers,
    movements,
    settled,
    tilted,
)
from ganbench.engine.game import Game
from ganbench.losses import LOSSES
from ganbench.losses.least_squares import LeastSquares
from ganbench.losses.loss import Loss
from ganbench.losses.minimax import Minimax
from ganbench.losses.wasserstein import Wasserstein
from ganbench.methods import METHODS
from ganbench.methods.method import Method
from ganbench.optimizers import Adagrad, AdamW, Lion, Muon
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.label_flipping import LabelFlipping
from ganbench.stabilizers.label_smoothing import LabelSmoothing
from ganbench.stabilizers.minibatch_discrimination import MinibatchDiscrimination
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.stabilizers.weight_clipping import WeightClipping
from ganbench.stabilizers.weight_decay import WeightDecay

PAGE = Path(__file__).parents[2] / "docs" / "equilibrium.md"
ROWS = [line.split("|")[1:-1] for line in PAGE.read_text("utf-8").splitlines() if "| `" in line]
STAYS = {
    name.strip().strip("`"): stays.strip()
    for name, stays, *_ in ROWS
    if stays.strip() in ("yes", "no")
}

FEWER = MinibatchDiscrimination(kernels=3, dimension=2)
"""Its hundred kernels take seconds."""


def recipe(name: str) -> Method:
    own = METHODS[name].build(name)
    return replace(own, stabilizers=(FEWER,)) if name == "minibatch-discrimination" else own


def test_the_table_has_a_row_for_every_method():
    assert len(STAYS) == len(ROWS)
    assert set(STAYS) == set(METHODS)


@pytest.mark.parametrize("name", list(METHODS))
def test_a_method_stays_where_the_table_says_so(name):
    found = movements(recipe(name))
    assert not isinstance(found, str), found
    assert {it.place for it in found} == set(PLACES)
    assert all(it.still for it in found) == (STAYS[name] == "yes"), found


@pytest.mark.parametrize("name", [name for name, stays in STAYS.items() if stays == "no"])
def test_what_does_not_stay_says_why(name):
    method = METHODS[name].build(name)
    rules = filter(None, (method.generator_optimizer, method.discriminator_optimizer))
    assert any(it.rests_elsewhere for it in (*method.stabilizers, *rules))


NEVER = {
    "gradient-penalty",
    "dragan",
    "gradient-normalization",
    "spectral-norm",
    "latent-consistency",
    "transport-cost",
}
"""Stabilizers that rest elsewhere, whatever the loss."""

ELSEWHERE = {("least-squares", "weight-decay"), ("least-squares", "weight-clipping")}
"""Stabilizers that do so where the loss's best constant is not 0."""


def pair(loss: str, stabilizer: str) -> Method:
    part = FEWER if stabilizer == "minibatch-discrimination" else STABILIZERS[stabilizer]()
    return Method("pair", LOSSES[loss](), (part,))


@pytest.mark.parametrize("loss", list(LOSSES))
def test_every_stabilizer_that_suits_a_loss_stays_or_says_why_not(loss):
    played = 0
    for stabilizer in STABILIZERS:
        method = pair(loss, stabilizer)
        found = by_descent(method, places=(3.5,))
        if isinstance(found, str):
            assert "no labels" in found, (stabilizer, found)
            continue
        played += 1
        stays = all(it.still for it in found)
        assert stays != (stabilizer in NEVER or (loss, stabilizer) in ELSEWHERE), (
            stabilizer,
            found,
        )
        assert stays or method.stabilizers[0].rests_elsewhere
    assert played >= 26


def rest(loss: Loss, *stabilizers: Stabilizer) -> list[float]:
    """What D says of the data at rest, at each place."""
    setting = affine(Method("rest", loss, stabilizers), PLACES, descent=RATE)
    assert isinstance(setting, Affine)
    state = settled(setting)
    assert state is not None
    return setting.logits(state)[:, 0].tolist()


@pytest.mark.parametrize(
    ("parts", "logit"),
    [
        ((Minimax(),), 0.0),
        ((LeastSquares(),), 0.5),
        ((LeastSquares(fake=-1.0, real=2.0),), 0.5),
        ((Minimax(), LabelSmoothing(0.9)), math.log(0.9 / 1.1)),
        ((Minimax(), LabelSmoothing(0.7)), math.log(0.7 / 1.3)),
        ((Minimax(), LabelFlipping(0.2)), 0.0),
        # (b - 1) + b + b/2 = 0
        ((LeastSquares(), WeightDecay(0.5)), 0.4),
        ((LeastSquares(), WeightClipping(0.01)), 0.01),
    ],
)
def test_the_best_constant_is_the_one_worked_out_by_hand(parts, logit):
    assert rest(*parts) == pytest.approx([logit] * 3, abs=1e-12)


def game(name: str, places: list[float]) -> Affine:
    found = affine(METHODS[name].build(name), places, spread=0.0, descent=RATE)
    assert isinstance(found, Affine)
    return found


def stepped(setting: Affine, state):
    for turn in setting.game.turns(0):
        state = setting.take(turn, state)
    return state


@pytest.mark.parametrize(
    ("name", "reach"), [("wgan-gp", 20.0), ("wgan-gp-ttur", 20.0), ("dragan", 40.0)]
)
def test_a_penalty_that_wants_slope_one_rests_where_the_slope_falls_to_0(name, reach):
    """psi' = c'(c - theta) + 2 lambda sign(psi) (1 - |psi|), c' the loss's slope: 1 or 1/2."""
    for side in (1, -1):
        here = game(name, list(PLACES))
        there = game(name, [place + side * reach for place in PLACES])
        start = tilted(here, settled(here), [side * BESIDE] * 3)
        start = start._replace(generator=start.generator._replace(params=there.generator))
        end = stepped(here, start)
        for a, b in zip(start[:2], end[:2], strict=True):
            assert (a.params - b.params).abs().max() < 1e-9
        near = start._replace(generator=start.generator._replace(params=there.generator - 0.1))
        assert (
            stepped(here, near).discriminator.params - near.discriminator.params
        ).abs().max() > 1e-3


def test_latent_consistency_spreads_the_generator_without_a_bound():
    """w grows by the factor 1 + 2 lambda sigma^2 h, of lambda 1/2 and sigma 0.03."""
    setting = affine(METHODS["zcr"].build("zcr"), PLACES, descent=RATE)
    state = settled(setting)
    apart = [setting.samples(s).std(1) for s in (state, stepped(setting, state))]
    assert torch.allclose(
        apart[1] / apart[0], torch.tensor(1 + 0.03**2 * RATE).double(), atol=1e-12
    )


@pytest.mark.parametrize(("name", "speed"), [("sngan", 1.0), ("gngan", 0.5)])
@pytest.mark.parametrize("psi", [0.3, -2.0])
def test_a_normalised_discriminator_moves_the_generator_on_at_the_data(name, speed, psi):
    """D is 0 at the data and has slope 1 there, whatever psi; the losses have slopes 1 and 1/2."""
    setting = game(name, list(PLACES))
    start = tilted(setting, settled(setting), [psi] * 3)
    _, constants = setting.last_layer()
    used = math.copysign(1.0, psi) if name == "sngan" else psi
    constant = -used * torch.tensor(PLACES).double()[:, None]
    params = start.discriminator.params.index_copy(1, constants, constant)
    start = start._replace(discriminator=start.discriminator._replace(params=params))
    moved = setting.take(setting.game.turns(0)[-1], start)
    by = setting.samples(moved) - setting.samples(start)
    expected = torch.full_like(by, math.copysign(RATE * speed, psi))
    assert torch.allclose(by, expected, atol=1e-9)


@pytest.mark.parametrize("weight", [0.5, 0.1])
def test_weight_decay_with_least_squares_overshoots_the_data(weight):
    """At psi = 0: (b - 1) + b + lambda b = 0, (b - 1) c + b theta = 0, theta = (1 + lambda) c."""
    method = Method("decay", LeastSquares(), (WeightDecay(weight),))
    assert moved_at_multiples(method, 1 + weight) < 1e-9 < 1e-3 < moved_at_multiples(method, 1.0)


def test_a_clipped_constant_with_least_squares_sends_the_generator_far_away():
    """At psi = 0 and b = 0.1, its bound: (b - 1) c + b theta = 0, so theta = 9 c."""
    method = Method("clipped", LeastSquares(), (WeightClipping(0.1),))
    assert moved_at_multiples(method, 9.0) < 1e-9 < 1e-3 < moved_at_multiples(method, 1.0)


def moved_at_multiples(method: Method, multiple: float) -> float:
    """How far a step moves a parameter from theta = a multiple of c and the best flat D."""
    here, there = (
        affine(method, [times * place for place in PLACES], spread=0.0, descent=RATE)
        for times in (1.0, multiple)
    )
    rest = settled(here)
    start = rest._replace(generator=rest.generator._replace(params=there.generator))
    end = stepped(here, start)
    pairs = zip(start[:2], end[:2], strict=True)
    return max((a.params - b.params).abs().max().item() for a, b in pairs)


def test_an_unrolled_gradient_without_the_real_term_does_not_stay(monkeypatch):
    """With data at 0 it would: D(0) is the same for all psi."""

    def through_the_fake_term(self, generator, discriminator, state, batch):
        def loss(g):
            return self.generator_loss(g, self.ahead(discriminator, state, batch, g), state, batch)

        return torch.func.grad(loss)(generator)

    assert all(it.still for it in movements(recipe("unrolled")))
    monkeypatch.setattr(Game, "generator_gradient", through_the_fake_term)
    assert not any(it.still for it in movements(recipe("unrolled")))


@dataclass(frozen=True)
class PullsToZero(Stabilizer):
    """A pull that nobody sees where the data lie at 0."""

    def generator_penalty(self, discriminator, inputs):
        return inputs.fake.mean() ** 2


def test_a_pull_that_is_seen_away_from_0_only_does_not_stay():
    method = Method("pulled", Minimax(), (PullsToZero(),))
    assert [it.still for it in by_descent(method, places=(0.0, 2.0))[:2]] == [True, False]
    (worst,) = by_descent(method, places=(2.0,))[:1]
    assert worst.samples == pytest.approx(RATE * 2 * 2.0)  # theta - h 2 theta
    assert (worst.place, worst.logits) == (2.0, 0.0)


@dataclass(frozen=True)
class Unbounded(Loss):
    """A discriminator that is better the higher its logits are."""

    def discriminator(self, real_logits, fake_logits):
        return -real_logits.mean()

    def generator(self, fake_logits, real_logits):
        return -fake_logits.mean()


def test_a_loss_without_a_best_constant_is_told():
    assert movements(Method("unbounded", Unbounded())) == NO_CONSTANT


@pytest.mark.parametrize(
    ("rule", "loss"),
    [
        (Lion(0.01), LeastSquares()),  # takes the sign of a gradient
        (Adagrad(0.01), LeastSquares()),  # divides by 1e-10 and what it has seen of one
        (Muon(0.01), Minimax()),
    ],
)
def test_rounding_is_no_direction_for_an_optimizer(rule, loss):
    found = by_own_optimizers(Method("it", loss, (), rule, rule))
    assert all(it.still for it in found)


@pytest.mark.parametrize("rule", [AdamW, Lion, Muon])
def test_decay_has_another_rest_by_design(rule):
    decayed = rule(0.01, weight_decay=0.1)
    found = by_own_optimizers(Method("it", Minimax(), (), decayed, decayed))
    assert not any(it.still for it in found)
    assert decayed.rests_elsewhere == "decay draws parameters to 0"
    assert rule(0.01, weight_decay=0.0).rests_elsewhere == ""


@dataclass(frozen=True)
class NotFinite(Stabilizer):
    """A penalty without a value, after which the engine lets the players stand."""

    def penalty(self, discriminator, inputs):
        return inputs.real_logits.mean() * math.nan


@dataclass(frozen=True)
class Late(Stabilizer):
    """Moves the generator at its second step."""

    def correct(self, players, memory, step):
        moved = players.generator.params + 0.1 * (step == 2)
        return players._replace(generator=players.generator._replace(params=moved)), memory


def test_what_is_not_finite_does_not_rest():
    setting = affine(Method("it", Wasserstein(), (NotFinite(),)), (1.0,))
    flat = setting.discriminator.expand(1, -1)
    state = torch.func.vmap(setting.game.init)(setting.generator, flat)
    (moved,) = _moved(setting, state, ["a step"])
    assert moved.parameters == math.inf
    assert not moved.still


def test_what_moves_at_a_later_step_does_not_rest():
    assert not any(it.still for it in by_descent(Method("it", Minimax(), (Late(),))))
