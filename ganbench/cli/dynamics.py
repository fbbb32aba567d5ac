"""How a method moves, and what that costs: computed by the code that trains."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ganbench.conformance.dirac import spectrum
from ganbench.engine.build import build_game, incompatibility, modify_networks
from ganbench.engine.cost import count
from ganbench.suite.plan import resolve
from ganbench.suite.schema import Method
from ganbench.workloads import WORKLOADS

WORKLOAD = "ring8"
"""On which costs are counted."""


def eigenvalues(name: str) -> str:
    """Returns a method's eigenvalues on the Dirac-GAN, or why it has none."""
    found = spectrum(_resolved(name))
    return f"no eigenvalues: {found}" if isinstance(found, str) else found.told


def cost(name: str) -> str:
    """Returns a method's cost in passes per generator step, or why it has none."""
    method, plain = _resolved(name), WORKLOADS[WORKLOAD]
    reason = incompatibility(method, plain)
    if reason:
        return f"not on {WORKLOAD}: {reason}"
    workload = modify_networks(method, plain)
    game = build_game(method, workload)
    rest = replace(game, settings=replace(game.settings, discriminator_steps=0))
    total, last = (count(each, workload, plain).passes for each in (game, rest))
    parts = [(total - last, "D"), (last, "G, which moves both" if game.simultaneous else "G")]
    shares = " and ".join(f"{passes:,.1f} for {player}" for passes, player in parts if passes)
    return (
        f"{total:,.1f} passes a generator step on {WORKLOAD}: {shares}\n"
        "A pass is one forward pass of a batch through both networks, in operations."
    )


def _resolved(name: str) -> dict[str, Any]:
    return resolve(Method(name=name), WORKLOADS[WORKLOAD]).describe()
