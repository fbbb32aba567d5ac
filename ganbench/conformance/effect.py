"""Checks that a stabilizer changes anything, and that a loss looks at what it is given."""

from __future__ import annotations

import torch
from torch import Tensor

from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import (
    LATE,
    REFERENCE,
    Setup,
    Subject,
    reference_setup,
    small_setup,
)
from ganbench.engine.compose import Incompatible
from ganbench.engine.sample_game import SampleGame

STEPS = 3


def check_effect(subject: Subject) -> Verdict:
    """A few steps with the stabilizer are not, bit for bit, those without it."""
    setting = small_setup(subject)
    if isinstance(setting, Incompatible):
        return info(f"makes no sense on the small workloads: {setting.reason}")
    plain = reference_setup(setting.plain)
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


def check_loss_effect(subject: Subject) -> Verdict:
    """Each player's loss changes with every logit that it should look at."""
    setting = small_setup(subject)
    assert isinstance(setting, Setup)  # a loss alone suits every workload
    assert isinstance(setting.game, SampleGame)  # small workloads have data
    loss, stream = setting.game.loss, torch.Generator().manual_seed(0)
    real, fake = torch.randn(2, setting.workload.batch, generator=stream)
    slopes = {
        "discriminator's loss, real": torch.func.grad(loss.discriminator, 0)(real, fake),
        "discriminator's loss, generated": torch.func.grad(loss.discriminator, 1)(real, fake),
        "generator's loss, generated": torch.func.grad(loss.generator)(
            fake, real if loss.relativistic else None
        ),
    }
    flat = [name for name, slope in slopes.items() if not slope.any()]
    if flat:
        return failed(
            f"no gradient with respect to logits: {'; '.join(flat)} samples",
            "Let the loss depend on them; `.detach()` cuts their gradient.",
        )
    return passed("every loss has a gradient in the logits that it is given")


def _trained(setting: Setup, start: int) -> tuple[Tensor, Tensor, Tensor]:
    """The parameters of both players, and of the generator that is measured."""
    state = setting.played(STEPS, start)
    return (
        state.generator.params,
        state.discriminator.params,
        setting.game.averaged_generator(state),
    )
