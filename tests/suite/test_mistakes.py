"""The commonest mistakes and the exact text that a user meets."""

import pytest

from ganbench.errors import GanbenchError
from ganbench.losses import LOSSES
from ganbench.methods import METHODS
from ganbench.suite.load import load_suite
from ganbench.suite.schema import MethodEntry
from ganbench.workloads import WORKLOADS

METHOD_KEYS = ", ".join(MethodEntry.model_fields)


def suite(**lines: str) -> str:
    good = {
        "name": "mine",
        "workloads": "[ring8]",
        "methods": "[wgan]",
        "seeds": "3",
        "budget": "{generator_steps: 1000}",
        "evaluate": "{every: 100}",
    }
    return "".join(f"{key}: {value}\n" for key, value in {**good, **lines}.items())


def known(registry) -> str:
    return ", ".join(sorted(registry))


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What is said of a suite, with its file named as a user in its folder names it."""
    monkeypatch.chdir(tmp_path)

    def told(text: str) -> list[str]:
        (tmp_path / "s.yaml").write_text(text)
        with pytest.raises(GanbenchError) as caught:
            load_suite("s.yaml")
        return str(caught.value).splitlines()

    return told


ONE = [
    (
        {
            "methods": "[{name: x, loss: hinge, "
            "stabilizers: [{instance-noise: {schedule: linaer}}]}]"
        },
        "s.yaml:3: methods[0].stabilizers[0].instance-noise.schedule: expected 'linear', 'cosine' "
        "or 'exponential', found 'linaer'. Did you mean 'linear'?",
    ),
    (
        {"methods": "[wgan-pg]"},
        f"s.yaml:3: methods[0]: expected a method ({known(METHODS)}), found 'wgan-pg'. "
        "Did you mean 'wgan-gp'?",
    ),
    (
        {"workloads": "[ring-8]"},
        f"s.yaml:2: workloads[0]: expected a workload ({known(WORKLOADS)}), found 'ring-8'. "
        "Did you mean 'ring8'?",
    ),
    (
        {"methods": "[{name: a, los: minimax}]"},
        f"s.yaml:3: methods[0].los: expected one of the keys {METHOD_KEYS}, found 'los'. "
        "Did you mean 'loss'?",
    ),
    (
        {"methods": "[{name: a, loss: minmax}]"},
        f"s.yaml:3: methods[0].loss: expected a loss ({known(LOSSES)}), found 'minmax'. "
        "Did you mean 'minimax'?",
    ),
    (
        {"methods": "[{name: q}]"},
        "s.yaml:3: methods[0]: expected a method's name, or more than a name, found 'q'. "
        "Give `loss:` or `extends:`.",
    ),
    (
        {"methods": "[{name: wgan, discriminator_steps: 2}]"},
        "s.yaml:3: methods[0]: expected the recipe of this name without other keys, found 'wgan'. "
        "Give the variation a name of its own and `extends: wgan`.",
    ),
    (
        {"methods": "[wgan, wgan]"},
        "s.yaml:3: methods[1]: expected each one once, found 'wgan'. It is here twice.",
    ),
    (
        {"methods": "[{name: a, extends: wgan}, {name: A, extends: wgan-gp}]"},
        "s.yaml:3: methods[1]: expected names that differ in more than case, found 'A'. "
        "'a' is here already: rename one of the two.",
    ),
    (
        {"methods": "[{name: a, extends: wgan, stabilizers: [ttur, {ttur: {generator_lr: 1}}]}]"},
        "s.yaml:3: methods[0].stabilizers[1]: expected each one once, found 'ttur'. "
        "It is here twice.",
    ),
    (
        {"methods": "[{name: a, extends: wgan, generator_optimizer: {adagard: {lr: 1}}}]"},
        "s.yaml:3: methods[0].generator_optimizer: expected an optimizer (adagrad, adam, adamw, "
        "lion, momentum, muon, rmsprop, sgd), found 'adagard'. Did you mean 'adagrad'?",
    ),
    (
        {"methods": "[{name: a, extends: wgan, generator_optimizer: [adam]}]"},
        "s.yaml:3: methods[0].generator_optimizer: expected an optimizer: its name, or "
        "{name: {parameter: value}}, found ['adam'].",
    ),
    (
        {"methods": "[{name: a, extends: wgan, generator_optimizer: {sgd: {lr: -1e-9}}}]"},
        "s.yaml:3: methods[0].generator_optimizer.sgd.lr: expected a number above 0, found -1e-9.",
    ),
    (
        {"methods": "[{name: a, extends: wgan, generator_optimizer: {sgd: {lr: '1e-3'}}}]"},
        "s.yaml:3: methods[0].generator_optimizer.sgd.lr: expected a number, found '1e-3'. "
        "Write 0.001, without quotes.",
    ),
    (
        {"methods": "[{name: a, extends: wgan, generator_optimizer: {adam: {l: 1e-3}}}]"},
        "s.yaml:3: methods[0].generator_optimizer.adam.l: expected one of the keys lr, beta1, "
        "beta2, eps, found 'l'. Did you mean 'lr'?",
    ),
    (
        {"budget": "{generator_stpes: 1000}"},
        "s.yaml:5: budget.generator_stpes: expected one of the keys generator_steps, seconds, "
        "found 'generator_stpes'. Did you mean 'generator_steps'?",
    ),
    (
        {"budget": "{generator_steps: 1e3}"},
        "s.yaml:5: budget.generator_steps: expected a whole number, found 1000.0. Write 1000.",
    ),
    (
        {"budget": "{generator_steps: 1000, seconds: -0.5}"},
        "s.yaml:5: budget.seconds: expected a number above 0, found -0.5.",
    ),
    (
        {"budget": "{generator_steps: 100000001}"},
        "s.yaml:5: budget.generator_steps: expected a number up to 100,000,000, found 100000001.",
    ),
    (
        {"evaluate": "{every: 100, samples: 1000001}"},
        "s.yaml:6: evaluate.samples: expected a number up to 1,000,000, found 1000001.",
    ),
    (
        {"evaluate": "{every: 1001}"},
        "s.yaml:6: evaluate.every: expected at most the 1000 steps of budget.generator_steps, "
        "found 1001.",
    ),
    (
        {"plugins": "[./p.py]"},
        "s.yaml:7: plugins[0]: p.py: the plugin cannot be read: No such file or directory.",
    ),
    (
        {"plugins": "p.py"},
        "s.yaml:7: plugins: expected a list, found 'p.py'.",
    ),
]


@pytest.mark.parametrize(("lines", "message"), ONE)
def test_a_mistake_is_told_in_these_words(told, lines, message):
    assert told(suite(**lines)) == [message]


def test_a_key_that_is_not_there_is_told_in_these_words(told):
    assert told(suite().replace("seeds: 3\n", "")) == [
        "s.yaml:1: seeds: expected a value, found nothing. Add this key."
    ]


MANY = """\
name: mine
workloads: [ring8, rign8]
methods:
  - wgan
  - wgan
  - {name: a, loss: minimax, generator_optimizer: {adam: {lr: -1, beta1: 2}}}
  - {name: b, loss: minimax, discriminator_optimizer: {adam: {lr: slow, beta2: 1}}}
  - {name: c, discriminator_steps: 0}
seeds: [1, 1, -1]
budget: {generator_steps: 10, second: 1}
evaluate: {every: 20, samples: 1}
"""


def test_no_mistake_hides_another(told):
    assert told(MANY) == [
        f"s.yaml:2: workloads[1]: expected a workload ({known(WORKLOADS)}), found 'rign8'. "
        "Did you mean 'ring8'?",
        "s.yaml:5: methods[1]: expected each one once, found 'wgan'. It is here twice.",
        "s.yaml:6: methods[2].generator_optimizer.adam.beta1: expected a number in [0, 1), "
        "found 2.",
        "s.yaml:6: methods[2].generator_optimizer.adam.lr: expected a number above 0, found -1.",
        "s.yaml:7: methods[3].discriminator_optimizer.adam.beta2: expected a number in [0, 1), "
        "found 1.",
        "s.yaml:7: methods[3].discriminator_optimizer.adam.lr: expected a number, found 'slow'.",
        "s.yaml:8: methods[4].discriminator_steps: expected a number above 0, found 0.",
        "s.yaml:8: methods[4]: expected `extends` or `loss`, found nothing. "
        "Say which recipe or loss it builds on.",
        "s.yaml:9: seeds[1]: expected each one once, found 1. It is here twice.",
        "s.yaml:9: seeds[2]: expected a number from 0, found -1.",
        "s.yaml:10: budget.second: expected one of the keys generator_steps, seconds, "
        "found 'second'. Did you mean 'seconds'?",
        "s.yaml:11: evaluate.every: expected at most the 10 steps of budget.generator_steps, "
        "found 20.",
        "s.yaml:11: evaluate.samples: expected a number from 100, found 1.",
    ]


def test_a_place_is_told_of_once(told):
    assert [line.split(" (")[0] for line in told(suite(workloads="[rign8, rign8]"))] == [
        "s.yaml:2: workloads[0]: expected a workload",
        "s.yaml:2: workloads[1]: expected a workload",
    ]
