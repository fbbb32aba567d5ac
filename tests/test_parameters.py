import json
from dataclasses import MISSING, dataclass
from typing import Annotated

import pytest
from annotated_types import Ge, Unit
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ganbench.bounds import Fraction, Positive
from ganbench.optimizers import OPTIMIZERS, Adam
from ganbench.parameters import build, describe, parameters


@dataclass(frozen=True)
class Part:
    weight: float
    steps: int = 3
    widths: tuple[int, ...] = (1, 2)
    bound: float | None = None

    def __post_init__(self) -> None:
        if self.steps < 0:
            raise ValueError("steps: expected 0 or more")


def test_defaults_are_filled_in():
    assert build(Part, {"weight": 1}) == Part(1.0)
    defaults = {name: parameter.default for name, parameter in parameters(Part).items()}
    assert defaults == {"weight": MISSING, "steps": 3, "widths": (1, 2), "bound": None}


def test_a_list_may_be_a_tuple_and_an_integer_a_number():
    assert build(Part, {"weight": 2, "widths": [3]}) == Part(2.0, widths=(3,))


@given(
    st.builds(
        Part,
        weight=st.floats(allow_nan=False, allow_infinity=False),
        steps=st.integers(0, 10**6),
        widths=st.lists(st.integers(-100, 100)).map(tuple),
        bound=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    )
)
def test_a_part_is_built_again_from_its_description(part):
    assert build(Part, json.loads(json.dumps(describe(part)))) == part


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({}, {("weight",)}),
        ({"weight": "1"}, {("weight",)}),
        ({"weight": True}, {("weight",)}),
        ({"weight": float("nan")}, {("weight",)}),
        ({"weight": float("inf")}, {("weight",)}),
        ({"weight": 1, "step": 2}, {("step",)}),
        ({"weight": 1, "steps": 2.5}, {("steps",)}),
        ({"weight": None, "steps": "x"}, {("weight",), ("steps",)}),
    ],
)
def test_each_name_or_value_that_does_not_fit_is_an_error_of_its_own(given, where):
    with pytest.raises(ValidationError) as caught:
        build(Part, given)
    assert {error["loc"] for error in caught.value.errors()} == where


def test_what_the_part_itself_refuses_is_an_error_too():
    with pytest.raises(ValidationError, match="steps: expected 0 or more"):
        build(Part, {"weight": 1, "steps": -1})


@dataclass(frozen=True)
class Checked:
    rate: Positive
    decay: Fraction = 0.5
    steps: Annotated[int, Ge(1), Unit("steps")] = 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rate": -1, "decay": 2}, {"rate": "found -1.", "decay": "found 2."}),
        ({"rate": "x", "decay": 2}, {"rate": "valid number", "decay": "found 2."}),
        ({"decay": 2}, {"rate": "required", "decay": "found 2."}),
        ({"rate": -1, "size": 3}, {"rate": "found -1.", "size": "not permitted"}),
        ({"rate": 1, "decay": None, "steps": 0}, {"decay": "valid number", "steps": "found 0."}),
    ],
)
def test_a_value_out_of_range_does_not_hide_another_nor_is_hidden(given, told):
    with pytest.raises(ValidationError) as caught:
        build(Checked, given)
    found = {error["loc"]: error["msg"] for error in caught.value.errors()}
    assert found.keys() == {(name,) for name in told}
    assert all(text in found[(name,)] for name, text in told.items())


def test_optimizers_are_known_by_name():
    names = {"adagrad", "adam", "adamw", "lion", "momentum", "muon", "rmsprop", "sgd"}
    assert set(OPTIMIZERS) == names
    assert build(OPTIMIZERS["adam"], {"lr": 1e-3, "beta1": 0.5}) == Adam(1e-3, 0.5)
