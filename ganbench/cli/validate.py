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
    from ganbench.counts import count
    from ganbench.engine.build import incompatibility
    from ganbench.suite.plan import load_suite, plan

    loaded = load_suite(suite)
    trials = plan(loaded, engine={})
    of = loaded.suite
    parts = [
        count(len(of.methods), "method"),
        count(len(of.workloads), "workload"),
        count(len(of.seeds), "seed"),
    ]
    click.echo(
        f"{loaded.file} is valid: {' x '.join(parts)} = {count(len(trials), 'trial')} "
        f"of {count(of.budget.generator_steps, 'generator step')}."
    )
    for trial in {(t.method, t.workload): t for t in trials}.values():
        reason = incompatibility(trial.config["method"], trial.made_for)
        if reason:
            click.echo(f"{trial.method} on {trial.workload} will be skipped: {reason}.")
