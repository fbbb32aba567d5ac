"""Which trials can train in one cohort: those whose steps are one recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from ganbench.engine.compose import Incompatible, compose, modified
from ganbench.engine.game import Game, Role
from ganbench.engine.numbers import constants, numbers
from ganbench.experiment.codec import method_to_json
from ganbench.experiment.trial import Trial
from ganbench.methods.method import Method
from ganbench.part_numbers import without_numbers
from ganbench.stabilizers.noise import Shapes
from ganbench.workloads import Workload


def groups(planned: Sequence[Trial]) -> list[tuple[Trial, ...]]:
    """Groups trials whose workload is one and whose methods differ in real numbers alone.

    Numbers that have to be constants of a step are the same in a group. The order is that of the
    trials, by the first of each group.
    """
    found: list[_Group] = []
    for same in _of_one_method(planned):
        group = next((group for group in found if group.takes(same[0])), None)
        if group is None:
            found.append(_Group(list(same)))
        else:
            group.trials += same
    return [tuple(group.trials) for group in found]


@dataclass
class _Group:
    """Trials of one structure, of which the first has been looked at."""

    trials: list[Trial]

    def takes(self, trial: Trial) -> bool:
        """Whether another trial's step is the recording of this group's."""
        if not _may_join(trial, self.trials[0]):
            return False
        try:
            theirs, ours = _played(trial), self._played
            if theirs is None or ours is None or theirs.structure != ours.structure:
                return False
            return all(theirs.numbers[path] == ours.numbers[path] for path in self._constants)
        except Exception:  # a plugin's mistake, which its worker will write into a record
            return False

    @cached_property
    def _played(self) -> _Played | None:
        return _played(self.trials[0])

    @cached_property
    def _constants(self) -> frozenset[str]:
        assert self._played is not None
        return constants(self._played.game, self._played.structure.workload)


def _of_one_method(planned: Sequence[Trial]) -> list[list[Trial]]:
    found: dict[tuple[str, str], list[Trial]] = {}
    for trial in planned:
        found.setdefault((trial.workload.name, trial.method.name), []).append(trial)
    return list(found.values())


def _may_join(trial: Trial, other: Trial) -> bool:
    """Whether all is the same but the numbers, as far as the parts of the methods tell."""
    ours, theirs = (replace(it, method=_bare(it.method), seed=0) for it in (trial, other))
    return ours == theirs and method_to_json(ours.method) == method_to_json(theirs.method)


def _bare(method: Method) -> Method:
    """The method without its name and with 0 for every number."""
    return replace(
        method,
        name="",
        loss=without_numbers(method.loss),
        stabilizers=tuple(map(without_numbers, method.stabilizers)),
        generator_optimizer=without_numbers(method.generator_optimizer),
        discriminator_optimizer=without_numbers(method.discriminator_optimizer),
    )


class _Structure(NamedTuple):
    """What trials of one cohort have in common besides their constants.

    Attributes:
        workload: With the networks that the method gave it.
        parts: Those of the game, as stabilizers configured them, without their numbers.
        paths: Those of the numbers.
        discriminator_steps: For each generator step.
        draws: The noise of the discriminator's and of the generator's turn.
    """

    workload: Workload
    parts: tuple[tuple[str, object], ...]
    paths: frozenset[str]
    discriminator_steps: int
    draws: tuple[object, object]


class _Played(NamedTuple):
    """The game of a trial, its structure and its numbers."""

    game: Game
    structure: _Structure
    numbers: dict[str, float]


def _played(trial: Trial) -> _Played | None:
    """What a trial plays, if its method makes sense on its workload."""
    game = compose(trial.method, trial.workload)
    if isinstance(game, Incompatible):
        return None
    workload = modified(trial.method, trial.workload)
    draws = (_draws(game, workload, "discriminator"), _draws(game, workload, "generator"))
    own = numbers(game)
    structure = _Structure(
        workload,
        tuple((path, without_numbers(part)) for path, part in game.parts()),
        frozenset(own),
        game.settings.discriminator_steps,
        draws,
    )
    return _Played(game, structure, own)


def _draws(game: Game, workload: Workload, role: Role) -> object:
    codes = (workload.batch, workload.prior.dimension)
    shapes = Shapes((workload.batch, *workload.shape), codes)
    return game.draws(role, shapes)
