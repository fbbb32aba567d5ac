"""`ganbench show`: one thing in full."""

from __future__ import annotations

import inspect
import re
from dataclasses import MISSING
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ganbench.methods import Part, Recipe
    from ganbench.metrics import Metric
    from ganbench.workloads import Workload

Facts = list[tuple[str, str]]


@click.command("show")
@click.argument("name")
def command(name: str) -> None:
    """Show what NAME is: a method, a loss, a stabilizer, a workload, a metric or a suite.

    Gives formula, paper, defaults and what it is made of; of a suite that ships, its text. A name
    may be more than one of these.
    """
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from ganbench.cli.catalog import REGISTRIES
    from ganbench.errors import GanbenchError
    from ganbench.registry import nearest
    from ganbench.suite.files import shipped

    if name in shipped():
        click.echo(shipped()[name].read_text(encoding="utf-8"), nl=False)
        return
    found = [kind for kind, registry in REGISTRIES.items() if name in registry]
    if not found:
        known = [other for registry in REGISTRIES.values() for other in registry] + list(shipped())
        raise GanbenchError(
            f"There is no '{name}'.{nearest(name, known)} "
            f"`ganbench list` lists {', '.join(REGISTRIES)} and suites."
        )
    console = Console(markup=False, highlight=False)
    for i, kind in enumerate(found):
        title, facts = _FACTS[kind](REGISTRIES[kind][name])
        if i:
            console.print()
        heading = Text(f"{name} ", style="bold")
        console.print(heading.append(f"({REGISTRIES[kind].kind})", style="dim"))
        console.print(Padding(title, (0, 0, 1, 2)))
        grid = Table.grid(padding=(0, 2))
        for key, value in facts:
            grid.add_row(Text(key, style="dim"), value)
        console.print(Padding(grid, (0, 0, 0, 2)))


def _method(recipe: Recipe) -> tuple[str, Facts]:
    steps = recipe.discriminator_steps
    return recipe.title, [
        ("formula", recipe.formula),
        ("paper", str(recipe.reference)),
        ("loss", _full(recipe.loss, "losses")),
        *(("stabilizer", _full(part, "stabilizers")) for part in recipe.stabilizers),
        ("G optimizer", _optimizer(recipe.generator_optimizer)),
        ("D optimizer", _optimizer(recipe.discriminator_optimizer)),
        ("steps", f"{steps} of the discriminator for each of the generator"),
    ]


def _part(kind: type) -> tuple[str, Facts]:
    from ganbench.suite.parts import parameters

    about, _, attributes = (inspect.getdoc(kind) or kind.__name__).partition("\n\nAttributes:\n")
    meanings = dict(re.findall(r"^    (\w+): (.*(?:\n     .*)*)", attributes, re.MULTILINE))
    facts = [
        (name, f"{_default(default)}  {_flow(meanings.get(name, ''))}".rstrip())
        for name, default in parameters(kind).items()
    ]
    return _flow(about), facts or [("parameters", "none")]


def _workload(workload: Workload) -> tuple[str, Facts]:
    from ganbench.metrics import METRICS

    goal = workload.target
    sign = "<=" if METRICS[goal.metric].direction == "lower" else ">="
    data = ", ".join(f"{key} {value}" for key, value in workload.parameters)
    return workload.title, [
        ("source", workload.source),
        ("data", f"{workload.dataset} ({data})" if data else workload.dataset),
        ("shape", " x ".join(map(str, workload.shape))),
        ("prior", str(workload.prior)),
        ("generator", f"{workload.generator}, {workload.generator.parameters:,} parameters"),
        (
            "discriminator",
            f"{workload.discriminator}, {workload.discriminator.parameters:,} parameters",
        ),
        ("batch", f"{workload.batch:,}"),
        ("G optimizer", f"{workload.generator_optimizer!r} unless the method has its own"),
        ("D optimizer", f"{workload.discriminator_optimizer!r} unless the method has its own"),
        ("metrics", ", ".join(workload.metrics)),
        ("target", f"{goal.metric} {sign} {goal.threshold:g} on the validation split"),
    ]


def _metric(metric: Metric) -> tuple[str, Facts]:
    return metric.title, [
        ("definition", _flow(inspect.getdoc(metric.compute) or "")),
        ("better", metric.direction),
        ("needs", metric.needs),
        ("paper", str(metric.reference)),
    ]


_FACTS: dict[str, Any] = {
    "methods": _method,
    "losses": _part,
    "stabilizers": _part,
    "workloads": _workload,
    "metrics": _metric,
}


def _full(part: Part, kind: str) -> str:
    """`gradient-penalty (weight 10.0, target 1.0)`: a part with all its parameters."""
    from ganbench.cli.catalog import REGISTRIES, composition
    from ganbench.methods import Part
    from ganbench.suite.parts import parameters

    return composition(
        Part(part.name, {**parameters(REGISTRIES[kind][part.name]), **part.parameters})
    )


def _optimizer(optimizer: object | None) -> str:
    return repr(optimizer) if optimizer else "the workload's optimizer"


def _flow(text: str) -> str:
    """Undoes the line breaks inside the paragraphs of a docstring: the terminal makes its own."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _default(default: object) -> str:
    return "(must be given)" if default is MISSING else str(default)
