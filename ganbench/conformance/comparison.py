"""How a method, a loss or a stabilizer behaves: shown for people to judge."""

from __future__ import annotations

import math
import textwrap
from dataclasses import replace
from functools import lru_cache

from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import (
    REFERENCE,
    Setup,
    Subject,
    method,
    reference_setup,
    set_up,
)
from ganbench.dynamics.dirac import AWAY, spectrum
from ganbench.engine.compose import Incompatible
from ganbench.evaluation.evaluator import evaluator
from ganbench.workloads import WORKLOADS

STEPS = 30
SAMPLES = 500
_METRIC = "sliced-w2"
"""Not the workload's primary metric, in which everything is still equally bad after few steps."""


def check_dirac(subject: Subject) -> Verdict:
    """The eigenvalues of the update field at the equilibrium of the Dirac-GAN."""
    try:
        found = spectrum(method(subject))
    except Exception as error:  # somebody's code, that other checks judge
        found = _short(error)
    if isinstance(found, str):
        return info(f"no eigenvalues: {found}")
    doubt = ". Is the sign right?" if found.tendency == AWAY else ""
    return info(f"eigenvalues {found.description}{doubt}")


def check_ring8(subject: Subject) -> Verdict:
    """A short run on ring8 beside one of the non-saturating GAN."""
    setting = set_up(method(subject), WORKLOADS["ring8"])
    if isinstance(setting, Incompatible):
        return info(f"makes no sense on ring8: {setting.reason}")
    ours = _score(setting)
    theirs = _reference()
    scores = f"{_METRIC} {ours:.3f} after {STEPS} steps, {theirs:.3f} of {REFERENCE}"
    if not math.isfinite(ours):
        return failed(
            f"diverged within {STEPS} steps of ring8",
            "Lower the learning rates or the weight that the defaults give, or bound what grows.",
        )
    return passed(scores)


def _short(error: Exception) -> str:
    return textwrap.shorten(f"{type(error).__name__}: {error}", 120, placeholder=" ...")


@lru_cache(maxsize=1)  # the same for all that is compared with it
def _reference() -> float:
    return _score(reference_setup(WORKLOADS["ring8"]))


def _score(setting: Setup) -> float:
    """The final distance, NaN if the run diverged."""
    cohort = setting.cohort([0])
    state = cohort.init()
    for step in range(STEPS):
        state = cohort.step(state, step)
    if not state.alive.all():
        return math.nan
    samples = cohort.samples(cohort.averaged_generator(state), "conformance", SAMPLES)[0]
    measured = replace(setting.plain, metrics=(_METRIC,), final=())
    return evaluator(measured, SAMPLES).measure(samples, "validation")[f"{_METRIC}@{SAMPLES}"]
