"""What pictures are measured with at the end, besides what is measured all the time."""

INCEPTION = ("fid", "kid", "is")
"""The published metrics, where Inception's weights are."""
_OVERLAP = ("precision", "recall", "density", "coverage")


def thorough(extractor: str, *others: str) -> tuple[str, ...]:
    """Returns the metrics of the end on an extractor's features, and on Inception's.

    Args:
        extractor: Its name.
        others: Further metrics, by their own names.
    """
    overlap = (f"{name}-{extractor}" for name in _OVERLAP)
    return (*overlap, f"fid-infinity-{extractor}", f"kid-error-{extractor}", *others, *INCEPTION)
