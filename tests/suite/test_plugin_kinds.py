"""A data set, an optimizer and networks of a plugin file, from the suite to the trained trial."""

import json

import pytest

from ganbench.cli.main import main
from ganbench.engine.numerics import Numerics
from ganbench.errors import GanbenchError
from ganbench.experiment.plan import trials
from ganbench.store import Store
from ganbench.suite.load import load_suite

PLUGIN = """\
from dataclasses import dataclass, replace

import torch

from ganbench.bounds import Fraction, Positive
from ganbench.datasets import Source
from ganbench.datasets.finite import FiniteDataset
from ganbench.networks import MLP
from ganbench.optimizers import Optimizer
from ganbench.workloads import WORKLOADS as KNOWN, Target


@dataclass(frozen=True)
class Momentum(Optimizer):
    '''Momentum.'''

    lr: Positive
    momentum: Fraction = 0.9

    def init(self, params):
        return {"velocity": params.new_zeros(params.shape)}

    def update(self, params, grad, slots):
        velocity = self.momentum * slots["velocity"] + grad
        return params - self.lr * velocity, {"velocity": velocity}


@dataclass(frozen=True)
class Narrow(MLP):
    '''A narrow network.'''

    sizes: tuple[int, ...] = (64, 4, 2)


def load(shift: float = 0.0):
    points = torch.randn(3000, 2, generator=torch.Generator().manual_seed(0)) + shift
    train, *rest = points.split(1000)
    return FiniteDataset(train, held_out=dict(zip(("validation", "test"), rest)))


DATASETS = {"blob": Source("A blob", "CC0", "", "None.", (2,), load, range=None)}
OPTIMIZERS = {"heavy": Momentum}
NETWORKS = {"narrow": Narrow}
WORKLOADS = {
    "blob-small": replace(
        KNOWN["ring8"],
        dataset="blob",
        parameters=(),
        batch=16,
        metrics=("sliced-w2",),
        target=Target.of({"sliced-w2": 0.5}),
        final=(),
    )
}
"""

SUITE = """\
name: mine
workloads:
  - {name: shifted, extends: blob-small, dataset: {blob: {shift: 2}}, generator: narrow}
methods:
  - {name: x, loss: non-saturating, generator_optimizer: {heavy: {lr: 1.0e-3, momentum: 0.5}}}
seeds: 1
budget: {generator_steps: 2}
evaluate: {every: 2, samples: 100}
plugins: [./plugin.py]
"""


@pytest.fixture
def suite(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plugin.py").write_text(PLUGIN)

    def suite(**changed):
        text = SUITE
        for old, new in changed.values():
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "suite.yaml").write_text(text)
        return "suite.yaml"

    return suite


def test_all_of_them_are_trained_with_in_worker_processes(suite, tmp_path):
    assert main(["run", suite(), "--out", "out", "--quiet", "--compile", "off"]) == 0
    store = Store.open(tmp_path / "out")
    [record] = [store.read(trial) for trial in store.ids()]
    assert record.status == "completed"
    assert record.config["method"]["generator_optimizer"] == [
        "heavy",
        {"lr": 1e-3, "momentum": 0.5},
    ]
    assert record.config["workload"]["generator"]["sizes"] == [64, 4, 2]
    assert list(record.config["plugins"]) == ["plugin.py"]


def test_a_trial_depends_on_the_plugin_of_its_optimizer_or_its_network_alone(suite):
    ring8 = ("extends: blob-small, dataset: {blob: {shift: 2}}", "extends: ring8")
    plain, adam = (
        (", generator: narrow", ""),
        ("{heavy: {lr: 1.0e-3, momentum: 0.5}}", "{sgd: {lr: 1}}"),
    )
    for changed in ({"a": plain}, {"a": adam}):
        [trial] = trials(load_suite(suite(base=ring8, **changed)), Numerics())
        assert [plugin.name for plugin in trial.plugins] == ["plugin.py"]
    [trial] = trials(load_suite(suite(base=ring8, a=plain, b=adam)), Numerics())
    assert trial.plugins == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "momentum: 0.5",
            "momentum: 1",
            "suite.yaml:5: methods[0].generator_optimizer.heavy.momentum: expected a number in "
            "[0, 1), found 1.",
        ),
        (
            "generator: narrow",
            "generator: {narrow: {sizes: [64, 4, 3]}}",
            "suite.yaml:3: workloads[0].generator: expected a network from inputs of shape 64 to "
            "outputs of shape 2, found 64-4-3 relu, which makes outputs of shape 3 of inputs of "
            "shape 64.",
        ),
        (
            "generator: narrow",
            "discriminator: {mlp: {sizes: [3, 4, 1]}}",
            "suite.yaml:3: workloads[0].discriminator: expected a network from inputs of shape 2 "
            "to outputs of shape 1, found 3-4-1 relu, which cannot take inputs of shape 2: ",
        ),
        (
            "generator: narrow",
            "generator: {mpl: {sizes: [1]}}",
            "suite.yaml:3: workloads[0].generator.mpl: expected a network of its own, as `{mlp: "
            "{sizes: [64, 32, 2]}}`, or changes of the workload's: hidden, width, activation, "
            "normalization, found 'mpl'. Did you mean 'mlp'?",
        ),
        (
            "{blob: {shift: 2}}",
            "{blob: {shfit: 2}}",
            "suite.yaml:3: workloads[0].dataset.blob.shfit: expected a parameter (shift), found "
            "'shfit'. Did you mean 'shift'?",
        ),
    ],
)
def test_a_mistake_in_one_is_told_with_its_line(suite, old, new, message):
    with pytest.raises(GanbenchError) as caught:
        load_suite(suite(a=(old, new)))
    [line] = str(caught.value).splitlines()
    assert line.startswith(message)


def test_networks_of_a_suite_are_those_of_the_trial(suite):
    network = "discriminator: {maxout: {sizes: [2, 8, 1], pieces: 3}}"
    [trial] = trials(load_suite(suite(a=("generator: narrow", network))), Numerics())
    assert str(trial.workload.discriminator) == "2-8-1 maxout-3"
    assert type(trial.workload.discriminator).__name__ == "Maxout"
    assert json.loads(json.dumps(trial.to_json())) == trial.to_json()


def test_they_are_checked_and_read_by_their_file(suite, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    suite()
    assert main(["data", "check", "plugin.py", "-p", "shift=1.0"]) == 0
    assert "train 1,000, validation 1,000, test 1,000" in capsys.readouterr().out
    assert main(["check", "plugin.py"]) == 0
    text = capsys.readouterr().out
    for subject in ("heavy (optimizer): 6", "blob (data set): 2", "narrow (network): 3"):
        assert f"{subject} passed, 0 failed" in text
