"""Games of methods that are described in plain values, as stored trials have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch

from ganbench.engine import compose
from ganbench.engine.game import Game
from ganbench.engine.network import Network
from ganbench.losses import LOSSES
from ganbench.methods.method import Method
from ganbench.optimizers import OPTIMIZERS
from ganbench.stabilizers import STABILIZERS
from ganbench.workloads import Workload


def live(description: Mapping[str, Any]) -> Method:
    """Returns the method that a description is of."""
    loss, given = description["loss"]
    generator, discriminator = (
        OPTIMIZERS[name](**rule)
        for name, rule in (
            description["generator_optimizer"],
            description["discriminator_optimizer"],
        )
    )
    return Method(
        description["name"],
        LOSSES[loss](**given),
        tuple(STABILIZERS[name](**rest) for name, rest in description["stabilizers"]),
        generator,
        discriminator,
        description["discriminator_steps"],
    )


def modify_networks(description: Mapping[str, Any], workload: Workload) -> Workload:
    """See `ganbench.engine.compose.modified`."""
    return compose.modified(live(description), workload)


def incompatibility(description: Mapping[str, Any], workload: Workload) -> str | None:
    """See `ganbench.engine.compose.incompatibility`."""
    return compose.incompatibility(live(description), workload)


def build_game(description: Mapping[str, Any], modified: Workload) -> Game:
    """Returns the game of a method on a workload that has the method's networks already."""
    with torch.random.fork_rng(devices=[]):  # only the architecture is kept, not these weights
        generator = Network(modified.generator.build(), reference=modified.batch)
        discriminator = Network(modified.discriminator.build())
    return compose.between(generator, discriminator, live(description))
