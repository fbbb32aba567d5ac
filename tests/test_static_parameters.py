import pytest

from ganbench.losses import LOSSES
from ganbench.optimizers import OPTIMIZERS
from ganbench.parameters import parameters
from ganbench.stabilizers import STABILIZERS
from ganbench.static_parameters import _source, static_parameters


@pytest.mark.parametrize("registry", [LOSSES, STABILIZERS, OPTIMIZERS], ids=lambda each: each.kind)
def test_what_is_read_of_a_source_is_what_the_class_has(registry):
    for name in registry:
        read = static_parameters(registry.owner(name))
        assert read == parameters(registry[name]), name
        assert list(read) == list(parameters(registry[name]))


SOURCE = """
import torch_is_not_imported
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from ganbench.bounds import Positive as Above
from ganbench.stabilizers.instance_noise import InstanceNoise

Way = Literal["up", "down"]
START = 2.0

@dataclass(frozen=True)
class Mine(InstanceNoise):
    kind: ClassVar[str] = "mine"
    sigma: Above = START / 4
    way: Way = "up"
    widths: "tuple[int, ...]" = field(default=(1, 2))

    def penalty(self): ...
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    (tmp_path / "unimported_mine.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(str(tmp_path))
    _source.cache_clear()
    yield "unimported_mine"
    _source.cache_clear()


def test_a_package_is_read_with_what_its_class_inherits(module):
    found = static_parameters(f"{module}:Mine")
    assert {name: each.default for name, each in found.items()} == {
        "sigma": 0.5,
        "anneal": 0,
        "schedule": "linear",
        "way": "up",
        "widths": (1, 2),
    }
    assert str(found["way"].type) == "typing.Literal['up', 'down']"


@pytest.mark.parametrize("path", ["no_such_module:X", "ganbench.bounds:NoSuch", "math:pi"])
def test_what_cannot_be_read_is_a_lookup_error(path):
    with pytest.raises(LookupError):
        static_parameters(path)
