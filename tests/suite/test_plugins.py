import sys
from pathlib import Path

import pytest

from ganbench.engine.numerics import Numerics
from ganbench.errors import GanbenchError
from ganbench.experiment.plan import trials
from ganbench.features import EXTRACTORS, extract
from ganbench.losses import LOSSES
from ganbench.methods import METHODS
from ganbench.metrics import METRICS
from ganbench.stabilizers import STABILIZERS
from ganbench.suite import plugins
from ganbench.suite.load import load_suite
from ganbench.workloads import WORKLOADS

PLUGIN = """\
from dataclasses import dataclass, replace

from ganbench.losses.hinge import Hinge
from ganbench.methods import METHODS as KNOWN, Part
from ganbench.workloads import WORKLOADS as DATA

@dataclass(frozen=True)
class Scaled(Hinge):
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
    for registry in (METHODS, LOSSES, STABILIZERS, WORKLOADS, METRICS, EXTRACTORS):
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
    first, second = trials(loaded, Numerics())
    assert first.to_json()["method"]["loss"] == ["scaled", {"scale": 2.0}]
    assert second.to_json()["method"]["loss"] == ["scaled", {"scale": 3.0}]
    assert first.workload.batch == 8
    assert [plugin.path for plugin in loaded.plugins] == [file.resolve()]


def test_a_changed_plugin_makes_new_trials(plugin, tmp_path):
    suite = tmp_path / "s.yaml"
    suite.write_text(SUITE)

    def trial(source):
        plugin(source)
        return trials(load_suite(suite), Numerics())[0]

    before, same, after = trial(PLUGIN), trial(PLUGIN), trial(PLUGIN + "# changed\n")
    assert [plugin.name for plugin in before.plugins] == ["plugin.py"]
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


def test_a_module_and_three_lines_make_an_extractor(plugin):
    import torch

    plugins.load(
        plugin(
            "from torch.nn import Flatten\n"
            "from ganbench.features import Extractor\n"
            'EXTRACTORS = {"pixels": Extractor("pixels", build=Flatten)}\n'
        )
    )
    images = torch.rand(4, 3, 2, 2, generator=torch.Generator().manual_seed(0))
    assert extract("pixels", images).features == pytest.approx(images.flatten(1).numpy())


TABLES = (
    "METHODS, LOSSES, STABILIZERS, OPTIMIZERS, WORKLOADS, DATASETS, NETWORKS, METRICS, EXTRACTORS"
)
CLASSES = """\
from abc import ABC, abstractmethod
from dataclasses import dataclass
from ganbench.losses.hinge import Hinge
from ganbench.stabilizers.stabilizer import Stabilizer

class Bare:
    pass

@dataclass
class Thawed:
    pass

@dataclass(frozen=True)
class Open(ABC):
    @abstractmethod
    def generator(self): ...
    @abstractmethod
    def discriminator(self): ...

@dataclass(frozen=True)
class Good(Hinge):
    pass

@dataclass(frozen=True)
class Still(Stabilizer):
    pass

"""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("1 / 0", "the plugin cannot be loaded: ZeroDivisionError: division by zero, at p.py:1."),
        (
            "def f():\n    raise ValueError('a\\nb.')\n\nf()",
            "the plugin cannot be loaded: ValueError: a b, at p.py:2.",
        ),
        ("import json\njson.loads('[')", "Expecting value: line 1 column 2 (char 1), at p.py:2."),
        ("x = 1\ndef (", "the plugin cannot be loaded: SyntaxError: invalid syntax, at p.py:2."),
        ("assert False", "the plugin cannot be loaded: AssertionError, at p.py:1."),
        ("import sys; sys.exit(3)", "the plugin cannot be loaded: SystemExit: 3, at p.py:1."),
        ("import no_such", "ModuleNotFoundError: No module named 'no_such', at p.py:1."),
        (
            "x = 1",
            f"the plugin registers nothing. Define a dictionary from names to things, called "
            f"{TABLES}; or, where",
        ),
        ("LOSSES = {}", "the plugin registers nothing. Define a dictionary"),
        (
            CLASSES + "LOSES = {'a': Good}",
            f"LOSES: expected one of the tables {TABLES}, found 'LOSES'. Did you mean 'LOSSES'?",
        ),
        (
            CLASSES + "LOSSES = {'a': Good}\nstabilizer = {'b': Still}",
            "found 'stabilizer'. Did you mean 'STABILIZERS'?",
        ),
        (
            "LOSSES = [1]",
            "LOSSES: expected a dictionary from names to things, found list. Write {name: thing}, "
            "or call it otherwise if it is no table.",
        ),
        (
            "LOSSES = {'a': 1}",
            "LOSSES['a']: expected a frozen dataclass, found int. Let the name stand for a class "
            "itself, not an instance.",
        ),
        (
            CLASSES + "STABILIZERS = {'a': Bare}",
            "STABILIZERS['a']: expected a frozen dataclass, found the class Bare. "
            "Write `@dataclass(frozen=True)` above it.",
        ),
        (CLASSES + "LOSSES = {'a': Thawed}", "found the class Thawed. Write `@dataclass(frozen=T"),
        (
            CLASSES + "LOSSES = {'a': Open}",
            "LOSSES['a']: expected a frozen dataclass, found the abstract class Open. "
            "Define discriminator, generator in it.",
        ),
        (
            "METHODS = {'a': 'wgan'}",
            "METHODS['a']: expected an instance of `ganbench.methods.Recipe`, found str.",
        ),
        ("WORKLOADS = {'a': {}}", "instance of `ganbench.workloads.Workload`, found dict."),
        ("METRICS = {'a': max}", "`ganbench.metrics.Metric`, found builtin_function_or_method."),
        (
            "import torch\nEXTRACTORS = {'a': torch.nn.Flatten}",
            "EXTRACTORS['a']: expected an instance of `ganbench.features.Extractor`, found type.",
        ),
        (CLASSES + "LOSSES = {'a b': Good}", "LOSSES['a b']: expected a name of at most 64"),
        (CLASSES + "LOSSES = {3: Good}", "LOSSES[3]: expected a name of at most 64"),
        (
            PLUGIN.replace("scaled-gan", "wgan"),
            "METHODS['wgan']: the method 'wgan' is defined twice: by "
            "ganbench.methods.losses:WGAN and by p.py. Rename one of the two.",
        ),
    ],
)
def test_a_bad_plugin_is_one_clear_error_that_names_it(tmp_path, monkeypatch, source, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.py").write_text(source)
    with pytest.raises(GanbenchError) as caught:
        plugins.load(Path("p.py"))
    (line,) = str(caught.value).splitlines()
    assert line.startswith("p.py: ")
    assert message in line
    assert str(tmp_path) not in line


def test_nothing_of_a_plugin_with_mistakes_is_registered(plugin):
    source = CLASSES + "LOSSES = {'good': Good, 'a': 1, 'b': Bare}\nMETHODS = {'c': 2}"
    with pytest.raises(GanbenchError) as caught:
        plugins.load(plugin(source))
    found = [line.split(": ")[1] for line in str(caught.value).splitlines()]
    assert found == ["METHODS['c']", "LOSSES['a']", "LOSSES['b']"]
    assert "good" not in LOSSES


def test_a_dictionary_of_other_things_is_no_misspelt_table(plugin):
    plugins.load(plugin(CLASSES + "LOSSES = {'good': Good}\nMETHOD = {'a': 1}\nLOSS = LOSSES"))
    assert "good" in LOSSES


@pytest.mark.parametrize(
    "line",
    [
        "COLOURS = {'red': 1}",
        "TYPES = {'a': int}",
        "PARTS = {'again': LOSSES['good']}",
        "_PARTS = {'private': Still}",
        "METHOD = {}",
        "helper = {'b': Still}",
    ],
)
def test_a_constant_is_no_table(plugin, line):
    plugins.load(plugin(CLASSES + "LOSSES = {'good': Good}\n" + line))
    assert "good" in LOSSES


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("PENALTIES = {'b': Still}", f"expected one of the tables {TABLES}, found 'PENALTIES'."),
        ("STABILIZER = {'b': Still, 'c': 1}", "found 'STABILIZER'. Did you mean 'STABILIZERS'?"),
        ("OPTIMISERS = {'b': Bare}", "found 'OPTIMISERS'. Did you mean 'OPTIMIZERS'?"),
    ],
)
def test_a_table_of_an_unknown_name_is_refused_with_the_nearest(plugin, line, told):
    with pytest.raises(GanbenchError) as caught:
        plugins.load(plugin(CLASSES + "LOSSES = {'good': Good}\n" + line))
    assert str(caught.value).endswith(told)
    assert "good" not in LOSSES


def test_all_mistakes_of_all_plugins_are_told_with_those_of_the_suite(tmp_path, monkeypatch):
    """What a plugin would define is not called unknown when the plugin is what is wrong."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "sub"
    folder.mkdir()
    (folder / "a.py").write_text("1 / 0")
    (folder / "b.py").write_text(CLASSES + "LOSSES = {'x': Bare}\nMETHODS = {'y': 1}")
    (folder / "s.yaml").write_text(
        SUITE.replace("[./plugin.py]", "\n  - a.py\n  - b.py").replace("seeds: 1", "seeds: 0")
    )
    with pytest.raises(GanbenchError) as caught:
        load_suite("sub/s.yaml")
    assert str(caught.value).splitlines() == [
        "sub/s.yaml:4: seeds: expected a number of seeds from 1 to 10,000, found 0.",
        "sub/s.yaml:8: plugins[0]: sub/a.py: the plugin cannot be loaded: ZeroDivisionError: "
        "division by zero, at sub/a.py:1.",
        "sub/s.yaml:9: plugins[1]: sub/b.py: LOSSES['x']: expected a frozen dataclass, found the "
        "class Bare. Write `@dataclass(frozen=True)` above it.",
        "sub/s.yaml:9: plugins[1]: sub/b.py: METHODS['y']: expected an instance of "
        "`ganbench.methods.Recipe`, found int.",
    ]


def test_two_plugins_with_one_name_are_both_called_as_the_user_calls_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text(CLASSES + f"LOSSES = {{'both': Good}}  # {name}")
    (tmp_path / "s.yaml").write_text(
        "name: s\nworkloads: [ring8]\nmethods: [wgan]\nseeds: 1\nbudget: {generator_steps: 1}\n"
        "evaluate: {every: 1}\nplugins: [./a.py, ./b.py]\n"
    )
    with pytest.raises(GanbenchError) as caught:
        load_suite("s.yaml")
    assert str(caught.value) == (
        "s.yaml:7: plugins[1]: b.py: LOSSES['both']: the loss 'both' is defined twice: "
        "by a.py and by b.py. Rename one of the two."
    )


def test_a_plugin_that_is_named_twice_is_run_once(plugin, tmp_path):
    plugin(PLUGIN)
    suite = tmp_path / "s.yaml"
    suite.write_text(SUITE.replace("[./plugin.py]", "[./plugin.py, plugin.py]"))
    loaded = load_suite(suite)
    assert len(loaded.plugins) == 1
    assert trials(loaded, Numerics())


METRIC = """\
from dataclasses import replace

from ganbench.metrics import METRICS as KNOWN
from ganbench.workloads import WORKLOADS as DATA

METRICS = {"half": replace(KNOWN["sliced-w2"], name="half")}
"""
MEASURED = (
    'WORKLOADS = {"ring8-half": replace(DATA["ring8"], metrics=("half", "modes", "sliced-w2"))}\n'
)


def test_a_metric_of_a_plugin_is_measured_by_a_workload_that_names_it(plugin, tmp_path):
    plugin(METRIC + MEASURED)
    suite = tmp_path / "s.yaml"
    suite.write_text(
        SUITE.replace("ring8-small", "ring8-half").replace("scaled-gan, {name: x", "wgan] # ")
    )
    trial = trials(load_suite(suite), Numerics())[0]
    assert METRICS["half"].name == "half"
    assert trial.workload.metrics == ("half", "modes", "sliced-w2")


def test_a_trial_depends_on_the_plugin_of_a_metric_that_it_measures(tmp_path, monkeypatch):
    """The workload may come from elsewhere: the metric alone makes the plugin count."""
    (tmp_path / "metric.py").write_text(METRIC)
    (tmp_path / "data.py").write_text(
        METRIC.split("METRICS =")[0].replace("KNOWN", "MORE") + MEASURED
    )
    suite = tmp_path / "s.yaml"
    suite.write_text(
        "name: s\nworkloads: [ring8, ring8-half]\nmethods: [wgan]\nseeds: 1\n"
        "budget: {generator_steps: 1}\nevaluate: {every: 1}\nplugins: [metric.py, data.py]\n"
    )
    plain, measured = trials(load_suite(suite), Numerics())
    assert plain.plugins == ()
    assert [plugin.name for plugin in measured.plugins] == ["metric.py", "data.py"]


def test_a_workload_that_measures_what_does_not_exist_is_an_error_with_its_line(plugin, tmp_path):
    plugin(PLUGIN.replace("batch=8", "metrics=('sliced-w2', 'mods')"))
    suite = tmp_path / "s.yaml"
    suite.write_text(SUITE)
    with pytest.raises(GanbenchError) as caught:
        load_suite(suite)
    assert str(caught.value).startswith(
        f"{suite}:2: workloads[0]: The workload 'ring8-small': there is no metric 'mods'. "
        "Did you mean 'modes'? Known: "
    )


def test_a_plugin_that_is_not_there_is_an_error_with_its_line(tmp_path):
    suite = tmp_path / "s.yaml"
    suite.write_text(SUITE)
    with pytest.raises(
        GanbenchError, match=r"s\.yaml:7: plugins\[0\]: \S+plugin\.py: .* cannot be"
    ):
        load_suite(suite)


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        (
            '{"scale": 2.0}',
            '{"size": 2.0}',
            ["scaled.size: expected one of the keys scale, found 'size'."],
        ),
        ('{"scale": 2.0}', '{"scale": "x"}', ["scaled.scale: expected a number, found 'x'."]),
        (
            'Part("scaled"',
            'Part("scald"',
            ["there is no loss 'scald'. Did you mean 'scaled'? Known"],
        ),
        (
            ")}\nWORK",
            ', stabilizers=(Part("instance-noise", {"sigma": -1, "anneal": -1}),))}\nWORK',
            [
                "instance-noise.anneal: expected a number of steps from 0, found -1.",
                "instance-noise.sigma: expected a number from 0, found -1.",
            ],
        ),
    ],
)
def test_a_recipe_that_does_not_fit_its_parts_is_an_error_with_its_line(
    plugin, tmp_path, old, new, messages
):
    plugin(PLUGIN.replace(old, new))
    suite = tmp_path / "s.yaml"
    suite.write_text(SUITE)
    with pytest.raises(GanbenchError) as caught:
        load_suite(suite)
    lines = str(caught.value).splitlines()
    prefix = f"{suite}:3: methods[0]: The method 'scaled-gan': "
    assert len(lines) == len(messages)
    for line, message in zip(lines, messages, strict=True):
        assert line.startswith(prefix + message)


def test_a_recipe_that_is_resolved_without_a_suite_is_checked_all_the_same(plugin):
    plugins.load(plugin(PLUGIN.replace('{"scale": 2.0}', '{"size": 2.0}')))
    with pytest.raises(GanbenchError, match=r"^The method 'scaled-gan': scaled\.size: expected "):
        METHODS["scaled-gan"].build("scaled-gan")


def test_a_check_of_a_parameter_that_was_left_out_names_it_all_the_same(plugin, tmp_path):
    plugin(
        PLUGIN.replace("scale: float = 1.0", "low: float = 0.0\n    high: float = 1.5")
        .replace(
            "LOSSES =",
            "    def __post_init__(self):\n"
            "        if self.low >= self.high:\n"
            "            raise BoundsError(Mistake('high', 'a number above low', self.high))\n\n"
            "LOSSES =",
        )
        .replace('"scale"', '"low"')
        .replace("2.0", "1.0")
        .replace(
            "from ganbench.methods",
            "from ganbench.bounds import BoundsError, Mistake\nfrom ganbench.methods",
        )
    )
    suite = tmp_path / "s.yaml"
    suite.write_text(SUITE.replace("scale: 3", "low: 3"))
    with pytest.raises(GanbenchError) as caught:
        load_suite(suite)
    assert str(caught.value) == (
        f"{suite}:3: methods[1].loss.scaled.high: expected a number above low, found 1.5."
    )
