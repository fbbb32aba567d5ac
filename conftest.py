"""What the examples in docstrings may use: `demo`, a results folder, and `folder`, a new one."""

import numpy as np
import pandas as pd
import pytest

from ganbench.metrics.sized import Sized
from ganbench.store import Record, Store
from ganbench.store.measurements import (
    Measurements,
    Scores,
    TargetCondition,
    TargetReached,
    TrialCost,
)


@pytest.fixture(autouse=True)
def names_of_the_examples(request, doctest_namespace):
    """Adds `demo` and `results`, what is in it, to the names of a docstring's examples."""
    if isinstance(request.node, pytest.DoctestItem):
        from ganbench.benchmark.results import Results

        doctest_namespace["demo"] = request.getfixturevalue("demo")
        doctest_namespace["folder"] = request.getfixturevalue("tmp_path") / "results"
        doctest_namespace["results"] = Results.open(doctest_namespace["demo"])


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """A results folder of two methods on two workloads with two seeds each."""
    store = Store.open(tmp_path_factory.mktemp("demo") / "results")
    records = [
        finished(workload, method, seed)
        for workload in ("ring8", "digits")
        for method in ("gan", "wgan-gp")
        for seed in (0, 1)
    ]
    for record in records:
        store.write(record)
    store.begin("name: demo\n", [record.trial for record in records])
    return store.path


def finished(workload: str, method: str, seed: int) -> Record:
    """A trial that came to its end."""
    planar = workload == "ring8"
    primary, coverage = ("sliced-w2", "modes") if planar else ("kid-digits", "classes")
    level = (1.0 if method == "gan" else 0.25) + seed / 4
    metrics = {Sized(primary, 2500): level, Sized(coverage, 2500): 8.0}
    looked = Sized(primary, 500)
    return Record(
        trial=f"{workload}{method[0]}{seed}",
        method=method,
        workload=workload,
        seed=seed,
        config={},
        environment={},
        status="completed",
        history=pd.DataFrame(
            {"step": [0, 20], "train_seconds": [0.0, 2.0], str(looked): [2 * level, level]}
        ),
        measurements=Measurements(
            primary=Sized(primary, 2500),
            direction="lower",
            samples=2500,
            real_samples=2500,
            steps=20,
            best=Scores(20, metrics),
            final=Scores(20, metrics),
            target=TargetReached((TargetCondition(looked, 0.5),), 20, 2.0, 100.0),
            cost=TrialCost(step_seconds=0.1, passes_per_step=5.0, train_seconds=2.0),
        ),
        samples={20: np.zeros((40, *((2,) if planar else (1, 8, 8))), dtype=np.float32)},
    )
