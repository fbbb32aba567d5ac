"""A suite as a dictionary, in which parts may be objects."""

import pytest

from ganbench.errors import GanbenchError
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
