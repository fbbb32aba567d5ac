from dataclasses import dataclass

import pytest
import torch

from ganbench.conformance.kit import run
from ganbench.conformance.subject import Subject
from ganbench.networks import MLP, NETWORKS
from ganbench.optimizers import OPTIMIZERS, SGD, Adam


def results(kind, thing):
    return {result.name: result for result in run(Subject(kind, "tried", thing))}


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_optimizers_that_ship_pass(name):
    assert {r.status for r in results("optimizer", OPTIMIZERS[name]).values()} == {"passed"}


@pytest.mark.parametrize("name", list(NETWORKS))
def test_networks_that_ship_pass(name):
    found = results("network", NETWORKS[name])
    assert {each.status for each in found.values()} == {"passed"}


@dataclass(frozen=True)
class InPlace(SGD):
    """Changes what it is given."""

    def update(self, params, grad, slots):
        return params.sub_(self.lr * grad), slots


@dataclass(frozen=True)
class Random(SGD):
    """Draws."""

    def update(self, params, grad, slots):
        return params - self.lr * torch.rand(()) * grad, slots


@dataclass(frozen=True)
class Still(SGD):
    """Moves nothing."""

    def update(self, params, grad, slots):
        return params.clone(), slots


@dataclass(frozen=True)
class Quotient(SGD):
    """Divides by a gradient that may be 0."""

    def update(self, params, grad, slots):
        return params - self.lr * grad / grad.abs(), slots


@dataclass(frozen=True)
class Signs(SGD):
    """Goes on where a gradient is NaN."""

    def update(self, params, grad, slots):
        return params - self.lr * grad.sign(), slots


@dataclass(frozen=True)
class Rooted(Adam):
    """Has a root at 0."""

    def init(self, params):
        return {}

    def update(self, params, grad, slots):
        return params - self.lr * grad / ((grad * grad).sqrt() + 1), slots


@dataclass(frozen=True)
class Detached(SGD):
    """Cuts the gradient."""

    def update(self, params, grad, slots):
        return params.detach() - self.lr * grad.detach(), slots


@dataclass(frozen=True)
class Matrix(SGD):
    """Carries a matrix."""

    def init(self, params):
        return {"matrix": params.new_zeros(len(params), len(params))}


@dataclass(frozen=True)
class Grows(SGD):
    """Carries more after a step."""

    def update(self, params, grad, slots):
        return params - self.lr * grad, {**slots, "last": grad}


@dataclass(frozen=True)
class Branches(SGD):
    """Looks at numbers."""

    def update(self, params, grad, slots):
        return (params - self.lr if grad.sum() < 0 else params - self.lr * grad), slots


@dataclass(frozen=True)
class Fixed(SGD):
    """Has a rate of its own."""

    def update(self, params, grad, slots):
        return params - 0.1 * grad, slots


@pytest.mark.parametrize(
    ("kind", "check", "reason"),
    [
        (InPlace, "update", "changes what it is given in place"),
        (Random, "update", "gives other numbers"),
        (Still, "update", "did not move"),
        (Quotient, "update", "step 1 is not finite"),
        (Signs, "update", "stay finite where the gradient is NaN"),
        (Rooted, "gradient", "is not finite"),
        (Detached, "gradient", "no gradient comes through"),
        (Matrix, "slots", "'matrix' has shape [5, 5]"),
        (Grows, "slots", "changes names, shapes or types"),
        (Branches, "seeds", "data-dependent"),
        (Fixed, "rate", "do not depend on `lr`"),
    ],
)
def test_a_wrong_optimizer_fails_the_check_that_is_about_it(kind, check, reason):
    result = results("optimizer", kind)[check]
    assert result.status == "failed"
    assert reason in result.reason
    assert result.mend


@dataclass(frozen=True)
class Miscounted(MLP):
    """Says that it has one parameter."""

    sizes: tuple[int, ...] = (64, 4, 2)

    @property
    def parameters(self):
        return 1


@dataclass(frozen=True)
class Unknown(MLP):
    """Has sizes that nobody gives."""


@dataclass(frozen=True)
class Odd(MLP):
    """Fits nothing."""

    sizes: tuple[int, ...] = (7, 4, 3)


def test_a_wrong_network_fails_the_check_that_is_about_it():
    assert "says 1" in results("network", Miscounted)["build"].reason
    assert "nothing to build" in results("network", Unknown)["build"].reason
    assert results("network", Odd)["shapes"].reason.startswith("fits no workload")
