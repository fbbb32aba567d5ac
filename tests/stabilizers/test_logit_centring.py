import torch

from ganbench.stabilizers.logit_centring import LogitCentring


def test_it_is_the_squared_sum_of_the_logits_of_a_pair(linear, seen_of):
    """D(x) = 2 x: logits 2 and -6 against 1 and 4 make sums of 3 and -2."""
    real, fake = torch.tensor([[1.0], [-3.0]]), torch.tensor([[0.5], [2.0]])
    critic = linear(torch.tensor([2.0]))
    found = LogitCentring(0.1).penalty(critic, seen_of(critic, real, fake))
    torch.testing.assert_close(found, torch.tensor(0.1 * (9 + 4) / 2))


def test_its_gradient_reaches_both_logits(linear, seen_of):
    real, fake = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 3.0]])

    def penalty(w):
        return LogitCentring(0.5).penalty(linear(w), seen_of(linear(w), real, fake))

    found = torch.func.grad(penalty)(torch.tensor([1.0, 1.0]))
    assert found.tolist() == [4.0, 12.0]  # 2 * 0.5 * (1 + 3) times the samples
