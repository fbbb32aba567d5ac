"""A small results folder: two workloads, two methods, two seeds; one trial diverged."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ganbench.analysis.board import Board, Rank, Score, Standing, TimeToTarget
from ganbench.analysis.estimate import Estimate
from ganbench.analysis.measure import measure
from ganbench.metrics.sized import Sized
from ganbench.store import Record, Store
from ganbench.store.measurements import (
    Measurements,
    Scores,
    TargetCondition,
    TargetReached,
    TrialCost,
)
from ganbench.store.record import STATUSES

RING = {
    "name": "ring8",
    "title": "Ring",
    "dataset": "gaussian-mixture",
    "parameters": {"layout": "ring", "modes": 8, "radius": 2, "sigma": 0.02},
}
DIGITS = {"name": "digits", "title": "Digits", "dataset": "digits", "parameters": {}}


def record(workload: dict, method: str, seed: int, status: str = "completed") -> Record:
    planar = workload is RING
    primary, coverage = ("sliced-w2", "modes") if planar else ("kid-digits", "classes")
    level = (1.0 if method == "gan_a&b" else 0.1) + 0.01 * seed
    history = pd.DataFrame(
        {"step": [10, 20], "train_seconds": [1.0, 2.0], primary: [2 * level, level], coverage: 8.0}
    )
    shape = (40, 2) if planar else (40, 1, 8, 8)
    samples = np.random.default_rng(seed).uniform(-1, 1, shape).astype(np.float32)
    gone = status == "diverged"
    metrics = {primary: math.nan if gone else level, coverage: math.nan if gone else 8.0}
    measurements = Measurements(
        primary=Sized(primary),
        direction="lower",
        samples=2500,
        real_samples=None,
        steps=20,
        best=Scores(20, {Sized(primary): level, Sized(coverage): 8.0}),
        final=Scores(20, {Sized(name): value for name, value in metrics.items()}),
        diverged_at=15 if gone else None,
        reference={Sized(primary): 0.031, Sized(coverage): 8.0},
        target=TargetReached((TargetCondition(Sized(primary), 0.5),)),
        cost=TrialCost(step_seconds=0.1, train_seconds=2.0, evaluation_seconds=0.1),
    )
    return Record(
        trial=f"{workload['name']}{method[:1]}{method[-1:]}{seed}".replace("-", ""),
        method=method,
        workload=workload["name"],
        seed=seed,
        config={"workload": workload},
        environment={"torch": "2.14.1", "device": {"name": "cpu"}},
        status=status,
        reason="left the finite numbers" if gone else None,
        history=history[:1] if gone else history,
        measurements=measurements,
        samples=dict.fromkeys([10] if gone else [10, 20], samples),
    )


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "demo"
    store = Store.open(path)
    records = [
        record(
            workload, method, seed, "diverged" if (method, seed) == ("gan_a&b", 1) else "completed"
        )
        for workload in (RING, DIGITS)
        for method in ("gan_a&b", "wgan-gp")
        for seed in (0, 1)
    ]
    for item in records:
        store.write(item)
    store.write(record(RING, "of-an-older-run", 0))
    store.begin(
        "name: a-suite\n# <script>alert(1)</script>\n", [*(r.trial for r in records), "unrun"]
    )
    return path


@pytest.fixture
def estimate():
    """Makes an estimate of a value and its interval."""
    return Estimate


@pytest.fixture
def board() -> Board:
    """A board of ring8 with two methods of three seeds, measured with two metrics."""
    w2, modes = (measure(Sized(name, 500)) for name in ("sliced-w2", "modes"))
    scores = tuple(
        Score(shown, Estimate(value, value / 2, value * 2), Estimate(value, value / 2, value * 2))
        for shown, value in ((w2, 0.5), (modes, 4.0))
    )
    rows = tuple(
        Standing(
            method=method,
            rank=Rank(place, place, place),
            seeds=3,
            statuses={**dict.fromkeys(STATUSES, 0), "completed": 3},
            scores=scores,
            values=(0.5, 0.5, 0.5),
            to_target=TimeToTarget(0, math.inf, math.inf, math.inf),
            relative_cost=1.0,
            improvement=0.5,
        )
        for place, method in enumerate(("good", "bad"), 1)
    )
    return Board("ring8", (w2, modes), "good", rows, samples=500, real_samples=500)
