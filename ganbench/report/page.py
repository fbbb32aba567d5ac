"""The report as one page that needs no network."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

import ganbench
from ganbench.counts import count
from ganbench.report.style import Picture
from ganbench.report.table import LEGEND, Table, halves
from ganbench.store import Record, Store


@dataclass(frozen=True)
class Section:
    """A workload's table and its pictures with their files, SVG and PNG."""

    table: Table
    pictures: tuple[tuple[Picture, list[Path]], ...]


def page(
    title: str,
    store: Store,
    records: Sequence[Record],
    trials: pd.DataFrame,
    sections: Sequence[Section],
    sentences: Sequence[str],
    ranking: pd.DataFrame,
) -> str:
    """Returns index.html: the outcome, tables, figures, trials, and how to get them again."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("ganbench.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"image": _image, "halves": halves, "count": count}
    return environment.get_template("index.html.j2").render(
        title=title,
        folder=store.path.resolve().name,
        version=ganbench.__version__,
        sentences=sentences,
        ranking=ranking.to_dict("records"),
        sections=sections,
        legend=LEGEND,
        trials=[_trial(row) for row in trials.to_dict("records")],
        suite=store.suite(),
        environments=_environments(records),
    )


def _image(files: Sequence[Path]) -> str:
    """Returns a data URI: the SVG, or the PNG where the SVG is heavy with samples."""
    svg, png = files
    file, kind = (png, "png") if png.stat().st_size < svg.stat().st_size / 4 else (svg, "svg+xml")
    return f"data:image/{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _trial(row: Mapping[Any, Any]) -> dict[str, str]:
    names = ("workload", "method", "seed", "status", "steps", "diverged_at", "best_step")
    numbers = ("train_seconds", "evaluation_seconds")
    shown = {name: _text(row[name], 0) for name in names}
    shown |= {name: _text(row[name], 1) for name in numbers}
    return {**shown, "id": _text(row["trial"]), "reason": _text(row["reason"])}


def _text(value: Any, digits: int = 0) -> str:
    if pd.isna(value):
        return ""
    return f"{value:,.{digits}f}" if isinstance(value, float) else str(value)


def _environments(records: Sequence[Record]) -> list[dict[str, str]]:
    """Returns the different environments that the trials ran in, flattened."""
    known = [_flat(record.environment) for record in records]
    return [item for index, item in enumerate(known) if item and item not in known[:index]]


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = str(value)
    return flat
