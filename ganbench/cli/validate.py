"""`ganbench validate`: is this suite file right?"""

from __future__ import annotations

import click


@click.command("validate")
@click.argument("suite")
def command(suite: str) -> None:
    """Check SUITE, a file or the name of a suite that ships, without running it.

    Tells all mistakes at once, each with file, line, key, what was expected and the nearest known
    name. Runs the plugins that the suite names.
    """
    from ganbench.suite.plan import load_suite, plan

    loaded = load_suite(suite)
    trials = plan(loaded, engine={})
    of = loaded.suite
    parts = [
        _count(len(of.methods), "method"),
        _count(len(of.workloads), "workload"),
        _count(len(of.seeds), "seed"),
    ]
    click.echo(
        f"{loaded.file} is valid: {' x '.join(parts)} = {_count(len(trials), 'trial')} "
        f"of {_count(of.budget.generator_steps, 'generator step')}."
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
