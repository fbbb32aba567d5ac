"""How often a part is built on its way to the step, as docs/architecture.md has it."""

from pathlib import Path

import pytest

import ganbench
from ganbench.engine.compose import compose
from ganbench.engine.game import Game
from ganbench.execution.job import Job
from ganbench.stabilizers.gradient_penalty import GradientPenalty

SUITE = {
    "name": "weight",
    "workloads": ["ring8"],
    "methods": [
        {
            "name": "gp-5",
            "loss": "wasserstein",
            "stabilizers": [{"gradient-penalty": {"weight": 5}}],
        }
    ],
    "seeds": 3,
    "budget": {"generator_steps": 4},
    "evaluate": {"every": 2, "samples": 100},
}


@pytest.fixture
def built(monkeypatch):
    """The weights of the gradient penalties that are built, in order."""
    weights, construct = [], GradientPenalty.__init__

    def counting(self, *values, **named):
        construct(self, *values, **named)
        weights.append(self.weight)

    monkeypatch.setattr(GradientPenalty, "__init__", counting)
    return weights


def test_a_part_of_a_suite_is_built_once_in_the_parent_and_once_in_a_worker(built):
    trials = ganbench.plan(SUITE)
    text = Job(tuple(trials), Path("results")).dumps()
    assert len({trial.id for trial in trials}) == 3
    assert built == [5.0]

    built.clear()
    job = Job.loads(text)
    assert isinstance(compose(job.trials[0].method, job.trials[0].workload), Game)
    assert built == [5.0]


def test_a_record_says_the_weight_and_all_other_parameters():
    told = Job(tuple(ganbench.plan(SUITE)), Path("results")).dumps()
    assert '["gradient-penalty", {"weight": 5.0, "target": 1.0, "one_sided": false}]' in told
