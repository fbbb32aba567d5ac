import sys

import pytest

from ganbench.errors import GanbenchError
from ganbench.losses import LOSSES
from ganbench.methods import METHODS
from ganbench.stabilizers import STABILIZERS
from ganbench.suite import plugins
from ganbench.suite.load import load_suite
from ganbench.suite.plan import plan
from ganbench.workloads import WORKLOADS

PLUGIN = """\
from dataclasses import dataclass, replace

from ganbench.methods import METHODS as KNOWN, Part
from ganbench.workloads import WORKLOADS as DATA

@dataclass(frozen=True)
class Scaled:
    scale: float = 1.0

LOSSES = {"scaled": Scaled}
METHODS = {"scaled-gan": replace(KNOWN["vanilla"], loss=Part("scaled", {"scale": 2.0}))}
WORKLOADS = {"ring8-small": replace(DATA["ring8"], batch=8)}
"""

SUITE = """\
name: mine
workloads: [ring8-small]
methods: [scaled-gan, {name: x, loss: {scaled: {scale: 3}}}]
seeds: 1
budget: {generator_steps: 10}
evaluate: {every: 5}
plugins: [./plugin.py]
"""


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    """What a plugin registers is forgotten after the test."""
    for registry in (LOSSES, STABILIZERS, METHODS, WORKLOADS):
        monkeypatch.setattr(registry, "_added", {})
    yield
    for name in [name for name in sys.modules if name.startswith("ganbench_plugin_")]:
        del sys.modules[name]


@pytest.fixture
def plugin(tmp_path):
    def plugin(source):
        file = tmp_path / "plugin.py"
        file.write_text(source)
        return file

    return plugin


def test_a_suite_may_use_what_its_plugins_define(plugin, tmp_path):
    file = plugin(PLUGIN)
    suite = tmp_path / "s.yaml"
    suite.write_text(SUITE)
    loaded = load_suite(suite)
    first, second = plan(loaded, engine={})
    assert first.config["method"]["loss"] == ["scaled", {"scale": 2.0}]
    assert second.config["method"]["loss"] == ["scaled", {"scale": 3.0}]
    assert first.config["workload"]["batch"] == 8
    assert loaded.plugin_files == (file.resolve(),)


def test_a_changed_plugin_makes_new_trials(plugin, tmp_path):
    suite = tmp_path / "s.yaml"
    suite.write_text(SUITE)

    def trial(source):
        plugin(source)
        return plan(load_suite(suite), engine={})[0]

    before, same, after = trial(PLUGIN), trial(PLUGIN), trial(PLUGIN + "# changed\n")
    assert list(before.config["plugins"]) == ["plugin.py"]
    assert before.id == same.id != after.id


def test_a_changed_plugin_replaces_what_it_registered(plugin):
    plugins.load(plugin(PLUGIN))
    plugins.load(plugin(PLUGIN.replace("batch=8", "batch=9")))
    assert WORKLOADS["ring8-small"].batch == 9


def test_an_unchanged_plugin_is_not_run_again(plugin):
    file = plugin(PLUGIN)
    plugins.load(file)
    first = LOSSES["scaled"]
    plugins.load(file)
    assert LOSSES["scaled"] is first


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("1 / 0", "plugin cannot be loaded: ZeroDivisionError: division by zero"),
        ("def (", "plugin cannot be loaded: SyntaxError"),
        ("import sys; sys.exit(3)", "plugin cannot be loaded: SystemExit: 3"),
        ("import no_such_module", "plugin cannot be loaded: ModuleNotFoundError"),
        ("x = 1", "registers nothing. Define a dictionary"),
        ("LOSSES = [1]", r"LOSSES: expected a dictionary from names to things, found list"),
        ("LOSSES = {'a': 1}", r"LOSSES\['a'\]: expected a frozen dataclass, found int"),
        ("METHODS = {'a': 'wgan'}", r"METHODS\['a'\]: expected a Recipe, found str"),
        ("WORKLOADS = {'a': {}}", r"WORKLOADS\['a'\]: expected a Workload, found dict"),
        (PLUGIN.replace("scaled-gan", "wgan"), r"method 'wgan' is defined twice: .*plugin\.py"),
    ],
)
def test_a_bad_plugin_is_one_clear_error_that_names_it(plugin, source, message):
    with pytest.raises(GanbenchError, match=message) as caught:
        plugins.load(plugin(source))
    assert "plugin.py" in str(caught.value)


def test_a_plugin_that_is_not_there_is_an_error_with_its_line(tmp_path):
    suite = tmp_path / "s.yaml"
    suite.write_text(SUITE)
    with pytest.raises(GanbenchError, match=r"s\.yaml:7: plugins\[0\]: expected a Python file"):
        load_suite(suite)


def test_a_recipe_that_does_not_fit_its_loss_is_an_error_that_names_it(plugin, tmp_path):
    plugin(PLUGIN.replace('{"scale": 2.0}', '{"size": 2.0}'))
    suite = tmp_path / "s.yaml"
    suite.write_text(SUITE)
    with pytest.raises(GanbenchError, match=r"The method 'scaled-gan': scaled\.size: "):
        plan(load_suite(suite), engine={})
