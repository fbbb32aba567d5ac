"""How a method, a loss or a stabilizer behaves: shown for people to judge."""

from __future__ import annotations

import math
import textwrap
from functools import lru_cache

import torch

from ganbench.conformance.dirac import dirac_game, eigenvalues, smooth
from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import REFERENCE, Subject, method, set_up
from ganbench.engine.build import unfit
from ganbench.engine.game import Game
from ganbench.evaluation.evaluator import evaluator
from ganbench.methods import METHODS
from ganbench.stabilizers.stabilizer import Stabilizer
from ganbench.workloads import WORKLOADS

STEPS = 30
SAMPLES = 500


def check_dirac(subject: Subject) -> Verdict:
    """The eigenvalues of the update field at the equilibrium of the Dirac-GAN."""
    description = method(subject, WORKLOADS["ring8"])
    try:
        game = dirac_game(description)
        reason = _unlike(game)
        if reason:
            return info(f"no Dirac-GAN of it: {reason}")
        if not smooth(game):
            return info("not smooth at the equilibrium of the Dirac-GAN: there is no Jacobian")
        values = eigenvalues(game)
    except Exception as error:  # other networks or shapes: then there is no such game
        return info(f"no Dirac-GAN of it: {_short(error)}")
    shown = ", ".join(f"{value.real:+.4f}{value.imag:+.4f}i" for value in values)
    return info(f"eigenvalues {shown}: {_tendency(values)} at learning rate 1")


def check_ring8(subject: Subject) -> Verdict:
    """A short run on ring8 beside one of the non-saturating GAN."""
    workload = WORKLOADS["ring8"]
    description = method(subject, workload)
    reason = unfit(description, workload)
    if reason:
        return info(f"makes no sense on ring8: {reason}")
    ours = _score(subject)
    theirs = _reference()
    told = f"sliced-w2 {ours:.3f} after {STEPS} steps, {theirs:.3f} of {REFERENCE}"
    if not math.isfinite(ours):
        return failed(
            f"diverged within {STEPS} steps of ring8",
            "Lower the learning rates or the weight that the defaults give, or bound what grows.",
        )
    return passed(told)


def _unlike(game: Game) -> str | None:
    """Why one step of the Dirac-GAN's networks would not show a game, if it does not."""
    for hook in ("equip", "perturbed"):
        if any(getattr(type(s), hook) is not getattr(Stabilizer, hook) for s in game.stabilizers):
            return "it plays with networks of its own"
    start = torch.zeros(game.generator.size, dtype=torch.float64)
    if game.settings.generator.init(start) or game.settings.discriminator.init(start):
        return "its updates look back at earlier ones, and there is one step only"
    return None


def _tendency(values: list[complex]) -> str:
    largest = max(value.real for value in values)
    if abs(largest) > 1e-9:
        return "is attracted" if largest < 0 else "moves away"
    return "circles" if any(abs(value.imag) > 1e-9 for value in values) else "stands still"


def _short(error: Exception) -> str:
    return textwrap.shorten(f"{type(error).__name__}: {error}", 120, placeholder=" ...")


@lru_cache(maxsize=1)  # the same for all that is compared with it
def _reference() -> float:
    return _score(Subject("method", REFERENCE, METHODS[REFERENCE]))


def _score(subject: Subject) -> float:
    """The final sliced-w2, NaN if the run diverged."""
    workload = WORKLOADS["ring8"]
    setting = set_up(method(subject, workload), workload)
    cohort = setting.cohort([0])
    state = cohort.init()
    for step in range(STEPS):
        state = cohort.step(state, step)
    if not state.alive.all():
        return math.nan
    samples = cohort.samples(cohort.evaluated(state), "conformance", SAMPLES)[0]
    return evaluator(workload, SAMPLES).measure(samples, "validation")["sliced-w2"]
