"""Trials of one structure on one workload, trained as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import torch
from torch import Generator, Tensor

from ganbench.datasets.dataset import Dataset
from ganbench.engine.batch import Batch, filled
from ganbench.engine.data import reader
from ganbench.engine.game import Game, Role, Turn
from ganbench.engine.network import Network
from ganbench.engine.numbers import Numbers, constants, numbers, with_inputs
from ganbench.engine.numerics import Numerics
from ganbench.engine.recording import Recording, Step
from ganbench.engine.state import State
from ganbench.engine.streams import Streams, derive
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.workloads import Workload

_DTYPES = {"float32": torch.float32, "bf16": torch.float32, "float64": torch.float64}
_FILL: dict[str, Callable[[Tensor, Generator], Tensor]] = {
    "normal": lambda row, generator: row.normal_(generator=generator),
    "uniform": lambda row, generator: row.uniform_(generator=generator),
}
_CHUNK = 1024
"""Samples that a generator makes at a time in evaluation, so that memory stays bounded."""


class Cohort:
    """Draws for every seed from its own streams, and steps all seeds in one vectorised call.

    Trials differ in their seeds and in real numbers of their games, and do not notice each other:
    on a CPU, uncompiled, a trial's numbers are the same bits in any cohort. Width one alone would
    take other kernels (matrix-vector products), so it runs as two of the same seed.
    """

    def __init__(
        self,
        game: Game,
        workload: Workload,
        data: Dataset,
        seeds: Sequence[int],
        numerics: Numerics,
        alone: bool = False,
        settings: Sequence[Numbers] = (),
    ) -> None:
        """Makes a cohort.

        Args:
            game: What every seed plays.
            workload: The batch, the prior and the networks that the method gave it.
            data: What is trained on.
            seeds: One trial each.
            numerics: Where and how to compute.
            alone: Keeps width one at one, to time it.
            settings: The real numbers of each trial's game, by path; those of `game` if none.

        Raises:
            ValueError: Trials differ in numbers that have to be constants of the step.
        """
        self.game = _in_bf16(game) if numerics.precision == "bf16" else game
        self.seeds = tuple(seeds)
        self._workload = workload
        self._device = torch.device(numerics.device)
        self._dtype = _DTYPES[numerics.precision]
        self._read = reader(data, workload.batch, self._device, self._dtype)
        exact = numerics.device == "cpu" and not numerics.compiled
        twice = len(self.seeds) == 1 and exact and not alone
        self._streams = [Streams(s, self._device) for s in self.seeds * (1 + twice)]
        own = [dict(each) for each in settings] or [numbers(game)] * len(self.seeds)
        self._inputs = self._stacked(own * (1 + twice))
        codes = (workload.batch, workload.prior.dimension)
        shapes = Shapes((workload.batch, *workload.shape), codes)
        roles: tuple[Role, Role] = ("discriminator", "generator")
        self._draws = {role: game.draws(role, shapes) for role in roles}
        self._recorded = {
            role: Recording(self._step_of(role), self._inputs, numerics.compiled) for role in roles
        }

    def _stacked(self, own: Sequence[Numbers]) -> dict[str, Tensor]:
        """The numbers that are inputs, [seeds] each, by path."""
        fixed = constants(self.game, self._workload)
        first = own[0]
        for each in own:
            if each.keys() != first.keys() or any(each[path] != first[path] for path in fixed):
                names = ", ".join(sorted(fixed)) or "none"
                raise ValueError(
                    f"expected trials that differ in inputs of the step alone, not in: {names}"
                )
        return {
            path: torch.tensor([each[path] for each in own], dtype=torch.float64).to(self._device)
            for path in first
            if path not in fixed
        }

    def _step_of(self, role: Role) -> Step:
        def step(state: State, batch: Batch, inputs: dict[str, Tensor]) -> State:
            return with_inputs(self.game, inputs).take(role, state, batch)

        return step

    def init(self) -> State:
        """Returns the stacked state at the start: every leaf has a leading dimension of seeds."""
        players = zip(*(self._initial_parameters(s.seed) for s in self._streams), strict=True)
        generator, discriminator = (torch.stack(p).to(self._device, self._dtype) for p in players)
        inputs = self._inputs

        def start(generator: Tensor, discriminator: Tensor, inputs: dict[str, Tensor]) -> State:
            return with_inputs(self.game, inputs).init(generator, discriminator)

        state: State = torch.func.vmap(start)(generator, discriminator, inputs)
        return state

    def _initial_parameters(self, seed: int) -> Iterator[Tensor]:
        for name in ("generator", "discriminator"):
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(derive(seed, "init", name))
                module = getattr(self._workload, name).build()
            network: Network = getattr(self.game, name)
            yield network.flatten(module)

    def step(self, state: State, index: int) -> State:
        """Returns the state after generator step number `index`: all of its turns."""
        for turn in self.game.turns(index):
            state = self.take(turn, state, self.batch(turn))
        return state

    def take(self, turn: Turn, state: State, batch: Batch) -> State:
        """Returns the state of every seed after one turn.

        Args:
            turn: Which one.
            state: The state before; every leaf has a leading dimension of seeds.
            batch: What it is computed on, with a leading dimension of seeds.
        """
        return self._recorded[turn.role](state, batch)

    def batch(self, turn: Turn) -> Batch:
        """Returns every seed's samples, codes and noise for a turn, from its own streams."""
        return Batch(
            self._real(turn) if turn.sees_data else self._empty((0,)),
            self._prior(f"{turn.stream}/prior", turn.index, self._workload.batch),
            filled(
                self._draws[turn.role],
                lambda name, draw: self._draw(f"{turn.stream}/{name}", turn.index, draw),
            ),
        )

    def averaged_generator(self, state: State) -> Tensor:
        """Returns the parameters of every seed's generator that is measured, stacked."""

        def averaged(state: State, inputs: dict[str, Tensor]) -> Tensor:
            return with_inputs(self.game, inputs).averaged_generator(state)

        params: Tensor = torch.func.vmap(averaged)(state, self._inputs)
        return params

    def samples(self, generator: Tensor, stream: str, n: int) -> Tensor:
        """Returns samples of every seed's generator, [seeds, n, *shape], in evaluation mode.

        Args:
            generator: Stacked parameters, as `averaged_generator` returns them.
            stream: Which draws of the prior; the same name gives the same ones.
            n: Samples a seed.
        """
        network = self.game.generator
        evaluate = torch.func.vmap(network.evaluate)
        reference = self._prior(f"{stream}/reference", 0, network.reference)
        chunks = []
        with torch.no_grad():
            for i, start in enumerate(range(0, n, _CHUNK)):
                latent = self._prior(stream, i, min(_CHUNK, n - start))
                chunks.append(evaluate(generator, torch.cat([reference, latent], dim=1)))
        return torch.cat(chunks, dim=1)[: len(self.seeds)].to(torch.float32)

    def _real(self, turn: Turn) -> Tensor:
        return self._read([own(f"{turn.stream}/data") for own in self._streams], turn.index)

    def _prior(self, stream: str, index: int, n: int) -> Tensor:
        prior = self._workload.prior
        draw = self._draw(stream, index, Draw(prior.kind, (n, prior.dimension)))
        return draw if prior.kind == "normal" else 2 * draw - 1

    def _draw(self, stream: str, index: int, draw: Draw) -> Tensor:
        out = self._empty(draw.shape)
        fill = _FILL[draw.distribution]
        for row, streams in zip(out, self._streams, strict=True):
            fill(row, streams(stream)(index))
        return out

    def _empty(self, shape: tuple[int, ...]) -> Tensor:
        return torch.empty((len(self._streams), *shape), dtype=self._dtype, device=self._device)


def _in_bf16(game: Game) -> Game:
    return replace(
        game, generator=game.generator.in_bf16(), discriminator=game.discriminator.in_bf16()
    )
