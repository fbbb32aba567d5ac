"""`ganbench schema`: the JSON Schema of suite files."""

from __future__ import annotations

import json

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of suite files, for editors.

    \b
    In an editor that uses the YAML language server, save it and begin a suite with
      # yaml-language-server: $schema=suite.schema.json
    """  # noqa: D301 - click's mark is the character, not the letters
    from ganbench.suite.schema import SuiteFile

    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    click.echo(
        json.dumps({**dialect, **SuiteFile.model_json_schema()}, indent=2, ensure_ascii=False)
    )
