"""Cohorts whose players are measured by their distance to an equilibrium."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import torch
from torch import Generator, Tensor
from typing_extensions import override

from ganbench.engine.batch import Batch
from ganbench.engine.cohort import Cohort
from ganbench.engine.game import Turn
from ganbench.engine.state import State
from ganbench.engine.streams import derive
from ganbench.engine.vector_game import numbers
from ganbench.games import Payoffs
from ganbench.workloads import Workload


def cohort_class(workload: Workload) -> type[Cohort]:
    """Returns the class of the cohorts that play a workload."""
    if isinstance(workload.game, Payoffs):
        return VectorCohort
    return Cohort if workload.game is None else PlayersCohort


class PlayersCohort(Cohort):
    """Plays a game whose equilibrium is known: both players are measured, not samples."""

    @override
    def averaged_generator(self, state: State) -> Tensor:
        """Returns both players of every seed in a row, [seeds, P + Q], the generator averaged."""
        averaged = super().averaged_generator(state)
        return torch.cat([averaged, state.discriminator.params], dim=1)

    @override
    def samples(self, generator: Tensor, stream: str, n: int) -> Tensor:
        """Returns what separates every seed's players from the equilibrium, [seeds, 1, k].

        Args:
            generator: Both players, as `averaged_generator` returns them.
            stream: Without a meaning here: nothing is drawn.
            n: Without a meaning here: there is one pair of players.
        """
        game, known = self.game, self._workload.game
        assert known is not None  # by `cohort_class`

        def deviation(players: Tensor, facts: Tensor) -> Tensor:
            x, y = players[: game.generator.size], players[game.generator.size :]
            return known.deviation(
                numbers(game.generator, x), numbers(game.discriminator, y), facts
            )

        found: Tensor = torch.func.vmap(deviation)(generator, self._facts)
        return found[: len(self.seeds), None].to(torch.float32)

    @cached_property
    def _facts(self) -> Tensor:
        """What was drawn for the function of every seed, [seeds, f]."""
        return self._empty((0,))


class VectorCohort(PlayersCohort):
    """Plays a game of vectors: every seed has a function and a start, of the game's own streams."""

    @override
    def batch(self, turn: Turn) -> Batch:
        return Batch(self._facts, self._empty((0,)), {})

    @override
    def _initial_parameters(self, seed: int) -> Iterator[Tensor]:
        payoffs = self._payoffs
        start = payoffs.start(_stream("start", seed))
        for network, vector in zip(
            (self.game.generator, self.game.discriminator), start, strict=True
        ):
            yield network.layout.join([vector.view(network.layout.shapes[0])])

    @cached_property
    @override
    def _facts(self) -> Tensor:
        payoffs = self._payoffs
        own = [
            payoffs.facts(_stream("function", payoffs.number_of_function(streams.seed)))
            for streams in self._streams
        ]
        return torch.stack(own).to(self._device, self._dtype)

    @property
    def _payoffs(self) -> Payoffs:
        assert isinstance(self._workload.game, Payoffs)  # by `cohort_class`
        return self._workload.game


def _stream(name: str, number: int) -> Generator:
    """A random stream on the CPU of a function or a start, whatever the seed that plays it."""
    return Generator().manual_seed(derive(number, "game", name))
