"""From a trial's resolved configuration to the game that it describes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

from ganbench.engine.game import Game
from ganbench.engine.network import Network
from ganbench.errors import GanbenchError
from ganbench.losses import LOSSES
from ganbench.losses.loss import Loss
from ganbench.optimizers import OPTIMIZERS, Optimizer
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.stabilizer import Combination, Settings, Stabilizer
from ganbench.workloads import Workload

_ALONE = {"play": "how both players move", "averaged_generator": "which generator is measured"}
"""Hooks that only one stabilizer can have, and what it decides by them."""


def modify_networks(method: Mapping[str, Any], workload: Workload) -> Workload:
    """Returns the workload with the networks that a method's stabilizers give it."""
    for stabilizer in _stabilizers(method):
        workload = stabilizer.modify_networks(workload)
    return workload


def incompatibility(method: Mapping[str, Any], workload: Workload) -> str | None:
    """Says why a method makes no sense on a workload, if it does not.

    Raises:
        GanbenchError: A stabilizer of a plugin gives something other than a reason in words.
    """
    stabilizers = _stabilizers(method)
    loss = _loss(method)
    names = [name for name, _ in method["stabilizers"]]
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


def build_game(method: Mapping[str, Any], workload: Workload) -> Game:
    """Composes the game of a method on a workload.

    Args:
        method: The resolved method of a trial: `loss`, `stabilizers`, `generator_optimizer` and
            `discriminator_optimizer` as (name, parameters) pairs, and `discriminator_steps`.
        workload: Whose networks play, equipped.
    """
    stabilizers = _stabilizers(method)
    settings = Settings(
        _optimizer(method["generator_optimizer"]),
        _optimizer(method["discriminator_optimizer"]),
        method["discriminator_steps"],
    )
    for stabilizer in stabilizers:
        settings = stabilizer.configure(settings)
    with torch.random.fork_rng(devices=[]):  # only the architecture is kept, not these weights
        generator = Network(workload.generator.build(), reference=workload.batch)
        discriminator = Network(workload.discriminator.build())
    return Game(generator, discriminator, _loss(method), stabilizers, settings)


def _loss(method: Mapping[str, Any]) -> Loss:
    name, given = method["loss"]
    return LOSSES[name](**given)


def _stabilizers(method: Mapping[str, Any]) -> tuple[Stabilizer, ...]:
    return tuple(STABILIZERS[name](**given) for name, given in method["stabilizers"])


def _optimizer(description: tuple[str, Mapping[str, Any]]) -> Optimizer:
    name, given = description
    return OPTIMIZERS[name](**given)
