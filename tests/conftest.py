from dataclasses import replace

import pytest

from ganbench.engine.build import build_game, equip
from ganbench.engine.cohort import Cohort, Numerics
from ganbench.engine.game import Game
from ganbench.engine.optimizers import Adam
from ganbench.networks import MLP
from ganbench.suite.plan import resolve
from ganbench.suite.schema import Method
from ganbench.workloads import WORKLOADS, Prior, Workload


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    import torch

    torch.set_num_threads(1)


@pytest.fixture
def small() -> Workload:
    """ring8 with networks and a batch that train in no time."""
    return replace(
        WORKLOADS["ring8"],
        generator=MLP((4, 16, 16, 2)),
        discriminator=MLP((2, 16, 16, 1)),
        prior=Prior("normal", 4),
        batch=32,
    )


@pytest.fixture
def small_pictures() -> Workload:
    """digits with networks and a batch that train in no time."""
    return replace(
        WORKLOADS["digits"],
        generator=MLP((4, 16, 64), output=(1, 8, 8), bounded=True),
        discriminator=MLP((64, 16, 1)),
        prior=Prior("uniform", 4),
        batch=32,
        discriminator_optimizer=Adam(1e-3),
    )


@pytest.fixture
def game_of():
    """Builds the game of a method by name on a workload."""

    def make(method: str, workload: Workload, **settings: object) -> Game:
        entry = Method.model_validate({"name": "it", "extends": method, **settings})
        return build_game(resolve(entry, workload).describe(), workload)

    return make


@pytest.fixture
def cohort_of(game_of):
    """Makes the cohort of a method by name on a workload, in eager float32 on the CPU."""
    from ganbench.datasets import load

    def make(method, workload, seeds, compiled=False, precision="float32", **settings) -> Cohort:
        entry = Method.model_validate({"name": "it", "extends": method, **settings})
        workload = equip(resolve(entry, workload).describe(), workload)
        data = load(workload.dataset, dict(workload.parameters))
        numerics = Numerics("cpu", precision, compiled)
        return Cohort(game_of(method, workload, **settings), workload, data, seeds, numerics)

    return make
