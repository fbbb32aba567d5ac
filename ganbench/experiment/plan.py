"""The trials of a suite, and the cohorts that they train in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ganbench.datasets import DATASETS
from ganbench.engine.numerics import Numerics
from ganbench.experiment.portable import classes
from ganbench.experiment.settings import Plugin
from ganbench.experiment.source import defined_by_user, digest
from ganbench.experiment.suite import Suite
from ganbench.experiment.trial import Trial
from ganbench.features import EXTRACTORS
from ganbench.methods import METHODS
from ganbench.methods.method import Method
from ganbench.metrics import METRICS
from ganbench.workloads import WORKLOADS, Workload


def trials(suite: Suite, numerics: Numerics) -> list[Trial]:
    """Returns the trials of a suite: workload by workload, method by method, seed by seed.

    Args:
        suite: What is compared.
        numerics: Where and how all of them compute.
    """
    found = []
    for workload in suite.workloads:
        for method in suite.methods:
            own = method.on(workload)
            used = tuple(_plugins(suite, own, workload))
            found += [
                Trial(own, workload, seed, suite.budget, suite.evaluation, numerics, used)
                for seed in suite.seeds
            ]
    return found


def cohorts(planned: Sequence[Trial], width: int) -> list[tuple[Trial, ...]]:
    """Groups trials of one method and workload, at most `width` together, in the given order."""
    groups: dict[tuple[str, str], list[Trial]] = {}
    for trial in planned:
        groups.setdefault((trial.workload.name, trial.method.name), []).append(trial)
    return [
        tuple(group[i : i + width])
        for group in groups.values()
        for i in range(0, len(group), width)
    ]


def _plugins(suite: Suite, method: Method, workload: Workload) -> Iterator[Plugin]:
    """Yields the code outside ganbench and installed packages that a trial's numbers depend on."""
    kinds = list(dict.fromkeys([*classes(method), *classes(workload)]))
    modules = {kind.__module__ for kind in kinds}
    origins = set(_origins(method, workload))
    for plugin in suite.plugins:
        if plugin.module in modules or str(plugin.path) in origins:
            yield Plugin(plugin.name, plugin.sha256)
    for kind in kinds:
        if defined_by_user(kind):
            yield Plugin(f"{kind.__module__}.{kind.__qualname__}", digest(kind))


def _origins(method: Method, workload: Workload) -> Iterator[str | None]:
    """Yields the plugin files that a trial's named parts come from; `None` for other parts."""
    yield METHODS.origin(method.extends or method.name)
    yield WORKLOADS.origin(WORKLOADS.label(workload.extends or workload.name))
    yield DATASETS.origin(workload.dataset)
    for name in (*workload.metrics, *workload.final):
        yield METRICS.origin(name)
        extractor = METRICS[name].features
        yield EXTRACTORS.origin(extractor) if extractor else None
