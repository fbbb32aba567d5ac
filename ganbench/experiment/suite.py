"""A suite as an object: live methods and workloads, seeds and a budget."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.errors import SuiteError
from ganbench.experiment.settings import Budget, Evaluation
from ganbench.experiment.source import PLUGIN_PREFIX

if TYPE_CHECKING:
    from ganbench.methods.method import Method
    from ganbench.workloads import Workload


@dataclass(frozen=True)
class PluginFile:
    """A plugin file that a suite names, which has been run.

    Attributes:
        name: Its path as the suite gives it, relative to the suite's file.
        path: Where it is, absolute: worker processes run it before they train.
        sha256: The SHA-256 of its content, in hexadecimal.
    """

    name: str
    path: Path
    sha256: str

    @property
    def module(self) -> str:
        """The name of the module that is made of the file: the same for the same content."""
        return module_name(self.path, self.sha256)


def module_name(path: Path, sha256: str) -> str:
    """Returns the name of the module that is made of a plugin file.

    Args:
        path: Where the file is.
        sha256: Of its content, in hexadecimal.
    """
    return f"{PLUGIN_PREFIX}{path.stem}_{sha256[:12]}"


@dataclass(frozen=True)
class Suite:
    """Methods, workloads and seeds to compare under one budget; each combination is a trial.

    Example:
        >>> import ganbench
        >>> suite = ganbench.Suite(
        ...     name="mine",
        ...     workloads=(ganbench.workload("ring8"),),
        ...     methods=(ganbench.method("non-saturating"), ganbench.method("r1")),
        ...     seeds=(0, 1, 2),
        ...     budget=ganbench.Budget(generator_steps=300),
        ...     evaluation=ganbench.Evaluation(every=100),
        ... )
        >>> len(ganbench.plan(suite))
        6

    Attributes:
        name: Results go to the folder results/NAME unless `out` says otherwise.
        workloads: What the methods are tried on, each with a name of its own.
        methods: What is compared, each with a name of its own.
        seeds: The training seeds.
        budget: How long every trial may train.
        evaluation: When and on how much a generator is measured.
        description: What the suite is for, in a sentence.
        plugins: The plugin files whose parts it may use.
        text: The suite file as it was written; empty for a suite without a file.

    Raises:
        SuiteError: On construction: all that is wrong with it, a line for each mistake.
    """

    name: str
    workloads: tuple[Workload, ...]
    methods: tuple[Method, ...]
    seeds: tuple[int, ...]
    budget: Budget
    evaluation: Evaluation
    description: str | None = None
    plugins: tuple[PluginFile, ...] = ()
    text: str = ""

    def __post_init__(self) -> None:
        mistakes = list(self._mistakes())
        if mistakes:
            raise SuiteError("\n".join(mistakes))
        # An id holds plain numbers, whatever kind of integers the seeds were.
        object.__setattr__(self, "seeds", tuple(int(seed) for seed in self.seeds))

    @property
    def noted(self) -> str:
        """The text that is stored beside results: the suite file's, or what names there are."""
        if self.text:
            return self.text
        names = {
            "name": self.name,
            "description": self.description or "",
            "workloads": [workload.name for workload in self.workloads],
            "methods": [method.name for method in self.methods],
            "seeds": list(self.seeds),
        }
        lines = [f"{key}: {json.dumps(value)}" for key, value in names.items()]
        return "\n".join(
            ["# A suite of objects in Python; its trials say what they are.", *lines, ""]
        )

    def _mistakes(self) -> Iterator[str]:
        """Yields what a suite file could not say either, a sentence each."""
        from ganbench.experiment import live  # what a part is takes torch

        yield from live.name_mistakes("name", [self.name])
        yield from live.workload_mistakes(self.workloads)
        yield from live.method_mistakes(self.methods)
        yield from live.seed_mistakes(self.seeds)
        if self.evaluation.every > self.budget.generator_steps:
            yield (
                f"evaluation.every: expected at most the {self.budget.generator_steps} steps of "
                f"budget.generator_steps, found {self.evaluation.every}."
            )
