from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.utils import _pytree as pytree

from ganbench.engine.compose import between
from ganbench.engine.network import Network
from ganbench.errors import GanbenchError
from ganbench.methods import METHODS
from ganbench.networks.modules import BatchNorm
from ganbench.optimizers import Layout, Muon
from ganbench.optimizers.optimistic import Optimistic
from ganbench.stabilizers.optimism import Optimism

RULE = Muon(lr=0.3, momentum=0.8, weight_decay=0.4, eps=1e-300, adamw_lr=0.02, adamw_beta1=0.7)


class Small(nn.Module):
    """Every kind of parameter: kernels, a tall and a wide matrix, scales and biases."""

    def __init__(self):
        super().__init__()
        self.convolution = nn.Conv2d(2, 5, 3)
        self.norm = BatchNorm(5)
        self.up = nn.ConvTranspose2d(5, 3, 2)
        self.tall = nn.Linear(3, 7)
        self.wide = nn.Linear(7, 2, bias=False)


def orthogonal(matrix):
    """From the singular value decomposition: an implementation without products of matrices."""
    u, s, vh = torch.linalg.svd(matrix, full_matrices=False)
    s = s / s.square().sum().sqrt()
    for _ in range(5):
        s = 3.4445 * s - 4.7750 * s**3 + 2.0315 * s**5
    return (u * s) @ vh


def followed(parameters, gradients, nesterov):
    """Named parameters after some steps, each by itself; what is no matrix by torch's AdamW."""
    after = {}
    for name, parameter in parameters.items():
        w = parameter.detach().double().clone()
        if w.ndim == 1:
            twin = w.requires_grad_()
            adamw = torch.optim.AdamW([twin], 0.02, (0.7, 0.95), 1e-10, weight_decay=0.4)
            for each in gradients:
                twin.grad = each[name]
                adamw.step()
            after[name] = twin.detach()
            continue
        momentum = torch.zeros_like(w)
        rows, columns = len(w), w.numel() // len(w)
        for each in gradients:
            momentum = 0.8 * momentum + 0.2 * each[name]
            toward = 0.8 * momentum + 0.2 * each[name] if nesterov else momentum
            step = orthogonal(toward.reshape(rows, columns)).reshape(w.shape)
            w = w - 0.3 * 0.4 * w - 0.3 * max(1, rows / columns) ** 0.5 * step
        after[name] = w
    return after


@pytest.mark.parametrize("nesterov", [True, False])
def test_every_parameter_of_a_network_moves_as_it_does_by_itself(nesterov):
    torch.manual_seed(0)
    module = Small()
    network = Network(module)
    rule = replace(RULE, nesterov=nesterov).for_network(network.layout)
    vector = network.flatten(module).double()
    slots = rule.init(vector)
    gradients = []
    for _ in range(3):
        own = [torch.randn(shape, dtype=torch.float64) for shape in network.layout.shapes]
        gradients.append(network.unflatten(network.layout.join(own)))
        vector, slots = rule.update(vector, network.layout.join(own), slots)
    expected = followed(dict(module.named_parameters()), gradients, nesterov)
    for name, found in network.unflatten(vector).items():
        torch.testing.assert_close(found, expected[name], rtol=1e-10, atol=1e-11)
    kept = network.layout.join(network.layout.split(vector))
    assert torch.equal(vector, kept)  # padding is zero still


@pytest.mark.parametrize("shape", [(3, 7), (7, 3), (4, 4)], ids=str)
@pytest.mark.parametrize("nesterov", [True, False])
def test_makes_torchs_steps_of_a_matrix_but_for_its_precision(shape, nesterov, monkeypatch):
    # In torch's own dtype, bfloat16, two implementations agree on two digits only.
    monkeypatch.setattr(torch.Tensor, "bfloat16", torch.Tensor.clone)
    torch.manual_seed(0)
    rule = Muon(0.1, 0.8, nesterov, eps=1e-100, weight_decay=0.3)
    rule = rule.for_network(Layout(shape[0] * shape[1], (0,), (shape,)))
    twin = torch.randn(shape, dtype=torch.float64, requires_grad=True)
    theirs = torch.optim.Muon([twin], 0.1, 0.3, 0.8, nesterov, eps=1e-100)
    params = twin.detach().flatten().clone()
    slots = rule.init(params)
    for _ in range(10):
        twin.grad = torch.randn(shape, dtype=torch.float64)
        params, slots = rule.update(params, twin.grad.flatten(), slots)
        theirs.step()
    torch.testing.assert_close(params, twin.detach().flatten(), rtol=1e-10, atol=1e-12)


def test_one_step_is_near_torchs_in_bfloat16():
    torch.manual_seed(0)
    twin = torch.randn(6, 9, requires_grad=True)
    rule = Muon(1.0).for_network(Layout(54, (0,), ((6, 9),)))
    start = twin.detach().flatten().clone()
    twin.grad = torch.randn(6, 9)
    moved, _ = rule.update(start, twin.grad.flatten(), rule.init(start))
    torch.optim.Muon([twin], 1.0, weight_decay=0.0).step()
    torch.testing.assert_close(moved, twin.detach().flatten(), rtol=0, atol=0.02)


@pytest.mark.parametrize("use", ["init", "update"])
def test_without_a_network_it_says_what_to_do(use):
    arguments = [torch.zeros(4)] if use == "init" else [torch.zeros(4), torch.zeros(4), {}]
    with pytest.raises(GanbenchError, match=r"Call `for_network\(layout\)` first"):
        getattr(Muon(0.1), use)(*arguments)


def test_another_rate_is_that_of_matrices():
    bound = RULE.for_network(Layout(4, (0,), ((2, 2),)))
    assert bound.lr == 0.3
    assert bound.at_rate(0.1) == replace(RULE, lr=0.1).for_network(bound.layout)


def test_a_game_binds_the_rules_to_their_networks_behind_other_rules_too():
    generator, discriminator = Network(nn.Linear(2, 3)), Network(nn.Linear(3, 1))
    method = replace(
        METHODS["non-saturating"].build("it"),
        generator_optimizer=Muon(0.1),
        discriminator_optimizer=Muon(0.2),
    )
    settings = between(generator, discriminator, method).settings
    assert settings.generator == Muon(0.1).for_network(generator.layout)
    assert settings.discriminator == Muon(0.2).for_network(discriminator.layout)
    settings = between(
        generator, discriminator, replace(method, stabilizers=(Optimism(),))
    ).settings
    assert settings.generator == Optimistic(Muon(0.1).for_network(generator.layout))


@pytest.mark.parametrize("method", ["non-saturating", "optimistic-adam"])
def test_a_seed_does_not_notice_its_cohort(method, small, cohort_of):
    rule = {"muon": {"lr": 0.01}}

    def after(seeds):
        cohort = cohort_of(
            method, small, seeds, generator_optimizer=rule, discriminator_optimizer=rule
        )
        state = cohort.init()
        for step in range(4):
            state = cohort.step(state, step)
        return [leaf[seeds.index(3)] for leaf in pytree.tree_leaves(state)]

    alone = after([3])
    assert all(leaf.isfinite().all() for leaf in alone)
    for seeds in ([3, 1], [2, 7, 1, 9, 3]):
        assert all(map(torch.equal, alone, after(seeds)))
