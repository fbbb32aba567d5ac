"""`ganbench new`: a package of one's own, ready to install."""

from __future__ import annotations

from pathlib import Path

import click

from ganbench.kinds import KINDS

_WORDS = {kind.slug: kind for kind in KINDS.values()}


@click.command("new")
@click.argument("kind", type=click.Choice(list(_WORDS)))
@click.argument("name")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("."),
    help="Where the package's folder goes; here by default.",
)
def command(kind: str, name: str, out: Path) -> None:
    """Write an installable package with a KIND called NAME: a working example to change.

    It has an entry point by which ganbench finds it, tests that check what it must keep, and a
    README.
    """
    from ganbench.conformance.scaffold import write

    row = _WORDS[kind]
    folder = write(row, name, out)
    quoted = f'"{folder}"' if " " in str(folder) else str(folder)
    click.echo(
        f"{folder} is a package with the {row.name} '{name}'. Next:\n\n"
        f"  pip install -e {quoted}\n"
        f"  ganbench check {name}\n"
        f"  python -m pytest {quoted}\n\n"
        f"Then change {folder / (name.replace('-', '_') + '.py')}; every suite file may name "
        f"'{name}'."
    )
