"""What a notebook's cell says is part of a class's identity, down to what its methods name."""

import linecache
from itertools import count

import pytest

from ganbench.experiment.source import defined_by_user, digest
from ganbench.stabilizers.r1 import R1

HEAD = """
from functools import cached_property, partial, wraps
from ganbench.stabilizers.stabilizer import Stabilizer

def inner(x):
    return MARK * x

def outer(x):
    return [inner(each) for each in x]

def named(x):
    return outer(x)
"""

CELLS = {
    "a method": "class Cell(Stabilizer):\n    def penalty(self, d, i):\n        return MARK\n",
    "a helper of a helper": (
        "class Cell(Stabilizer):\n    def penalty(self, d, i):\n        return named(i)\n"
    ),
    "a helper in a nested function": (
        "class Cell(Stabilizer):\n"
        "    def penalty(self, d, i):\n"
        "        return (lambda: named(i))()\n"
    ),
    "a base class": (
        "class Base(Stabilizer):\n    def penalty(self, d, i):\n        return MARK\n\n"
        "class Cell(Base):\n    pass\n"
    ),
    "a helper of a base class": (
        "class Base(Stabilizer):\n    def penalty(self, d, i):\n        return named(i)\n\n"
        "class Cell(Base):\n    def critic(self, d):\n        return d\n"
    ),
    "a static method": (
        "class Cell(Stabilizer):\n"
        "    @staticmethod\n"
        "    def _help(x):\n        return named(x)\n"
        "    def penalty(self, d, i):\n        return self._help(i)\n"
    ),
    "a class method": (
        "class Cell(Stabilizer):\n"
        "    @classmethod\n"
        "    def _help(cls, x):\n        return named(x)\n"
        "    def penalty(self, d, i):\n        return self._help(i)\n"
    ),
    "a property": (
        "class Cell(Stabilizer):\n"
        "    @property\n"
        "    def _help(self):\n        return named(1)\n"
        "    def penalty(self, d, i):\n        return self._help\n"
    ),
    "a cached property": (
        "class Cell(Stabilizer):\n"
        "    @cached_property\n"
        "    def _help(self):\n        return named(1)\n"
        "    def penalty(self, d, i):\n        return self._help\n"
    ),
    "a partial": (
        "bound = partial(named, 1)\n"
        "class Cell(Stabilizer):\n    def penalty(self, d, i):\n        return bound()\n"
    ),
    "what a partial binds": (
        "bound = partial(print, MARK)\n"
        "class Cell(Stabilizer):\n    def penalty(self, d, i):\n        return bound()\n"
    ),
    "a function as a method": (
        "class Cell(Stabilizer):\n"
        "    _help = named\n"
        "    def penalty(self, d, i):\n        return self._help()\n"
    ),
}

_numbers = count()


def cell(text, mark):
    """Runs a notebook's cell, which is known by a file of its own."""
    source = (HEAD + text).replace("MARK", str(mark))
    name = f"<cell {next(_numbers)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    namespace = {"__name__": "__main__"}
    exec(compile(source, name, "exec"), namespace)
    return namespace["Cell"]


@pytest.mark.parametrize("text", CELLS.values(), ids=CELLS)
def test_an_edit_anywhere_that_matters_is_noticed(text):
    assert digest(cell(text, 1)) == digest(cell(text, 1))
    assert digest(cell(text, 1)) != digest(cell(text, 2))


def test_an_edit_of_what_the_class_does_not_name_is_not_noticed():
    text = "class Cell(Stabilizer):\n    def penalty(self, d, i):\n        return i\n"
    assert digest(cell(text, 1)) == digest(cell(text, 2))


def test_only_what_is_in_no_package_is_the_users():
    assert not any(map(defined_by_user, (R1, object, pytest.Item, linecache.__loader__.__class__)))
    assert defined_by_user(cell("class Cell(Stabilizer):\n    pass\n", 1))
