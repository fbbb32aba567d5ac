"""Converts methods and workloads to JSON and back; the layout is known here alone.

The JSON holds all that determines a trial's numbers. A workload's title, source, optimizers and
gamma are left out: the first two are for people, and the others stand with the method.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias, cast

from ganbench.errors import GanbenchError, UnknownNameError
from ganbench.games import SolvableGame
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
from ganbench.workloads import WORKLOADS, Condition, Prior, Target, Workload

JSONDict: TypeAlias = "dict[str, JSON]"

_OWN = ("parameters", "target")
"""Fields of a workload with a layout of their own."""
_ELSEWHERE = ("title", "source", "generator_optimizer", "discriminator_optimizer", "gamma")


def method_to_json(method: Method) -> JSONDict:
    """Returns a method with all parameters of its parts.

    Args:
        method: A method with optimizers for both players.
    """
    return {
        "name": method.name,
        "loss": _part(LOSSES, method.loss),
        "stabilizers": [_part(STABILIZERS, part) for part in method.stabilizers],
        "generator_optimizer": _part(OPTIMIZERS, method.generator_optimizer),
        "discriminator_optimizer": _part(OPTIMIZERS, method.discriminator_optimizer),
        "discriminator_steps": method.discriminator_steps,
    }


def workload_to_json(workload: Workload) -> JSONDict:
    """Returns what determines a trial's numbers of a workload."""
    values = {f.name: _encode(getattr(workload, f.name)) for f in fields(workload)}
    values = {name: value for name, value in values.items() if name not in _ELSEWHERE}
    values["parameters"] = {name: _encode(value) for name, value in workload.parameters}
    values["target"] = _target_to_json(workload.target)
    if not workload.extends:
        del values["extends"]
    if workload.game is None:
        del values["game"]
    return values


def _target_to_json(target: Target) -> JSON:
    """Returns a target as JSON; of a single condition, as when there were no others."""
    conditions: list[JSON] = [dict(vars(condition)) for condition in target.conditions]
    if len(conditions) == 1:
        return {"type": "Target", **dict(vars(target.conditions[0]))}
    return {"type": "Target", "conditions": conditions}


def _target_from_json(values: Mapping[str, Any]) -> Target:
    fields = {name: value for name, value in values.items() if name != "type"}
    return Target(tuple(Condition(**each) for each in fields.get("conditions", [fields])))


def _part(registry: Registry[Any], part: object) -> JSON:
    return [part_name(registry, part), describe(part)]


def _build_part(registry: Registry[Any], values: tuple[str, Mapping[str, Any]]) -> Any:
    name, parameters = values
    return build(registry[name], parameters)


def method_from_json(values: Mapping[str, Any]) -> Method:
    """Returns the method of a JSON object by `method_to_json`, its parts built by their names.

    Raises:
        UnknownNameError: A part is not registered here.
        ValidationError: A part does not take the parameters it had.
    """
    return Method(
        name=values["name"],
        loss=_build_part(LOSSES, values["loss"]),
        stabilizers=tuple(_build_part(STABILIZERS, part) for part in values["stabilizers"]),
        generator_optimizer=_build_part(OPTIMIZERS, values["generator_optimizer"]),
        discriminator_optimizer=_build_part(OPTIMIZERS, values["discriminator_optimizer"]),
        discriminator_steps=values["discriminator_steps"],
    )


def workload_from_json(values: Mapping[str, Any], method: Method) -> Workload:
    """Returns the workload of a JSON object by `workload_to_json`, without title and source.

    Args:
        values: The JSON object.
        method: The trial's method, whose optimizers become the workload's too.

    Raises:
        UnknownNameError: A network is not known here.
    """
    with suppress(GanbenchError):  # its package, whose networks are then known, may be broken
        WORKLOADS.get(WORKLOADS.label(values.get("extends") or values["name"]))
    others = {name: value for name, value in values.items() if name not in _OWN}
    decoded = {name: _decode(value) for name, value in others.items()}
    assert method.generator_optimizer is not None  # `method_to_json` needs both
    assert method.discriminator_optimizer is not None
    return Workload(
        title="",
        source="",
        parameters=tuple(values["parameters"].items()),
        target=_target_from_json(values["target"]),
        generator_optimizer=method.generator_optimizer,
        discriminator_optimizer=method.discriminator_optimizer,
        **decoded,
    )


def _encode(value: Any) -> JSON:
    """Returns a value as JSON: a dataclass as its fields and the name of its class."""
    if is_dataclass(value):
        inner = {f.name: _encode(getattr(value, f.name)) for f in fields(value)}
        return {"type": _type_name(type(value)), **inner}
    if isinstance(value, tuple | list):
        return [_encode(item) for item in value]
    return cast("JSON", value)


def _decode(value: Any) -> Any:
    """Returns the value that `_encode` turned into JSON."""
    if isinstance(value, list):
        return tuple(_decode(item) for item in value)
    if isinstance(value, Mapping):
        inner = {name: _decode(item) for name, item in value.items() if name != "type"}
        return _class_named(value["type"])(**inner)
    return value


def _type_name(cls: type) -> str:
    """What JSON calls a class: its name alone where it is ganbench's, of which there is one."""
    if cls.__module__.startswith("ganbench."):
        return cls.__name__
    return f"{cls.__module__}:{cls.__qualname__}"


def _class_named(name: str) -> type:
    """Returns the network's, the game's or the workload part's class that JSON calls so.

    It is looked up among classes that are there; what a file names is never imported.

    Raises:
        UnknownNameError: There is no such class.
    """
    for network in NETWORKS:  # those of installed packages are imported by that
        NETWORKS.get(network)
    bases: tuple[type, ...] = (Architecture, MinibatchLayer, SolvableGame)
    for cls in (Prior, *(cls for base in bases for cls in _subclasses(base))):
        if _type_name(cls) == name:
            return cls
    raise UnknownNameError(
        f"There is no network or game called '{name}' here. Load the plugin that defines it."
    )


def _subclasses(base: type) -> Iterator[type]:
    subclasses: list[type] = base.__subclasses__()
    for cls in subclasses:
        yield cls
        yield from _subclasses(cls)
