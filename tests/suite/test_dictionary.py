"""A suite as a dictionary, in which parts may be objects."""

from dataclasses import replace

import pytest

import ganbench
from ganbench.errors import GanbenchError, SuiteError
from ganbench.optimizers import Adam
from ganbench.stabilizers.r1 import R1
from ganbench.suite.load import load_suite

SUITE = {
    "name": "it",
    "workloads": ["ring8"],
    "methods": ["vanilla"],
    "seeds": range(3),
    "budget": {"generator_steps": 10},
    "evaluate": {"every": 5},
}


def test_says_what_the_same_file_says(tmp_path):
    suite = load_suite({**SUITE, "seeds": 3})
    file = tmp_path / "it.yaml"
    file.write_text(suite.text)
    assert load_suite(file) == suite
    assert load_suite(SUITE).seeds == suite.seeds


def test_parts_may_be_objects():
    mine = {
        "name": "mine",
        "extends": "non-saturating",
        "stabilizers": ("ttur", R1(gamma=3.0)),
        "generator_optimizer": Adam(0.1),
    }
    [method] = load_suite({**SUITE, "methods": [mine]}).methods
    assert method.stabilizers[1] == R1(3.0)
    assert method.generator_optimizer == Adam(0.1)
    assert "R1(gamma=3.0)" in load_suite({**SUITE, "methods": [mine]}).text


def test_a_mistake_has_its_key_and_no_line():
    with pytest.raises(GanbenchError) as caught:
        load_suite({**SUITE, "methods": [{"name": "x", "loss": "minimx"}], "sedes": 3})
    first, second = sorted(str(caught.value).splitlines())
    assert first.startswith("the suite: methods[0].loss: expected a loss (")
    assert "Did you mean 'minimax'?" in first
    assert second.startswith("the suite: sedes: expected one of the keys name, ")


def test_an_object_of_another_kind_is_refused():
    with pytest.raises(GanbenchError, match=r"methods\[0\]\.loss: expected a loss: its name, or"):
        load_suite({**SUITE, "methods": [{"name": "x", "loss": R1()}]})


def test_methods_and_workloads_may_be_objects():
    workload = replace(ganbench.workload("ring8"), name="mine", extends="ring8", batch=64)
    method = replace(ganbench.method("r1"), name="mine")
    suite = load_suite({**SUITE, "workloads": [workload, "ring8"], "methods": ["r1", method]})
    assert suite.workloads == (workload, ganbench.workload("ring8"))
    assert suite.methods == (ganbench.method("r1"), method)


def test_objects_are_checked_too():
    method = ganbench.method("r1")
    with pytest.raises(SuiteError, match="methods: expected names that differ"):
        load_suite({**SUITE, "methods": [method, "r1"]})
    with pytest.raises(SuiteError, match=r"discriminator_steps: .* found 0"):
        load_suite({**SUITE, "methods": [replace(method, discriminator_steps=0)]})
