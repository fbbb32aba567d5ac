"""Compares the engine with a hand-written PyTorch loop, in one run, in turns.

The loop is what one would write for a paper: modules, torch.optim, one seed after another,
torch's threads on all cores. ganbench uses the same cores as `ganbench run` does: a worker
process of one thread for each, which share the seeds. Both sides train ring8's 2 x 128 networks
on batches of 512 with ten seeds. Machines drift, so the sides take turns, and what counts is the
ratio within a round: its median is printed, with the range.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection

import click
import torch
from torch import Tensor
from torch.func import functional_call
from torch.nn.functional import softplus

from ganbench.datasets import load
from ganbench.engine.cohort import Cohort
from ganbench.engine.compose import Incompatible, compose
from ganbench.engine.cost import count
from ganbench.engine.game import Game
from ganbench.engine.numerics import Numerics
from ganbench.execution.memory import keep_freed_memory
from ganbench.methods import METHODS as RECIPES
from ganbench.workloads import WORKLOADS

RING8 = WORKLOADS["ring8"]
DATA = load(RING8.dataset, dict(RING8.parameters))
METHODS = ("non-saturating", "wgan-gp", "unrolled")


class Loop:
    """One seed of a method, trained by hand."""

    def __init__(self, method: str) -> None:
        self.generator, self.discriminator = RING8.generator.build(), RING8.discriminator.build()
        self.steps = 5 if method == "wgan-gp" else 1
        self.rate = 1e-4 if method == "wgan-gp" else 1e-3
        self.betas = (0.0, 0.9) if method == "wgan-gp" else (0.5, 0.999)
        self.g_optimizer = torch.optim.Adam(self.generator.parameters(), self.rate, self.betas)
        self.d_optimizer = torch.optim.Adam(self.discriminator.parameters(), self.rate, self.betas)
        self.wasserstein = method == "wgan-gp"
        self.unrolled = 5 if method == "unrolled" else 0

    def step(self) -> None:
        """One generator step with its discriminator steps."""
        for _ in range(self.steps):
            real, fake = DATA.batches(_fresh, 0, 512), self.generator(torch.randn(512, 64)).detach()
            loss = self.critic_loss(self.discriminator, real, fake)
            self.d_optimizer.zero_grad()
            loss.backward()
            self.d_optimizer.step()
        fake = self.generator(torch.randn(512, 64))
        if self.unrolled:
            logits = self.lookahead(DATA.batches(_fresh, 0, 512), fake)
        else:
            logits = self.discriminator(fake)
        loss = -logits.mean() if self.wasserstein else softplus(-logits).mean()
        self.g_optimizer.zero_grad()
        loss.backward()
        self.g_optimizer.step()

    def critic_loss(self, d: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor) -> Tensor:
        """What the discriminator minimises."""
        if not self.wasserstein:
            return softplus(-d(real)).mean() + softplus(d(fake)).mean()
        between = (fake + torch.rand(512, 1) * (real - fake)).requires_grad_()
        (slope,) = torch.autograd.grad(d(between).sum(), between, create_graph=True)
        return d(fake).mean() - d(real).mean() + 10 * (slope.norm(dim=1) - 1).square().mean()

    def lookahead(self, real: Tensor, fake: Tensor) -> Tensor:
        """Logits of the discriminator after five more differentiable Adam updates."""
        params = dict(self.discriminator.named_parameters())
        slots = {}
        for name, p in params.items():
            state = self.d_optimizer.state[p]
            slots[name] = (state["exp_avg"], state["exp_avg_sq"])
        count = int(state["step"])
        for _ in range(self.unrolled):
            count += 1

            def d(x: Tensor, params: dict[str, Tensor] = params) -> Tensor:
                return functional_call(self.discriminator, params, (x,))

            loss = self.critic_loss(d, real, fake)
            grads = torch.autograd.grad(loss, list(params.values()), create_graph=True)
            moved = {}
            for (name, p), grad in zip(params.items(), grads, strict=True):
                mean = 0.5 * slots[name][0] + 0.5 * grad
                square = 0.999 * slots[name][1] + 0.001 * grad * grad
                slots[name] = (mean, square)
                scale = (square / (1 - 0.999**count) + 1e-16).sqrt()
                moved[name] = p - self.rate / (1 - 0.5**count) * mean / scale
            params = moved
        return functional_call(self.discriminator, params, (fake,))


def _fresh(index: int) -> torch.Generator:
    return torch.default_generator


def bare_products(method: str) -> Callable[[], None]:
    """The matrix products of a generator step of one seed by `torch.mm`, and nothing else."""
    game = _game(method)
    a, b = torch.randn(512, 128), torch.randn(128, 128)
    products = round(count(game, RING8, RING8).flops / (2 * 512 * 128 * 128))

    def run() -> None:
        for _ in range(products):
            torch.mm(a, b)

    return run


class Crew:
    """A cohort of a method in each of several processes of one thread, as `ganbench run` has it."""

    def __init__(self, method: str, seeds: int, workers: int, compiled: bool) -> None:
        context = get_context("spawn")
        self._connections = []
        for first in range(workers):
            ours, theirs = context.Pipe()
            share = list(range(first, seeds, workers))
            context.Process(
                target=_serve, args=(theirs, method, share, compiled), daemon=True
            ).start()
            theirs.close()
            self._connections.append(ours)
        self.steps(3)

    def steps(self, times: int) -> None:
        """Makes as many generator steps of every seed."""
        for connection in self._connections:
            connection.send(times)
        for connection in self._connections:
            connection.recv()

    def dismiss(self) -> None:
        """Ends the processes."""
        for connection in self._connections:
            connection.send(0)


def _serve(connection: Connection, method: str, seeds: list[int], compiled: bool) -> None:
    torch.set_num_threads(1)
    keep_freed_memory()
    numerics = Numerics("cpu", "float32", compiled)
    cohort = Cohort(_game(method), RING8, DATA, seeds, numerics)
    state, step = cohort.init(), 0
    while times := connection.recv():
        for _ in range(times):
            state, step = cohort.step(state, step), step + 1
        connection.send(step)


def _game(method: str) -> Game:
    game = compose(RECIPES[method].build(method), RING8)
    assert not isinstance(game, Incompatible)
    return game


def repeated(run: Callable[[], None]) -> Callable[[int], None]:
    """A function that runs so many times."""

    def times(n: int) -> None:
        for _ in range(n):
            run()

    return times


def seconds(run: Callable[[int], None], times: int) -> float:
    """Seconds that one of so many steps takes."""
    start = time.perf_counter()
    run(times)
    return (time.perf_counter() - start) / times


@click.command()
@click.option("--seeds", default=10, help="Seeds, shared by the workers.")
@click.option("--rounds", default=7, help="Turns of each side.")
@click.option("--cores", default=2, help="Threads of the loop, and workers of ganbench.")
@click.option("--method", "methods", multiple=True, default=METHODS, type=click.Choice(METHODS))
@click.option("--eager", is_flag=True, help="Leave out the compiled side.")
def main(seeds: int, rounds: int, cores: int, methods: tuple[str, ...], eager: bool) -> None:
    """Print ratios of throughput, ganbench against a plain loop, within one run."""
    torch.set_num_threads(cores)
    keep_freed_memory()
    print(f"ring8, 2 x 128, batch 512, {seeds} seeds, {cores} cores, torch {torch.__version__}")
    for method in methods:
        kinds = ["eager"] if eager else ["eager", "compiled"]
        crews = {kind: Crew(method, seeds, cores, kind == "compiled") for kind in kinds}
        sides = {
            "loop": (repeated(Loop(method).step), 1),
            **{kind: (crew.steps, seeds) for kind, crew in crews.items()},
            "products": (repeated(bare_products(method)), 1),
        }
        taken: dict[str, list[float]] = {name: [] for name in sides}
        for run, _ in sides.values():
            run(3)
        for _ in range(rounds):
            for name, (run, width) in sides.items():
                times = max(2, round((80 if method == "non-saturating" else 20) / width))
                taken[name].append(seconds(run, times) / width)
        for crew in crews.values():
            crew.dismiss()
        print(f"\n{method}: milliseconds a generator step and seed, and the loop's in units of it")
        for name, values in taken.items():
            ratios = sorted(a / b for a, b in zip(taken["loop"], values, strict=True))
            print(
                f"  {name:10}{1e3 * statistics.median(values):8.2f} ms   "
                f"x {statistics.median(ratios):.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f})"
            )


if __name__ == "__main__":
    main()
