"""The real numbers of a game's parts, which the recorded step takes as inputs.

Trials whose games are alike but for such numbers train in one cohort, and its step is recorded
once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import torch
from torch import Tensor

from ganbench.engine.cost import meta_batch, meta_state
from ganbench.engine.game import Game
from ganbench.errors import GanbenchError
from ganbench.part_numbers import numbers_of, with_numbers
from ganbench.step_input import NeedsConstantError, StepInput
from ganbench.workloads import Workload

Numbers = Mapping[str, float]
"""Numbers by their path in a game, such as "stabilizers/r1/gamma"."""
G = TypeVar("G", bound=Game)


def numbers(game: Game) -> dict[str, float]:
    """Returns every real number of a game's parts by its path."""
    return {path: value for name, part in game.parts() for path, value in numbers_of(part, name)}


def with_inputs(game: G, values: Mapping[str, Tensor]) -> G:
    """Returns a game some of whose numbers are inputs.

    Args:
        game: The game.
        values: By path, scalars of float64.
    """
    inputs = {path: StepInput(value, frozenset([path])) for path, value in values.items()}
    return game.with_parts(lambda part, path: with_numbers(part, path, inputs.get))


def constants(game: Game, workload: Workload) -> frozenset[str]:
    """Returns the paths of the numbers that have to be constants of a game's step.

    A part may branch on a number, or hand it to a function of Python: then the step depends on it
    as it does on the part's class. It is found by taking a step on `meta` tensors, in which no
    number is known.

    Args:
        game: The game.
        workload: The workload, with the networks that the method gave it.

    Raises:
        GanbenchError: Such a number follows a schedule.
    """
    found: frozenset[str] = frozenset()
    every = frozenset(numbers(game))
    while found != every:
        try:
            _try(game, workload, every - found)
        except NeedsConstantError as error:
            if not error.paths <= every:
                names = ", ".join(sorted(error.paths - every))
                raise GanbenchError(
                    f"{names}: expected a constant number, on which a step may branch, found a "
                    "schedule"
                ) from error
            found |= error.paths or every
        except Exception:  # it takes no tensor in a number's place, and does not say so
            found |= _guilty(game, workload, every - found)
        else:
            return found
    return found


def _guilty(game: Game, workload: Workload, paths: frozenset[str]) -> frozenset[str]:
    """The paths whose numbers a step does not take as an input: all, if none by itself."""
    guilty = set()
    for path in paths:
        try:
            _try(game, workload, frozenset([path]))
        except Exception:
            guilty.add(path)
    return frozenset(guilty) or paths


def _try(game: Game, workload: Workload, paths: frozenset[str]) -> None:
    """Takes a step on `meta` tensors with numbers as inputs."""
    values = {path: torch.empty((), dtype=torch.float64, device="meta") for path in sorted(paths)}
    trial = with_inputs(game, values)
    state = meta_state(trial)
    for turn in game.turns(0):
        state = trial.take(turn.role, state, meta_batch(game, workload, turn))
    trial.averaged_generator(state)
