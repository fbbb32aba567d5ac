"""Checks the live parts of a suite, which need not have come through a suite file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from numbers import Integral
from typing import Any

from ganbench.losses import LOSSES
from ganbench.methods.method import Method
from ganbench.names import NAME
from ganbench.networks import NETWORKS
from ganbench.optimizers import OPTIMIZERS
from ganbench.registrable import problem_with
from ganbench.registry import Registry
from ganbench.stabilizers import STABILIZERS
from ganbench.wording import shown, with_article
from ganbench.workloads import WORKLOADS, Workload

MAX_SEED = 2**63 - 1


def name_mistakes(where: str, names: Sequence[str]) -> Iterator[str]:
    """Yields a sentence for each name that cannot be a folder's, and for each that repeats one.

    Args:
        where: What the names are of, as "methods".
        names: The names.
    """
    for name in dict.fromkeys(names):
        if not isinstance(name, str) or not re.fullmatch(NAME, name):
            yield (
                f"{where}: expected a name of at most 64 letters, digits, '.', '_', '+' and '-', "
                f"found {shown(name)}."
            )
    for name, times in Counter(str(name).casefold() for name in names).items():
        if times > 1:
            yield (
                f"{where}: expected names that differ in more than case, found '{name}' {times} "
                "times. Rename all but one of them: `dataclasses.replace(part, name=...)`."
            )


def workload_mistakes(workloads: Any) -> Iterator[str]:
    """Yields what is wrong with a suite's workloads, a sentence each."""
    found = yield from _instances("workloads", workloads, Workload, "workload")
    yield from name_mistakes("workloads", [workload.name for workload in found])
    for workload in found:
        yield from _changed(workload)
        for role in ("generator", "discriminator"):
            yield from _part(
                f"workloads: {workload.name}, {role}", getattr(workload, role), NETWORKS
            )
            optimizer = getattr(workload, f"{role}_optimizer")
            yield from _part(f"workloads: {workload.name}, {role}_optimizer", optimizer, OPTIMIZERS)
        if not isinstance(workload.batch, int) or workload.batch < 1:
            yield (
                f"workloads: {workload.name}, batch: expected a whole number from 1, found "
                f"{shown(workload.batch)}."
            )


def method_mistakes(methods: Any) -> Iterator[str]:
    """Yields what is wrong with a suite's methods, a sentence each."""
    found = yield from _instances("methods", methods, Method, "method")
    yield from name_mistakes("methods", [method.name for method in found])
    for method in found:
        where = f"methods: {method.name}"
        yield from _part(f"{where}, loss", method.loss, LOSSES)
        if not isinstance(method.stabilizers, tuple):
            yield (
                f"{where}, stabilizers: expected a tuple, found {shown(method.stabilizers)}. "
                "A tuple of one is written `(part,)`."
            )
            continue
        for stabilizer in method.stabilizers:
            yield from _part(f"{where}, stabilizers", stabilizer, STABILIZERS)
        for role in ("generator_optimizer", "discriminator_optimizer"):
            if getattr(method, role) is not None:
                yield from _part(f"{where}, {role}", getattr(method, role), OPTIMIZERS)
        steps = method.discriminator_steps
        if not isinstance(steps, int) or steps < 1:
            yield (
                f"{where}, discriminator_steps: expected a whole number from 1, found "
                f"{shown(steps)}."
            )


def seed_mistakes(seeds: Any) -> Iterator[str]:
    """Yields what is wrong with a suite's seeds, a sentence each."""
    if not isinstance(seeds, Sequence) or isinstance(seeds, str) or not seeds:
        yield f"seeds: expected a tuple of seeds such as (0, 1, 2), found {shown(seeds)}."
        return
    for seed in seeds:
        if (
            isinstance(seed, bool)
            or not isinstance(seed, Integral)
            or not 0 <= int(seed) <= MAX_SEED
        ):
            yield f"seeds: expected whole numbers from 0, found {shown(seed)}."
    for seed, times in Counter(seeds).items():
        if times > 1:
            yield f"seeds: expected each one once, found {shown(seed)} {times} times."


def _instances(where: str, values: Any, kind: type, noun: str) -> Any:
    """Yields the mistakes of a tuple of instances, and returns those that are instances."""
    if not isinstance(values, tuple) or not values:
        yield f"{where}: expected a tuple of one {noun} or more, found {shown(values)}."
        return []
    for value in values:
        if not isinstance(value, kind):
            hint = f" Write `ganbench.{noun}({value!r})`." if isinstance(value, str) else ""
            yield f"{where}: expected {with_article(kind.__name__)}, found {shown(value)}.{hint}"
    return [value for value in values if isinstance(value, kind)]


def _changed(workload: Workload) -> Iterator[str]:
    """Yields the mistake of a changed workload that goes by the name of the one it was."""
    named = WORKLOADS.get(WORKLOADS.label(workload.name))
    if named and replace(workload, title=named.title, source=named.source) != named:
        yield (
            f"workloads: expected the workload '{named.name}' unchanged, found another one of its "
            f'name. Give the variation a name of its own: `dataclasses.replace(workload, name="..."'
            f', extends="{named.name}")`.'
        )


def _part(where: str, part: Any, registry: Registry[Any]) -> Iterator[str]:
    """Yields the mistake of a part that is none."""
    if isinstance(part, type):
        yield f"{where}: expected an instance, found the class itself. Write `{part.__name__}()`."
    elif isinstance(part, str | int | float | dict | tuple | list | None):
        noun = with_article(registry.kind)
        yield f"{where}: expected {noun} as an object, found {shown(part)}."
    elif problem := problem_with(type(part), registry.holds):
        yield f"{where}: {problem}"
