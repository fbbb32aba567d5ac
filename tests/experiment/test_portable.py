"""What was written in a notebook's cell or in a script has no name that a worker could look up."""

from dataclasses import dataclass, replace

from ganbench.engine.numerics import Numerics
from ganbench.experiment.plan import trials
from ganbench.experiment.portable import portable
from ganbench.experiment.settings import Budget, Evaluation
from ganbench.experiment.suite import Suite
from ganbench.losses.non_saturating import NonSaturating
from ganbench.methods.method import Method
from ganbench.networks import MLP
from ganbench.stabilizers.r1 import R1
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.suite.load import load_suite
from ganbench.workloads import WORKLOADS


@dataclass(frozen=True)
class Unnamed(Stabilizer):
    """Written here, and registered nowhere."""


@dataclass(frozen=True)
class Wide(MLP):
    """A network that is written here."""


def trial(*stabilizers, workload=WORKLOADS["ring8"]):
    method = Method("it", NonSaturating(), stabilizers)
    suite = Suite("s", (workload,), (method,), (0,), Budget(1), Evaluation(1))
    [found] = trials(suite, Numerics())
    return found


def test_registered_parts_travel():
    assert portable(trial(R1()), ())
    assert trial(R1()).plugins == ()


def test_a_class_of_a_script_stays_and_its_source_is_part_of_the_identity():
    found = trial(R1(), Unnamed())
    assert not portable(found, ())
    [plugin] = found.plugins
    assert plugin.name.endswith("Unnamed")
    assert found.id != trial(R1()).id


def test_a_network_of_a_script_stays_too():
    workload = replace(WORKLOADS["ring8"], name="wide", discriminator=Wide((2, 8, 1)))
    assert not portable(trial(workload=workload), ())


PLUGIN = """
from dataclasses import dataclass
from ganbench.losses.minimax import Minimax

@dataclass(frozen=True)
class Mine(Minimax):
    '''Minimax again.'''

LOSSES = {"mine-by-portable-test": Mine}
"""


def test_a_plugins_class_travels_where_the_plugin_does(tmp_path):
    (tmp_path / "plug.py").write_text(PLUGIN)
    suite = load_suite(
        {
            "name": "s",
            "workloads": ["ring8"],
            "methods": [{"name": "mine", "loss": "mine-by-portable-test"}],
            "seeds": 1,
            "budget": {"generator_steps": 1},
            "evaluate": {"every": 1},
            "plugins": [str(tmp_path / "plug.py")],
        }
    )
    [found] = trials(suite, Numerics())
    assert portable(found, suite.plugins)
    assert not portable(found, ())
