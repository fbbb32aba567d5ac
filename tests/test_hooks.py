"""A public name that no one calls or sets is refused when its class is made."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import pytest

from ganbench.errors import GanbenchError
from ganbench.hooks import UnknownHookError
from ganbench.losses.loss import Loss
from ganbench.losses.non_saturating import NonSaturating
from ganbench.networks import Architecture
from ganbench.optimizers import Optimizer
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.suite import plugins


def nothing(*arguments):
    return None


@pytest.mark.parametrize(
    ("base", "name", "meant"),
    [
        (Stabilizer, "penality", "penalty"),
        (Stabilizer, "after_generater", "after_generator"),
        (Loss, "generater", "generator"),
        (NonSaturating, "discriminater", "discriminator"),
        (Optimizer, "updates", "update"),
    ],
)
def test_a_misspelt_hook_is_refused_with_the_nearest(base, name, meant):
    with pytest.raises(UnknownHookError) as refusal:
        type("Mine", (base,), {name: nothing})
    message = str(refusal.value)
    assert message.startswith(f"`{name}` is no hook of a")
    assert f"Did you mean '{meant}'?" in message
    assert "underscore" in message


@pytest.mark.parametrize("kind", [nothing, property(nothing), staticmethod(nothing)])
def test_a_public_helper_is_refused_too(kind):
    with pytest.raises(GanbenchError, match="`of_something_else` is no hook of a Stabilizer"):
        type("Mine", (Stabilizer,), {"of_something_else": kind})


def test_a_field_without_a_type_is_refused_with_how_to_write_it():
    with pytest.raises(TypeError, match=r"Annotate it, as `weight: float = \.\.\.`"):
        type("Mine", (Stabilizer,), {"weight": 0.1})


def test_a_mixin_is_looked_at_too():
    mixin = type("Mixin", (), {"penalti": nothing})
    with pytest.raises(UnknownHookError, match="`penalti` is no hook of a Stabilizer"):
        type("Mine", (mixin, Stabilizer), {})


@pytest.mark.parametrize(
    "names",
    [
        {"penalty": 1.0},
        {"penalty": lambda self, inputs: None},
        {"penalty": staticmethod(lambda self, discriminator, inputs: None)},
        {"penalty": lambda self, discriminator, inputs, more: None},
    ],
)
def test_a_hook_that_cannot_be_called_is_refused(names):
    expected = r"`penalty` of a Stabilizer is called as `penalty\(self, discriminator, inputs\)`"
    with pytest.raises(UnknownHookError, match=expected):
        type("Mine", (Stabilizer,), names)


def test_a_hook_of_other_words_or_with_more_that_need_not_be_given_is_taken():
    type("Mine", (Stabilizer,), {"penalty": lambda self, d, *rest: None})
    type("Mine", (Stabilizer,), {"penalty": lambda self, d, i, scale=1.0: None})
    type("Mine", (Stabilizer,), {"penalty": staticmethod(lambda d, i: None)})


def test_neither_a_hook_nor_a_constant_of_the_class_can_be_a_field():
    with pytest.raises(UnknownHookError, match=r"`penalty` is a hook .* and cannot be a field"):
        type("Mine", (Stabilizer,), {"__annotations__": {"penalty": float}, "penalty": 1.0})
    with pytest.raises(UnknownHookError, match="Write `needs_labels = "):
        type("Mine", (Stabilizer,), {"__annotations__": {"needs_labels": bool}})


def test_what_a_parent_of_ones_own_declares_may_be_set_and_its_hooks_overridden():
    @dataclass(frozen=True)
    class Base(Stabilizer):
        weight: float = 1.0

        def penalty(self, discriminator, inputs):
            return None

    @dataclass(frozen=True)
    class Mine(Base):
        weight = 2.0  # another default

        def penalty(self, discriminator, inputs):
            return inputs.real_logits.sum()

    with pytest.raises(UnknownHookError, match="`wieght`"):
        type("Other", (Base,), {"wieght": 2.0})


def test_a_field_without_a_default_may_be_set_below_the_class_or_the_mixin_that_declares_it():
    class Weighted(Stabilizer):
        weight: float

    class Scaled:
        scale: float

    type("Mine", (Scaled, Weighted), {"weight": 2.0, "scale": 3.0})
    with pytest.raises(UnknownHookError, match="`weight` is neither a hook"):
        type("Other", (Scaled, Stabilizer), {"weight": 2.0, "scale": 3.0})


def test_all_of_them_are_told_at_once():
    with pytest.raises(UnknownHookError, match=r"`penality`.*`perturbe`"):
        type("Mine", (Stabilizer,), {"penality": nothing, "perturbe": nothing})


def test_hooks_fields_constants_and_helpers_are_taken():
    @dataclass(frozen=True)
    class Base(Stabilizer):
        weight: float = 1.0
        needs_labels = True
        scale: ClassVar[float] = 2.0

        def penalty(self, discriminator, inputs):
            return self._scaled(inputs.real_logits.mean())

        def _scaled(self, x):
            return self.weight * self.scale * x

    @dataclass(frozen=True)
    class Other(Base):
        weight = 3.0
        scale = 4.0

        def project(self, params, memory):
            return params

    assert Other() == Other(1.0)


def test_a_plugin_file_is_refused_with_the_line_of_its_class(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(
        "from dataclasses import dataclass\n"
        "from ganbench.stabilizers.stabilizer import Stabilizer\n"
        "@dataclass(frozen=True)\n"
        "class Mine(Stabilizer):\n"
        "    def penality(self, discriminator, inputs):\n"
        "        return None\n"
        "STABILIZERS = {'mine': Mine}\n"
    )
    with pytest.raises(GanbenchError) as refusal:
        plugins.load(file)
    (message,) = str(refusal.value).splitlines()
    assert "`penality` is no hook of a Stabilizer" in message
    assert "Did you mean 'penalty'?" in message
    assert f"{file}:4" in message or f"{file}:3" in message


def test_a_network_is_looked_at_too_and_an_abstract_name_is_a_hook_of_those_that_extend_it():
    class Deep(Architecture):
        @property
        @abstractmethod
        def depth(self) -> int: ...

    type("Mine", (Deep,), {"depth": 3})
    with pytest.raises(UnknownHookError, match=r"`biuld` .* Did you mean 'build'\?"):
        type("Other", (Deep,), {"biuld": nothing})
