"""The real numbers of a game's parts, which the recorded step takes as inputs.

Trials whose games are alike but for such numbers train in one cohort, and its step is recorded
once.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import torch
from torch import Tensor

from ganbench.bounds import Bounded
from ganbench.engine.cost import meta_batch, meta_state
from ganbench.engine.game import Game
from ganbench.step_input import NeedsConstantError, StepInput
from ganbench.workloads import Workload

Numbers = Mapping[str, float]
"""Numbers by their path in a game, such as "stabilizers/r1/gamma"."""
T = TypeVar("T")


def numbers(game: Game) -> dict[str, float]:
    """Returns every real number of a game's parts by its path."""
    return {path: value for name, part in _parts(game) for path, value in _numbers(part, name)}


def with_inputs(game: Game, values: Mapping[str, Tensor]) -> Game:
    """Returns a game some of whose numbers are inputs.

    Args:
        game: The game.
        values: By path, scalars of float64.
    """
    inputs = {path: StepInput(value, frozenset([path])) for path, value in values.items()}
    parts: dict[str, Any] = {name: _changed(part, name, inputs.get) for name, part in _parts(game)}
    settings = replace(
        game.settings,
        generator=parts["generator_optimizer"],
        discriminator=parts["discriminator_optimizer"],
    )
    stabilizers = {name: parts[f"stabilizers/{name}"] for name in game.stabilizers}
    others = {name: parts[name] for name in game.other_parts}
    return replace(game, settings=settings, stabilizers=stabilizers, **others)


def without_numbers(part: T) -> T:
    """Returns a part with 0 for every real number, to be compared with others of its kind."""
    return _changed(part, "", lambda path: 0.0)


def constants(game: Game, workload: Workload) -> frozenset[str]:
    """Returns the paths of the numbers that have to be constants of a game's step.

    A part may branch on a number, or hand it to a function of Python: then the step depends on it
    as it does on the part's class. It is found by taking a step on `meta` tensors, in which no
    number is known.

    Args:
        game: The game.
        workload: The workload, with the networks that the method gave it.
    """
    found: frozenset[str] = frozenset()
    every = frozenset(numbers(game))
    while found != every:
        try:
            _try(game, workload, every - found)
        except NeedsConstantError as error:
            found |= error.paths or every
        except Exception:  # it takes no tensor in a number's place, and does not say so
            return found | _guilty(game, workload, every - found)
        else:
            return found
    return found


def _guilty(game: Game, workload: Workload, paths: frozenset[str]) -> frozenset[str]:
    """The paths whose numbers a step does not take as an input, tried one by one."""
    guilty = set()
    for path in paths:
        try:
            _try(game, workload, frozenset([path]))
        except Exception:
            guilty.add(path)
    return frozenset(guilty)


def _try(game: Game, workload: Workload, paths: frozenset[str]) -> None:
    """Takes a step on `meta` tensors with numbers as inputs."""
    values = {path: torch.empty((), dtype=torch.float64, device="meta") for path in sorted(paths)}
    trial = with_inputs(game, values)
    state = meta_state(trial)
    for turn in game.turns(0):
        state = trial.take(turn.role, state, meta_batch(game, workload, turn))
    trial.averaged_generator(state)


def _parts(game: Game) -> Iterator[tuple[str, Any]]:
    """Yields the parts of a game with the beginning of their numbers' paths."""
    for name in game.other_parts:
        yield name, getattr(game, name)
    for name, stabilizer in game.stabilizers.items():
        yield f"stabilizers/{name}", stabilizer
    yield "generator_optimizer", game.settings.generator
    yield "discriminator_optimizer", game.settings.discriminator


def _numbers(part: object, path: str) -> Iterator[tuple[str, float]]:
    if not is_dataclass(part):
        return
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, float):
            yield f"{path}/{field.name}", value
        elif isinstance(value, Bounded):
            yield from _numbers(value, f"{path}/{field.name}")


def _changed(part: T, path: str, given: Callable[[str], object]) -> T:
    """A copy of a part with others in the place of numbers; its checks have been made before.

    Args:
        part: A loss, a stabilizer or an optimizer.
        path: The beginning of its numbers' paths.
        given: From a number's path to what takes its place, or `None` if nothing does.
    """
    changed = copy.copy(part)
    if not is_dataclass(part):
        return changed
    for field in fields(part):
        name, value = f"{path}/{field.name}", getattr(part, field.name)
        other = given(name) if isinstance(value, float) else None
        if isinstance(value, Bounded):
            other = _changed(value, name, given)
        if other is not None:
            object.__setattr__(changed, field.name, other)
    return changed
