"""ganbench compares GAN stabilization methods over data sets and seeds.

    import ganbench

    results = ganbench.run("quickstart")
    results.boards["ring8"]

The public names are those of `__all__`. Everything else may change from one version to the next. A
public name that is to go, or to mean something else, says so by a `DeprecationWarning` for at least
one minor version before it does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ganbench.version import __version__ as __version__

if TYPE_CHECKING:
    from ganbench.analysis.board import Board as Board
    from ganbench.analysis.estimate import Estimate as Estimate
    from ganbench.benchmark.events import Event as Event
    from ganbench.benchmark.events import RunStarted as RunStarted
    from ganbench.benchmark.events import RunStopped as RunStopped
    from ganbench.benchmark.events import ignore as ignore
    from ganbench.benchmark.lookup import method as method
    from ganbench.benchmark.lookup import workload as workload
    from ganbench.benchmark.results import Results as Results
    from ganbench.benchmark.results import load as load
    from ganbench.benchmark.run import plan as plan
    from ganbench.benchmark.run import run as run
    from ganbench.datasets import Source as Source
    from ganbench.datasets.finite import FiniteDataset as FiniteDataset
    from ganbench.errors import GanbenchError as GanbenchError
    from ganbench.execution.executor import CohortFinished as CohortFinished
    from ganbench.execution.executor import CohortProgress as CohortProgress
    from ganbench.execution.executor import Executor as Executor
    from ganbench.execution.executor import Outcome as Outcome
    from ganbench.execution.job import Job as Job
    from ganbench.experiment.settings import Budget as Budget
    from ganbench.experiment.settings import Evaluation as Evaluation
    from ganbench.experiment.suite import Suite as Suite
    from ganbench.experiment.trial import Trial as Trial
    from ganbench.features import Extractor as Extractor
    from ganbench.games import Payoffs as Payoffs
    from ganbench.games import SolvableGame as SolvableGame
    from ganbench.losses.loss import Loss as Loss
    from ganbench.methods import Part as Part
    from ganbench.methods import Recipe as Recipe
    from ganbench.methods.method import Method as Method
    from ganbench.metrics import Metric as Metric
    from ganbench.networks import Architecture as Architecture
    from ganbench.optimizers import Layout as Layout
    from ganbench.optimizers import Optimizer as Optimizer
    from ganbench.references import Reference as Reference
    from ganbench.stabilizers.critic import Critic as Critic
    from ganbench.stabilizers.inputs import DiscriminatorInputs as DiscriminatorInputs
    from ganbench.stabilizers.inputs import GeneratorInputs as GeneratorInputs
    from ganbench.stabilizers.noise import Draw as Draw
    from ganbench.stabilizers.noise import Shapes as Shapes
    from ganbench.stabilizers.stabilizer import Stabilizer as Stabilizer
    from ganbench.store import Record as Record
    from ganbench.workloads import Condition as Condition
    from ganbench.workloads import Prior as Prior
    from ganbench.workloads import Target as Target
    from ganbench.workloads import Workload as Workload

_HOMES = {
    "Architecture": "networks",
    "Board": "analysis.board",
    "Budget": "experiment.settings",
    "CohortFinished": "execution.executor",
    "CohortProgress": "execution.executor",
    "Critic": "stabilizers.critic",
    "DiscriminatorInputs": "stabilizers.inputs",
    "Draw": "stabilizers.noise",
    "Estimate": "analysis.estimate",
    "Evaluation": "experiment.settings",
    "Event": "benchmark.events",
    "Executor": "execution.executor",
    "Extractor": "features",
    "FiniteDataset": "datasets.finite",
    "GanbenchError": "errors",
    "GeneratorInputs": "stabilizers.inputs",
    "Job": "execution.job",
    "Layout": "optimizers",
    "Loss": "losses.loss",
    "Method": "methods.method",
    "Metric": "metrics",
    "Optimizer": "optimizers",
    "Outcome": "execution.executor",
    "Part": "methods",
    "Payoffs": "games",
    "Prior": "workloads",
    "Recipe": "methods",
    "Record": "store",
    "Reference": "references",
    "Results": "benchmark.results",
    "RunStarted": "benchmark.events",
    "RunStopped": "benchmark.events",
    "Shapes": "stabilizers.noise",
    "SolvableGame": "games",
    "Source": "datasets",
    "Stabilizer": "stabilizers.stabilizer",
    "Suite": "experiment.suite",
    "Condition": "workloads",
    "Target": "workloads",
    "Trial": "experiment.trial",
    "Workload": "workloads",
    "ignore": "benchmark.events",
    "load": "benchmark.results",
    "method": "benchmark.lookup",
    "plan": "benchmark.run",
    "run": "benchmark.run",
    "workload": "benchmark.lookup",
}
"""The modules of the public names, which are imported when they are first asked for."""

__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'ganbench' has no attribute '{name}'")
    value = getattr(import_module(f"ganbench.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
