import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import safetensors.numpy
from hypothesis import HealthCheck, settings

from ganbench.conformance.subject import BUDGET, small_workloads
from ganbench.engine.cohort import Cohort
from ganbench.engine.compose import compose, incompatibility, modified
from ganbench.engine.game import Game
from ganbench.engine.numerics import Numerics
from ganbench.kinds import KINDS
from ganbench.losses import LOSSES
from ganbench.methods import METHODS
from ganbench.methods.method import Method
from ganbench.optimizers import OPTIMIZERS
from ganbench.stabilizers import STABILIZERS
from ganbench.workloads import Workload

# the same examples every time, and no clock: a busy machine is no mistake
settings.register_profile(
    "ganbench", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ganbench")


def pytest_addoption(parser):
    parser.addoption("--write-golden", action="store_true", help="Write tests/golden anew.")


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    import torch

    torch.set_num_threads(1)


@pytest.fixture(autouse=True, scope="session")
def statistics_of_real_samples_are_kept_in_a_folder_of_the_tests(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GANBENCH_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def small() -> Workload:
    """ring8 with networks and a batch that train in no time."""
    return small_workloads()[0]


@pytest.fixture
def small_pictures() -> Workload:
    """digits with networks and a batch that train in no time."""
    return small_workloads()[1]


@pytest.fixture
def method_of():
    """Builds a method by the name of its recipe, with other parts where a test gives them.

    Parts are live, or as a suite file has them: `name` or `{name: {parameter: value}}`.
    """

    def make(recipe: str, **changes: object) -> Method:
        kinds = {
            "loss": LOSSES,
            "generator_optimizer": OPTIMIZERS,
            "discriminator_optimizer": OPTIMIZERS,
        }
        for key in kinds.keys() & changes.keys():
            changes[key] = part_of(kinds[key], changes[key])
        if "stabilizers" in changes:
            parts = changes["stabilizers"]
            changes["stabilizers"] = tuple(part_of(STABILIZERS, part) for part in parts)
        return replace(METHODS[recipe].build("it"), **changes)

    return make


def part_of(registry, given):
    if isinstance(given, str):
        return registry[given]()
    if isinstance(given, dict):
        ((name, parameters),) = given.items()
        return registry[name](**parameters)
    return given


@pytest.fixture
def game_of(method_of):
    """Composes the game of a method by name on a workload."""

    def make(method: str, workload: Workload, **changes: object) -> Game:
        game = compose(method_of(method, **changes).on(workload).within(BUDGET), workload)
        assert isinstance(game, Game), game
        return game

    return make


@pytest.fixture
def fits(method_of):
    """Whether a method by name makes sense on a workload."""
    return lambda method, workload: incompatibility(method_of(method), workload) is None


@pytest.fixture
def small_for(fits):
    """The first small workload on which a method by name makes sense."""
    return lambda method: next(it for it in small_workloads() if fits(method, it))


@pytest.fixture
def cohort_of(method_of, game_of):
    """Makes the cohort of a method by name on a workload, in eager float32 on the CPU."""
    from ganbench.datasets import load

    def make(
        method, workload, seeds, compiled=False, precision="float32", settings=(), **changes
    ) -> Cohort:
        game = game_of(method, workload, **changes)
        networks = modified(method_of(method, **changes), workload)
        data = load(workload.dataset, dict(workload.parameters))
        numerics = Numerics("cpu", precision, compiled)
        return Cohort(game, networks, data, seeds, numerics, settings=settings)

    return make


@pytest.fixture(autouse=True)
def what_is_registered_stays_in_its_test(monkeypatch):
    for kind in KINDS.values():
        monkeypatch.setattr(kind.registry, "_added", dict(kind.registry._added))


@pytest.fixture
def format_1(tmp_path):
    """A results folder of format 1 in which trials completed, diverged, stopped and failed."""
    told = json.loads((Path(__file__).parent / "golden" / "format-1" / "results.json").read_text())
    folder = tmp_path / "format-1"
    (folder / "runs").mkdir(parents=True)
    (folder / "ganbench.json").write_text('{"format": 1, "ganbench": "0.1.0"}')
    planned = [*(trial["status"]["trial"] for trial in told["trials"]), "0123456789ab"]
    run = {"suite": told["suite"], "trials": planned}
    (folder / "runs" / "0001.json").write_text(json.dumps(run))
    for trial in told["trials"]:
        status, shape = trial["status"], trial["config"]["workload"]["shape"]
        place = folder / "trials" / status["workload"] / status["method"]
        place /= f"seed-{status['seed']}-{status['trial']}"
        place.mkdir(parents=True)
        for name in ("status", "config", "environment", "evaluation"):
            (place / f"{name}.json").write_text(json.dumps(trial[name]))
        pd.DataFrame(trial["history"]).to_parquet(place / "history.parquet", index=False)
        generator = np.random.default_rng(status["seed"])
        samples = {
            f"step-{step:06d}": generator.uniform(-1, 1, (30, *shape)).astype(np.float32)
            for step in trial["samples"]
        }
        safetensors.numpy.save_file(samples, place / "samples.safetensors")
    return folder
