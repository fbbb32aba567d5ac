import errno
import os

import pytest

from ganbench.datasets import load
from ganbench.datasets.source import Source
from ganbench.errors import GanbenchError


def source(load) -> Source:
    return Source("It", "none", "", "None.", None, load)


def one(*, text: str = "", whole: int = 0, number: float = 0.0, flag: bool = False):
    return text, whole, number, flag


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"text": 3}, "'text' of it: expected text.*, found 3"),
        ({"text": ["a"]}, r"expected text.*, found \['a'\]"),
        ({"text": None}, "expected text.*, found None"),
        ({"whole": True}, "'whole' of it: expected a whole number, found True"),
        ({"whole": 2.0}, r"expected a whole number, found 2\.0"),
        ({"number": False}, "'number' of it: expected a number.*, found False"),
        ({"number": "1e-3"}, "expected a number, such as 1.0e-3, found '1e-3'"),
        ({"number": float("nan")}, "found nan"),
        ({"number": float("inf")}, "found inf"),
        ({"number": 10**400}, "found 1000"),
        ({"flag": "false"}, "'flag' of it: expected true or false, found 'false'"),
        ({"flag": 1}, "expected true or false, found 1"),
    ],
)
def test_a_parameter_of_another_type_is_told(parameters, told):
    with pytest.raises(GanbenchError, match=told):
        source(one).make("it", parameters)


def test_what_is_of_the_right_type_comes_as_it_is():
    given = {"text": "a", "whole": 2, "number": 3, "flag": True}
    assert source(one).make("it", given) == ("a", 2, 3, True)


def test_annotations_may_be_written_out_and_others_are_the_loaders_own_business():
    def load(*, whole: "int", some: "list[int] | None" = None, bare=0, **rest: "float"):
        return whole, some, bare, rest

    made = source(load).make("it", {"whole": 1, "some": "x", "bare": "y", "z": 2.5})
    assert made == (1, "x", "y", {"z": 2.5})
    for wrong in ({"whole": "1"}, {"whole": 1, "z": "2"}):
        with pytest.raises(GanbenchError, match="number"):
            source(load).make("it", wrong)


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (MemoryError(), "it does not fit into the memory"),
        (MemoryError("Unable to allocate 8 EiB"), "Unable to allocate 8 EiB"),
        (PermissionError(errno.EACCES, "Permission denied", "/secret"), "denied: '/secret'"),
    ],
)
def test_what_the_machine_refuses_is_told(raised, told):
    def load():
        raise raised

    with pytest.raises(GanbenchError, match=f"'it' cannot be made of {{}}: .*{told}"):
        source(load).make("it", {})


@pytest.mark.parametrize("name", ["mnist", "stacked-fashion", "cifar10", "mnist-10k"])
@pytest.mark.parametrize("path", [3, ["a"], True, "~nobody-of-that-name/x", "x" * 5000])
def test_a_path_that_is_none_is_told(nowhere, name, path):
    with pytest.raises(GanbenchError, match="path"):
        load(name, {"path": path})


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("image-folder", {"size": 8}),
        ("huggingface", {"size": 8}),
        ("npz", {}),
    ],
)
def test_nobodys_home_is_told(nowhere, name, parameters):
    key = "name" if name == "huggingface" else "path"
    with pytest.raises(GanbenchError, match=r"(~nobody)|(pip install)"):
        load(name, {key: "~nobody-of-that-name/x", **parameters})


def test_nobodys_home_in_the_environment_is_told(nowhere, monkeypatch):
    monkeypatch.setenv("GANBENCH_DATA", "~nobody-of-that-name/x")
    with pytest.raises(GanbenchError, match="~nobody-of-that-name"):
        load("mnist", {})
    assert not os.path.exists("~nobody-of-that-name")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"modes": 8.5}, "'modes'.*whole number of at least 1, found 8.5"),
        ({"modes": 0}, "'modes'.*found 0"),
        ({"modes": True}, "'modes'"),
        ({"sigma": 0}, "'sigma'.*above 0, found 0"),
        ({"sigma": -1.0}, "'sigma'"),
        ({"fixed": -1}, "'fixed'.*found -1"),
        ({"radius": "2"}, "'radius'"),
        ({"layout": ["ring"]}, "'layout'"),
        ({"layout": "grid"}, "side and spacing"),
    ],
)
def test_a_mixture_that_is_none_is_told(change, told):
    ring = {"layout": "ring", "modes": 8, "radius": 2.0, "sigma": 0.02}
    with pytest.raises(GanbenchError, match=told):
        load("gaussian-mixture", ring | change)
