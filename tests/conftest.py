import pytest

from ganbench.conformance.subject import small_workloads
from ganbench.engine.build import build_game, incompatibility, modify_networks
from ganbench.engine.cohort import Cohort, Numerics
from ganbench.engine.game import Game
from ganbench.kinds import KINDS
from ganbench.suite.plan import resolve
from ganbench.suite.schema import Method
from ganbench.workloads import Workload


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
def game_of():
    """Builds the game of a method by name on a workload."""

    def make(method: str, workload: Workload, **settings: object) -> Game:
        entry = Method.model_validate({"name": "it", "extends": method, **settings})
        return build_game(resolve(entry, workload).describe(), workload)

    return make


@pytest.fixture
def fits():
    """Whether a method by name makes sense on a workload."""

    def ask(method: str, workload: Workload) -> bool:
        entry = Method.model_validate({"name": "it", "extends": method})
        return incompatibility(resolve(entry, workload).describe(), workload) is None

    return ask


@pytest.fixture
def cohort_of(game_of):
    """Makes the cohort of a method by name on a workload, in eager float32 on the CPU."""
    from ganbench.datasets import load

    def make(method, workload, seeds, compiled=False, precision="float32", **settings) -> Cohort:
        entry = Method.model_validate({"name": "it", "extends": method, **settings})
        workload = modify_networks(resolve(entry, workload).describe(), workload)
        data = load(workload.dataset, dict(workload.parameters))
        numerics = Numerics("cpu", precision, compiled)
        return Cohort(game_of(method, workload, **settings), workload, data, seeds, numerics)

    return make


@pytest.fixture(autouse=True)
def what_is_registered_stays_in_its_test(monkeypatch):
    for kind in KINDS.values():
        monkeypatch.setattr(kind.registry, "_added", dict(kind.registry._added))
