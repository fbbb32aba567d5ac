"""Options that several commands have."""

import click

FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table for people, or a list of objects with `name`.",
)
"""How a command that lists things prints them."""
