"""A linear generator of rank r against a quadratic discriminator ends at PCA.

Data N(0, S), generator A z with z ~ N(0, I_r), D(x) = x^T W x. Of the Wasserstein loss the best W
under weight decay (w/2) |W|^2 is (S - A A^T) / w, hence G descends |S - A A^T|^2 / 2w, whose least
value for rank r is at the first r principal components (Eckart & Young 1936). R1 weighs each
direction by 1 / its variance, with the same least value. Cf. Feizi et al. 2017, Understanding
GANs: the LQG Setting, where PCA is the optimum in the 2-Wasserstein distance.
"""

import pytest
import torch
from torch import nn

from ganbench.engine.batch import Batch
from ganbench.engine.compose import between
from ganbench.engine.network import Network
from ganbench.losses.wasserstein import Wasserstein
from ganbench.methods.method import Method
from ganbench.optimizers import SGD
from ganbench.stabilizers.consensus import Consensus
from ganbench.stabilizers.extragradient import Extragradient
from ganbench.stabilizers.optimism import Optimism
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.simultaneous import Simultaneous
from ganbench.stabilizers.weight_decay import WeightDecay

VARIANCES = torch.tensor([4.0, 2.0, 1.0, 0.5], dtype=torch.float64)
RANK = 2


class Quadratic(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(4, 4, dtype=torch.float64))

    def forward(self, x):
        return ((x @ self.weight) * x).sum(1, keepdim=True)


def white(n: int, d: int) -> torch.Tensor:
    """Samples whose mean is 0 and whose covariance is the identity, exactly."""
    q, _ = torch.linalg.qr(
        nn.functional.pad(torch.randn(n, d, dtype=torch.float64), (1, 0), value=1)
    )
    return q[:, 1:] * n**0.5


@pytest.mark.parametrize(
    "stabilizers",
    [
        (WeightDecay(1.0),),
        (R1(0.25),),
        (WeightDecay(1.0), Simultaneous()),
        (WeightDecay(1.0), Extragradient()),
        (WeightDecay(1.0), Simultaneous(), Optimism()),
        (WeightDecay(1.0), Consensus(0.1)),
    ],
    ids=lambda s: "+".join(type(x).__name__ for x in s),
)
def test_a_linear_generator_ends_at_the_principal_components(stabilizers):
    torch.manual_seed(0)
    axes, _ = torch.linalg.qr(torch.randn(4, 4, dtype=torch.float64))
    covariance = axes @ VARIANCES.diag() @ axes.T
    real = white(64, 4) * VARIANCES.sqrt() @ axes.T
    torch.testing.assert_close(real.T @ real / 64, covariance)
    batch = Batch(real, white(64, RANK), {})
    start = nn.Linear(RANK, 4, bias=False, dtype=torch.float64)

    generator, discriminator = Network(start), Network(Quadratic())
    method = Method("it", Wasserstein(), stabilizers, SGD(0.03), SGD(0.1))
    game = between(generator, discriminator, method)
    state = game.init(generator.flatten(start), discriminator.flatten(Quadratic()))
    for _ in range(1000):
        for turn in game.turns(0):
            state = game.take(turn.role, state, batch)

    found = generator.unflatten(state.generator.params)["weight"]
    principal = axes[:, :RANK] @ VARIANCES[:RANK].diag() @ axes[:, :RANK].T
    torch.testing.assert_close(found @ found.T, principal, rtol=0, atol=1e-3)
