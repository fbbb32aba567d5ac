"""Names of measured values: a metric and the number of samples that it was measured on.

Most metrics depend on how many samples there are, so a value without that number cannot be
compared: columns are called `fid-fashion@5000`.
"""


def sized(metric: str, samples: int) -> str:
    """Returns the name of a metric's value on so many generated samples."""
    return f"{metric}@{samples}"


def unsized(column: str) -> str:
    """Returns the metric's own name."""
    return column.partition("@")[0]


def samples(column: str) -> int | None:
    """Returns the number of generated samples; `None` where the name does not say it."""
    number = column.partition("@")[2]
    return int(number) if number else None
