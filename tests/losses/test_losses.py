import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.functional import binary_cross_entropy_with_logits

from ganbench.losses import LOSSES
from ganbench.losses.hinge import Hinge
from ganbench.losses.least_squares import LeastSquares

LOGITS = torch.tensor([-1.0, 0.0, 2.0], dtype=torch.float64)


def softplus(x: float) -> float:
    return math.log1p(math.exp(x))


def mean(f, logits=LOGITS) -> float:
    return sum(f(x) for x in logits.tolist()) / len(logits)


FAKE = LOGITS / 2
BY_HAND = {
    "minimax": (
        mean(lambda x: softplus(-x)) + mean(softplus, FAKE),
        -mean(softplus, FAKE),
    ),
    "non-saturating": (
        mean(lambda x: softplus(-x)) + mean(softplus, FAKE),
        mean(lambda x: softplus(-x), FAKE),
    ),
    "wasserstein": (1 / 6 - 1 / 3, -1 / 6),
    "least-squares": (
        (mean(lambda x: (x - 1) ** 2) + mean(lambda x: x * x, FAKE)) / 2,
        mean(lambda x: (x - 1) ** 2, FAKE) / 2,
    ),
    "hinge": ((2 + 1 + 0) / 3 + (0.5 + 1 + 2) / 3, -1 / 6),
    # the means are 1/3 and 1/6
    "relativistic-average": (
        mean(lambda x: softplus(1 / 6 - x)) + mean(lambda x: softplus(x - 1 / 3), FAKE),
        mean(lambda x: softplus(x - 1 / 6)) + mean(lambda x: softplus(1 / 3 - x), FAKE),
    ),
    # r = -7/6, -1/6, 11/6 and f = -5/6, -1/3, 2/3
    "ra-hinge": (
        (13 / 6 + 7 / 6 + 0) / 3 + (1 / 6 + 2 / 3 + 5 / 3) / 3,
        (11 / 6 + 4 / 3 + 1 / 3) / 3 + (0 + 5 / 6 + 17 / 6) / 3,
    ),
    "ra-least-squares": (
        mean(lambda x: (x - 1 / 6 - 1) ** 2) + mean(lambda x: (x - 1 / 3 + 1) ** 2, FAKE),
        mean(lambda x: (x - 1 / 6 + 1) ** 2) + mean(lambda x: (x - 1 / 3 - 1) ** 2, FAKE),
    ),
    # the pairs differ by -1/2, 0 and 1
    "relativistic-pairing": (
        (softplus(0.5) + softplus(0) + softplus(-1)) / 3,
        (softplus(-0.5) + softplus(0) + softplus(1)) / 3,
    ),
}


@pytest.mark.parametrize("name", list(LOSSES))
def test_values_by_hand(name):
    loss = LOSSES[name]()
    discriminator, generator = BY_HAND[name]
    assert loss.discriminator(LOGITS, FAKE).item() == pytest.approx(discriminator, abs=1e-12)
    real = LOGITS if loss.relativistic else None
    assert loss.generator(FAKE, real).item() == pytest.approx(generator, abs=1e-12)


def test_the_hinge_leaves_samples_beyond_the_margin_alone():
    real, fake = torch.tensor([3.0, -2.0]), torch.tensor([-4.0, 0.5])
    assert Hinge().discriminator(real, fake).item() == (0 + 3) / 2 + (0 + 1.5) / 2


def test_least_squares_pulls_to_labels_of_ones_own():
    loss = LeastSquares(fake=-1.0, real=2.0, believed=0.5)
    real, fake = torch.tensor([1.0, 4.0]), torch.tensor([0.0, -3.0])
    assert loss.discriminator(real, fake).item() == ((1 + 4) / 2 + (1 + 4) / 2) / 2
    assert loss.generator(fake, None).item() == (0.25 + 12.25) / 2 / 2


@pytest.mark.parametrize("name", [name for name in LOSSES if LOSSES[name].relativistic])
def test_a_relativistic_loss_sees_differences_alone(name):
    """A shift of all logits changes nothing, so the slopes of all of them sum to 0."""
    pair, loss = torch.stack([LOGITS, FAKE]), LOSSES[name]()
    for player in (loss.discriminator, loss.generator):
        slopes = torch.func.grad(lambda x, player=player: player(x[0], x[1]))(pair)
        assert slopes.norm(dim=1).min() > 0.1  # both kinds count
        assert slopes.sum().item() == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("name", list(LOSSES))
def test_losses_with_labels_are_the_cross_entropies_of_two_labels(name):
    """Stabilizers that change labels rely on it."""
    cross_entropy = sum(
        binary_cross_entropy_with_logits(logits, torch.full_like(logits, label))
        for logits, label in ((LOGITS, 1.0), (FAKE, 0.0))
    )
    loss = LOSSES[name]()
    assert loss.labels == torch.isclose(loss.discriminator(LOGITS, FAKE), cross_entropy)


def test_only_minimax_saturates():
    """Where the discriminator is sure, the saturating generator has no gradient left."""
    lost = torch.tensor([-30.0], dtype=torch.float64)

    def slope(name: str) -> float:
        return torch.func.grad(lambda x: LOSSES[name]().generator(x, None))(lost).item()

    assert abs(slope("minimax")) < 1e-12
    assert slope("non-saturating") == pytest.approx(-1)
    assert slope("wasserstein") == -1


SQUARES = {"least-squares", "ra-least-squares"}


@pytest.mark.parametrize("name", sorted({*LOSSES} - SQUARES))
@given(real=st.floats(-50, 50), fake=st.floats(-50, 50))
def test_players_pull_the_logits_where_they_must(name, real, fake):
    """The discriminator raises real and lowers fake logits, the generator raises fake ones.

    Least squares do so only up to their labels.
    """
    loss = LOSSES[name]()
    pair = torch.tensor([[real], [fake]], dtype=torch.float64)
    down = torch.func.grad(lambda x: loss.discriminator(x[0], x[1]))(pair).squeeze(1)
    assert down[0] <= 0 <= down[1]
    assert torch.func.grad(lambda x: loss.generator(x, pair[0]))(pair[1]).item() <= 0
