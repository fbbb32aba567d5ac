"""Checks of how a method, a loss or a stabilizer steps: in numbers, in shapes and to the bit."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.utils import _pytree as pytree

from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import (
    LATE,
    Setup,
    Subject,
    first_of,
    reference_setup,
    small_setup,
)
from ganbench.engine.checkpoint import Checkpoint
from ganbench.engine.cohort import Cohort
from ganbench.engine.compose import Incompatible
from ganbench.engine.cost import meta_state, meta_step
from ganbench.engine.state import State

STEPS = 4
_PURE = (
    "Make every hook a pure function of its arguments: what it carries goes through the memory of "
    "`begin`, `after_discriminator` and `after_generator`, noise comes from `perturb_draws` and "
    "`penalty_draws`, and nothing is kept on the object or in the module."
)
_VECTORISED = (
    "Write each hook for one seed; the engine vectorises. Keep no tensor between calls, do not "
    "unwrap the tensors you get, and let nothing depend on how many seeds there are."
)


def check_meta(subject: Subject) -> Verdict:
    """A step runs on `meta` tensors: no number is looked at and nothing is moved."""
    if subject.kind == "workload":
        setting: Setup | Incompatible = reference_setup(subject.thing)
    else:
        setting = small_setup(subject)
    if isinstance(setting, Incompatible):
        return info(f"makes no sense on the small workloads: {setting.reason}")
    before = meta_state(setting.game)
    after = meta_step(setting.game, setting.workload, before)
    changed = _changed(before, after)
    if changed:
        return failed(
            f"a step changes what the state is made of: {changed}",
            "Return the memory with the names, shapes and dtypes that `begin` gives it.",
        )
    devices = {leaf.device.type for leaf in pytree.tree_leaves(after)}
    if devices != {"meta"}:
        return failed(
            f"a step on `meta` tensors returns tensors on {', '.join(sorted(devices - {'meta'}))}",
            "Make new tensors on the device of those you get: `x.new_zeros(...)`.",
        )
    return passed("a step needs shapes only")


def check_finite(subject: Subject) -> Verdict:
    """Values and gradients stay finite over a few steps, early and late, and both players move."""
    setting = small_setup(subject)
    if isinstance(setting, Incompatible):
        return info(f"makes no sense on the small workloads: {setting.reason}")
    problem = _not_finite(setting, 0) or _not_finite(setting, LATE)
    if problem:
        return problem
    start, state = setting.start(), setting.played(STEPS)
    for player in ("generator", "discriminator"):
        if torch.equal(getattr(start, player).params, getattr(state, player).params):
            return failed(
                f"the {player} did not move in {STEPS} steps",
                f"Let the {player}'s loss depend on the logits; `.detach()` cuts its gradient.",
            )
    return passed(f"finite over {STEPS} steps")


def check_determinism(subject: Subject) -> Verdict:
    """The same step twice, and the same run twice, give the same bits."""
    setting = small_setup(subject)
    if isinstance(setting, Incompatible):
        return info(f"makes no sense on the small workloads: {setting.reason}")
    state, cohort = setting.start(), setting.cohort([0])
    for turn in setting.game.turns(0):
        batch = first_of(cohort.batch(turn))
        calls = [_leaves(setting.game.take(turn.role, state, batch)) for _ in range(3)]
        if not all(_same(calls[0], other) for other in calls):
            return failed(
                f"the {turn.role}'s step, called again with the same state and the same batch, "
                "gives other numbers",
                _PURE,
            )
    runs = [_leaves(_trained(setting.cohort([0, 1]), STEPS)) for _ in range(2)]
    if not _same(*runs):
        return failed(f"two runs of {STEPS} steps with the same seeds differ", _PURE)
    return passed("two runs, the same bits")


def check_cohort(subject: Subject) -> Verdict:
    """A seed does not notice its cohort: the same bits alone and among three."""
    setting = small_setup(subject)
    if isinstance(setting, Incompatible):
        return info(f"makes no sense on the small workloads: {setting.reason}")
    alone = _leaves(_trained(setting.cohort([3]), STEPS))
    together = _leaves(_trained(setting.cohort([0, 5, 3]), STEPS))  # last, where vectors may end
    if not _same([leaf[0] for leaf in alone], [leaf[2] for leaf in together]):
        return failed(
            f"after {STEPS} steps, seed 3 has other numbers in a cohort of three than alone",
            _VECTORISED,
        )
    return passed("alone and in a cohort of 3, the same bits")


def check_resume(subject: Subject) -> Verdict:
    """A run that is stopped, stored and restored goes on to the same bits."""
    setting = small_setup(subject)
    if isinstance(setting, Incompatible):
        return info(f"makes no sense on the small workloads: {setting.reason}")
    middle = STEPS // 2
    cohort = setting.cohort([0, 1])
    half = _trained(cohort, middle)
    whole = _trained(cohort, STEPS, middle, half)
    with tempfile.TemporaryDirectory() as folder:
        checkpoint = Checkpoint(Path(folder) / "state.safetensors")
        named = {f"state/{i}": leaf for i, leaf in enumerate(_leaves(half))}
        checkpoint.save(named, {"step": middle})
        saved = checkpoint.load(half.step.device)
    assert saved is not None
    tensors, _ = saved
    again = small_setup(subject)  # another object, as after a restart
    assert isinstance(again, Setup)
    fresh = again.cohort([0, 1])
    empty, structure = pytree.tree_flatten(fresh.init())
    restored = pytree.tree_unflatten([tensors[f"state/{i}"] for i in range(len(empty))], structure)
    if not _same(_leaves(whole), _leaves(_trained(fresh, STEPS, middle, restored))):
        return failed(
            f"restored after {middle} of {STEPS} steps, the run goes on to other numbers", _PURE
        )
    return passed(f"restored after {middle} of {STEPS} steps, the same bits")


def _trained(cohort: Cohort, until: int, start: int = 0, state: State | None = None) -> State:
    state = cohort.init() if state is None else state
    for step in range(start, until):
        state = cohort.step(state, step)
    return state


def _leaves(state: State) -> list[Tensor]:
    leaves: list[Tensor] = pytree.tree_leaves(state)
    return leaves


def _same(a: Sequence[Tensor], b: Sequence[Tensor]) -> bool:
    return len(a) == len(b) and all(map(_equal, a, b))


def _equal(a: Tensor, b: Tensor) -> bool:
    # A NaN equals no NaN; whether there are any is for another check to say.
    return a.shape == b.shape and torch.equal(a.nan_to_num(), b.nan_to_num())


def _changed(before: State, after: State) -> str:
    """Names the leaves of the state whose shape or dtype a step changes, comes or goes."""
    old, new = (
        {pytree.keystr(path): (tuple(leaf.shape), leaf.dtype) for path, leaf in found}
        for found in (pytree.tree_leaves_with_path(state) for state in (before, after))
    )
    return ", ".join(sorted(key for key in {*old, *new} if old.get(key) != new.get(key)))


def _not_finite(setting: Setup, first: int) -> Verdict | None:
    """What is not finite in a few steps, the first of which is number `first`."""
    for step, turn, state in setting.updates(STEPS, first):
        if not state.alive:
            return _died(turn.role, step + 1)
    if not setting.game.averaged_generator(state).isfinite().all():
        return failed(
            f"after {STEPS} steps, `averaged_generator` gives parameters that are not finite",
            "Let `averaged_generator` return finite parameters from the first step on.",
        )
    return None


def _died(player: str, step: int) -> Verdict:
    return failed(
        f"the {player}'s update in step {step} is not finite: its loss or its gradient is NaN "
        "or infinite",
        "Find the root, logarithm or quotient whose derivative is infinite: guard its argument "
        "with `torch.where` before it, not after.",
    )
