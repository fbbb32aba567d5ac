"""A workload as a suite may change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, ClassVar

from pydantic import Field
from pydantic_core import InitErrorDetails
from typing_extensions import override

from ganbench.errors import GanbenchError
from ganbench.mistakes import UNKNOWN, located, unexpected
from ganbench.registry import Registry
from ganbench.spelling import did_you_mean
from ganbench.suite.fields import (
    DatasetPart,
    Distinct,
    MetricName,
    Name,
    NetworkPart,
    Positive,
    Thresholds,
    WorkloadName,
    thresholds,
)
from ganbench.suite.model import Entry
from ganbench.suite.network import ROLES, network_of
from ganbench.suite.network_check import network_mistakes
from ganbench.workloads import WORKLOADS, Target, Workload


class Variation(Entry):
    """A workload by name, or a variation of one."""

    registry: ClassVar[Registry[Any]] = WORKLOADS
    noun: ClassVar[str] = "workload"
    means: ClassVar[type] = Workload

    name: Name
    """What tables and folders call it. The name of a workload stands for it unchanged."""
    extends: WorkloadName | None = None
    """The workload that gives every key that is not set here."""
    dataset: DatasetPart | None = None
    """Data of the same shape, as `name` or `{name: {parameter: value}}`."""
    generator: NetworkPart | None = None
    """From the prior to samples: another one, as `{mlp: {sizes: [64, 32, 2]}}`, or changes, as
    `{hidden: [32, 32], activation: silu, normalization: layer}`."""
    discriminator: NetworkPart | None = None
    """From samples to one logit each: another one, as `{mlp: {sizes: [2, 32, 1]}}`, or changes, as
    `{hidden: [32, 32], activation: silu, normalization: layer}`."""
    train_size: Positive | None = None
    """Training samples that are kept, the same ones in every trial; all if absent."""
    batch: Positive | None = None
    """Samples in a training batch."""
    metrics: Annotated[list[MetricName], Field(min_length=1), Distinct] | None = None
    """What is measured; the first one selects the best checkpoint and ranks the methods."""
    final: Annotated[list[MetricName], Distinct] | None = None
    """What is measured besides, on the best and the final generator alone."""
    target: Thresholds | None = None
    """When it counts as solved: what some of its metrics must reach, all at once, on the validation
    split, as `{jensen-shannon: 0.018, mode-spread: 0.3}`."""

    @property
    def workload(self) -> Workload:
        """The workload that the entry means."""
        if self._object is not None:
            workload: Workload = self._object
            return workload
        base = WORKLOADS[self.extends or self.name]
        return self.apply(base) if self.extends else base

    def apply(self, workload: Workload) -> Workload:
        """Returns a workload with what the suite changes of it, under the variation's name.

        A metric that the suite does not name is measured no longer, except those of `final`.

        Args:
            workload: The workload that the variation extends.
        """
        changed: dict[str, Any] = {"name": self.name, "extends": workload.name}
        for key in ("train_size", "batch"):
            if getattr(self, key) is not None:
                changed[key] = getattr(self, key)
        for key in ("metrics", "final"):
            if getattr(self, key) is not None:
                changed[key] = tuple(getattr(self, key))
        if self.dataset is not None:
            changed["dataset"] = self.dataset.name
            changed["parameters"] = tuple(self.dataset.parameters.items())
        for role in ROLES:
            if getattr(self, role) is not None:
                changed[role] = network_of(getattr(self, role), getattr(workload, role))
        if self.target is not None:
            changed["target"] = Target.of(self.target)
        return replace(workload, **changed)

    @classmethod
    @override
    def _entry_mistakes(cls, name: str, value: dict[str, Any]) -> Iterator[InitErrorDetails]:
        base = value.get("extends")
        if base is None:
            hint = f" Say which workload it `extends`.{did_you_mean(name, WORKLOADS)}"
            yield located(
                (), unexpected("a workload's name, or a variation", name, hint, UNKNOWN), value
            )
        elif isinstance(base, str) and base in WORKLOADS:
            yield from _game_mistakes(value, base)
            yield from _target_mistakes(value, base)
            yield from network_mistakes(value, base)


def _game_mistakes(value: dict[str, Any], base: str) -> Iterator[InitErrorDetails]:
    """Yields the mistakes of other data and networks for a game of known equilibrium."""
    try:
        game = WORKLOADS[base].game
    except GanbenchError:  # reported by `SuiteFile`
        return
    for key in ("dataset", "generator", "discriminator", "train_size", "batch"):
        if game is not None and value.get(key) is not None:
            hint = f" The equilibrium of '{base}' is known for its own data and networks alone."
            yield located((key,), unexpected("no value", value[key], hint), value[key])


def _target_mistakes(value: dict[str, Any], base: str) -> Iterator[InitErrorDetails]:
    """Yields the mistakes of targets whose metrics are not measured during training."""
    try:
        workload = WORKLOADS[base]
    except GanbenchError:  # reported by `SuiteFile`
        return
    measured, target = value.get("metrics"), value.get("target")
    known = measured if isinstance(measured, list) else list(workload.metrics)
    aims = list(thresholds(target)) if isinstance(target, dict) else workload.target.metrics
    for aim in aims:
        if isinstance(aim, str) and aim not in known:
            names = ", ".join(map(str, known))
            hint = " Add it to `metrics`, or give `target` another one."
            expected = f"a target by some of its metrics ({names})"
            yield located(("target",), unexpected(expected, aim, hint), aim)
