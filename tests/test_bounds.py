import pickle
from dataclasses import dataclass, replace
from inspect import signature
from typing import Annotated

import numpy as np
import pytest
from annotated_types import Ge, Gt, Le, Lt, Unit

from ganbench.bounds import Bounded, BoundsError, Fraction, NonNegative, Positive, description
from ganbench.errors import GanbenchError
from ganbench.losses import LOSSES
from ganbench.optimizers import OPTIMIZERS, Adam
from ganbench.parameters import build, describe, parameters
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.diff_augment import DiffAugment
from ganbench.stabilizers.r1 import R1

PARTS = [(registry, name) for registry in (LOSSES, STABILIZERS, OPTIMIZERS) for name in registry]


@dataclass(frozen=True)
class Own(Bounded):
    """A part with a `__post_init__` of its own, which does not think of any bounds."""

    weight: NonNegative = 1.0
    rate: Positive | None = None
    sizes: tuple[Annotated[int, Ge(1)], ...] = (1,)

    def __post_init__(self) -> None:
        pass


@pytest.mark.parametrize(
    "given", [{"weight": -1e-9}, {"weight": float("nan")}, {"rate": 0}, {"sizes": (2, 0)}]
)
def test_a_part_out_of_bounds_cannot_be_made(given):
    with pytest.raises(BoundsError):
        Own(**given)
    with pytest.raises(BoundsError):
        replace(Own(), **given)


def test_what_is_at_a_bound_or_has_none_is_made():
    assert Own(0).weight == 0
    assert Own(rate=None).rate is None


@pytest.mark.parametrize("gamma", [10, np.int64(10), np.float32(10), np.float64(10)])
def test_equal_parts_are_told_alike_however_a_number_was_written(gamma):
    assert type(R1(gamma=gamma).gamma) is float
    assert describe(R1(gamma=gamma)) == describe(R1(gamma=10.0))


def test_a_list_serves_for_a_tuple():
    assert Own(sizes=[2, np.int64(3)]).sizes == (2, 3)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"weight": "3"}, "a number from 0, found '3'"),
        ({"weight": True}, "a number from 0, found true"),
        ({"weight": float("inf")}, "a finite number, found inf"),
        ({"weight": None}, "a number from 0, found nothing"),
        ({"sizes": (2, 1.5)}, "a whole number from 1, found 1.5"),
        ({"sizes": 4}, "a list, found 4"),
    ],
)
def test_a_value_of_another_type_is_refused(given, expected):
    with pytest.raises(BoundsError, match=rf"expected {expected}\."):
        Own(**given)


def test_help_and_editors_see_the_parameters():
    assert list(signature(R1).parameters) == ["gamma"]
    assert list(signature(Adam).parameters)[:3] == ["lr", "beta1", "beta2"]


def test_all_numbers_out_of_bounds_are_told_at_once():
    with pytest.raises(BoundsError) as caught:
        Adam(lr=-1e-9, beta1=2, eps=0)
    assert str(caught.value).splitlines() == [
        "lr: expected a number above 0, found -1e-9.",
        "beta1: expected a number in [0, 1), found 2.",
        "eps: expected a number above 0, found 0.",
    ]


def test_the_error_is_a_value_error_of_our_own_and_crosses_processes():
    with pytest.raises(ValueError, match="gamma") as caught:
        R1(gamma=-1)
    assert isinstance(caught.value, GanbenchError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_rule_of_several_fields_is_told_in_the_same_words():
    with pytest.raises(BoundsError, match=r"^color: expected true, or another .* found false\.$"):
        DiffAugment(color=False, translation=False, cutout=False)


@pytest.mark.parametrize(
    ("hint", "text"),
    [
        (NonNegative, "number from 0"),
        (Positive, "number above 0"),
        (Fraction, "number in [0, 1)"),
        (Annotated[float, Gt(0), Le(0.5)], "number in (0, 0.5]"),
        (Annotated[float, Le(10_000)], "number up to 10,000"),
        (Annotated[float, Lt(1.0)], "number below 1"),
        (Annotated[int, Ge(2), Unit("samples")], "number of samples from 2"),
    ],
)
def test_bounds_are_told_in_words(hint, text):
    assert description(hint) == text


@pytest.mark.parametrize(("registry", "name"), PARTS)
def test_defaults_of_what_ships_are_within_their_bounds(registry, name):
    kind = registry[name]
    needed = {"lr": 0.1} if registry is OPTIMIZERS else {}
    assert set(parameters(kind)) == set(vars(build(kind, needed)))
