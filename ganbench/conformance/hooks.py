"""Checks what the hooks of a loss or a stabilizer return, as it is returned."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial, wraps
from typing import Any

from torch import Tensor
from torch.utils import _pytree as pytree

from ganbench.conformance.result import Verdict, failed, passed
from ganbench.conformance.subject import LATE, Subject, small_setup
from ganbench.engine.compose import Incompatible
from ganbench.engine.sample_game import SampleGame
from ganbench.losses.loss import Loss
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.players import Player, Players
from ganbench.stabilizers.stabilizer import Stabilizer, overrides

_NOTHING = "Is its `return` missing?"


class WrongReturnError(Exception):
    """What a hook returned is not what the engine goes on with; the message is the reason.

    Attributes:
        mend: What to do about it.
    """

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.mend = mend


def check_hooks(subject: Subject) -> Verdict:
    """Every hook returns what its docstring says: something, of the right type and shape."""
    setting = small_setup(subject)
    if isinstance(setting, Incompatible):
        return failed(
            "nothing could be tried: it suits neither points nor pictures of 8x8: "
            f"{setting.reason}",
            "Let `incompatibility` and `modify_networks` refuse only what makes no sense, and say "
            "why in words.",
        )
    assert isinstance(setting.game, SampleGame)  # small workloads have data
    watched = replace(setting, game=_watched(setting.game))
    try:
        for start in (0, LATE):
            watched.game.averaged_generator(watched.played(steps=1, start=start))
    except WrongReturnError as error:
        return failed(str(error), error.mend)
    return passed("all that they return fits")


def _watched(game: SampleGame) -> SampleGame:
    """Returns a game in which every hook's result is looked at before it is used."""
    losses = {Loss.discriminator: _scalar, Loss.generator: _scalar}
    stabilizers = {
        name: _watched_part(
            part, {hook: judge for hook, judge in _JUDGES.items() if overrides(part, hook)}
        )
        for name, part in game.stabilizers.items()
    }
    return replace(game, loss=_watched_part(game.loss, losses), stabilizers=stabilizers)


Hook = Callable[..., Any]
Judge = Callable[[str, Any, tuple[Any, ...]], None]
"""Raises `WrongReturnError` unless a result fits; of the hook's name, the result and the
arguments, of which the part itself is the first."""


def _watched_part(part: Any, judges: Mapping[Hook, Judge]) -> Any:
    """A copy of a part, of a class of its own whose hooks are judged.

    Args:
        part: A loss or a stabilizer.
        judges: What judges each hook, by the base's function.
    """
    kind = type(part)
    names = {hook.__name__: judge for hook, judge in judges.items()}
    hooks = {name: _judged(name, getattr(kind, name), judge) for name, judge in names.items()}
    watched = copy.copy(part)
    # No slots of its own: then it has the same layout as the part, which may be without a `dict`.
    object.__setattr__(
        watched, "__class__", type(kind.__name__, (kind,), {"__slots__": (), **hooks})
    )
    return watched


def _judged(name: str, hook: Callable[..., Any], judge: Judge) -> Callable[..., Any]:
    @wraps(hook)
    def judged(part: Any, *arguments: Any) -> Any:
        tensors = [leaf for leaf in pytree.tree_leaves(arguments) if isinstance(leaf, Tensor)]
        versions = [tensor._version for tensor in tensors]
        found = hook(part, *arguments)
        if versions != [tensor._version for tensor in tensors]:
            raise WrongReturnError(
                f"`{name}` changes what it is given in place",
                "Return new tensors: `x * 2`, not `x.mul_(2)`.",
            )
        if found is None:
            raise WrongReturnError(f"`{name}` returned None", _NOTHING)
        judge(name, found, (part, *arguments))
        return found

    return judged


def _scalar(name: str, found: Any, arguments: tuple[Any, ...]) -> None:
    _typed(name, found, Tensor, "a scalar tensor")
    if found.ndim:
        raise WrongReturnError(
            f"`{name}` returned shape {list(found.shape)}, expected a scalar", "Take `.mean()`."
        )
    if not found.isfinite():
        raise WrongReturnError(
            f"`{name}` returned {found.item()}, expected a finite number",
            "Guard quotients, roots and logarithms with `torch.where` before them, not after.",
        )


def _like(position: int, name: str, found: Any, arguments: tuple[Any, ...]) -> None:
    """A tensor of the shape of an argument."""
    wanted = list(arguments[position].shape)
    _typed(name, found, Tensor, f"a tensor of shape {wanted}")
    if list(found.shape) != wanted:
        raise WrongReturnError(
            f"`{name}` returned shape {list(found.shape)}, expected {wanted}, that of its argument",
            "Return as many numbers as it was given.",
        )


def _perturbed(name: str, found: Any, arguments: tuple[Any, ...]) -> None:
    """A tensor of the shape that `perturbed_shape` says."""
    part, samples = arguments[:2]
    wanted = list(part.perturbed_shape(tuple(samples.shape)))
    _typed(name, found, Tensor, f"a tensor of shape {wanted}")
    if list(found.shape) != wanted:
        raise WrongReturnError(
            f"`{name}` returned shape {list(found.shape)} of {list(samples.shape)}, and "
            f"`perturbed_shape` says {wanted}",
            "Let `perturbed_shape` return the shape that `perturb` makes.",
        )


def _is(kind: type, name: str, found: Any, arguments: tuple[Any, ...]) -> None:
    _typed(name, found, kind, f"a {kind.__name__}")


def _pair(name: str, found: Any, arguments: tuple[Any, ...]) -> None:
    wanted = "both players and the memory, (Players, memory)"
    _typed(name, found, tuple, wanted)
    if len(found) != 2 or not (isinstance(found[0], Players) and isinstance(found[1], Mapping)):
        raise WrongReturnError(f"`{name}` returned {found!r}, expected {wanted}", _COMPARE)


def _typed(name: str, found: Any, kind: type, wanted: str) -> None:
    if not isinstance(found, kind):
        raise WrongReturnError(
            f"`{name}` returned {type(found).__name__}, expected {wanted}", _COMPARE
        )


_COMPARE = "Compare it with the docstring of the base class."
_JUDGES: dict[Hook, Judge] = {
    Stabilizer.penalty: _scalar,
    Stabilizer.generator_penalty: _scalar,
    Stabilizer.critic: partial(_is, Critic),
    Stabilizer.begin: partial(_is, Mapping),
    Stabilizer.after_discriminator: partial(_is, Mapping),
    Stabilizer.after_generator: partial(_is, Mapping),
    Stabilizer.averaged_generator: partial(_like, 1),
    Stabilizer.perturb: _perturbed,
    Stabilizer.project: partial(_like, 1),
    Stabilizer.lookahead: partial(_is, Player),
    Stabilizer.play: _pair,
    Stabilizer.correct: _pair,
}
"""The hooks of a stabilizer that a step calls."""
