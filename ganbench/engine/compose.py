"""From a method and a workload to the game that they mean."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from ganbench.engine.game import Game
from ganbench.engine.network import Network
from ganbench.errors import GanbenchError
from ganbench.methods.method import Method
from ganbench.names import part_name
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.stabilizer import Combination, Settings
from ganbench.workloads import Workload

_ALONE = {"play": "how both players move", "averaged_generator": "which generator is measured"}


@dataclass(frozen=True)
class Incompatible:
    """Why a method makes no sense on a workload."""

    reason: str


def modified(method: Method, workload: Workload) -> Workload:
    """Returns the workload with the networks that a method's stabilizers give it."""
    for stabilizer in method.stabilizers:
        workload = stabilizer.modify_networks(workload)
    return workload


def incompatibility(method: Method, workload: Workload) -> str | None:
    """Says why a method makes no sense on a workload, if it does not."""
    stabilizers, loss = method.stabilizers, method.loss
    names = [part_name(STABILIZERS, part) for part in stabilizers]
    for i, stabilizer in enumerate(stabilizers):
        reason = stabilizer.incompatibility(Combination(workload, loss, stabilizers, i))
        if not isinstance(reason, str | None):
            raise GanbenchError(
                f"The stabilizer '{names[i]}': `incompatibility` returned {reason!r}, expected "
                "None or the reason in words."
            )
        if reason:
            return f"{names[i]}: {reason}"
        workload = stabilizer.modify_networks(workload)
    for hook, decides in _ALONE.items():
        own = [name for name, s in zip(names, stabilizers, strict=True) if s.overrides(hook)]
        if len(own) > 1:
            return f"{own[1]}: {own[0]} already decides {decides}"
    return None


def compose(method: Method, workload: Workload) -> Game | Incompatible:
    """Composes the game of a method on a workload."""
    reason = incompatibility(method, workload)
    if reason:
        return Incompatible(reason)
    method = method.on(workload)
    workload = modified(method, workload)
    assert method.generator_optimizer
    assert method.discriminator_optimizer
    settings = Settings(
        method.generator_optimizer, method.discriminator_optimizer, method.discriminator_steps
    )
    for stabilizer in method.stabilizers:
        settings = stabilizer.configure(settings)
    with torch.random.fork_rng(devices=[]):  # only the architecture is kept, not these weights
        generator = Network(workload.generator.build(), reference=workload.batch)
        discriminator = Network(workload.discriminator.build())
    return Game(generator, discriminator, method.loss, method.stabilizers, settings)
