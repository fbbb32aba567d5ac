"""Methods: recipes by name, a file for each idea.

A recipe is a constant of its idea's file, and its name follows from the constant's: `WGAN_GP` is
`wgan-gp`.
"""

from types import ModuleType

from ganbench.methods import (
    averaging,
    inputs,
    losses,
    networks,
    normalization,
    penalties,
    updates,
)
from ganbench.methods.recipe import Part, Recipe
from ganbench.registry import Registry


def _paths(*modules: ModuleType) -> dict[str, str]:
    """The import path of every recipe that the modules define, by the method's name."""
    return {
        constant.lower().replace("_", "-"): f"{module.__name__}:{constant}"
        for module in modules
        for constant, thing in vars(module).items()
        if isinstance(thing, Recipe)
    }


METHODS: Registry[Recipe] = Registry(
    "method",
    _paths(losses, penalties, normalization, inputs, updates, averaging, networks),
    group="ganbench.methods",
    holds=Recipe,
)

__all__ = ["METHODS", "Part", "Recipe"]
