"""`ganbench validate`: checks a suite file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ganbench.methods.method import Method
    from ganbench.workloads import Workload


@click.command("validate")
@click.argument("suite")
def command(suite: str) -> None:
    """Check SUITE, a file or the name of a suite that ships, without running it.

    Tells all mistakes at once, each with file, line, key, what was expected and the nearest known
    name. Runs the plugins that the suite names.
    """
    from ganbench.engine.compose import incompatibility
    from ganbench.suite.files import find
    from ganbench.suite.load import load_suite
    from ganbench.wording import quantity

    found = load_suite(suite)
    parts = [
        quantity(len(found.methods), "method"),
        quantity(len(found.workloads), "workload"),
        quantity(len(found.seeds), "seed"),
    ]
    trials = len(found.methods) * len(found.workloads) * len(found.seeds)
    click.echo(
        f"{find(suite)} is valid: {' x '.join(parts)} = {quantity(trials, 'trial')} "
        f"of {quantity(found.budget.generator_steps, 'generator step')}."
    )
    for workload in found.workloads:
        for line in _own_networks(workload):
            click.echo(line)
        for method in found.methods:
            reason = incompatibility(method, workload)
            if reason:
                click.echo(f"{method.name} on {workload.name} will be skipped: {reason}.")
            elif (own := method.on(workload)) != own.at_start():
                _try_schedules(own, workload)


def _try_schedules(method: Method, workload: Workload) -> None:
    """Looks for a schedule in the place of a number on which a step branches.

    Raises:
        GanbenchError: There is one.
    """
    from ganbench.engine.compose import Incompatible, compose, modified
    from ganbench.engine.numbers import constants
    from ganbench.errors import GanbenchError

    game = compose(method.within(1), workload)
    assert not isinstance(game, Incompatible)
    try:
        constants(game, modified(method, workload))
    except GanbenchError as error:
        raise GanbenchError(f"{method.name} on {workload.name}: {error}") from error


def _own_networks(workload: Workload) -> Iterator[str]:
    """Yields a line for each network of a variation that is not that of its workload."""
    from ganbench.workloads import WORKLOADS

    if workload.extends not in WORKLOADS:
        return
    base = WORKLOADS[workload.extends]
    for role in ("generator", "discriminator"):
        own, other = getattr(workload, role), getattr(base, role)
        if own != other:
            yield (
                f"{workload.name} has the {role} {own}, {own.parameters:,} parameters, in place "
                f"of {other}, {other.parameters:,} parameters."
            )
