"""From a method and a workload to the game that they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch

from ganbench.engine.game import Game
from ganbench.engine.network import Network
from ganbench.engine.sample_game import SampleGame
from ganbench.engine.vector_game import VectorGame, unplayable
from ganbench.errors import GanbenchError
from ganbench.games import Payoffs
from ganbench.methods.method import Method
from ganbench.names import part_name
from ganbench.networks.architecture import UnsuitedError
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.players import Settings
from ganbench.stabilizers.stabilizer import Stabilizer, overrides
from ganbench.workloads import Workload

_EXCLUSIVE: dict[Callable[..., object], str] = {
    Stabilizer.play: "how both players move",
    Stabilizer.averaged_generator: "which generator is measured",
}
"""Hooks that only one stabilizer of a method can have, and what it decides by them."""
_OWN_NETWORKS = "the equilibrium is known for the networks of this game alone"
_NO_LABELS = "the loss has no labels: it takes a cross-entropy, minimax or non-saturating"


@dataclass(frozen=True)
class Incompatible:
    """A method makes no sense on a workload.

    Attributes:
        reason: Why, in words that begin with the stabilizer's name.
    """

    reason: str


def compose(method: Method, workload: Workload) -> Game | Incompatible:
    """Returns the game of a method on a workload, or why there is none.

    Args:
        method: Optimizers that it leaves open are the workload's.
        workload: With its own networks; the game's are those of `modified`.

    Raises:
        GanbenchError: A stabilizer of a plugin gives something other than a reason in words.
    """
    reason = incompatibility(method, workload)
    if reason is not None:
        return Incompatible(reason)
    networks = modified(method, workload)
    with torch.random.fork_rng(devices=[]):  # only the architecture is kept, not these weights
        generator = Network(networks.generator.build(), reference=networks.batch)
        discriminator = Network(networks.discriminator.build())
    if not discriminator.ends_linear:
        for name, stabilizer in named(method.stabilizers).items():
            if stabilizer.needs_last_layer:
                return Incompatible(f"{name}: the discriminator does not end in a linear layer")
    played = between(generator, discriminator, method.on(workload))
    if not isinstance(workload.game, Payoffs):
        return played
    return VectorGame(generator, discriminator, played.stabilizers, played.settings, workload.game)


def between(generator: Network, discriminator: Network, method: Method) -> SampleGame:
    """Returns the game of a method between two networks, whether or not they suit it.

    Args:
        generator: A network from codes to samples.
        discriminator: A network from samples to logits.
        method: With an optimizer for each player.

    Raises:
        ValueError: The method has no optimizers of its own.
    """
    if method.generator_optimizer is None or method.discriminator_optimizer is None:
        raise ValueError(f"{method.name}: expected both optimizers: call `method.on(workload)`")
    settings = Settings(
        method.generator_optimizer, method.discriminator_optimizer, method.discriminator_steps
    )
    for stabilizer in method.stabilizers:
        settings = stabilizer.configure(settings)
    settings = replace(
        settings,
        generator=settings.generator.for_network(generator.layout),
        discriminator=settings.discriminator.for_network(discriminator.layout),
    )
    return SampleGame(generator, discriminator, named(method.stabilizers), settings, method.loss)


def named(stabilizers: Sequence[Stabilizer]) -> dict[str, Stabilizer]:
    """Returns stabilizers by the names under which their noise and memory are kept.

    A name does not depend on what else a method is made of, so that methods that share a
    stabilizer draw the same noise at one seed: "instance-noise", and "instance-noise#2" for a
    second one of the same class.
    """
    found: dict[str, Stabilizer] = {}
    numbers: Counter[str] = Counter()
    for stabilizer in stabilizers:
        name = part_name(STABILIZERS, stabilizer)
        numbers[name] += 1
        found[name if numbers[name] == 1 else f"{name}#{numbers[name]}"] = stabilizer
    return found


def modified(method: Method, workload: Workload) -> Workload:
    """Returns the workload with the networks that a method's stabilizers give it.

    Raises:
        UnsuitedError: A network cannot be what a stabilizer wants.
    """
    for stabilizer in method.stabilizers:
        workload = stabilizer.modify_networks(workload)
    return workload


def incompatibility(method: Method, workload: Workload) -> str | None:
    """Says why a method makes no sense on a workload, if it does not.

    Raises:
        GanbenchError: A stabilizer of a plugin gives something other than a reason in words.
    """
    names = [part_name(STABILIZERS, stabilizer) for stabilizer in method.stabilizers]
    if isinstance(workload.game, Payoffs):
        unfit = unplayable(zip(names, method.stabilizers, strict=True))
        if unfit:
            return unfit
    elif workload.game is not None:
        for name, stabilizer in zip(names, method.stabilizers, strict=True):
            if overrides(stabilizer, Stabilizer.modify_networks):
                return f"{name}: {_OWN_NETWORKS}"
    compares = _compares(method, workload)
    for i, (name, stabilizer) in enumerate(zip(names, method.stabilizers, strict=True)):
        try:
            after = stabilizer.modify_networks(workload)
        except UnsuitedError as unsuited:
            return f"{name}: {unsuited}"
        if stabilizer.needs_labels and not method.loss.labels:
            return f"{name}: {_NO_LABELS}"
        if stabilizer.needs_own_slopes and compares:
            return f"{name}: D compares samples ({compares}), so a slope is not one sample's own"
        combination = Combination(workload, method.loss, method.stabilizers, i)
        reason: object = stabilizer.incompatibility(combination)
        if not isinstance(reason, str | None):
            raise GanbenchError(
                f"The stabilizer '{name}': `incompatibility` returned {reason!r}, expected "
                "None or the reason in words."
            )
        if reason:
            return f"{name}: {reason}"
        workload = after
    for hook, decision in _EXCLUSIVE.items():
        pairs = zip(names, method.stabilizers, strict=True)
        own = [name for name, stabilizer in pairs if overrides(stabilizer, hook)]
        if len(own) > 1:
            return f"{own[1]}: {own[0]} already decides {decision}"
    return None


def _compares(method: Method, workload: Workload) -> str:
    """What in the modified discriminator compares samples, in words; empty if nothing does."""
    try:
        return modified(method, workload).discriminator.compares
    except UnsuitedError:
        return ""  # `incompatibility` names the stabilizer that the network does not suit
