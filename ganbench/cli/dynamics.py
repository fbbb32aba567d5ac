"""A method's eigenvalues and cost, computed by the code that trains."""

from __future__ import annotations

from dataclasses import replace

from ganbench.dynamics.dirac import spectrum
from ganbench.engine.compose import Incompatible, compose, modified
from ganbench.engine.cost import count
from ganbench.methods import METHODS
from ganbench.workloads import WORKLOADS

WORKLOAD = "ring8"
"""The workload on which costs are counted."""


def eigenvalues(name: str) -> str:
    """Returns a method's eigenvalues on the Dirac-GAN, or why it has none."""
    found = spectrum(METHODS[name].build(name))
    return f"no eigenvalues: {found}" if isinstance(found, str) else found.description


def cost(name: str) -> str:
    """Returns a method's cost in passes per generator step, or why it has none."""
    plain = WORKLOADS[WORKLOAD]
    method = METHODS[name].build(name).on(plain).within(1)  # schedules cost the same in any budget
    game = compose(method, plain)
    if isinstance(game, Incompatible):
        return f"not on {WORKLOAD}: {game.reason}"
    workload = modified(method, plain)
    rest = replace(game, settings=replace(game.settings, discriminator_steps=0))
    total, last = (count(each, workload, plain).passes for each in (game, rest))
    parts = [(total - last, "D"), (last, "G, which moves both" if game.simultaneous else "G")]
    shares = " and ".join(f"{passes:,.1f} for {player}" for passes, player in parts if passes)
    return (
        f"{total:,.1f} passes a generator step on {WORKLOAD}: {shares}\n"
        "A pass is one forward pass of a batch through both networks, in operations."
    )
