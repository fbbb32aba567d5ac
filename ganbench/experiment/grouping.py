"""Which trials can train in one cohort: those whose steps are one recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from ganbench.engine.compose import Incompatible, compose, modified
from ganbench.engine.game import Game, Role
from ganbench.engine.numbers import constants, numbers
from ganbench.experiment.trial import Trial
from ganbench.methods.method import Method
from ganbench.part_numbers import with_numbers
from ganbench.stabilizers.stabilizer import Shapes
from ganbench.workloads import Workload

T = TypeVar("T")


def groups(planned: Sequence[Trial]) -> list[tuple[Trial, ...]]:
    """Groups trials whose workload is one and whose methods differ in real numbers alone.

    Numbers that have to be constants of a step are the same in a group. The order is that of the
    trials, by the first of each group.
    """
    found: list[list[Trial]] = []
    for same in _of_one_method(planned):
        first = same[0]
        others = [group for group in found if _may_join(first, group[0])]
        group = next((group for group in others if _joins(first, group[0])), None)
        if group is None:
            found.append(list(same))
        else:
            group += same
    return [tuple(group) for group in found]


def _of_one_method(planned: Sequence[Trial]) -> list[list[Trial]]:
    found: dict[tuple[str, str], list[Trial]] = {}
    for trial in planned:
        found.setdefault((trial.workload.name, trial.method.name), []).append(trial)
    return list(found.values())


def _may_join(trial: Trial, other: Trial) -> bool:
    """Whether all is the same but the numbers, as far as the parts of the methods tell."""
    ours, theirs = (replace(it, method=_bare(it.method), seed=0) for it in (trial, other))
    return ours == theirs


def _bare(method: Method) -> Method:
    """The method without its name and with 0 for every number."""
    return replace(
        method,
        name="",
        loss=_zeroed(method.loss),
        stabilizers=tuple(map(_zeroed, method.stabilizers)),
        generator_optimizer=_zeroed(method.generator_optimizer),
        discriminator_optimizer=_zeroed(method.discriminator_optimizer),
    )


def _zeroed(part: T) -> T:
    return with_numbers(part, "", lambda path: 0.0)


class _Structure(NamedTuple):
    """What two trials of one cohort have in common besides their parts."""

    workload: Workload
    discriminator_steps: int
    draws: tuple[object, object]
    constants: dict[str, float]


def _joins(trial: Trial, other: Trial) -> bool:
    """Whether two trials that may be in one cohort play games of one structure."""
    if trial.method.name == other.method.name:
        return True
    try:
        ours, theirs = _structure(trial), _structure(other)
    except Exception:  # a plugin's mistake, which its worker will write into a record
        return False
    return ours is not None and ours == theirs


def _structure(trial: Trial) -> _Structure | None:
    game = compose(trial.method, trial.workload)
    if isinstance(game, Incompatible):
        return None
    workload = modified(trial.method, trial.workload)
    values = numbers(game)
    fixed = constants(game, workload)
    return _Structure(
        workload,
        game.settings.discriminator_steps,
        (_draws(game, workload, "discriminator"), _draws(game, workload, "generator")),
        {path: values[path] for path in sorted(fixed)},
    )


def _draws(game: Game, workload: Workload, role: Role) -> object:
    codes = (workload.batch, workload.prior.dimension)
    shapes = Shapes((workload.batch, *workload.shape), codes)
    return game.draws(role, shapes)
