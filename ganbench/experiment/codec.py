"""Methods and workloads as JSON, and back: the only place that knows how they are written down.

What is written is all that determines a trial's numbers. A workload's title, source and optimizers
are left out: the first two are for people, and the optimizers stand with the method.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias, cast

from ganbench.errors import GanbenchError, UnknownNameError
from ganbench.losses import LOSSES
from ganbench.methods.method import Method
from ganbench.names import part_name
from ganbench.networks import NETWORKS
from ganbench.networks.architecture import Architecture
from ganbench.networks.minibatch import MinibatchLayer
from ganbench.optimizers import OPTIMIZERS
from ganbench.parameters import build, describe
from ganbench.registry import Registry
from ganbench.stabilizers import STABILIZERS
from ganbench.store.values import JSON
from ganbench.workloads import WORKLOADS, Prior, Target, Workload

Object: TypeAlias = "dict[str, JSON]"

_FOR_PEOPLE = ("title", "source", "generator_optimizer", "discriminator_optimizer")


def method_to_json(method: Method) -> Object:
    """Returns a method with all parameters of its parts.

    Args:
        method: With optimizers for both players.
    """
    return {
        "name": method.name,
        "loss": _part(LOSSES, method.loss),
        "stabilizers": [_part(STABILIZERS, part) for part in method.stabilizers],
        "generator_optimizer": _part(OPTIMIZERS, method.generator_optimizer),
        "discriminator_optimizer": _part(OPTIMIZERS, method.discriminator_optimizer),
        "discriminator_steps": method.discriminator_steps,
    }


def workload_to_json(workload: Workload) -> Object:
    """Returns what of a workload determines numbers."""
    values = {f.name: _plain(getattr(workload, f.name)) for f in fields(workload)}
    values = {name: value for name, value in values.items() if name not in _FOR_PEOPLE}
    values["parameters"] = {name: _plain(value) for name, value in workload.parameters}
    if not workload.extends:
        del values["extends"]
    return values


def _part(registry: Registry[Any], part: object) -> JSON:
    return [part_name(registry, part), describe(part)]


def _made(registry: Registry[Any], values: tuple[str, Mapping[str, Any]]) -> Any:
    name, parameters = values
    return build(registry[name], parameters)


def method_from_json(values: Mapping[str, Any]) -> Method:
    """Returns the method that `method_to_json` wrote down, its parts made anew by their names.

    Raises:
        UnknownNameError: A part is not registered here.
        ValidationError: A part does not take the parameters it had.
    """
    return Method(
        name=values["name"],
        loss=_made(LOSSES, values["loss"]),
        stabilizers=tuple(_made(STABILIZERS, part) for part in values["stabilizers"]),
        generator_optimizer=_made(OPTIMIZERS, values["generator_optimizer"]),
        discriminator_optimizer=_made(OPTIMIZERS, values["discriminator_optimizer"]),
        discriminator_steps=values["discriminator_steps"],
    )


def workload_from_json(values: Mapping[str, Any], method: Method) -> Workload:
    """Returns the workload that `workload_to_json` wrote down, without title and source.

    Args:
        values: What was written down.
        method: Whose optimizers it has, both.

    Raises:
        UnknownNameError: A network is not known here.
    """
    with suppress(GanbenchError):  # its package, whose networks are then known, may be broken
        WORKLOADS.get(values.get("extends") or values["name"])
    made = {name: _described(value) for name, value in values.items() if name != "parameters"}
    assert method.generator_optimizer is not None  # it was written down with both
    assert method.discriminator_optimizer is not None
    return Workload(
        title="",
        source="",
        parameters=tuple(values["parameters"].items()),
        generator_optimizer=method.generator_optimizer,
        discriminator_optimizer=method.discriminator_optimizer,
        **made,
    )


def _plain(value: Any) -> JSON:
    """Returns a description as JSON: a dataclass as its fields and its class's name."""
    if is_dataclass(value):
        inner = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return {"type": type(value).__name__, **inner}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return cast("JSON", value)


def _described(value: Any) -> Any:
    """Returns the description that `_plain` turned into JSON."""
    if isinstance(value, list):
        return tuple(_described(item) for item in value)
    if isinstance(value, Mapping):
        inner = {name: _described(item) for name, item in value.items() if name != "type"}
        return _description(value["type"])(**inner)
    return value


def _description(name: str) -> type:
    """Returns the class of descriptions of a name; ganbench's own before a plugin's.

    Raises:
        UnknownNameError: There is no such class, or more than one.
    """
    for network in NETWORKS:  # those of installed packages are imported by that
        NETWORKS.get(network)
    known: list[type] = [Prior, Target, *_below(Architecture), *_below(MinibatchLayer)]
    found = {kind for kind in known if kind.__name__ == name}
    own = {kind for kind in found if kind.__module__.startswith("ganbench.")}
    if len(own or found) != 1:
        raise UnknownNameError(f"Expected one network called {name}, found {len(found)}.")
    return next(iter(own or found))


def _below(base: type) -> Iterator[type]:
    subclasses: list[type] = base.__subclasses__()
    for kind in subclasses:
        yield kind
        yield from _below(kind)
