import json

import pytest

from ganbench.cli.catalog import REGISTRIES
from ganbench.cli.list import KINDS
from ganbench.cli.main import main
from ganbench.methods import METHODS
from ganbench.workloads import WORKLOADS


@pytest.fixture
def listed(capsys):
    def listed(kind):
        assert main(["list", kind, "--format", "json"]) == 0
        return {row["name"]: row for row in json.loads(capsys.readouterr().out)}

    return listed


@pytest.mark.parametrize("kind", REGISTRIES)
def test_json_has_an_object_for_every_name(listed, kind):
    assert list(listed(kind)) == list(REGISTRIES[kind])


def test_a_method_is_told_with_its_parts_and_paper(listed):
    row = listed("methods")["wgan-gp"]
    assert row["loss"] == "wasserstein"
    assert row["stabilizers"] == ["gradient-penalty"]
    assert row["discriminator_steps"] == METHODS["wgan-gp"].discriminator_steps
    assert row["paper"] == "Gulrajani et al. 2017"


def test_a_workload_is_told_with_networks_and_their_sizes(listed):
    row, ring8 = listed("workloads")["ring8"], WORKLOADS["ring8"]
    assert row["dimension"] == 2
    assert row["generator_parameters"] == ring8.generator.parameters
    assert row["discriminator_parameters"] == ring8.discriminator.parameters
    assert row["prior"] == "N(0, I_64)"
    assert row["target"] == {
        "metric": ring8.target.metric,
        "threshold": ring8.target.threshold,
    }


def test_suites_are_those_that_ship(listed):
    row = listed("suites")["quickstart"]
    assert row["workloads"] == ["ring8", "digits"]
    assert row["methods"] == 7


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("kind", KINDS)
def test_tables_fit_and_cut_nothing_off(kind, width, listed, capsys, monkeypatch):
    names = list(listed(kind))
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(["list", kind]) == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    firsts = [line.split(" ")[0] for line in text.splitlines()]
    assert [first for first in firsts if first in names] == names
