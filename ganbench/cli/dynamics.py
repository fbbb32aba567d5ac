"""How a method moves, and what that costs: computed by the code that trains."""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ganbench.conformance.dirac import spectrum
from ganbench.engine.build import build_game, equip, unfit
from ganbench.engine.cost import count
from ganbench.suite.plan import resolve
from ganbench.suite.schema import Method
from ganbench.workloads import WORKLOADS

WORKLOAD = "ring8"
"""On which costs are counted."""


def eigenvalues(name: str) -> str:
    """Returns a method's eigenvalues on the Dirac-GAN, or why it has none."""
    values = spectrum(_resolved(name))
    if isinstance(values, str):
        return f"no eigenvalues: {values}"
    return (
        f"{polar(values)}\n"
        "Eigenvalues of the update at its equilibrium, at learning rate 1. Argument above 90 "
        "degrees: it is attracted; 90: it circles; below: it is driven away. The modulus says "
        "how fast."
    )


def polar(values: Sequence[complex]) -> str:
    """Returns a pair of eigenvalues as moduli and arguments, conjugates as one."""
    if max(map(abs, values)) < 1e-9:
        return "modulus 0: it stands still"
    if any(abs(value.imag) > 1e-9 for value in values):
        return f"modulus {abs(values[0]):.4g}, argument ±{_degrees(values[0])} degrees"
    return "; ".join(
        f"modulus {abs(value):.4g}, argument {_degrees(value)} degrees" for value in values
    )


def cost(name: str) -> str:
    """Returns a method's cost in passes per generator step, or why it has none."""
    method, plain = _resolved(name), WORKLOADS[WORKLOAD]
    reason = unfit(method, plain)
    if reason:
        return f"not on {WORKLOAD}: {reason}"
    workload = equip(method, plain)
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


def _degrees(value: complex) -> str:
    return f"{abs(math.degrees(cmath.phase(value))):.4g}"
