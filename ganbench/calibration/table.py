"""Calibration tables: what each planted fault scores, and whether the target tells it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from ganbench.store.files import plain
from ganbench.store.values import JSON, Fields, JSONObject


@dataclass(frozen=True)
class Row:
    """A planted fault.

    Attributes:
        fault: Its name.
        values: The median over draws of each metric, by name; NaN for no value.
        extremes: Of each of the target's metrics what one draw in a hundred is worse than.
        met: The share of the draws that meet the target.
        draws: How many these are.
    """

    fault: str
    values: Mapping[str, float]
    extremes: Mapping[str, float]
    met: float
    draws: int


@dataclass(frozen=True)
class Calibration:
    """What a workload's metrics and target say of planted faults.

    Attributes:
        workload: The workload's name.
        content: The digest of the data.
        samples: Generated samples of a draw.
        target: The thresholds by metric.
        rows: One for each fault; the first is of a perfect generator.
    """

    workload: str
    content: str
    samples: int
    target: Mapping[str, float]
    rows: tuple[Row, ...]

    @property
    def sound(self) -> bool:
        """Whether a perfect generator meets the target in 99 of 100 draws, and no fault does."""
        perfect, *faults = self.rows
        return perfect.met >= 0.99 and all(row.met == 0 for row in faults)

    def to_json(self) -> dict[str, JSON]:
        """Returns the table as a JSON object."""
        rows: list[JSON] = [
            {
                "fault": row.fault,
                "values": _rounded(row.values),
                "extremes": _rounded(row.extremes),
                "met": row.met,
                "draws": row.draws,
            }
            for row in self.rows
        ]
        return {
            "workload": self.workload,
            "content": self.content,
            "samples": self.samples,
            "target": dict(self.target),
            "rows": rows,
        }

    @classmethod
    def from_json(cls, values: JSONObject) -> Calibration:
        """Returns the table of a JSON object by `to_json`.

        Raises:
            ValueError: A value is missing or of another type; the message names its field.
        """
        fields = Fields(values)
        return cls(
            workload=fields.text("workload"),
            content=fields.text("content"),
            samples=fields.integer("samples"),
            target=_numbers(fields.nested("target")),
            rows=tuple(
                Row(
                    fault=row.text("fault"),
                    values=_numbers(row.nested("values")),
                    extremes=_numbers(row.nested("extremes")),
                    met=row.number("met"),
                    draws=row.integer("draws"),
                )
                for row in fields.objects("rows")
            ),
        )


def shipped(workload: str) -> Calibration | None:
    """Returns the table of a workload that ships; `None` where there is none."""
    file = resources.files("ganbench.calibration") / "tables" / f"{workload}.json"
    return Calibration.from_json(json.loads(file.read_text("utf-8"))) if file.is_file() else None


def text(calibration: Calibration) -> str:
    """Returns the table as the text of a file."""
    return json.dumps(plain(calibration.to_json()), indent=1, ensure_ascii=False) + "\n"


def _rounded(values: Mapping[str, float]) -> dict[str, JSON]:
    return {
        name: float(f"{value:.4g}") if math.isfinite(value) else None
        for name, value in values.items()
    }


def _numbers(fields: Fields) -> dict[str, float]:
    return {name: fields.number(name) for name in fields.values}
