import json

import pytest

from ganbench.cli.catalog import REGISTERED, registry
from ganbench.cli.list import KINDS
from ganbench.cli.main import main
from ganbench.methods import METHODS
from ganbench.suite.files import shipped
from ganbench.workloads import WORKLOADS


@pytest.fixture
def listed(capsys):
    def listed(kind):
        assert main(["list", kind, "--format", "json"]) == 0
        return {row["name"]: row for row in json.loads(capsys.readouterr().out)}

    return listed


@pytest.mark.parametrize("kind", REGISTERED)
def test_json_has_an_object_for_every_name(listed, kind):
    assert list(listed(kind)) == list(registry(kind))


def test_without_a_kind_the_kinds_are_told_with_what_is_known_of_each(capsys):
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for kind in KINDS:
        assert any(line.split()[:1] == [kind] for line in lines)
    assert main(["list", "--format", "json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert list(rows) == list(KINDS)
    assert rows["methods"]["number"] == len(list(METHODS))
    assert rows["suites"]["number"] == len(shipped())
    assert all(row["summary"] for row in rows.values())


def test_methods_of_one_idea_stand_below_each_other(capsys):
    assert main(["list", "methods"]) == 0
    headings = [line for line in capsys.readouterr().out.splitlines() if line.startswith("- ")]
    assert len(headings) == len(set(headings)) > 1


def test_values_are_told_as_a_suite_file_says_them(listed):
    assert listed("methods")["zero-gp"]["stabilizers"] == [
        "gradient-penalty (weight 100, target 0)"
    ]
    assert listed("methods")["wgan-gp-one-sided"]["stabilizers"][0].endswith("(one_sided true)")


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
    found = [first for first in firsts if first in names]
    assert sorted(found) == sorted(names)
