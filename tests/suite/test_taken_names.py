"""Names that an installed package takes although they ship."""

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from ganbench.engine.numerics import Numerics
from ganbench.errors import GanbenchError
from ganbench.experiment.plan import trials
from ganbench.losses import LOSSES
from ganbench.methods import METHODS
from ganbench.metrics import METRICS
from ganbench.suite.load import load_suite

SUITE = """\
name: mine
workloads: [digits]
methods: [{}]
seeds: 1
budget: {{generator_steps: 10}}
evaluate: {{every: 5}}
"""


@pytest.fixture
def taken(monkeypatch):
    """As if a package were installed that takes names which ship."""
    for registry, name in ((METHODS, "lsgan"), (LOSSES, "hinge"), (METRICS, "modes")):
        point = EntryPoint(name, "bad_gans:X", registry.group)
        monkeypatch.setitem(registry._points, name, [point])


def test_who_does_not_ask_for_a_name_that_is_taken_twice_does_not_notice(
    taken, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SUITE.format("wgan"))
    assert trials(load_suite("s.yaml"), Numerics())


def test_who_asks_for_a_name_that_is_taken_twice_is_told_whom_to_uninstall(
    taken, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    Path("s.yaml").write_text(SUITE.format("lsgan, {name: x, loss: hinge}"))
    with pytest.raises(GanbenchError) as caught:
        load_suite("s.yaml")
    end = "and by bad_gans:X of bad_gans. Uninstall bad_gans, or rename it there."
    assert str(caught.value).splitlines() == [
        "s.yaml:3: methods[0]: The method 'lsgan' is defined twice: "
        f"by ganbench.methods.losses:LSGAN of ganbench {end}",
        "s.yaml:3: methods[1].loss: The loss 'hinge' is defined twice: "
        f"by ganbench.losses.hinge:Hinge of ganbench {end}",
    ]


def test_a_metric_that_is_taken_twice_leaves_the_others_on_all_features(taken):
    assert METRICS["kid-efflite0"].name == "kid-efflite0"
    with pytest.raises(GanbenchError, match=r"^The metric 'modes' is defined twice: by "):
        METRICS["modes"]
