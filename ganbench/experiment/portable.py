"""Whether another process can build a trial from its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ganbench.errors import GanbenchError
from ganbench.experiment.source import PLUGIN_PREFIX
from ganbench.experiment.suite import PluginFile
from ganbench.experiment.trial import Trial
from ganbench.losses import LOSSES
from ganbench.methods.method import Method
from ganbench.networks import NETWORKS
from ganbench.optimizers import OPTIMIZERS
from ganbench.registry import Registry
from ganbench.stabilizers import STABILIZERS
from ganbench.workloads import WORKLOADS, Workload


def portable(trial: Trial, plugins: Iterable[PluginFile]) -> bool:
    """Tells whether another process can find all of a trial's parts, by name or by import.

    A class that was written in a notebook's cell or in a script cannot be found.

    Args:
        trial: The trial.
        plugins: The plugin files that the other process has run.
    """
    modules = {plugin.module for plugin in plugins}
    parts = all(_registered(registry, part) for registry, part in _parts(trial.method))
    kinds = {*classes(trial.method), *classes(trial.workload)}
    own = set(_own_classes(trial.workload))
    return (
        parts
        and all(
            m in modules for m in (kind.__module__ for kind in kinds) if m.startswith(PLUGIN_PREFIX)
        )
        and all(_imported(kind, trial.workload) for kind in own)
    )


def classes(value: object) -> Iterator[type]:
    """Yields the class of a dataclass instance, and those of all instances within its fields."""
    if is_dataclass(value) and not isinstance(value, type):
        yield type(value)
        for field in fields(value):
            yield from classes(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from classes(item)


def _parts(method: Method) -> Iterator[tuple[Registry[Any], object]]:
    yield LOSSES, method.loss
    for stabilizer in method.stabilizers:
        yield STABILIZERS, stabilizer
    yield OPTIMIZERS, method.generator_optimizer
    yield OPTIMIZERS, method.discriminator_optimizer


def _registered(registry: Registry[Any], part: object) -> bool:
    try:
        return bool(registry.name_of(part))
    except GanbenchError:
        return False


def _imported(kind: type, workload: Workload) -> bool:
    """Whether the class of a network or a game is ganbench's, a plugin file's, or registered."""
    if kind.__module__.startswith("ganbench.") or _of_plugin(kind):
        return True
    if kind in map(NETWORKS.get, NETWORKS):
        return True
    base = WORKLOADS.get(WORKLOADS.label(workload.extends or workload.name))
    return base is not None and kind in set(_own_classes(base))


def _own_classes(workload: Workload) -> Iterator[type]:
    """Yields the classes of a workload's networks and of its game."""
    for part in (workload.generator, workload.discriminator, workload.game):
        yield from classes(part)


def _of_plugin(kind: type) -> bool:
    return kind.__module__.startswith(PLUGIN_PREFIX)
