"""A suite of live parts is checked as a suite file is."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

import ganbench
from ganbench.errors import SuiteError
from ganbench.losses.non_saturating import NonSaturating
from ganbench.stabilizers.r1 import R1

RING8 = ganbench.workload("ring8")
METHOD = ganbench.method("r1")


@dataclass
class Thawed(ganbench.Stabilizer):
    """Not frozen."""


class Undecorated(ganbench.Stabilizer):
    """No dataclass."""


def suite(**changes):
    given = {
        "name": "s",
        "workloads": (RING8,),
        "methods": (METHOD,),
        "seeds": (0, 1),
        "budget": ganbench.Budget(generator_steps=20),
        "evaluation": ganbench.Evaluation(every=10, samples=500),
    }
    return ganbench.Suite(**{**given, **changes})


def method(**changes):
    return {"methods": (replace(METHOD, **changes),)}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "a/b c"}, "name: expected a name of at most 64 letters"),
        ({"workloads": ()}, r"workloads: expected a tuple of one workload or more, found \(\)"),
        ({"workloads": ("ring8",)}, r"found 'ring8'\. Write `ganbench\.workload\('ring8'\)`"),
        ({"workloads": (RING8, RING8)}, "workloads: expected names that differ .* 2 times"),
        ({"workloads": (replace(RING8, batch=64),)}, "the workload 'ring8' unchanged"),
        ({"workloads": (replace(RING8, name="b", batch=-3),)}, "b, batch: .* found -3"),
        ({"methods": ("r1",)}, r"found 'r1'\. Write `ganbench\.method\('r1'\)`"),
        ({"methods": (METHOD, METHOD)}, "methods: expected names that differ .* 2 times"),
        ({"methods": (METHOD, replace(METHOD, name="R1"))}, "differ in more than case"),
        (method(name="../../../esc"), r"expected a name .* found '\.\./"),
        (method(loss="hinge"), "loss: expected a loss as an object, found 'hinge'"),
        (method(loss=NonSaturating), r"Write `NonSaturating\(\)`"),
        (method(stabilizers=R1()), r"stabilizers: expected a tuple, found R1\(gamma"),
        (method(stabilizers=(R1,)), r"Write `R1\(\)`"),
        (method(stabilizers=(Thawed(),)), r"Write `@dataclass\(frozen=True\)` above it"),
        (method(stabilizers=(Undecorated(),)), r"Write `@dataclass\(frozen=True\)` above it"),
        (method(stabilizers=(NonSaturating(),)), "expected a class that extends .*Stabilizer"),
        (method(discriminator_steps=0), "discriminator_steps: .* found 0"),
        ({"seeds": 2}, r"seeds: expected a tuple of seeds such as \(0, 1, 2\), found 2"),
        ({"seeds": ()}, r"seeds: expected a tuple of seeds"),
        ({"seeds": (0, 0)}, "seeds: expected each one once, found 0 2 times"),
        ({"seeds": (-1, True)}, r"from 0, found -1\.\nseeds: .* found true"),
        ({"evaluation": ganbench.Evaluation(every=21)}, "at most the 20 steps"),
    ],
)
def test_what_a_suite_file_could_not_say_is_refused(changes, message):
    with pytest.raises(SuiteError, match=message):
        suite(**changes)


def test_all_mistakes_are_told_at_once():
    with pytest.raises(SuiteError) as caught:
        suite(name="", workloads=("ring8",), seeds=(-1,), **method(loss="hinge"))
    assert len(str(caught.value).splitlines()) == 4


@pytest.mark.parametrize(
    "settings",
    [
        lambda: ganbench.Budget(generator_steps=0),
        lambda: ganbench.Budget(generator_steps=1.5),
        lambda: ganbench.Budget(10, seconds=0),
        lambda: ganbench.Evaluation(every=0),
        lambda: ganbench.Evaluation(10, samples=0),
    ],
)
def test_settings_have_bounds(settings):
    with pytest.raises(ganbench.GanbenchError):
        settings()


@pytest.mark.parametrize("seeds", [[0, 5], np.array([0, 5]).tolist(), (np.int64(0), np.int64(5))])
def test_seeds_are_whole_numbers_of_any_kind(seeds):
    assert suite(seeds=seeds) == suite(seeds=(0, 5))
    assert [trial.id for trial in ganbench.plan(suite(seeds=seeds))] == [
        trial.id for trial in ganbench.plan(suite(seeds=(0, 5)))
    ]


def test_a_variation_with_a_name_of_its_own_is_taken():
    variation = replace(RING8, name="ring8-small-batch", extends="ring8", batch=64)
    assert len(ganbench.plan(suite(workloads=(RING8, variation)))) == 4
