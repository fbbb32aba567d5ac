import json
from dataclasses import replace

import pytest

from ganbench.engine.numerics import Numerics
from ganbench.errors import SuiteError
from ganbench.experiment.plan import trials as plan
from ganbench.experiment.settings import Budget, Evaluation
from ganbench.experiment.trial import Trial
from ganbench.losses.minimax import Minimax
from ganbench.methods.method import Method
from ganbench.suite.load import load_suite
from ganbench.workloads import WORKLOADS

SUITE = """\
name: s
workloads: [ring8, digits]
methods:
  - wgan-gp
  - {name: gp-1, extends: wgan-gp, discriminator_steps: 1}
  - {name: bare, extends: wgan-gp, stabilizers: [], generator_optimizer: {sgd: {lr: 1}}}
  - {name: mixed, loss: minimax, stabilizers: [ttur, {instance-noise: {sigma: 1}}]}
seeds: [3, 5]
budget: {generator_steps: 10}
evaluate: {every: 5}
"""


@pytest.fixture
def trials(tmp_path):
    def trials(text=SUITE, numerics=Numerics()):  # noqa: B008 - frozen
        file = tmp_path / "s.yaml"
        file.write_text(text)
        return plan(load_suite(file), numerics)

    return trials


def method(trials, name, workload="ring8"):
    pair = (name, workload)
    found = next(t for t in trials if (t.method.name, t.workload.name) == pair)
    return found.to_json()["method"]


def test_every_combination_is_a_trial_in_the_order_of_the_file(trials):
    found = [(t.workload.name, t.method.name, t.seed) for t in trials()]
    names = ["wgan-gp", "gp-1", "bare", "mixed"]
    assert found == [(w, m, s) for w in ("ring8", "digits") for m in names for s in (3, 5)]


def test_a_recipe_is_taken_as_it_is(trials):
    found = method(trials(), "wgan-gp")
    assert found["loss"] == ["wasserstein", {}]
    assert found["stabilizers"] == [
        ["gradient-penalty", {"weight": 10.0, "target": 1.0, "one_sided": False}]
    ]
    assert found["discriminator_steps"] == 5
    adam = ["adam", {"lr": 1e-4, "beta1": 0.0, "beta2": 0.9, "eps": 1e-8}]
    assert found["generator_optimizer"] == found["discriminator_optimizer"] == adam


def test_a_variation_changes_only_what_it_names(trials):
    found = trials()
    recipe, one, bare = (method(found, name) for name in ("wgan-gp", "gp-1", "bare"))
    assert one == {**recipe, "name": "gp-1", "discriminator_steps": 1}
    sgd = ["sgd", {"lr": 1.0}]
    assert bare == {**recipe, "name": "bare", "stabilizers": [], "generator_optimizer": sgd}


def test_a_composition_has_the_workloads_optimizers_and_one_step(trials):
    found = method(trials(), "mixed", "digits")
    assert found["discriminator_steps"] == 1
    assert found["generator_optimizer"][1]["lr"] == WORKLOADS["digits"].generator_optimizer.lr
    assert [name for name, _ in found["stabilizers"]] == ["ttur", "instance-noise"]
    assert found["stabilizers"][1][1]["sigma"] == 1.0


def test_a_trial_is_plain_json_that_names_every_number(trials):
    told = trials()[0].to_json()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["engine"] == {"device": "cpu", "precision": "float32", "compiled": False}
    assert told["budget"] == {"generator_steps": 10, "seconds": None}
    assert told["evaluate"] == {"every": 5, "samples": 2500, "final_samples": None}
    assert told["workload"]["name"] == "ring8"
    assert told["workload"]["parameters"]["radius"] == 2.0
    assert told["workload"]["generator"]["sizes"] == [64, 128, 128, 2]
    assert "title" not in told["workload"]
    assert "plugins" not in told


@pytest.mark.parametrize("workload", list(WORKLOADS))
def test_a_trial_is_made_anew_of_its_json(workload):
    base = WORKLOADS[workload]
    varied = replace(base, name="varied", extends=base.name, batch=7, train_size=9)
    trial = Trial(Method("m", Minimax()).on(varied), varied, 4, Budget(5, 1.5), Evaluation(2))
    again = Trial.from_json(json.loads(json.dumps(trial.to_json())))
    elsewhere = {"title": base.title, "source": base.source, "gamma": base.gamma}
    assert replace(again, workload=replace(again.workload, **elsewhere)) == trial
    assert again.id == trial.id


def test_ids_differ_between_trials_and_are_the_same_again(trials):
    first, again = trials(), trials()
    assert len({t.id for t in first}) == len(first)
    assert [t.id for t in first] == [t.id for t in again]
    assert all(len(t.id) == 12 and int(t.id, 16) >= 0 for t in first)


@pytest.mark.parametrize(
    ("old", "new"),
    [("steps: 10", "steps: 11"), ("every: 5", "every: 6"), ("[3, 5]", "[4, 6]"), ("sgd", "adam")],
)
def test_changed_settings_make_other_ids(trials, old, new):
    before = {t.id for t in trials() if t.method.name == "bare"}
    after = {t.id for t in trials(SUITE.replace(old, new)) if t.method.name == "bare"}
    assert not before & after


def test_an_id_in_bf16_says_what_autocast_covers_and_no_other_does(trials):
    """Trials whose whole step was under autocast had the same parameters and are not found."""
    plain, rounded = (trials(numerics=Numerics(precision=p))[0] for p in ("float32", "bf16"))
    assert "autocast" not in plain.to_json()
    assert rounded.to_json()["autocast"] == "networks"
    assert Trial.from_json(rounded.to_json()).id == rounded.id


def test_the_batch_of_minibatch_discrimination_is_part_of_the_identity(trials):
    text = """\
name: s
workloads: [ring8]
methods:
  - minibatch-discrimination
  - name: m
    extends: minibatch-discrimination
    stabilizers: [{minibatch-discrimination: {reference_batch: 1}}]
seeds: [3]
budget: {generator_steps: 10}
evaluate: {every: 5}
"""
    paper, mean = trials(text)
    parts = [trial.to_json()["method"]["stabilizers"][0][1] for trial in (paper, mean)]
    assert [part["reference_batch"] for part in parts] == [100, 1]
    assert paper.id != mean.id


def test_the_numerics_are_part_of_the_identity(trials):
    compiled = trials(numerics=Numerics(compiled=True))
    assert not {t.id for t in trials()} & {t.id for t in compiled}


def test_another_method_or_a_reformatted_file_leaves_the_ids_alone(trials):
    before = {t.id for t in trials()}
    text = "# a comment\n" + SUITE.replace("sigma: 1", "sigma: 1.0")
    after = {t.id for t in trials(text.replace("- wgan-gp", "- wgan-gp\n  - vanilla"))}
    assert before < after


def test_a_workloads_words_are_not_part_of_the_identity_but_its_numbers_are(trials, monkeypatch):
    ring8, before = WORKLOADS["ring8"], trials()[0].id
    added = {"ring8": (replace(ring8, title="another"), "x")}
    monkeypatch.setattr(WORKLOADS, "_added", added)
    assert trials()[0].id == before
    monkeypatch.setitem(added, "ring8", (replace(ring8, batch=511), "x"))
    assert trials()[0].id != before


def test_an_absent_optimizer_is_the_workloads():
    for workload in map(WORKLOADS.__getitem__, ("ring8", "digits")):
        found = Method("bare", Minimax()).on(workload)
        assert found.generator_optimizer == workload.generator_optimizer
        assert found.discriminator_optimizer == workload.discriminator_optimizer


def test_a_plugin_marks_only_the_trials_that_use_its_code(tmp_path):
    """Adding a plugin's method to a suite must not make the other methods new trials."""
    (tmp_path / "plug.py").write_text(
        "from dataclasses import dataclass\n"
        "from ganbench.losses.minimax import Minimax\n"
        "@dataclass(frozen=True)\n"
        "class Marked(Minimax):\n    '''Minimax again.'''\n"
        "LOSSES = {'marked-by-plan-test': Marked}\n"
    )
    base = "name: s\nworkloads: [ring8]\nseeds: 1\nbudget: {generator_steps: 1}\n"
    base += "evaluate: {every: 1, samples: 100}\n"
    (tmp_path / "a.yaml").write_text(base + "methods: [vanilla]\n")
    (tmp_path / "b.yaml").write_text(
        base + "methods: [vanilla, {name: marked, loss: marked-by-plan-test}]\n"
        "plugins: [./plug.py]\n"
    )
    (plain,) = plan(load_suite(tmp_path / "a.yaml"), Numerics())
    same, marked = plan(load_suite(tmp_path / "b.yaml"), Numerics())
    assert same.id == plain.id
    assert [plugin.name for plugin in marked.plugins] == ["plug.py"]


NETWORK = """
from dataclasses import dataclass
from torch import nn
from ganbench.networks.mlp import MLP as Base

@dataclass(frozen=True)
class MLP(Base):
    '''A network that is called as one of ganbench's, and is another.'''

    def build(self):
        return nn.Sequential(super().build(), nn.{layer}())

NETWORKS = {{"{name}": MLP}}
"""


def with_plugins(tmp_path, **files):
    for name, layer in files.items():
        (tmp_path / f"{name}.py").write_text(NETWORK.format(layer=layer, name=f"net-{name}"))
    return {
        "name": "s",
        "workloads": [
            {
                "name": name,
                "extends": "ring8",
                "discriminator": {f"net-{name}": {"sizes": [2, 8, 1]}},
            }
            for name in files
        ],
        "methods": ["r1"],
        "seeds": 1,
        "budget": {"generator_steps": 1},
        "evaluate": {"every": 1},
        "plugins": [str(tmp_path / f"{name}.py") for name in files],
    }


def test_networks_of_plugins_travel_as_what_they_are_whatever_their_classes_are_called(tmp_path):
    planned = plan(load_suite(with_plugins(tmp_path, a="Identity", b="Tanh")), Numerics())
    for trial in planned:
        again = Trial.from_json(json.loads(json.dumps(trial.to_json())))
        assert again.workload.discriminator == trial.workload.discriminator
        assert type(again.workload.discriminator) is type(trial.workload.discriminator)
        assert again.id == trial.id
    assert len({type(trial.workload.discriminator) for trial in planned}) == 2


def test_code_of_a_plugin_file_that_the_suite_does_not_name_is_refused(tmp_path):
    suite = with_plugins(tmp_path, a="Identity")
    assert len(plan(load_suite(suite), Numerics())[0].plugins) == 1
    del suite["plugins"]
    with pytest.raises(SuiteError, match=r"plugins: expected all files .*a\.py"):
        plan(load_suite(suite), Numerics())


EXTRACTOR = """
from torch.nn import Flatten
from ganbench.features import Extractor

EXTRACTORS = {"raw": Extractor("raw pixels", build=Flatten)}
"""


def test_a_plugin_of_an_extractor_alone_marks_the_trials_that_measure_by_it(tmp_path):
    file = tmp_path / "plug.py"

    def planned(metric, source):
        file.write_text(source)
        target = {"metric": metric, "threshold": 1}
        workload = {"name": "it", "extends": "digits", "metrics": [metric], "target": target}
        suite = with_plugins(tmp_path)
        suite |= {"workloads": [workload], "plugins": [str(file)]}
        (trial,) = plan(load_suite(suite), Numerics())
        return trial

    edited = EXTRACTOR + "# edited"
    by_it, by_another = planned("kid-raw", EXTRACTOR), planned("kid-digits", EXTRACTOR)
    assert [len(trial.plugins) for trial in (by_it, by_another)] == [1, 0]
    assert planned("kid-raw", edited).id != by_it.id
    assert planned("kid-digits", edited).id == by_another.id
