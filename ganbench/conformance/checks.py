"""The checks of each kind of thing, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ganbench.conformance.comparison import check_dirac, check_ring8
from ganbench.conformance.data import check_data
from ganbench.conformance.effect import check_effect, check_loss_effect
from ganbench.conformance.extractor import check_alone, check_features
from ganbench.conformance.hooks import check_hooks
from ganbench.conformance.interface import check_interface
from ganbench.conformance.laws import check_equilibrium, check_nearby
from ganbench.conformance.metric import check_noise, check_values
from ganbench.conformance.network import check_build, check_shapes
from ganbench.conformance.numbers import check_numbers
from ganbench.conformance.optimizer import (
    check_gradient,
    check_rate,
    check_seeds,
    check_slots,
    check_update,
)
from ganbench.conformance.played import check_evaluation, check_networks
from ganbench.conformance.result import Result, Verdict, verdict_of_error
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
        name: The check's name in tables and tests.
        function: A pure function of the subject; its docstring says what has to hold.
        mend: What to do if it raises an exception that is none of the known mistakes.
        needs: Checks that have to pass before this one is tried.
    """

    name: str
    function: Callable[[Subject], Verdict]
    mend: str
    needs: tuple[str, ...] = ()

    def __call__(self, subject: Subject) -> Result:
        """Runs the check; where the subject's code raises, the result is a failure."""
        if isinstance(subject.thing, GanbenchError):
            return Result(self.name, "failed", str(subject.thing), "Mend this first.")
        try:
            verdict = self.function(subject)
        except Exception as error:
            verdict = verdict_of_error(error, self.mend)
        return Result(self.name, verdict.status, verdict.reason, verdict.mend)


_HOOKS = "Compare names, arguments and shapes with the docstrings of the base class."
_FIELDS = "Compare the fields with those of the workloads that ship."
_DATA = "Name a data set and its parameters; `GANBENCH_DATA` says where."
_NETWORK = "Compare what `build` makes with the docstring of `ganbench.features.Extractor`."
_BUILD = "Compare `build` and `parameters` with those of `ganbench.networks.MLP`."
_UPDATE = "Compare `init` and `update` with the docstrings of `ganbench.optimizers.Optimizer`."
_COMPUTE = (
    "Compare what `compute` and `prepare` take with the docstring of `ganbench.metrics.Metric`."
)

_GAME = ("interface", "hooks")
_INTERFACE = Check("interface", check_interface, "Compare with those that ship.")


def _effect(function: Callable[[Subject], Verdict]) -> Check:
    return Check("effect", function, _HOOKS, needs=(*_GAME, "finite", "determinism"))


METHOD = (
    _INTERFACE,
    Check("hooks", check_hooks, _HOOKS, needs=("interface",)),
    Check("meta", check_meta, _HOOKS, needs=_GAME),
    Check("finite", check_finite, _HOOKS, needs=_GAME),
    Check("determinism", check_determinism, _HOOKS, needs=(*_GAME, "meta", "finite")),
    Check("cohort", check_cohort, _HOOKS, needs=(*_GAME, "meta", "finite", "determinism")),
    Check("resume", check_resume, _HOOKS, needs=(*_GAME, "meta", "finite", "determinism")),
    Check("dirac", check_dirac, _HOOKS, needs=(*_GAME, "finite", "determinism")),
    Check(
        "equilibrium", check_equilibrium, _HOOKS, needs=(*_GAME, "meta", "finite", "determinism")
    ),
    Check("nearby", check_nearby, _HOOKS, needs=(*_GAME, "meta", "finite", "determinism")),
    Check("numbers", check_numbers, _HOOKS, needs=(*_GAME, "meta")),
    Check("ring8", check_ring8, _HOOKS, needs=(*_GAME, "meta", "finite")),
)
LOSS = (*METHOD, _effect(check_loss_effect))
STABILIZER = (*METHOD, _effect(check_effect))
OPTIMIZER = (
    _INTERFACE,
    Check("update", check_update, _UPDATE, needs=("interface",)),
    Check("slots", check_slots, _UPDATE, needs=("update",)),
    Check("gradient", check_gradient, _UPDATE, needs=("update",)),
    Check("seeds", check_seeds, _UPDATE, needs=("update",)),
    Check("rate", check_rate, _UPDATE, needs=("update",)),
)
WORKLOAD = (
    _INTERFACE,
    Check("data", check_data, _DATA),
    Check("networks", check_networks, _FIELDS),
    Check("meta", check_meta, _FIELDS, needs=("networks",)),
    Check("evaluation", check_evaluation, _FIELDS, needs=("networks",)),
)
DATASET = (_INTERFACE, Check("data", check_data, _DATA, needs=("interface",)))
NETWORK = (
    _INTERFACE,
    Check("build", check_build, _BUILD, needs=("interface",)),
    Check("shapes", check_shapes, _BUILD, needs=("build",)),
)
METRIC = (
    _INTERFACE,
    Check("values", check_values, _COMPUTE),
    Check("noise", check_noise, _COMPUTE, needs=("values",)),
)
EXTRACTOR = (
    _INTERFACE,
    Check("features", check_features, _NETWORK),
    Check("alone", check_alone, _NETWORK, needs=("features",)),
)
