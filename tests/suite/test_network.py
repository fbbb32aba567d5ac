import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import ganbench
from ganbench.engine.compose import incompatibility, modified
from ganbench.engine.numerics import Numerics
from ganbench.errors import GanbenchError
from ganbench.experiment.plan import trials
from ganbench.networks import MLP
from ganbench.networks.several import Several
from ganbench.networks.spectral import Spectral
from ganbench.stabilizers.activation import ActivationChoice
from ganbench.stabilizers.normalization import NormalizationChoice
from ganbench.suite.load import load_suite
from ganbench.workloads import WORKLOADS

TRAINING = {
    "name": "it",
    "methods": ["non-saturating"],
    "seeds": 1,
    "budget": {"generator_steps": 4},
    "evaluate": {"every": 2, "samples": 100},
}
REST = "\n".join(f"{key}: {json.dumps(value)}" for key, value in TRAINING.items())
OWN = (
    "expected a network of its own, as `{mlp: {sizes: [64, 32, 2]}}`, or changes of the "
    "workload's: hidden, width, activation, normalization, found "
)

PLUGIN = """
from dataclasses import dataclass, replace

from ganbench.networks import MLP
from ganbench.networks.architecture import Architecture
from ganbench.workloads import WORKLOADS as KNOWN


@dataclass(frozen=True)
class Fixed(Architecture):
    '''A network that has nothing to choose.'''

    parameters = 25090

    def __str__(self):
        return "a fixed network"

    def build(self):
        return MLP((64, 128, 128, 2)).build()


@dataclass(frozen=True)
class Even(Fixed):
    '''A network that has words of its own.'''

    def with_width(self, width):
        raise ValueError("the width is even")


NETWORKS = {"fixed": Fixed, "even": Even}
WORKLOADS = {name: replace(KNOWN["ring8"], generator=kind()) for name, kind in NETWORKS.items()}
"""


@pytest.fixture
def load(tmp_path):
    def load(*variations, rest=REST):
        """A suite file with a variation a line, from the third line on."""
        (tmp_path / "plugin.py").write_text(PLUGIN)
        file = tmp_path / "suite.yaml"
        entries = "".join(f"  - {{name: v{i}, {each}}}\n" for i, each in enumerate(variations))
        file.write_text(f"plugins: [plugin.py]\nworkloads:\n{entries}{rest}\n")
        return load_suite(file)

    return load


def varied(name="ring8", **roles):
    """A workload that a dictionary varies."""
    variation = {"name": "it", "extends": name, **roles}
    return load_suite({**TRAINING, "workloads": [variation]}).workloads[0]


def test_what_is_given_of_a_network_is_changed_and_nothing_else():
    ring = WORKLOADS["ring8"]
    for role in ("generator", "discriminator"):
        own = getattr(ring, role)
        for change, changed in {
            "hidden": ([64, 32, 16], replace(own, sizes=(own.sizes[0], 64, 32, 16, own.sizes[-1]))),
            "activation": ("leaky-relu", replace(own, activation="leaky-relu")),
            "normalization": ("layer", replace(own, normalization="layer")),
        }.items():
            value, expected = changed
            assert varied(**{role: {change: value}}) == replace(
                ring, name="it", extends="ring8", **{role: expected}
            )


def test_changes_go_together_for_both_players_and_beside_other_keys():
    workload = varied(
        batch=32,
        generator={"normalization": "batch", "activation": "silu", "hidden": [8]},
        discriminator={"hidden": []},
    )
    assert workload.generator == MLP((64, 8, 2), "silu", normalization="batch")
    assert workload.discriminator == MLP((2, 1))
    assert workload.batch == 32


def test_pictures_keep_their_shape_and_the_tanh_at_their_end():
    digits = varied("digits", generator={"hidden": [8], "activation": "sigmoid"}).generator
    assert digits.output == WORKLOADS["digits"].generator.output
    assert digits.bounded == WORKLOADS["digits"].generator.bounded
    fashion = varied("fashion-mnist", generator={"width": 8, "activation": "elu"}).generator
    modules = list(fashion.build().children())
    assert type(modules[-1]).__name__ == "Tanh"
    assert str(fashion) == "DCGAN 16-8-1 elu + BN"


def test_the_workloads_own_widths_give_the_trials_of_another_name_of_it(load):
    [same, plain] = trials(
        load("extends: ring8, generator: {hidden: [128, 128]}", "extends: ring8"), Numerics()
    )
    assert same.workload.generator == plain.workload.generator
    described = [trial.to_json()["workload"]["generator"] for trial in (same, plain)]
    assert described[0] == described[1]
    assert replace(same, workload=plain.workload).id == plain.id


def test_a_change_and_the_network_that_it_gives_are_one_trial():
    def planned(generator):
        [trial] = ganbench.plan(
            {**TRAINING, "workloads": [{"name": "w", "extends": "ring8", "generator": generator}]}
        )
        return trial

    change = planned({"hidden": [32, 16], "activation": "elu"})
    assert change.id == planned({"mlp": {"sizes": [64, 32, 16, 2], "activation": "elu"}}).id
    assert change.id == planned(MLP((64, 32, 16, 2), "elu")).id
    assert change.id != planned({"hidden": [32, 16]}).id


def test_stabilizers_change_the_changed_networks():
    workload = varied(
        generator={"hidden": [8, 8, 8], "activation": "elu"},
        discriminator={"hidden": [6], "activation": "silu", "normalization": "layer"},
    )
    networks = {
        name: modified(ganbench.method(name), workload) for name in ("sngan", "mad-gan", "pacgan2")
    }
    critic = MLP((2, 6, 1), "silu", normalization="layer")
    assert networks["sngan"].discriminator == Spectral(critic)
    agents = networks["mad-gan"]
    assert agents.generator == Several(MLP((64, 8, 8, 8, 2), "elu"), agents.generator.number)
    assert agents.discriminator == critic.with_outputs(agents.generator.number + 1)
    assert networks["pacgan2"].discriminator == replace(critic, sizes=(4, 6, 1))
    choices = (ActivationChoice("tanh", "discriminator"), NormalizationChoice("batch", "generator"))
    chosen = modified(replace(ganbench.method("non-saturating"), stabilizers=choices), workload)
    assert chosen.discriminator == MLP((2, 6, 1), "tanh", normalization="layer")
    assert chosen.generator == MLP((64, 8, 8, 8, 2), "elu", normalization="batch")


def test_methods_that_a_change_makes_senseless_are_skipped():
    penalty = ganbench.method("wgan-gp")
    assert incompatibility(penalty, varied(discriminator={"normalization": "layer"})) is None
    reason = incompatibility(penalty, varied(discriminator={"normalization": "batch"}))
    assert "D compares samples (batch normalisation)" in reason


@pytest.mark.parametrize(
    ("variation", "told"),
    [
        (
            "generator: {hidden: [64, 0, 1.5, b]}",
            [
                ".generator.hidden[1]: expected a number from 1, found 0.",
                ".generator.hidden[2]: expected a whole number, found 1.5.",
                ".generator.hidden[3]: expected a whole number, found 'b'.",
            ],
        ),
        ("discriminator: {hidden: 64}", [".discriminator.hidden: expected a list, found 64."]),
        (
            "generator: {hiden: [64], activation: rleu, normalization: instance}",
            [
                f".generator.hiden: {OWN}'hiden'. Did you mean 'hidden'?",
                ".generator.activation: expected 'sigmoid', 'tanh', 'relu', 'leaky-relu', 'prelu', "
                "'elu' or 'silu', found 'rleu'. Did you mean 'relu'?",
                ".generator.normalization: expected a change that suits the workload's network "
                "(64-128-128-2 relu), found 'instance': a channel of a vector is one number, of "
                "which instance normalisation leaves 0.",
            ],
        ),
        (
            "generator: {foo: 1}, discriminator: {hidden: [4], bar: 2}",
            [
                f".generator.foo: {OWN}'foo'. The networks are dcgan-discriminator, "
                "dcgan-generator, even, fixed, linear-form, maxout, mlp, point-mass, "
                "resnet-discriminator, resnet-generator.",
                f".discriminator.bar: {OWN}'bar'. The networks are dcgan-discriminator, "
                "dcgan-generator, even, fixed, linear-form, maxout, mlp, point-mass, "
                "resnet-discriminator, resnet-generator.",
            ],
        ),
        ("generator: [64, 64]", [f".generator: {OWN}[64, 64]."]),
        ("generator: {}", [f".generator: {OWN}{{}}."]),
        ("generator: 64", [f".generator: {OWN}64."]),
        (
            "discriminator: {mlp: {sizes: [2, 4, 1]}, hidden: [3], activation: elu}",
            [
                ".discriminator: expected a network of its own (mlp) or changes of the workload's "
                "(hidden, activation), found both. Remove one: a network of its own has all that "
                "it is among its parameters, as `{mlp: {sizes: [64, 32, 2]}}`."
            ],
        ),
        (
            "discriminator: {mlp: {sizes: [2, 1]}, maxout: {sizes: [2, 1], pieces: 2}}",
            [".discriminator: expected one network, found 'mlp, maxout'."],
        ),
        (
            "generator: {width: 3}, discriminator: {width: 3, normalization: instance}",
            [
                f".{role}.{key}: expected a change that suits the workload's network ({network}), "
                f"found {found}: {reason}."
                for role, network, key, found, reason in [
                    (
                        "generator",
                        "64-128-128-2 relu",
                        "width",
                        3,
                        "every hidden layer has a width of its own: choose `hidden`",
                    ),
                    (
                        "discriminator",
                        "2-128-128-1 relu",
                        "width",
                        3,
                        "every hidden layer has a width of its own: choose `hidden`",
                    ),
                    (
                        "discriminator",
                        "2-128-128-1 relu",
                        "normalization",
                        "'instance'",
                        "a channel of a vector is one number, of which instance normalisation "
                        "leaves 0",
                    ),
                ]
            ],
        ),
    ],
)
def test_mistakes_of_changes_are_told_all_at_once_at_their_keys(load, variation, told):
    with pytest.raises(GanbenchError) as error:
        load("extends: ring8", f"extends: ring8, {variation}")
    found = [line.partition("suite.yaml:4: workloads[1]")[2] for line in lines(error)]
    assert sorted(found) == sorted(told)


def lines(error):
    return str(error.value).splitlines()


def test_hidden_layers_of_a_dcgan_are_refused_with_what_to_do(load):
    with pytest.raises(GanbenchError) as error:
        load("extends: fashion-mnist, generator: {hidden: [128, 64]}")
    [line] = lines(error)
    assert line.endswith(
        "suite.yaml:3: workloads[0].generator.hidden: expected a change that suits the workload's "
        "network (DCGAN 128-64-1 relu + BN), found [128, 64]: its layers have twice the channels "
        "at half the size: choose `width`, those at half size."
    )


def test_a_wrong_player_does_not_hide_that_the_other_does_not_fit(load):
    with pytest.raises(GanbenchError) as error:
        load(
            "extends: ring8, generator: {hidden: [0]}, discriminator: {mlp: {sizes: [2, 4, 3]}}",
            "extends: ring8, generator: {width: 3}, discriminator: {mlp: {sizes: [2, 4, 3]}}",
        )
    fit = "expected a network from inputs of shape 2 to outputs of shape 1, found 2-4-3 relu"
    assert ["number from 1" in line for line in lines(error)].count(True) == 1
    assert [fit in line for line in lines(error)].count(True) == 2
    assert len(lines(error)) == 4


def test_a_plugins_network_says_why_it_cannot_change(load):
    with pytest.raises(GanbenchError) as error:
        load("extends: fixed, generator: {hidden: [3]}", "extends: even, generator: {width: 3}")
    hidden, width = lines(error)
    assert hidden.endswith(
        "(a fixed network), found [3]: a fixed network has no hidden layers to choose one by one."
    )
    assert width.endswith("found 3: the width is even.")


def test_the_readmes_networks_are_those_that_it_tells(tmp_path):
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    [block] = [each for each in re.findall(r"```yaml\n(.*?)```", text, re.S) if "calm" in each]
    (tmp_path / "s.yaml").write_text(f"{block}\n{REST}\n")
    plain, deep, calm, linear, narrow, other = load_suite(tmp_path / "s.yaml").workloads
    assert deep == replace(
        plain, name="deep", extends="ring8", generator=MLP((64, 64, 64, 64, 2), "relu")
    )
    assert str(calm.discriminator) == "2-128-128-1 silu + LN"
    assert str(linear.discriminator) == "2-1 linear"
    assert str(narrow.generator) == "DCGAN 64-32-1 relu + BN"
    assert str(other.discriminator) == "2-64-1 maxout-5"


def test_variations_of_networks_train_side_by_side_on_boards_of_their_own(tmp_path):
    small = {"hidden": [8], "normalization": "layer"}
    results = ganbench.run(
        {
            **TRAINING,
            "methods": ["non-saturating", "sngan"],
            "workloads": [
                {"name": "shallow", "extends": "ring8", "generator": small, "batch": 16},
                {
                    "name": "deep",
                    "extends": "ring8",
                    "batch": 16,
                    "generator": {"hidden": [8, 8, 8], "activation": "leaky-relu"},
                    "discriminator": {"hidden": [8, 8]},
                },
            ],
        },
        out=tmp_path / "r",
        workers=1,
        on_event=ganbench.ignore,
    )
    assert list(results.boards) == ["shallow", "deep"]
    for board in results.boards.values():
        assert {row.method for row in board.rows} == {"non-saturating", "sngan"}
        assert all(row.statuses["completed"] == row.seeds == 1 for row in board.rows)
    finals = {
        name: board["non-saturating"]["energy"].final.value
        for name, board in results.boards.items()
    }
    assert finals["shallow"] != finals["deep"]
