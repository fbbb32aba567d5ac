"""What is checked, and the small game in which it is tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor
from torch.utils import _pytree as pytree
from typing_extensions import override

from ganbench.datasets import load
from ganbench.datasets.dataset import Dataset
from ganbench.engine.cohort import Cohort
from ganbench.engine.compose import Incompatible, compose, modified
from ganbench.engine.game import Batch, Game, State
from ganbench.engine.numerics import Numerics
from ganbench.engine.streams import derive
from ganbench.losses import LOSSES
from ganbench.methods import METHODS
from ganbench.methods.method import Method
from ganbench.networks import MLP
from ganbench.optimizers import Adam
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.stabilizer import Draw
from ganbench.workloads import WORKLOADS, Prior, Workload

REFERENCE = "non-saturating"
"""The loss that stabilizers are tried with, and the method that everything is compared with."""

LATE = 100_000
"""A step at which what is switched on gradually is on."""


@dataclass(frozen=True)
class Subject:
    """One thing with a name.

    Attributes:
        kind: "method", "loss", "stabilizer", "workload", "metric" or "extractor".
        name: What a suite file calls it.
        thing: What the name stands for, or the error that it could not be loaded with.
    """

    kind: str
    name: str
    thing: Any

    @override
    def __str__(self) -> str:
        return f"{self.name} ({self.kind})"


@dataclass(frozen=True)
class Setup:
    """A game with what it is played on.

    Attributes:
        game: A method's.
        workload: With the networks that the method gave it.
        data: Its data set.
        plain: The workload with its own networks.
    """

    game: Game
    workload: Workload
    data: Dataset
    plain: Workload

    def cohort(self, seeds: Sequence[int]) -> Cohort:
        """Seeds that play it, uncompiled on the CPU, where bits can be compared."""
        numerics = Numerics("cpu", "float32", compiled=False)
        return Cohort(self.game, self.workload, self.data, seeds, numerics)

    def start(self) -> State:
        """The state before the first step, for one seed."""
        state: State = pytree.tree_map(lambda leaf: leaf[0], self.cohort([0]).init())
        return state

    def played(self, steps: int, start: int = 0) -> State:
        """The state after so many steps, the first of which is number `start`, for one seed."""
        state, turns = self.start(), self.game.discriminator_turns
        state = state._replace(step=state.step + start)
        for step in range(steps):
            for i in range(step * turns, (step + 1) * turns):
                state = self.game.discriminator_step(state, self.discriminator_batch(i))
            state = self.game.generator_step(state, self.generator_batch(step))
        return state

    def discriminator_batch(self, index: int) -> Batch:
        """What the discriminator's update number `index` is computed on, for one seed."""
        return self._batch("discriminator", index, data=True)

    def generator_batch(self, index: int) -> Batch:
        """What the generator's turn number `index` is computed on, for one seed."""
        return self._batch("generator", index, self.game.generator_sees_data)

    def _batch(self, player: str, index: int, data: bool) -> Batch:
        size, prior = self.workload.batch, self.workload.prior
        codes = (size, prior.dimension)
        draws = getattr(self.game, f"{player}_draws")((size, *self.workload.shape), codes)

        def stream(i: int) -> torch.Generator:
            return torch.Generator().manual_seed(derive(0, f"conformance/{player}", i))

        generator = stream(index)
        latent = _drawn(Draw(prior.kind, codes), generator)
        return Batch(
            self.data.batches(stream, index, size) if data else torch.empty(0),
            latent if prior.kind == "normal" else 2 * latent - 1,
            {name: _drawn(draw, generator) for name, draw in draws.items()},
        )


def small_workloads() -> list[Workload]:
    """Points and pictures with networks and batches that train in no time."""
    ring8 = replace(
        WORKLOADS["ring8"],
        generator=MLP((4, 16, 16, 2)),
        discriminator=MLP((2, 16, 16, 1)),
        prior=Prior("normal", 4),
        batch=32,
    )
    digits = replace(
        WORKLOADS["digits"],
        generator=MLP((4, 16, 64), output=(1, 8, 8), bounded=True),
        discriminator=MLP((64, 16, 1)),
        prior=Prior("uniform", 4),
        batch=32,
        generator_optimizer=Adam(1e-3),
        discriminator_optimizer=Adam(1e-3),
    )
    return [ring8, digits]


def method(subject: Subject) -> Method:
    """Returns the method in which a subject is tried.

    A stabilizer plays with the non-saturating loss, a loss without stabilizers, a method as it
    is, and a workload is played on by the non-saturating GAN.
    """
    if subject.kind == "method":
        return METHODS[subject.name].build(subject.name)
    if subject.kind == "loss":
        return Method("checked", LOSSES[subject.name]())
    stabilizers = (STABILIZERS[subject.name](),) if subject.kind == "stabilizer" else ()
    return Method("checked", LOSSES[REFERENCE](), stabilizers)


def set_up(method: Method, workload: Workload) -> Setup | Incompatible:
    """Sets up the game of a method on a workload."""
    game = compose(method, workload)
    if isinstance(game, Incompatible):
        return game
    data = load(workload.dataset, dict(workload.parameters))
    return Setup(game, modified(method, workload), data, workload)


def small_setup(subject: Subject) -> Setup | Incompatible:
    """Sets up a subject's game on the first small workload that it fits."""
    points, pictures = small_workloads()
    found = set_up(method(subject), points)
    return found if isinstance(found, Setup) else set_up(method(subject), pictures)


def reference_setup(workload: Workload) -> Setup:
    """Sets up the game of the method that everything is compared with; it suits every workload."""
    found = set_up(METHODS[REFERENCE].build(REFERENCE), workload)
    assert isinstance(found, Setup)
    return found


def _drawn(draw: Draw, generator: torch.Generator) -> Tensor:
    fill = torch.randn if draw.distribution == "normal" else torch.rand
    return fill(draw.shape, generator=generator)
