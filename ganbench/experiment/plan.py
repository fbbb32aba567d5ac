"""The trials of a suite, and the cohorts that they train in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from ganbench.datasets import DATASETS
from ganbench.engine.numerics import Numerics
from ganbench.errors import SuiteError
from ganbench.experiment.portable import classes
from ganbench.experiment.settings import Plugin
from ganbench.experiment.source import PLUGIN_PREFIX, defined_by_user, digest
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

    Raises:
        SuiteError: Something is of a plugin file that the suite does not name.
    """
    found = []
    for workload in suite.workloads:
        for method in suite.methods:
            own = method.on(workload).within(suite.budget.generator_steps)
            used = tuple(_plugins(suite, own, workload))
            found += [
                Trial(own, workload, seed, suite.budget, suite.evaluation, numerics, used)
                for seed in suite.seeds
            ]
    return found


def _plugins(suite: Suite, method: Method, workload: Workload) -> Iterator[Plugin]:
    """Yields the code outside ganbench and installed packages that a trial's numbers depend on.

    Raises:
        SuiteError: Some of it is of a plugin file that the suite does not name, such as one of
            another suite.
    """
    kinds = list(dict.fromkeys([*classes(method), *classes(workload)]))
    modules = {kind.__module__ for kind in kinds}
    measured = set(filter(None, _origins(workload)))
    _refuse_other_files(suite, kinds, measured)
    origins = {*measured, _origin_of_method(method), _origin_of_workload(workload)}
    for plugin in suite.plugins:
        if plugin.module in modules or str(plugin.path) in origins:
            yield Plugin(plugin.name, plugin.sha256)
    for kind in kinds:
        if defined_by_user(kind):
            yield Plugin(f"{kind.__module__}.{kind.__qualname__}", digest(kind))


def _refuse_other_files(suite: Suite, kinds: Iterable[type], origins: Iterable[str]) -> None:
    known = {plugin.module for plugin in suite.plugins}
    files = [
        str(getattr(sys.modules[kind.__module__], "__file__", ""))
        for kind in kinds
        if kind.__module__.startswith(PLUGIN_PREFIX) and kind.__module__ not in known
    ]
    paths = {str(plugin.path) for plugin in suite.plugins}
    files += [origin for origin in origins if origin not in paths]
    if files:
        raise SuiteError(
            "\n".join(
                f"plugins: expected all files of which the suite uses something, found not {file}, "
                "or not as it was when its parts were made. Name it there, and make the parts anew."
                for file in sorted(set(files))
            )
        )


def _origin_of_method(method: Method) -> str | None:
    return METHODS.origin(method.extends or method.name)


def _origin_of_workload(workload: Workload) -> str | None:
    return WORKLOADS.origin(WORKLOADS.label(workload.extends or workload.name))


def _origins(workload: Workload) -> Iterator[str | None]:
    """Yields the plugin files of a workload's data and metrics; `None` for others."""
    yield DATASETS.origin(workload.dataset)
    for name in (*workload.metrics, *workload.final):
        yield METRICS.origin(name)
        extractor = METRICS[name].features
        yield EXTRACTORS.origin(extractor) if extractor else None
