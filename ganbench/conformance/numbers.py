"""Tells which real numbers of a part are inputs of the recorded step, and which are constants."""

from __future__ import annotations

import torch
from torch.utils import _pytree as pytree

from ganbench.bounds import BoundsError
from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import Setup, Subject, first_of, small_setup
from ganbench.engine.compose import Incompatible
from ganbench.engine.game import Game
from ganbench.engine.numbers import constants, numbers, with_inputs
from ganbench.engine.state import State
from ganbench.part_numbers import with_numbers

_STEPS = 6
"""Generator steps that are compared: some stabilizers act now and then."""

_SCALE = 0.9
"""What numbers are multiplied with, to be others than those that a part was made with."""


def check_numbers(subject: Subject) -> Verdict:
    """Real numbers are inputs of the step, so that trials which differ in them train together."""
    setting = small_setup(subject)
    if isinstance(setting, Incompatible):
        return info(f"nothing could be tried: {setting.reason}")
    fixed = sorted(constants(setting.game, setting.workload))
    inputs = [path for path in numbers(setting.game) if path not in fixed]
    if not _takes_the_same_step(setting, inputs):
        return failed(
            "with numbers as inputs of its recorded step it moves elsewhere than with the same "
            "numbers as constants",
            "Compute with numbers alone: no `isinstance(self.x, float)`, no cache of what was made "
            "of a number outside the step, and no number in a name or a key.",
        )
    if not fixed:
        return passed(f"all real numbers are inputs of the recorded step: {', '.join(inputs)}")
    return info(
        f"constants of the recorded step, by which trials are grouped: {', '.join(fixed)}. The "
        "others are inputs. A number is a constant where a hook branches on it, or hands it to "
        "`math` or another function of Python"
    )


def _takes_the_same_step(setting: Setup, paths: list[str]) -> bool:
    """Whether steps with other numbers are the same, to the bit, by inputs and by constants."""
    game = setting.game
    other = {path: _SCALE * value for path, value in numbers(game).items() if path in paths}
    try:
        by_constants = game.with_parts(lambda part, path: with_numbers(part, path, other.get))
    except BoundsError:  # there are parts whose numbers cannot all be a little smaller
        return True
    values = {path: torch.tensor(value, dtype=torch.float64) for path, value in other.items()}
    by_inputs = with_inputs(game, values)
    ends = [pytree.tree_leaves(_stepped(setting, it)) for it in (by_inputs, by_constants)]
    return all(map(torch.equal, *ends))


def _stepped(setting: Setup, game: Game) -> State:
    cohort, state = setting.cohort([0]), setting.start()
    for turn in (turn for number in range(_STEPS) for turn in game.turns(number)):
        state = game.take(turn.role, state, first_of(cohort.batch(turn)))
    return state
