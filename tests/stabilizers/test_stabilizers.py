import pytest
import torch

from ganbench.optimizers import SGD, Adam
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.instance_noise import InstanceNoise
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.players import Player, Settings
from ganbench.stabilizers.ttur import TTUR
from ganbench.stabilizers.unrolling import Unrolling
from ganbench.stabilizers.weight_clipping import WeightClipping

SHAPES = Shapes((32, 2), (32, 4))


def test_clipping_bounds_every_parameter():
    clipped = WeightClipping(0.1).project(torch.tensor([-3.0, -0.05, 0.0, 0.2]), {})
    assert clipped.tolist() == pytest.approx([-0.1, -0.05, 0.0, 0.1])


def test_the_critic_of_wgan_stays_clipped_while_it_trains(small, cohort_of):
    cohort = cohort_of("wgan", small, [0, 1])
    state = cohort.step(cohort.init(), 0)
    assert state.discriminator.params.abs().max() <= torch.tensor(0.01)
    assert state.generator.params.abs().max() > 0.01


def test_noise_has_its_standard_deviation():
    x, e = torch.ones(3, 2), torch.randn(3, 2)
    seen = InstanceNoise(sigma=0.5).perturb(x, {"noise": e}, {}, torch.tensor(7.0))
    torch.testing.assert_close(seen, x + 0.5 * e)


@pytest.mark.parametrize(("step", "left"), [(0.0, 1.0), (25.0, 0.75), (100.0, 0.0), (150.0, 0.0)])
def test_noise_is_annealed_linearly_to_zero(step, left):
    x, e = torch.zeros(3, 2), torch.ones(3, 2)
    seen = InstanceNoise(sigma=2.0, anneal=100).perturb(x, {"noise": e}, {}, torch.tensor(step))
    torch.testing.assert_close(seen, 2.0 * left * e)


def test_real_and_generated_samples_get_noise_of_their_own(small, game_of):
    draws = game_of("instance-noise", small).draws("discriminator", SHAPES)
    own = {"instance-noise": {"noise": Draw("normal", (32, 2))}}
    assert draws == {"real": own, "fake": own}


def test_unrolling_makes_k_updates():
    start = Player(torch.zeros(1), {})
    end = Unrolling(3).lookahead(lambda _, d: Player(d.params + 1, d.slots), SGD(1.0), start)
    assert end.params.item() == 3


@pytest.mark.parametrize(("inner", "optimizer"), [("own", Adam(0.1)), ("sgd", SGD(0.1))])
def test_unrolling_updates_with_its_inner_optimizer(inner, optimizer):
    used = []

    def update(optimizer, discriminator):
        used.append(optimizer)
        return discriminator

    own = Player(torch.zeros(1), Adam(0.1).init(torch.zeros(1)))
    Unrolling(2, inner).lookahead(update, Adam(0.1), own)
    assert used == [optimizer] * 2


def test_two_rates_keep_the_optimizers_form():
    before = Settings(Adam(1.0, 0.5), SGD(1.0), 3)
    after = TTUR(discriminator_lr=0.1, generator_lr=0.2).configure(before)
    assert after == Settings(Adam(0.2, 0.5), SGD(0.1), 3)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("gradient-penalty", {"weight": -1.0}),
        ("weight-clipping", {"bound": 0.0}),
        ("instance-noise", {"sigma": -0.1}),
        ("instance-noise", {"anneal": -1}),
        ("unrolling", {"steps": 0}),
        ("ttur", {"generator_lr": 0.0}),
    ],
)
def test_numbers_out_of_range_are_named(name, parameters):
    (parameter,) = parameters
    with pytest.raises(ValueError, match=f"{parameter}: expected .*, found"):
        STABILIZERS[name](**parameters)


def test_an_unused_hook_costs_nothing(small, game_of):
    """A plain game asks for no noise and its generator step for no data."""
    game = game_of("non-saturating", small)
    assert game.draws("discriminator", SHAPES) == game.draws("generator", SHAPES) == {}
    assert not game.turns(0)[-1].sees_data
    assert game_of("unrolled", small).turns(0)[-1].sees_data
