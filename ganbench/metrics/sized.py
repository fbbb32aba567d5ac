"""Names of measured values: a metric and the number of samples that it was measured on.

Most metrics depend on how many samples there are, so a value without that number cannot be
compared. On disk and in frames such a value is called `fid-fashion@5000`.
"""

from __future__ import annotations

from typing import NamedTuple

from typing_extensions import override


class Sized(NamedTuple):
    """A metric and the number of samples that it was measured on.

    >>> str(Sized("fid", 5000))
    'fid@5000'
    >>> Sized.parse("fid@5000")
    Sized(metric='fid', samples=5000)

    Attributes:
        metric: The metric's name.
        samples: The number of generated samples; `None` where it is not known.
    """

    metric: str
    samples: int | None = None

    @classmethod
    def parse(cls, column: str) -> Sized:
        """Returns what `str` made a column's name of."""
        name, _, number = column.rpartition("@")
        return cls(name, int(number)) if name and number.isdecimal() else cls(column)

    @override
    def __str__(self) -> str:
        return self.metric if self.samples is None else f"{self.metric}@{self.samples}"


def sized(metric: str, samples: int) -> str:
    """Returns the name of a metric's value on so many generated samples."""
    return str(Sized(metric, samples))


def unsized(column: str) -> str:
    """Returns the metric's own name."""
    return Sized.parse(column).metric
