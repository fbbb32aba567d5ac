"""The checks of each kind, and how they are run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ganbench.conformance.comparison import check_dirac, check_ring8
from ganbench.conformance.effect import check_effect, check_loss_effect
from ganbench.conformance.extracted import check_alone, check_features
from ganbench.conformance.hooks import check_hooks
from ganbench.conformance.interface import check_interface
from ganbench.conformance.measured import check_noise, check_values
from ganbench.conformance.played import check_data, check_evaluation, check_networks
from ganbench.conformance.result import Result, Verdict, raised
from ganbench.conformance.steps import (
    check_cohort,
    check_determinism,
    check_finite,
    check_meta,
    check_resume,
)
from ganbench.conformance.subject import Subject
from ganbench.errors import GanbenchError


@dataclass(frozen=True)
class Check:
    """One check, by name.

    Attributes:
        name: What tables and tests call it.
        function: A pure function of the subject; its docstring says what has to hold.
        mend: What to do if it raises something that says nothing better.
        needs: Checks without which this one says nothing new.
    """

    name: str
    function: Callable[[Subject], Verdict]
    mend: str
    needs: tuple[str, ...] = ()

    def __call__(self, subject: Subject) -> Result:
        """Runs it; whatever a plugin raises is a result too."""
        if isinstance(subject.thing, GanbenchError):
            return Result(self.name, "failed", str(subject.thing), "Mend this first.")
        try:
            verdict = self.function(subject)
        except Exception as error:
            verdict = raised(error, self.mend)
        return Result(self.name, verdict.status, verdict.reason, verdict.mend)


_HOOKS = "Compare names, arguments and shapes with the docstrings of the base class."
_INTERFACE = Check("interface", check_interface, "Compare with those that ship.")
_GAME = ("interface", "hooks")
_STEPS = (
    _INTERFACE,
    Check("hooks", check_hooks, _HOOKS, needs=("interface",)),
    Check("meta", check_meta, _HOOKS, needs=_GAME),
    Check("finite", check_finite, _HOOKS, needs=_GAME),
    Check("determinism", check_determinism, _HOOKS, needs=(*_GAME, "meta", "finite")),
    Check("cohort", check_cohort, _HOOKS, needs=(*_GAME, "meta", "finite", "determinism")),
    Check("resume", check_resume, _HOOKS, needs=(*_GAME, "meta", "finite", "determinism")),
    Check("dirac", check_dirac, _HOOKS, needs=(*_GAME, "finite", "determinism")),
    Check("ring8", check_ring8, _HOOKS, needs=(*_GAME, "meta", "finite")),
)


def _effect(function: Callable[[Subject], Verdict]) -> Check:
    return Check("effect", function, _HOOKS, needs=(*_GAME, "finite", "determinism"))


_FIELDS = "Compare the fields with those of the workloads that ship."
_NETWORK = "Compare what `build` makes with the docstring of `ganbench.features.Extractor`."
_COMPUTE = (
    "Compare what `compute` and `prepare` take with the docstring of `ganbench.metrics.Metric`."
)

CHECKS: dict[str, tuple[Check, ...]] = {
    "method": _STEPS,
    "loss": (*_STEPS, _effect(check_loss_effect)),
    "stabilizer": (*_STEPS, _effect(check_effect)),
    "workload": (
        _INTERFACE,
        Check(
            "data", check_data, "Name a data set and its parameters; `GANBENCH_DATA` says where."
        ),
        Check("networks", check_networks, _FIELDS),
        Check("meta", check_meta, _FIELDS, needs=("networks",)),
        Check("evaluation", check_evaluation, _FIELDS, needs=("networks",)),
    ),
    "metric": (
        _INTERFACE,
        Check("values", check_values, _COMPUTE),
        Check("noise", check_noise, _COMPUTE, needs=("values",)),
    ),
    "extractor": (
        _INTERFACE,
        Check("features", check_features, _NETWORK),
        Check("alone", check_alone, _NETWORK, needs=("features",)),
    ),
}


def run(subject: Subject) -> Iterator[Result]:
    """Yields the result of every check of a subject, as each is done."""
    failures: set[str] = set()
    for check in CHECKS[subject.kind]:
        broken = [name for name in check.needs if name in failures]
        if broken:
            yield Result(check.name, "info", f"not tried before '{broken[0]}' is mended")
            continue
        result = check(subject)
        if result.status == "failed":
            failures.add(check.name)
        yield result
        if isinstance(subject.thing, GanbenchError):
            return
