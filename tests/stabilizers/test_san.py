"""SAN, against its two losses written out on a discriminator of three layers."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from ganbench.engine.compose import Incompatible, compose
from ganbench.engine.network import Network
from ganbench.losses.hinge import Hinge
from ganbench.methods.method import Method
from ganbench.networks import MLP
from ganbench.networks.spectral import Spectral
from ganbench.stabilizers.alex_gda import AlexGDA
from ganbench.stabilizers.consensus import Consensus
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.extragradient import Extragradient
from ganbench.stabilizers.gradient_normalization import GradientNormalization
from ganbench.stabilizers.multi_agent import MultiAgent
from ganbench.stabilizers.san import SAN
from ganbench.stabilizers.simultaneous import Simultaneous
from ganbench.stabilizers.symplectic import SymplecticAdjustment
from ganbench.stabilizers.unrolling import Unrolling


@pytest.fixture
def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 1)).double()


@pytest.fixture
def critic(network):
    d = Network(network)
    return Critic(lambda w, x: d(w, x)[:, 0], d.flatten(network), d, d.last_layer)


def samples():
    return torch.randn(2, 7, 2, dtype=torch.float64)


def test_its_logits_are_those_of_the_network(critic):
    x, _ = samples()
    torch.testing.assert_close(SAN().critic(critic)(x), critic(x))


def test_features_descend_the_loss_and_the_direction_the_wasserstein_loss(critic, network, seen_of):
    real, fake = samples()

    def ours(params):
        seen = SAN().critic(replace(critic, params=params))
        logits = seen(real), seen(fake)
        return Hinge().discriminator(*logits) + SAN().penalty(seen, seen_of(seen, real, fake))

    found = Network(network).unflatten(torch.func.grad(ours)(critic.params))
    inner, last = network[0], network[2]
    length, direction = last.weight.norm(), last.weight[0] / last.weight.norm()
    h_real, h_fake = (torch.tanh(inner(x)) * length for x in (real, fake))
    u = direction.detach()
    features = Hinge().discriminator(h_real @ u + last.bias, h_fake @ u + last.bias)
    slope = (h_fake.detach() @ direction).mean() - (h_real.detach() @ direction).mean()
    (features + slope).backward()
    for name, parameter in network.named_parameters():
        torch.testing.assert_close(found[name], parameter.grad)


def test_the_direction_does_not_move_its_features(critic, seen_of):
    real, fake = samples()
    grad = torch.func.grad(
        lambda w: SAN().penalty(
            replace(critic, params=w), seen_of(replace(critic, params=w), real, fake)
        )
    )(critic.params)
    last = grad[16 + 16 :]  # weights and biases of the first layer, each padded to 16 numbers
    assert (grad[:32] == 0).all()
    assert last[:5].norm() > 0.01
    assert (last[:5] @ critic.params[32:37]).item() == pytest.approx(0, abs=1e-12)


def test_with_spectral_normalisation_the_direction_is_that_of_the_normalised_layer():
    module = Spectral(MLP((2, 4, 1))).build()
    d = Network(module)
    params, x = d.flatten(module), torch.randn(6, 2)
    features, weight, bias = d.last_layer(params, x)
    torch.testing.assert_close(features @ weight.T + bias, d(params, x))
    assert weight.norm().item() == pytest.approx(1, abs=1e-5)


def test_where_it_makes_no_sense(small, reason_of):
    apart = "it takes the logits apart that another stabilizer changes"
    assert reason_of(small, SAN(), GradientNormalization()) == f"san: {apart}"
    assert reason_of(small, MultiAgent(), SAN()) == f"san: {apart}"
    constant = "it holds constant what another stabilizer differentiates"
    for other in (Consensus(), SymplecticAdjustment(), Unrolling()):
        assert reason_of(small, SAN(), other) == f"san: {constant}"
    for other in (Simultaneous(), Extragradient(), AlexGDA()):
        assert reason_of(small, SAN(), other) is None
    bounded = replace(small, discriminator=MLP((2, 16, 1), bounded=True))
    found = compose(Method("it", Hinge(), (SAN(),)), bounded)
    assert found == Incompatible("san: the discriminator does not end in a linear layer")
