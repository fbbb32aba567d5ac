"""A workload as a suite may change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, ClassVar

from pydantic import Field, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError
from typing_extensions import override

from ganbench.errors import GanbenchError
from ganbench.mistakes import UNKNOWN, located, sentence_error, unexpected
from ganbench.networks import NETWORKS
from ganbench.networks.shapes import shown
from ganbench.registry import Registry
from ganbench.spelling import did_you_mean
from ganbench.suite.fields import (
    DatasetPart,
    Distinct,
    MetricName,
    Name,
    NetworkPart,
    Positive,
    WorkloadName,
)
from ganbench.suite.model import Entry, Model
from ganbench.suite.named import PartOf
from ganbench.workloads import WORKLOADS, Target, Workload


class Aim(Model):
    """When a workload counts as solved."""

    metric: MetricName
    """Which of its metrics."""
    threshold: float
    """What it must reach on the validation split."""


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
    """Another network from the prior to samples, as `{mlp: {sizes: [64, 32, 2]}}`."""
    discriminator: NetworkPart | None = None
    """Another network from samples to one logit each, as `{mlp: {sizes: [2, 32, 1]}}`."""
    train_size: Positive | None = None
    """Training samples that are kept, the same ones in every trial; all if absent."""
    batch: Positive | None = None
    """Samples in a training batch."""
    metrics: Annotated[list[MetricName], Field(min_length=1), Distinct] | None = None
    """What is measured; the first one selects the best checkpoint and ranks the methods."""
    final: Annotated[list[MetricName], Distinct] | None = None
    """What is measured besides, on the best and the final generator alone."""
    target: Aim | None = None
    """When it counts as solved, by one of its metrics."""

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
        for role in ("generator", "discriminator"):
            if getattr(self, role) is not None:
                changed[role] = getattr(self, role)
        if self.target is not None:
            changed["target"] = Target(self.target.metric, self.target.threshold)
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
            yield from _target_mistakes(value, base)
            yield from _network_mistakes(value, base)


def _target_mistakes(value: dict[str, Any], base: str) -> Iterator[InitErrorDetails]:
    """Yields the mistake of a target whose metric is not measured during training."""
    try:
        workload = WORKLOADS[base]
    except GanbenchError:  # reported by `SuiteFile`
        return
    measured, target = value.get("metrics"), value.get("target")
    known = measured if isinstance(measured, list) else list(workload.metrics)
    aim = target.get("metric") if isinstance(target, dict) else workload.target.metric
    if isinstance(aim, str) and aim not in known:
        names = ", ".join(map(str, known))
        hint = " Add it to `metrics`, or give `target` another one."
        yield located(
            ("target",), unexpected(f"a target by one of its metrics ({names})", aim, hint), aim
        )


def _network_mistakes(value: dict[str, Any], base: str) -> Iterator[InitErrorDetails]:
    """Yields the mistakes of networks that do not fit the workload's prior and samples."""
    chosen = {role: value[role] for role in ("generator", "discriminator") if value.get(role)}
    try:
        networks = {role: PartOf(NETWORKS).parse(part) for role, part in chosen.items()}
        if not networks:  # looking at shapes imports torch
            return
        workload = replace(WORKLOADS[base], **networks)
    except (GanbenchError, ValidationError, PydanticCustomError):  # reported by the field itself
        return
    batch = value.get("batch")
    if isinstance(batch, int) and batch > 0:
        workload = replace(workload, batch=batch)
    from ganbench.workloads.fit import misfits, roles

    for role, reason in misfits(workload).items():
        if role in chosen:
            given, wanted = (shown(shape) for shape in roles(workload)[role])
            expected = f"a network from inputs of shape {given} to outputs of shape {wanted}"
            yield located(
                (role,),
                sentence_error(f"expected {expected}, found {networks[role]}, which {reason}."),
                chosen[role],
            )
