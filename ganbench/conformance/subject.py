"""What is checked, and the small game in which it is tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor
from torch.utils import _pytree as pytree
from typing_extensions import override

from ganbench.datasets import load
from ganbench.datasets.dataset import Dataset
from ganbench.engine.build import build_game, incompatibility, modify_networks
from ganbench.engine.cohort import Cohort, Numerics
from ganbench.engine.game import Batch, Game, State
from ganbench.engine.streams import derive
from ganbench.networks import MLP
from ganbench.optimizers import Adam
from ganbench.stabilizers.stabilizer import Draw
from ganbench.suite.plan import resolve
from ganbench.suite.schema import Method
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
class Table:
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


def method(subject: Subject, workload: Workload) -> dict[str, Any]:
    """Returns the resolved method in which a subject is tried on a workload.

    A stabilizer plays with the non-saturating loss, a loss without stabilizers, and a method as
    it is.
    """
    entries: dict[str, dict[str, Any]] = {
        "method": {"extends": subject.name},
        "stabilizer": {"loss": REFERENCE, "stabilizers": [subject.name]},
        "loss": {"loss": subject.name, "stabilizers": []},
        "workload": {"extends": REFERENCE},
    }
    entry = Method.model_validate({"name": "checked", **entries[subject.kind]})
    return resolve(entry, workload).describe()


def table(subject: Subject) -> Table | str:
    """Sets up a subject's game on the first small workload that it fits.

    Returns:
        The table, or why it fits none of them.
    """
    reason: str | None = None
    for workload in small_workloads():
        description = method(subject, workload)
        reason = incompatibility(description, workload)
        if reason is None:
            return set_up(description, workload)
    return str(reason)


def set_up(description: Mapping[str, Any], workload: Workload) -> Table:
    """Sets up the game of a resolved method on a workload."""
    equipped = modify_networks(description, workload)
    data = load(workload.dataset, dict(workload.parameters))
    return Table(build_game(description, equipped), equipped, data, workload)


def _drawn(draw: Draw, generator: torch.Generator) -> Tensor:
    fill = torch.randn if draw.distribution == "normal" else torch.rand
    return fill(draw.shape, generator=generator)
