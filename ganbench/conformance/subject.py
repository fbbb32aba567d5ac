"""What is checked, and the small game in which it is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from torch.utils import _pytree as pytree
from typing_extensions import override

from ganbench.datasets import load
from ganbench.datasets.dataset import Dataset
from ganbench.engine.cohort import Cohort
from ganbench.engine.compose import Incompatible, compose, modified
from ganbench.engine.game import Game, Turn
from ganbench.engine.numerics import Numerics
from ganbench.engine.players_cohort import cohort_class
from ganbench.engine.state import State
from ganbench.losses import LOSSES
from ganbench.methods import METHODS
from ganbench.methods.method import Method
from ganbench.networks import MLP
from ganbench.optimizers import Adam
from ganbench.stabilizers import STABILIZERS
from ganbench.workloads import WORKLOADS, Prior, Workload

REFERENCE = "non-saturating"
"""The loss that stabilizers are tried with, and the method that everything is compared with."""

BUDGET = 1000
"""Generator steps of the budget in which parts whose schedules take a share of one are tried."""

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
        game: The game of a method on a workload.
        workload: The workload with the networks that the method gave it.
        data: The data set of the workload.
        plain: The workload with its own networks.
    """

    game: Game
    workload: Workload
    data: Dataset
    plain: Workload

    def cohort(self, seeds: Sequence[int]) -> Cohort:
        """Seeds that play it, uncompiled on the CPU, where bits can be compared."""
        numerics = Numerics("cpu", "float32", compiled=False)
        return cohort_class(self.workload)(self.game, self.workload, self.data, seeds, numerics)

    def start(self) -> State:
        """The state before the first step, for one seed."""
        state: State = first_of(self.cohort([0]).init())
        return state

    def played(self, steps: int, start: int = 0) -> State:
        """The state after so many steps, the first of which is number `start`, for one seed."""
        *_, (_, _, state) = self.updates(steps, start)
        return state

    def updates(self, steps: int, start: int = 0) -> Iterator[tuple[int, Turn, State]]:
        """Plays some steps for one seed, uncompiled and not vectorised.

        Args:
            steps: How many.
            start: What the game takes for the number of the first one.

        Yields:
            The number of the step, the turn, and the state after it.
        """
        cohort, state = self.cohort([0]), self.start()
        state = state._replace(step=state.step + start)
        for step in range(steps):
            for turn in self.game.turns(step):
                state = self.game.take(turn.role, state, first_of(cohort.batch(turn)))
                yield start + step, turn, state


T = TypeVar("T")


def first_of(stacked: T) -> T:
    """Returns the first seed's part of what has a leading dimension of seeds."""
    part: T = pytree.tree_map(lambda leaf: leaf[0], stacked)
    return part


def small_workloads() -> list[Workload]:
    """Points and pictures with networks and batches that train in no time.

    Points come twice, the second time of codes with as many numbers as samples have.
    """
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
    of_the_samples_shape = replace(ring8, generator=MLP((2, 16, 16, 2)), prior=Prior("normal", 2))
    return [ring8, digits, of_the_samples_shape]


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
    """Sets up the game of a method on a workload, with its schedules in a budget of `BUDGET`."""
    method = method.on(workload).within(BUDGET)
    game = compose(method, workload)
    if isinstance(game, Incompatible):
        return game
    data = load(workload.dataset, dict(workload.parameters))
    return Setup(game, modified(method, workload), data, workload)


def small_setup(subject: Subject) -> Setup | Incompatible:
    """Sets up a subject's game on the first small workload that it fits."""
    tried = [set_up(method(subject), workload) for workload in small_workloads()]
    return next((found for found in tried if isinstance(found, Setup)), tried[-1])


def reference_setup(workload: Workload) -> Setup:
    """Sets up the game of the method that everything is compared with; it suits every workload."""
    found = set_up(METHODS[REFERENCE].build(REFERENCE), workload)
    assert isinstance(found, Setup)
    return found
