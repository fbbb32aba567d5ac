"""Suites that ship: they are files, not things with a registry."""

from __future__ import annotations

from typing import Any

from ganbench.cli.view import Row


def rows() -> list[Row]:
    """Returns what `list` has of the suites."""
    from ganbench.suite import document
    from ganbench.suite.files import shipped

    found = []
    for name, file in shipped().items():
        data = document.read(file).data  # not validated: that would import torch
        seeds = data["seeds"]
        found.append(
            {
                "name": name,
                "description": data["description"],
                "workloads": [_named(workload) for workload in data["workloads"]],
                "methods": len(data["methods"]),
                "seeds": seeds if isinstance(seeds, int) else len(seeds),
                "generator_steps": data["budget"]["generator_steps"],
                "file": str(file),
            }
        )
    return found


def cells(row: Row) -> dict[str, str]:
    """Returns the cells of a row of the table, by the column's title."""
    return {
        "Name": row["name"],
        "Description": row["description"],
        "Workloads": ", ".join(row["workloads"]),
        "Methods": str(row["methods"]),
        "Seeds": str(row["seeds"]),
        "Steps": f"{row['generator_steps']:,}",
    }


def _named(entry: str | dict[str, Any]) -> str:
    """What a suite file calls something that it takes as it is, or varies."""
    return entry if isinstance(entry, str) else str(entry["name"])
