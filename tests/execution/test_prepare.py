from pathlib import Path

import pytest

from ganbench.engine.numerics import Numerics
from ganbench.execution import prepare
from ganbench.suite.plan import load_suite, plan


@pytest.mark.parametrize(
    ("device", "width", "sizes"),
    [("cpu", None, [3, 3]), ("cuda", None, [6]), ("cpu", 6, [6]), ("cpu", 2, [2, 2, 2])],
)
def test_no_core_idles_for_want_of_cohorts(device, width, sizes, tmp_path, monkeypatch):
    monkeypatch.setattr(prepare, "_cores", lambda: 2)
    suite = tmp_path / "suite.yaml"
    suite.write_text(
        "{name: one, workloads: [ring8], methods: [vanilla], seeds: 6, "
        "budget: {generator_steps: 4}, evaluate: {every: 2, samples: 100}}"
    )
    numerics = Numerics(device, "float32", False)
    trials = plan(load_suite(str(suite)), vars(numerics))
    works = prepare.works(trials, trials, Path("results"), numerics, width, None)
    assert [len(work.trials) for work in works] == sizes


def test_what_is_left_stays_in_its_cohort(tmp_path, monkeypatch):
    """A checkpoint is of the very set of trials that trained together."""
    monkeypatch.setattr(prepare, "_cores", lambda: 2)
    suite = tmp_path / "suite.yaml"
    suite.write_text(
        "{name: two, workloads: [ring8], methods: [vanilla, wgan], seeds: 3, "
        "budget: {generator_steps: 4}, evaluate: {every: 2, samples: 100}}"
    )
    numerics = Numerics("cpu", "float32", False)
    trials = plan(load_suite(str(suite)), vars(numerics))
    whole = prepare.works(trials, trials, Path("results"), numerics, None, None)
    (left,) = prepare.works(trials, trials[:3], Path("results"), numerics, None, None)
    assert left in whole


@pytest.mark.parametrize(
    ("limit", "workers", "threads", "expected"),
    [
        (None, None, None, (8, 1)),
        (None, 2, None, (2, 4)),
        ("1", 2, None, (2, 1)),
        ("3,2", 2, None, (2, 3)),
        ("64", 2, None, (2, 4)),
        ("many", 2, None, (2, 4)),
        ("1", 2, 4, (2, 4)),
    ],
)
def test_threads_keep_to_the_limit_of_openmp(limit, workers, threads, expected, monkeypatch):
    monkeypatch.setattr(prepare, "_cores", lambda: 8)
    if limit is None:
        monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    else:
        monkeypatch.setenv("OMP_NUM_THREADS", limit)
    crew = prepare.crew(9, "cpu", workers, threads)
    assert (crew.workers, crew.threads) == expected
