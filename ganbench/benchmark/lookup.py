"""Methods and workloads as objects, by name."""

from __future__ import annotations

from ganbench.methods import METHODS
from ganbench.methods.method import Method
from ganbench.workloads import WORKLOADS, Workload


def method(name: str) -> Method:
    """Returns the method of a recipe that `ganbench list methods` lists.

    Example:
        >>> import ganbench
        >>> ganbench.method("wgan-gp").discriminator_steps
        5

    Args:
        name: The recipe's name.

    Raises:
        UnknownNameError: There is no such recipe.
    """
    return METHODS[name].build(name)


def workload(name: str) -> Workload:
    """Returns a workload that `ganbench list workloads` lists.

    Example:
        >>> import ganbench
        >>> ganbench.workload("ring8").batch
        512

    Args:
        name: The workload's name; without a version, the newest one.

    Raises:
        UnknownNameError: There is no such workload.
    """
    return WORKLOADS[name]
