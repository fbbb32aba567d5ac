from functools import partial

import pytest
import torch

from ganbench.engine.compose import incompatibility
from ganbench.losses.non_saturating import NonSaturating
from ganbench.methods.method import Method
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.noise import Shapes


@pytest.fixture
def reason_of():
    """Why stabilizers, in this order, make no sense on a workload, if they do not."""

    def ask(workload, *stabilizers, loss=None):
        return incompatibility(Method("it", loss or NonSaturating(), stabilizers), workload)

    return ask


@pytest.fixture
def seen_of():
    """What a penalty is handed: a batch, the critic's logits of it, noise and memory."""

    def make(critic, real, fake, noise=None, memory=None, step=0.0):
        own = [noise or {}, memory or {}, torch.tensor(step)]
        latent = fake.flatten(1)  # the generator is the identity
        generate = partial(torch.reshape, shape=fake.shape)
        return DiscriminatorInputs(real, fake, critic(real), critic(fake), *own, latent, generate)

    return make


@pytest.fixture
def critic_of():
    """A discriminator of one output, given as a function of its parameters and the input."""
    return lambda function, w: Critic(function, w, lambda w, x: function(w, x)[:, None])


@pytest.fixture
def linear(critic_of):
    """The discriminator D(x) = w x, whose slope is w everywhere."""
    return lambda w: critic_of(lambda w, x: x.flatten(1) @ w, w)


@pytest.fixture
def penalty_of(linear, seen_of):
    """A stabilizer's penalty as a function of the weights of a linear discriminator."""

    def make(stabilizer, memory=None, step=0.0):
        torch.manual_seed(0)
        real, fake = torch.randn(2, 8, 2, dtype=torch.float64)
        noise = {
            name: getattr(torch, {"normal": "randn", "uniform": "rand"}[draw.distribution])(
                draw.shape, dtype=torch.float64
            )
            for name, draw in stabilizer.penalty_draws(Shapes((8, 2), (8, 2))).items()
        }

        def penalty(w):
            critic = linear(w)
            return stabilizer.penalty(critic, seen_of(critic, real, fake, noise, memory, step))

        return penalty

    return make
