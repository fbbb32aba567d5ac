"""The report as one HTML page, which loads nothing from the network."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from ganbench.analysis.comparison import Comparison
from ganbench.report.style import Picture
from ganbench.report.table import LEGEND, Table
from ganbench.store.record import Record
from ganbench.store.values import JSONObject
from ganbench.version import __version__
from ganbench.wording import quantity


@dataclass(frozen=True)
class Section:
    """A workload's part of the page.

    Attributes:
        table: The leaderboard.
        pictures: Each picture with its files, SVG and PNG.
    """

    table: Table
    pictures: tuple[tuple[Picture, list[Path]], ...]


def page(comparison: Comparison, sections: Sequence[Section], sentences: Sequence[str]) -> str:
    """Returns index.html: the outcome, tables, figures, trials, and how to get them again.

    Args:
        comparison: The trials and their boards.
        sections: One for each workload.
        sentences: The outcome in words.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("ganbench.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {"image": _image, "count": quantity}
    return environment.get_template("index.html.j2").render(
        title=comparison.title,
        folder=comparison.folder,
        version=__version__,
        sentences=sentences,
        ranking=comparison.overall,
        sections=sections,
        legend=LEGEND,
        trials=[_trial(record) for record in comparison.records],
        suite=comparison.suite,
        environments=_environments(comparison.records),
    )


def _image(files: Sequence[Path]) -> str:
    """Returns a data URI: the SVG, or the PNG where the SVG is heavy with samples."""
    svg, png = files
    file, kind = (png, "png") if png.stat().st_size < svg.stat().st_size / 4 else (svg, "svg+xml")
    return f"data:image/{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"


def _trial(record: Record) -> dict[str, str]:
    shown = {
        "workload": record.workload,
        "method": record.method,
        "seed": str(record.seed),
        "status": record.status,
        "id": record.trial,
        "reason": record.reason or "",
    }
    numbers = dict.fromkeys(_NUMBERS, "")
    if record.measurements is not None:
        measured = record.measurements
        numbers = {
            "steps": _whole(measured.steps),
            "diverged_at": _whole(measured.diverged_at),
            "best_step": _whole(measured.best.step),
            "train_seconds": _seconds(measured.cost.train_seconds),
            "evaluation_seconds": _seconds(measured.cost.evaluation_seconds),
        }
    return shown | numbers


_NUMBERS = ("steps", "diverged_at", "best_step", "train_seconds", "evaluation_seconds")


def _whole(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _seconds(value: float) -> str:
    return "" if math.isnan(value) else f"{value:,.1f}"


def _environments(records: Sequence[Record]) -> list[dict[str, str]]:
    """Returns the different environments that the trials ran in, flattened."""
    known = [_flat(record.environment) for record in records]
    return [item for index, item in enumerate(known) if item and item not in known[:index]]


def _flat(values: JSONObject, prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = str(value)
    return flat
