from types import SimpleNamespace

import pytest
import torch

from ganbench.errors import GanbenchError
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.minibatch_stddev import MinibatchStddev
from ganbench.stabilizers.r1_r2 import R1R2


def test_by_hand():
    """D(x) = |x|^2 / 2 has the slope x: 0.4 / 2 (mean(1, 9) + mean(4, 36))."""

    def logits(params, x):
        return x.square().sum(1) / 2

    critic = Critic(logits, torch.zeros(1), logits)
    real, fake = torch.tensor([[1.0], [3.0]]), torch.tensor([[2.0], [6.0]])
    found = R1R2(0.4).penalty(critic, SimpleNamespace(real=real, fake=fake))
    assert found.item() == pytest.approx(0.2 * (5 + 20))
    only_real = R1R2(0.4).penalty(critic, SimpleNamespace(real=real, fake=0 * fake))
    assert only_real.item() == pytest.approx(0.2 * 5)


def test_where_the_discriminator_compares_samples_a_slope_is_not_one_samples_own(small, reason_of):
    assert reason_of(small, R1R2(1.0)) is None
    reason = reason_of(small, MinibatchStddev(), R1R2(1.0))
    assert "r1-r2: D compares samples" in str(reason)


def test_without_a_workload_it_says_what_it_lacks():
    with pytest.raises(GanbenchError, match="r1-r2: expected a gamma"):
        R1R2().penalty(None, None)
