"""Workloads: data with networks, batch, metrics and a target."""

from __future__ import annotations

from math import prod

from ganbench.cli.view import (
    Facts,
    Row,
    View,
    docstring_parts,
    optimizer_text,
    part_text,
    unwrapped,
    value_text,
)
from ganbench.games import Payoffs
from ganbench.registry import Registry
from ganbench.workloads import Target, Workload


def row(known: Registry[Workload], name: str) -> Row:
    """Returns what `list` has of a workload."""
    workload = known[name]
    return {
        "title": workload.title,
        "dataset": workload.dataset,
        "shape": list(workload.shape),
        "dimension": prod(workload.shape),
        "generator": str(workload.generator),
        "generator_parameters": workload.generator.parameters,
        "discriminator": str(workload.discriminator),
        "discriminator_parameters": workload.discriminator.parameters,
        "prior": str(workload.prior),
        "batch": workload.batch,
        "metrics": list(workload.metrics),
        "target": {
            condition.metric: condition.threshold for condition in workload.target.conditions
        },
        "game": workload.game and repr(workload.game),
    }


def cells(row: Row) -> dict[str, str]:
    """Returns the cells of a row of the table, by the column's title."""
    generator, discriminator = (
        f"{row[player]}, {row[f'{player}_parameters']:,}"
        for player in ("generator", "discriminator")
    )
    return {
        "Name and shape": f"{row['name']}\n{'x'.join(map(str, row['shape']))}",
        "Networks and their parameters": (
            f"prior {row['prior']}\nG {generator}\nD {discriminator}"
        ),
        "Batch": str(row["batch"]),
        "Target": "\n".join(f"{name} {value:g}" for name, value in row["target"].items()),
    }


def facts(known: Registry[Workload], name: str) -> Facts:
    """Returns what `show` prints of a workload: its protocol."""
    from ganbench.methods import Part

    workload = known[name]
    generator, discriminator = workload.generator, workload.discriminator
    own = "unless the method has its own"
    rows = [
        ("source", workload.source),
        *_game(workload),
        ("data", part_text(Part(workload.dataset, dict(workload.parameters)))),
        ("shape", " x ".join(map(str, workload.shape))),
        ("prior", str(workload.prior)),
        ("generator", f"{generator}, {generator.parameters:,} parameters"),
        ("discriminator", f"{discriminator}, {discriminator.parameters:,} parameters"),
        ("batch", f"{workload.batch:,}"),
        ("G optimizer", f"{optimizer_text(workload.generator_optimizer)}, {own}"),
        ("D optimizer", f"{optimizer_text(workload.discriminator_optimizer)}, {own}"),
        ("metrics", ", ".join(workload.metrics)),
        ("target", f"{_target(workload.target)} on the validation split"),
    ]
    if workload.game is not None:
        return Facts((workload.title,), tuple(rows))
    from ganbench.calibration.table import shipped
    from ganbench.cli.views.calibration import NOT_HERE, grid

    calibration = shipped(name)
    if calibration is None:
        rows.append(("planted faults", NOT_HERE.format(name)))
        return Facts((workload.title,), tuple(rows))
    return Facts((workload.title,), tuple(rows), grids=(grid(calibration, workload.metrics),))


def _target(target: Target) -> str:
    """Returns what a target asks for, such as "modes >= 8"."""
    from ganbench.metrics import METRICS

    signs = {"lower": "<=", "higher": ">="}
    return " and ".join(
        f"{each.metric} {signs[METRICS[each.metric].direction]} {value_text(each.threshold)}"
        for each in target.conditions
    )


def _game(workload: Workload) -> list[tuple[str, str]]:
    """What `show` prints of a game whose equilibrium is known; nothing of any other."""
    game = workload.game
    if game is None:
        return []
    losses = "the losses of the game, in place of the method's"
    if not isinstance(game, Payoffs):
        losses = "those of the method, with its penalties"
    from ganbench.methods import Part
    from ganbench.parameters import describe

    about = unwrapped(docstring_parts(type(game))[0].split("\n\n")[0])
    own = part_text(Part(type(game).__name__, describe(game)))
    return [("game", own), ("formula", about), ("losses", losses)]


VIEW = View(row, cells, facts)
