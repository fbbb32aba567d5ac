import pytest
import torch

from ganbench.optimizers import Lion


def test_two_steps_by_hand():
    """Chen et al. 2023, algorithm 2, with beta1 = 1/4, beta2 = 3/4, lr = 1/10, decay 1/5.

    The second gradients of the first two numbers have the other sign. That of the first outweighs
    the gradient before in c, though not in m; that of the second does in neither.
    """
    rule = Lion(0.1, beta1=0.25, beta2=0.75, weight_decay=0.2)
    params = torch.tensor([1.0, -2.0, 3.0], dtype=torch.float64)
    slots = rule.init(params)
    params, slots = rule.update(params, torch.tensor([4.0, -8.0, 0.0]).double(), slots)
    # c = [3, -6, 0]; w - 0.1 (sign(c) + 0.2 w); m = [1, -2, 0]
    assert params.tolist() == pytest.approx([0.88, -1.86, 2.94], abs=1e-15)
    assert slots["mean"].tolist() == [1, -2, 0]
    params, slots = rule.update(params, torch.tensor([-2.0, 0.5, 5.0]).double(), slots)
    # c = [-1.25, -0.125, 3.75]; m = [0.25, -1.375, 1.25]
    expected = [0.88 * 0.98 + 0.1, -1.86 * 0.98 + 0.1, 2.94 * 0.98 - 0.1]
    assert params.tolist() == pytest.approx(expected, abs=1e-15)
    assert slots["mean"].tolist() == [0.25, -1.375, 1.25]


def test_the_defaults_are_the_papers():
    assert Lion(0.1) == Lion(0.1, beta1=0.9, beta2=0.99, weight_decay=0.0)


def test_a_step_has_no_slope_in_the_gradient_and_that_of_the_decay_in_the_parameters():
    rule = Lion(0.1, weight_decay=0.2)
    params, gradient = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 0.0])
    slots = rule.init(params)

    def after(params, gradient):
        return rule.update(params, gradient, slots)[0].sum()

    in_params, in_gradient = torch.func.grad(after, argnums=(0, 1))(params, gradient)
    assert in_params.tolist() == pytest.approx([0.98, 0.98])
    assert in_gradient.tolist() == [0, 0]
