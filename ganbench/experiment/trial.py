"""A trial: one method on one workload with one seed, under a budget."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ganbench.engine.numerics import Numerics
from ganbench.engine.schedule import Schedule
from ganbench.experiment.codec import (
    JSONDict,
    method_from_json,
    method_to_json,
    workload_from_json,
    workload_to_json,
)
from ganbench.experiment.settings import Budget, Evaluation, Plugin
from ganbench.names import part_name
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.stabilizer import draws_noise

if TYPE_CHECKING:
    from ganbench.methods.method import Method
    from ganbench.workloads import Workload

FORMAT = 1
"""The version of a trial's JSON."""

DRAWS = "by-name"
"""How stabilizers draw noise: by their names, not by their positions as in version 0.1."""

AUTOCAST = "networks"
"""What autocast covers in bf16: the networks in training, not the whole step as in version 0.1."""

POINTS_SHOWN, PICTURES_SHOWN = 512, 36
"""Samples of an evaluation that are stored for the figures."""


@dataclass(frozen=True)
class Trial:
    """One method on one workload with one seed: the unit that is run, stored and resumed.

    Example:
        >>> import ganbench
        >>> trial = ganbench.plan("smoke")[1]
        >>> trial.workload.name, trial.method.name, trial.seed, trial.budget.generator_steps
        ('ring8', 'non-saturating', 1, 20)
        >>> len(trial.id)
        12
        >>> ganbench.Trial.from_json(trial.to_json()).id == trial.id
        True

    Attributes:
        method: The method, with optimizers for both players.
        workload: The workload, with the suite's changes.
        seed: The training seed.
        budget: How long it trains.
        evaluation: When it is measured.
        numerics: Where and how it computes.
        plugins: Code outside ganbench that its numbers depend on.
    """

    method: Method
    workload: Workload
    seed: int
    budget: Budget
    evaluation: Evaluation
    numerics: Numerics = field(default_factory=Numerics)
    plugins: tuple[Plugin, ...] = ()

    @cached_property
    def id(self) -> str:
        """Twelve hexadecimal digits, a hash of `to_json`."""
        values = self.to_json()
        text = json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def to_json(self) -> JSONDict:
        """Returns all that determines the trial's numbers as plain JSON values."""
        values: JSONDict = {
            "format": FORMAT,
            "budget": dict(vars(self.budget)),
            "evaluate": dict(vars(self.evaluation)),
            "engine": dict(vars(self.numerics)),
            "method": method_to_json(self.method),
            "workload": workload_to_json(self.workload),
            "seed": self.seed,
        }
        if any(map(draws_noise, self.method.stabilizers)):
            values["draws"] = DRAWS
        revised = {
            part_name(STABILIZERS, part): part.revision
            for part in self.method.stabilizers
            if part.revision > 1
        }
        if revised:
            values["revisions"] = revised
        if self.numerics.precision == "bf16":
            values["autocast"] = AUTOCAST
        if self.plugins:
            values["plugins"] = {plugin.name: plugin.sha256 for plugin in self.plugins}
        return values

    @staticmethod
    def from_json(values: Mapping[str, Any]) -> Trial:
        """Returns the trial of a JSON object by `to_json`, its parts built by their names.

        The workload has the method's optimizers, and neither title nor source.

        Raises:
            UnknownNameError: A part is not registered here.
            ValidationError: A part does not take the parameters it had.
        """
        method = method_from_json(values["method"])
        return Trial(
            method=method,
            workload=workload_from_json(values["workload"], method),
            seed=values["seed"],
            budget=Budget(**values["budget"]),
            evaluation=Evaluation(**values["evaluate"]),
            numerics=Numerics(**values["engine"]),
            plugins=tuple(Plugin(*item) for item in values.get("plugins", {}).items()),
        )

    @property
    def schedule(self) -> Schedule:
        """How long the engine trains and how often it measures."""
        return Schedule(
            steps=self.budget.generator_steps,
            every=self.evaluation.every,
            seconds=self.budget.seconds or math.inf,
            kept=self._kept,
        )

    @property
    def _kept(self) -> int:
        """Samples of an evaluation that are stored; a solvable game has none to be looked at."""
        if self.workload.game is not None:
            return 0
        return POINTS_SHOWN if len(self.workload.shape) == 1 else PICTURES_SHOWN
