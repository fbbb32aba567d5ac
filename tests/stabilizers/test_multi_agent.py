import pytest
import torch
from torch.nn.functional import nll_loss

from ganbench.losses.hinge import Hinge
from ganbench.losses.minimax import Minimax
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.gradient_normalization import GradientNormalization
from ganbench.stabilizers.multi_agent import MultiAgent
from ganbench.stabilizers.packing import Packing

OUTPUTS = torch.tensor(
    [[0.3, -1.0, 2.0], [1.5, 0.0, -0.5], [-2.0, 0.7, 0.1], [0.0, 3.0, 1.0]], dtype=torch.float64
)


@pytest.fixture
def critic():
    """A discriminator whose input is its outputs: two generators' names and the data's."""
    raw = Critic(lambda _, x: x, torch.empty(0), lambda _, x: x)
    return MultiAgent(2).critic(raw)


def test_loss_and_penalty_are_the_cross_entropy_of_k_plus_1_classes(critic, seen_of):
    """Data are of the last class, fakes of their generators' in turn."""
    seen = seen_of(critic, OUTPUTS, OUTPUTS.flip(0))
    loss = Minimax().discriminator(seen.real_logits, seen.fake_logits)
    loss = loss + MultiAgent(2).penalty(critic, seen)
    real = nll_loss(OUTPUTS.log_softmax(1), torch.tensor([2, 2, 2, 2]))
    fake = nll_loss(OUTPUTS.flip(0).log_softmax(1), torch.tensor([0, 1, 0, 1]))
    torch.testing.assert_close(loss, real + fake)


def test_the_generator_sees_the_probability_of_data(critic):
    probability = OUTPUTS.softmax(1)[:, -1]
    torch.testing.assert_close(critic(OUTPUTS).sigmoid(), probability)


def test_samples_come_from_the_generators_in_turn(small, cohort_of):
    """Each generator's weights move its own samples alone; the others stay."""
    cohort = cohort_of("mad-gan", small, [0])
    params = cohort.averaged_generator(cohort.init())
    before = cohort.samples(params, "it", 7)[0]
    named = cohort.game.generator.unflatten(params[0])
    named["networks.1.1.bias"].add_(1)
    moved = (cohort.samples(params, "it", 7)[0] != before).any(1)
    assert moved.tolist() == [j % 4 == 1 for j in range(7)]


@pytest.mark.parametrize(
    ("generators", "others", "reason"),
    [(4, (), None), (3, (), "evenly"), (4, (Packing(2),), "packs")],
)
def test_whom_it_does_not_fit(generators, others, reason, small, reason_of):
    found = reason_of(small, MultiAgent(generators), *others)
    assert found is None if reason is None else reason in found


def test_it_stands_before_what_changes_logits(small, reason_of):
    found = reason_of(small, GradientNormalization(), MultiAgent(4))
    assert "list it before what changes the logits" in found
    assert reason_of(small, MultiAgent(4), GradientNormalization()) is None


def test_a_loss_without_labels_gives_a_reason(small, reason_of):
    assert "the loss has no labels" in reason_of(small, MultiAgent(4), loss=Hinge())


def test_the_discriminator_has_an_output_for_each_generator_and_one_for_the_data(small):
    network = MultiAgent(4).modify_networks(small).discriminator.build()
    assert network(torch.zeros(6, 2)).shape == (6, 4 + 1)
