from itertools import pairwise

import pytest

from ganbench.engine.cost import count
from ganbench.workloads import WORKLOADS


def products(sizes: tuple[int, ...]) -> int:
    return sum(a * b for a, b in pairwise(sizes))


def test_operations_of_a_step_by_hand(game_of):
    """Forward, gradient of the weights, and gradient of what is below where that is needed."""
    workload = WORKLOADS["ring8"]
    g, d = workload.generator.sizes, workload.discriminator.sizes
    forward_g, forward_d = products(g), products(d)
    above_g, above_d = products(g[1:]), products(d[1:])
    discriminator = forward_g + 2 * (forward_d + forward_d + above_d)
    generator = forward_g + forward_d + forward_d + forward_g + above_g
    cost = count(game_of("non-saturating", workload), workload, workload)
    assert cost.flops == 2 * workload.batch * (discriminator + generator)
    assert cost.passes == pytest.approx((discriminator + generator) / (forward_g + forward_d))


def test_more_work_costs_more(game_of):
    workload = WORKLOADS["ring8"]
    costs = {
        m: count(game_of(m, workload), workload, workload).passes
        for m in ("vanilla", "non-saturating", "ttur", "instance-noise", "wgan", "wgan-gp")
    }
    plain = costs.pop("vanilla")
    assert costs["non-saturating"] == costs["ttur"] == costs["instance-noise"] == plain
    assert plain < costs["wgan"] < costs["wgan-gp"]


def test_a_lookahead_costs_with_its_steps(game_of):
    workload = WORKLOADS["ring8"]

    def passes(steps: int) -> float:
        game = game_of("unrolled", workload, stabilizers=[{"unrolling": {"steps": steps}}])
        return count(game, workload, workload).passes

    one, two, three = passes(1), passes(2), passes(3)
    assert one < two < three


def test_a_joint_update_costs_what_two_turns_do(game_of):
    workload = WORKLOADS["ring8"]
    costs = [
        count(game_of(method, workload), workload, workload).passes
        for method in ("non-saturating", "simultaneous")
    ]
    assert costs[1] == costs[0]
