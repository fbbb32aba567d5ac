from dataclasses import replace
from pathlib import Path

import pytest

from ganbench.engine.numerics import Numerics
from ganbench.execution.job import Job
from ganbench.execution.work import run_job
from ganbench.experiment.plan import trials
from ganbench.experiment.settings import Budget
from ganbench.suite.load import load_suite

SUITE = {
    "name": "it",
    "workloads": [{"name": "few", "extends": "ring8", "train_size": 10}],
    "methods": ["wgan-gp"],
    "seeds": [3, 8],
    "budget": {"generator_steps": 4, "seconds": 2.5},
    "evaluate": {"every": 2, "samples": 100},
}


def test_a_job_is_made_anew_of_its_json_with_one_method_for_all_trials():
    job = Job(tuple(trials(load_suite(SUITE), Numerics())), Path("results/it"))
    again = Job.loads(job.dumps())
    assert [trial.id for trial in again.trials] == [trial.id for trial in job.trials]
    assert again.checkpoint == job.checkpoint
    assert again.store == job.store
    assert again.trials[0].method is again.trials[1].method


def test_trials_of_a_job_differ_in_seeds_and_methods_alone():
    first, second = trials(load_suite(SUITE), Numerics())
    other = replace(second, budget=Budget(5))
    with pytest.raises(ValueError, match="differ in seeds and methods alone"):
        Job((first, other), Path("results/it"))


def test_methods_of_a_job_are_made_anew_once_each():
    rates = [
        {"name": f"r1-{gamma}", "extends": "r1", "stabilizers": [{"r1": {"gamma": gamma}}]}
        for gamma in (1, 2)
    ]
    every = trials(load_suite({**SUITE, "methods": rates}), Numerics())
    job = Job(tuple(every), Path("results/it"))
    assert job.name == "few / r1-1 and 1 more"
    again = Job.loads(job.dumps()).trials
    assert [trial.id for trial in again] == [trial.id for trial in every]
    assert again[0].method is again[1].method
    assert again[2].method is again[3].method


def test_a_checkpoint_is_of_all_trials_of_a_job():
    first, second, third = trials(load_suite({**SUITE, "seeds": [3, 8, 9]}), Numerics())
    sets = [(first,), (first, second), (first, third), (first, second, third)]
    found = [Job(each, Path("results/it")).checkpoint for each in sets]
    assert all(found.count(checkpoint) == 1 for checkpoint in found)


def test_a_job_says_what_it_is():
    job = Job(tuple(trials(load_suite(SUITE), Numerics())), Path("results/it"))
    assert job.name == "few / wgan-gp"
    assert job.steps == 4


def test_methods_of_one_name_are_one_method(tmp_path):
    first, second = trials(load_suite(SUITE), Numerics())
    other = replace(second, method=replace(second.method, discriminator_steps=2))
    with pytest.raises(ValueError, match="one method of each name"):
        Job((first, other), tmp_path)


def test_methods_of_other_steps_are_not_trained_as_one(tmp_path):
    every = trials(load_suite({**SUITE, "methods": ["vanilla", "non-saturating"]}), Numerics())
    with pytest.raises(ValueError, match="differ in inputs of the step alone"):
        run_job(Job(tuple(every), tmp_path), lambda progress: None)
