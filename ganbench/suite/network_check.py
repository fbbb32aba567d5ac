"""Checks that the networks of a variation, or its changes of networks, suit the workload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from ganbench import wording
from ganbench.errors import GanbenchError
from ganbench.mistakes import located, sentence_error
from ganbench.networks import NETWORKS, Architecture
from ganbench.networks.shapes import shown
from ganbench.suite.network import CHANGES, ROLES, NetworkChange, NetworkOf, network_of
from ganbench.workloads import WORKLOADS, Workload


def network_mistakes(value: dict[str, Any], base: str) -> Iterator[InitErrorDetails]:
    """Yields the mistakes of networks that do not fit a workload, or of changes of its own.

    Args:
        value: The variation, with its keys as a suite has them.
        base: The name of the workload that it extends.
    """
    try:
        workload = WORKLOADS[base]
    except GanbenchError:  # reported by `SuiteFile`
        return
    chosen: dict[str, Architecture] = {}
    for role in ROLES:
        if value.get(role) is None:
            continue
        own = getattr(workload, role)
        refused = list(_changes(value[role]).refusals(own))
        for key, found, reason in refused:
            expected = f"expected a change that suits the workload's network ({own}), found"
            message = f"{expected} {wording.shown(found)}: {reason}"
            yield located((role, key), sentence_error(message), found)
        given = _parsed(value[role])
        if given is not None and not refused:
            chosen[role] = network_of(given, own)
    if chosen:  # looking at shapes imports torch
        batch = value.get("batch")
        if isinstance(batch, int) and batch > 0:
            workload = replace(workload, batch=batch)
        yield from _shape_mistakes(value, workload, chosen)


def _parsed(value: Any) -> Architecture | NetworkChange | None:
    """The network or the change that a value is; `None` if it is neither."""
    try:
        given: Architecture | NetworkChange = NetworkOf(NETWORKS).parse(value)
    except (ValidationError, PydanticCustomError):  # reported by the field itself
        return None
    return given


def _changes(value: Any) -> NetworkChange:
    """The changes that are right by themselves, whatever else is wrong beside them."""
    if not isinstance(value, dict) or any(key in NETWORKS for key in value):
        return NetworkChange()
    right = {}
    for key in CHANGES:
        change = _parsed({key: value[key]}) if key in value else None
        if isinstance(change, NetworkChange):
            right[key] = getattr(change, key)
    return NetworkChange(**right)


def _shape_mistakes(
    value: dict[str, Any], workload: Workload, chosen: Mapping[str, Architecture]
) -> Iterator[InitErrorDetails]:
    """Yields the mistakes of chosen networks between the wrong shapes, by their role."""
    from ganbench.workloads.fit import misfits, roles

    changed: dict[str, Any] = dict(chosen)
    for role, reason in misfits(replace(workload, **changed)).items():
        if role in chosen:
            given, wanted = (shown(shape) for shape in roles(workload)[role])
            expected = f"a network from inputs of shape {given} to outputs of shape {wanted}"
            yield located(
                (role,),
                sentence_error(f"expected {expected}, found {chosen[role]}, which {reason}."),
                value[role],
            )
