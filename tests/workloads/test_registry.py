"""A name that comes to mean something else gets a version."""

from dataclasses import replace

import pytest

import ganbench
from ganbench.analysis.leaderboard import boards
from ganbench.errors import PluginError
from ganbench.report.table import table
from ganbench.store import Record
from ganbench.suite import plugins
from ganbench.workloads import WORKLOADS


@pytest.fixture
def second(monkeypatch):
    """A second version of ring8 is registered."""
    ring8 = WORKLOADS["ring8"]
    WORKLOADS.add("ring8-v2", replace(ring8, batch=7, name=""), "here")
    return ring8


def test_a_name_without_versions_is_version_1():
    assert WORKLOADS["ring8-v1"] == WORKLOADS["ring8"]
    assert WORKLOADS["ring8"].name == "ring8"
    assert "ring8-v2" not in WORKLOADS
    assert "ring8" in list(WORKLOADS)


def test_a_plain_name_is_the_newest_version(second):
    assert WORKLOADS["ring8"].batch == 7
    assert WORKLOADS["ring8"].name == WORKLOADS["ring8-v2"].name == "ring8-v2"


@pytest.mark.parametrize("order", [("ring8-v2", "ring8-v10"), ("ring8-v10", "ring8-v2")])
def test_the_newest_version_has_the_highest_number_whichever_was_registered_last(order):
    ring8 = WORKLOADS["ring8"]
    for name in order:
        WORKLOADS.add(name, ring8, "here")
    assert WORKLOADS.versions("ring8") == ["ring8", "ring8-v2", "ring8-v10"]
    assert WORKLOADS["ring8"].name == "ring8-v10"


def test_a_version_is_of_the_file_that_registered_it(second):
    assert WORKLOADS.origin("ring8") == WORKLOADS.origin("ring8-v2") == "here"
    assert WORKLOADS.origin("ring8-v1") is None
    assert WORKLOADS.owner("ring8") == WORKLOADS.owner("ring8-v2") == "here"
    assert WORKLOADS.owner("digits-v1") == WORKLOADS.owner("digits")


def test_the_old_version_keeps_its_name_in_results_and_is_listed_with_its_version(second):
    assert WORKLOADS["ring8-v1"] == second
    assert {"ring8-v1", "ring8-v2"} <= set(WORKLOADS)
    assert "ring8" not in list(WORKLOADS)
    assert WORKLOADS.label("ring8") == "ring8-v1"
    assert WORKLOADS.label("ring8-v2") == "ring8-v2"
    assert WORKLOADS.label("digits") == "digits"


def test_every_version_has_a_summary(monkeypatch):
    plain = WORKLOADS.summary("ring8")
    WORKLOADS.add("ring8-v2", WORKLOADS["ring8"], "here")
    assert WORKLOADS.summary("ring8-v1") == plain
    assert WORKLOADS.summary("ring8-v2")


def test_trials_of_the_old_version_do_not_depend_on_who_added_the_new_one(tmp_path):
    suite = {
        "name": "s",
        "workloads": ["ring8-v1"],
        "methods": ["r1"],
        "seeds": 1,
        "budget": {"generator_steps": 1},
        "evaluate": {"every": 1},
    }
    [before] = ganbench.plan(suite)
    plugin = tmp_path / "second.py"
    plugin.write_text(
        "from dataclasses import replace\n"
        "from ganbench.workloads import WORKLOADS as KNOWN\n"
        "WORKLOADS = {'ring8-v2': replace(KNOWN['ring8-v1'], batch=7)}\n"
    )
    [after] = ganbench.plan({**suite, "plugins": [str(plugin)]})
    [new] = ganbench.plan({**suite, "workloads": ["ring8"], "plugins": [str(plugin)]})
    assert after.id == before.id
    assert new.workload.batch == 7
    assert [used.name for used in new.plugins] == [str(plugin)]


def test_who_adds_a_version_cannot_replace_another(tmp_path):
    plugin = tmp_path / "second.py"
    head = (
        "from dataclasses import replace\n"
        "from ganbench.workloads import WORKLOADS as KNOWN\n"
        "OTHER = replace(KNOWN['ring8-v1'], batch=7)\n"
    )
    plugin.write_text(head + "WORKLOADS = {'ring8-v2': OTHER}\n")
    plugins.load(plugin)
    plugin.write_text(head + "WORKLOADS = {'ring8-v2': OTHER, 'ring8': OTHER}\n")
    with pytest.raises(PluginError, match=r"'ring8' is defined twice: by ganbench\."):
        plugins.load(plugin)
    assert WORKLOADS["ring8-v1"].batch != 7
    assert WORKLOADS.owner("ring8-v1").startswith("ganbench.")
    assert WORKLOADS.owner("ring8") == str(plugin)


def test_every_version_is_marked_with_the_plugin_that_registers_it(tmp_path):
    plugin = tmp_path / "mine.py"
    plugin.write_text(
        "from dataclasses import replace\n"
        "from ganbench.workloads import WORKLOADS as KNOWN\n"
        "RING8 = KNOWN['ring8']\n"
        "WORKLOADS = {'mine': RING8, 'mine-v2': replace(RING8, batch=7)}\n"
    )
    suite = {
        "name": "s",
        "workloads": ["mine-v1", "mine"],
        "methods": ["r1"],
        "seeds": 1,
        "budget": {"generator_steps": 1},
        "evaluate": {"every": 1},
        "plugins": [str(plugin)],
    }
    old, new = ganbench.plan(suite)
    assert [old.workload.name, new.workload.name] == ["mine", "mine-v2"]
    assert [len(trial.plugins) for trial in (old, new)] == [1, 1]


def test_tables_of_old_results_say_which_version_they_are_of(second):
    old, new = (table(board_of(name)) for name in ("ring8", "ring8-v2"))
    assert (old.workload, new.workload) == ("ring8-v1", "ring8-v2")


def board_of(workload):
    record = Record("a", "vanilla", workload, 0, {}, {}, "failed", reason="KeyError")
    return boards([record])[workload]
