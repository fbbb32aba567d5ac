"""From a suite to the trials it means, each described down to its last number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from ganbench.datasets import DATASETS
from ganbench.losses import LOSSES
from ganbench.methods import METHODS, Part, Recipe
from ganbench.metrics import METRICS
from ganbench.optimizers import OPTIMIZERS, Optimizer
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.stabilizer import draws_noise
from ganbench.suite.load import LoadedSuite, load_suite
from ganbench.suite.parts import build, describe
from ganbench.suite.schema import Method
from ganbench.suite.variation import Variation
from ganbench.suite.whole import explicit
from ganbench.workloads import WORKLOADS, Target, Workload

__all__ = [
    "LoadedSuite",
    "MethodConfig",
    "Trial",
    "cohorts",
    "load_suite",
    "plan",
    "resolve",
    "varied",
]

FORMAT = 1
_NOT_NUMBERS = {"title", "source", "generator_optimizer", "discriminator_optimizer"}


@dataclass(frozen=True)
class MethodConfig:
    """A method on a workload, with every default filled in: its parts name all parameters."""

    name: str
    loss: Part
    stabilizers: tuple[Part, ...]
    generator_optimizer: Optimizer
    discriminator_optimizer: Optimizer
    discriminator_steps: int

    def describe(self) -> dict[str, Any]:
        """Returns it as plain JSON values."""
        return {
            "name": self.name,
            "loss": _pair(self.loss),
            "stabilizers": [_pair(part) for part in self.stabilizers],
            "generator_optimizer": _optimizer(self.generator_optimizer),
            "discriminator_optimizer": _optimizer(self.discriminator_optimizer),
            "discriminator_steps": self.discriminator_steps,
        }


@dataclass(frozen=True)
class Trial:
    """One method on one workload with one seed.

    Attributes:
        method: What the suite calls the method.
        workload: The workload's name.
        seed: The seed.
        config: Everything that determines the trial's numbers, as plain JSON values.
    """

    method: str
    workload: str
    seed: int
    config: dict[str, Any]

    @property
    def made_for(self) -> Workload:
        """The workload, as the suite changed it."""
        told = self.config["workload"]
        return replace(
            WORKLOADS[told.get("extends", told["name"])],
            dataset=told["dataset"],
            parameters=tuple(told["parameters"].items()),
            train_size=told["train_size"],
            batch=told["batch"],
            metrics=tuple(told["metrics"]),
            final=tuple(told["final"]),
            target=Target(told["target"]["metric"], told["target"]["threshold"]),
        )

    @cached_property
    def id(self) -> str:
        """Twelve hexadecimal digits that are the same for the same config, and only then."""
        text = json.dumps(self.config, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def plan(loaded: LoadedSuite, engine: Mapping[str, Any]) -> list[Trial]:
    """Returns the trials of a suite: workload by workload, method by method, seed by seed.

    Args:
        loaded: The suite.
        engine: What of the engine determines numbers: device, precision, whether it is compiled.
    """
    suite = loaded.suite
    common = {
        "format": FORMAT,
        "budget": suite.budget.model_dump(),
        "evaluate": suite.evaluate.model_dump(),
        "engine": dict(engine),
    }
    trials = []
    for variation in suite.workloads:
        name, workload = variation.name, varied(variation)
        told = _workload(variation, workload)
        for entry in suite.methods:
            method = resolve(entry, workload).describe()
            pair = {**common, "method": method, "workload": told}
            if any(_draws_noise(*part) for part in method["stabilizers"]):
                pair["draws"] = "by-name"  # and not by their positions, as in earlier versions
            used = _plugins(loaded, entry, method, variation, workload)
            if used:
                pair["plugins"] = used
            trials += [
                Trial(entry.name, name, seed, {**pair, "seed": seed}) for seed in suite.seeds
            ]
    return trials


def _draws_noise(name: str, parameters: Mapping[str, Any]) -> bool:
    return draws_noise(STABILIZERS[name](**parameters))


def varied(variation: Variation) -> Workload:
    """Returns a workload with what a suite changes of it.

    A metric that the suite does not name is measured no longer, except those of `final`.
    """
    workload = WORKLOADS[variation.extends or variation.name]
    changed: dict[str, Any] = {
        key: value
        for key in ("train_size", "batch")
        if (value := getattr(variation, key)) is not None
    }
    for key in ("metrics", "final"):
        names = getattr(variation, key)
        if names is not None:
            changed[key] = tuple(names)
    if variation.dataset is not None:
        changed["dataset"] = variation.dataset.name
        changed["parameters"] = tuple(variation.dataset.parameters.items())
    if variation.target is not None:
        changed["target"] = Target(variation.target.metric, variation.target.threshold)
    return replace(workload, **changed)


def _plugins(
    loaded: LoadedSuite,
    entry: Method,
    method: Mapping[str, Any],
    variation: Variation,
    workload: Workload,
) -> dict[str, str]:
    """The plugins that a trial's numbers depend on, by name, with their SHA-256."""
    origins = {
        METHODS.origin(entry.extends or entry.name),
        WORKLOADS.origin(variation.extends or variation.name),
        DATASETS.origin(workload.dataset),
        *(METRICS.origin(metric) for metric in (*workload.metrics, *workload.final)),
        LOSSES.origin(method["loss"][0]),
        *(STABILIZERS.origin(stabilizer) for stabilizer, _ in method["stabilizers"]),
    }
    files = zip(loaded.plugins.items(), loaded.plugin_files, strict=True)
    return {name: digest for (name, digest), file in files if str(file) in origins}


def cohorts(trials: Sequence[Trial], width: int) -> list[tuple[Trial, ...]]:
    """Groups trials of one method and workload, at most `width` together, in the given order."""
    groups: dict[tuple[str, str], list[Trial]] = {}
    for trial in trials:
        groups.setdefault((trial.workload, trial.method), []).append(trial)
    return [
        tuple(group[i : i + width])
        for group in groups.values()
        for i in range(0, len(group), width)
    ]


def resolve(entry: Method, workload: Workload) -> MethodConfig:
    """Fills in what a suite's method leaves open: first from its recipe, then from the workload.

    Raises:
        GanbenchError: The recipe itself names what does not exist or does not fit.
    """
    named = entry.extends or entry.name
    recipe = METHODS.get(named)
    loss = entry.loss or _of(recipe, "loss")
    stabilizers = entry.stabilizers
    if stabilizers is None:
        stabilizers = list(recipe.stabilizers) if recipe else []
    return MethodConfig(
        name=entry.name,
        loss=explicit(LOSSES, loss, named),
        stabilizers=tuple(explicit(STABILIZERS, part, named) for part in stabilizers),
        generator_optimizer=_made(entry.generator_optimizer)
        or _of(recipe, "generator_optimizer")
        or workload.generator_optimizer,
        discriminator_optimizer=_made(entry.discriminator_optimizer)
        or _of(recipe, "discriminator_optimizer")
        or workload.discriminator_optimizer,
        discriminator_steps=entry.discriminator_steps or _of(recipe, "discriminator_steps") or 1,
    )


def _of(recipe: Recipe | None, key: str) -> Any:
    return getattr(recipe, key, None)


def _made(part: Part | None) -> Optimizer | None:
    return build(OPTIMIZERS[part.name], part.parameters) if part else None


def _pair(part: Part) -> list[Any]:
    return [part.name, dict(part.parameters)]


def _optimizer(optimizer: Optimizer) -> list[Any]:
    return [OPTIMIZERS.name_of(optimizer), describe(optimizer)]


def _workload(variation: Variation, workload: Workload) -> dict[str, Any]:
    """What of a workload determines numbers; its optimizers stand with the method."""
    kept = {f.name: _plain(getattr(workload, f.name)) for f in fields(workload)}
    kept = {key: value for key, value in kept.items() if key not in _NOT_NUMBERS}
    kept |= {"name": variation.name, "parameters": dict(workload.parameters)}
    return {**kept, "extends": variation.extends} if variation.extends else kept


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        inner = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return {"type": type(value).__name__, **inner}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
