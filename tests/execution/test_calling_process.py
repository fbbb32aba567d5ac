from dataclasses import dataclass, replace

import torch

from ganbench.engine.numerics import Numerics
from ganbench.execution.calling_process import run_safely
from ganbench.execution.job import Job
from ganbench.experiment.plan import trials
from ganbench.losses import LOSSES
from ganbench.methods.method import Method
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.store import Store
from ganbench.suite.load import load_suite

SUITE = {
    "name": "it",
    "workloads": ["ring8"],
    "methods": ["vanilla"],
    "seeds": 2,
    "budget": {"generator_steps": 2},
    "evaluate": {"every": 2, "samples": 100},
}


@dataclass(frozen=True)
class Root(Stabilizer):
    """Raises while it trains, where its number is negative."""

    weight: float = 1.0

    def penalty(self, discriminator, inputs):
        return torch.linalg.cholesky(self.weight * torch.eye(2, device=inputs.real.device)).sum()


def test_a_method_that_fails_takes_no_other_one_of_its_cohort_with_it(tmp_path):
    planned = trials(load_suite(SUITE), Numerics())
    methods = [
        Method(name, LOSSES["minimax"](), (Root(weight),))
        for name, weight in (("good", 0.5), ("bad", -1.0))
    ]
    mixed = tuple(
        replace(trial, method=method.on(trial.workload)) for method in methods for trial in planned
    )
    Store.open(tmp_path)
    ended = run_safely(Job(mixed, tmp_path), lambda progress: None)
    assert [outcome.status for outcome in ended] == ["completed"] * 2 + ["failed"] * 2
    stored = {(it.method, it.seed): it.status for it in Store.open(tmp_path).records()}
    assert stored == {
        ("good", 0): "completed",
        ("good", 1): "completed",
        ("bad", 0): "failed",
        ("bad", 1): "failed",
    }
