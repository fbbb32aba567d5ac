"""Checks of an optimizer: a pure rule that can be differentiated and vectorised over seeds."""

from __future__ import annotations

import torch
from torch import Tensor

from ganbench.conformance.examples import LAYOUT, RATE, optimizer
from ganbench.conformance.result import Verdict, failed, passed
from ganbench.conformance.subject import Subject
from ganbench.optimizers import Optimizer, Slots

SIZE = LAYOUT.size
SEEDS = 3
STEPS = 4
CLOSE = 1e-6
"""How far vectorised numbers may be from those of one seed: rounding in float32."""


def check_update(subject: Subject) -> Verdict:
    """Updates move the parameters, stay finite while gradients do, and are pure functions."""
    rule = optimizer(subject.thing)
    params, slots = _start(rule)
    for step in range(STEPS):
        grad = _gradient(step)
        before = [each.clone() for each in (params, grad, *slots.values())]
        moved, after = rule.update(params, grad, slots)
        again, same = rule.update(params, grad, slots)
        given = [params, grad, *slots.values()]
        if not all(map(torch.equal, before, given)):
            return failed(
                "`update` changes what it is given in place",
                "Return new tensors: `params - lr * grad`, not `params.sub_(...)`.",
            )
        if not all(each.isfinite().all() for each in (moved, *after.values())):
            return failed(
                f"step {step + 1} is not finite",
                "Guard quotients and roots of what may be 0; the first gradient here is 0.",
            )
        if not torch.equal(moved, again) or not _same(after, same):
            return failed(
                "`update`, called again with the same arguments, gives other numbers",
                "Keep nothing on the object: what is carried goes through the slots.",
            )
        params, slots = moved, after
    if torch.equal(params, _start(rule)[0]):
        return failed(
            f"the parameters did not move in {STEPS} steps", "Subtract `lr` times a direction."
        )
    lost, _ = rule.update(params, torch.full_like(params, torch.nan), slots)
    if not lost.isnan().all():
        return failed(
            "the parameters stay finite where the gradient is NaN, and a game that has diverged "
            "would go on",
            "Let NaN through: `sign` makes 0 of it, and so does a comparison in `where`.",
        )
    return passed(f"pure and finite over {STEPS} steps")


def check_slots(subject: Subject) -> Verdict:
    """What is carried from step to step keeps its names, shapes and types: [P] or []."""
    rule = optimizer(subject.thing)
    params, slots = _start(rule)
    kinds = {name: (tuple(slot.shape), slot.dtype) for name, slot in slots.items()}
    wrong = [name for name, (shape, _) in kinds.items() if shape not in ((), (SIZE,))]
    if wrong:
        return failed(
            f"the slot '{wrong[0]}' has shape {list(slots[wrong[0]].shape)} for parameters "
            f"[{SIZE}], expected [{SIZE}] or []",
            "Let `init` return one number, or one for each parameter.",
        )
    moved, after = rule.update(params, _gradient(1), slots)
    changed = {name: (tuple(slot.shape), slot.dtype) for name, slot in after.items()}
    if changed != kinds or (moved.shape, moved.dtype) != (params.shape, params.dtype):
        return failed(
            "an update changes names, shapes or types of what it is given",
            "Let `update` return parameters and slots as `init` and it got them.",
        )
    return passed(f"slots: {', '.join(slots) or 'none'}")


def check_gradient(subject: Subject) -> Verdict:
    """Two updates can be differentiated in the parameters, as unrolling needs, also at 0."""
    rule = optimizer(subject.thing)

    def after_two(params: Tensor) -> Tensor:
        slots = rule.init(params)
        for _ in range(2):
            params, slots = rule.update(params, params * params * params, slots)
        return params.sum()

    start = torch.linspace(-1, 1, SIZE)  # 0 is in the middle, where roots have infinite slopes
    gradient = torch.func.grad(after_two)(start)
    if not gradient.isfinite().all():
        return failed(
            "the gradient through two updates is not finite",
            "Use `ganbench.optimizers.root.safe_root` for roots of what may be 0.",
        )
    if not gradient.any():
        return failed(
            "no gradient comes through two updates", "`.detach()` nothing of what is given."
        )
    return passed("the gradient through two updates is finite")


def check_seeds(subject: Subject) -> Verdict:
    """Vectorised over seeds, every seed has the numbers that it has alone."""
    rule = optimizer(subject.thing)
    params = torch.stack([_start(rule)[0] + seed for seed in range(SEEDS)])
    grads = torch.stack([_gradient(seed) for seed in range(SEEDS)])
    slots = torch.func.vmap(rule.init)(params)
    together, _ = torch.func.vmap(rule.update)(params, grads, slots)
    for seed in range(SEEDS):
        alone, _ = rule.update(params[seed], grads[seed], rule.init(params[seed]))
        if not torch.allclose(together[seed], alone, rtol=CLOSE, atol=CLOSE):
            return failed(
                f"seed {seed} has other numbers among {SEEDS} than alone",
                "Write the rule for one seed, of tensors only: no `.item()`, no `if` on values.",
            )
    return passed(f"{SEEDS} seeds together as alone")


def check_rate(subject: Subject) -> Verdict:
    """`at_rate` gives the same rule with another learning rate, and steps follow the rate."""
    rule = optimizer(subject.thing)
    faster = rule.at_rate(2 * RATE)
    if faster.lr != 2 * RATE or faster.at_rate(RATE) != rule:
        return failed(
            "`at_rate` changes more than `lr`, or not that",
            "Leave `at_rate` as the base class has it, and every setting a field.",
        )
    params, slots = _start(rule)
    steps = [r.update(params, _gradient(1), slots)[0] - params for r in (rule, faster)]
    if torch.equal(*steps):
        return failed("steps do not depend on `lr`", "Scale the step by `self.lr`.")
    return passed("at twice the rate, the same rule")


def _start(rule: Optimizer) -> tuple[Tensor, Slots]:
    params = torch.linspace(-1, 1, SIZE)
    return params, rule.init(params)


def _gradient(step: int) -> Tensor:
    """A gradient [P] of step number `step`; the first one is 0, as an inactive unit's is."""
    return torch.linspace(-1, 2, SIZE) * step


def _same(a: Slots, b: Slots) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)
