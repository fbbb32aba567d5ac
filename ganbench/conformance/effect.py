"""Checks that a stabilizer changes anything."""

from __future__ import annotations

import torch
from torch import Tensor

from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import REFERENCE, Subject, Table, method, set_up, table

STEPS = 3
LATE = 100_000
"""A step at which what is switched on gradually is on."""


def check_effect(subject: Subject) -> Verdict:
    """A few steps with the stabilizer are not, bit for bit, those without it."""
    setting = table(subject)
    if isinstance(setting, str):
        return info(f"makes no sense on the small workloads: {setting}")
    plain = set_up(method(Subject("method", REFERENCE, None), setting.plain), setting.plain)
    for start in (0, LATE):
        pairs = zip(_trained(setting, start), _trained(plain, start), strict=True)
        if not all(torch.equal(with_it, without) for with_it, without in pairs):
            return passed(f"after {STEPS} steps not what {REFERENCE} alone gives")
    return failed(
        f"it changes nothing: after {STEPS} steps, both players are bit for bit those of "
        f"{REFERENCE} without it",
        "Let a hook's result depend on the logits or the parameters: `.detach()` and `.data` cut "
        "the gradient, and a weight that is 0 by default leaves nothing.",
    )


def _trained(setting: Table, start: int) -> tuple[Tensor, Tensor, Tensor]:
    """The parameters of both players, and of the generator that is measured."""
    state = setting.played(STEPS, start)
    return (state.generator.params, state.discriminator.params, setting.game.evaluated(state))
