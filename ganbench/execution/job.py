"""A cohort as executors receive it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from ganbench.engine.checkpoint import Checkpoint
from ganbench.experiment.codec import method_from_json, method_to_json
from ganbench.experiment.trial import Trial


@dataclass(frozen=True)
class Job:
    """Trials that train together, and the results folder that they go to.

    Example:
        >>> import ganbench
        >>> job = ganbench.Job(tuple(ganbench.plan("smoke")[:2]), folder)
        >>> job.name, job.steps, [trial.seed for trial in job.trials]
        ('ring8 / non-saturating', 20, [0, 1])
        >>> ganbench.Job.loads(job.dumps()).trials[1].id == job.trials[1].id
        True

    Attributes:
        trials: Of one workload; they differ in their seeds and in real numbers of their methods.
        store: The results folder.

    Raises:
        ValueError: On construction, where trials differ in more than seeds and methods, or two
            methods have one name.
    """

    trials: tuple[Trial, ...]
    store: Path

    def __post_init__(self) -> None:
        first = self.trials[0]
        methods = {trial.method.name: trial.method for trial in self.trials}
        if any(methods[trial.method.name] != trial.method for trial in self.trials):
            raise ValueError(f"{self.name}: expected one method of each name")
        if any(replace(it, seed=first.seed, method=first.method) != first for it in self.trials):
            raise ValueError(f"{self.name}: expected trials that differ in seeds and methods alone")

    @property
    def name(self) -> str:
        """The workload and the methods, for people."""
        first, *others = dict.fromkeys(trial.method.name for trial in self.trials)
        more = f" and {len(others)} more" if others else ""
        return f"{self.trials[0].workload.name} / {first}{more}"

    @property
    def steps(self) -> int:
        """Generator steps of each trial."""
        return self.trials[0].budget.generator_steps

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint of exactly these trials."""
        ids = hashlib.sha256("".join(t.id for t in self.trials).encode()).hexdigest()[:12]
        return Checkpoint(self.store / ".checkpoints" / f"{ids}.safetensors")

    def by_method(self) -> list[Job]:
        """Returns a job for the trials of each method, in order."""
        found: dict[str, list[Trial]] = {}
        for trial in self.trials:
            found.setdefault(trial.method.name, []).append(trial)
        return [Job(tuple(trials), self.store) for trials in found.values()]

    def dumps(self) -> str:
        """Returns the job as JSON text, which `loads` reads in another process."""
        methods = {trial.method.name: method_to_json(trial.method) for trial in self.trials}
        names, (_, *others) = list(methods), methods.values()
        members = [[names.index(trial.method.name), trial.seed] for trial in self.trials]
        trial = self.trials[0].to_json()
        return json.dumps(
            {"trial": trial, "others": others, "members": members, "store": str(self.store)}
        )

    @staticmethod
    def loads(text: str) -> Job:
        """Returns the job of a JSON text by `dumps`; trials of a method share its object."""
        values = json.loads(text)
        trial = Trial.from_json(values["trial"])
        methods = [trial.method, *map(method_from_json, values["others"])]
        trials = tuple(
            replace(trial, method=methods[method], seed=seed) for method, seed in values["members"]
        )
        return Job(trials, Path(values["store"]))
