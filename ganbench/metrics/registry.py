"""Metrics by name, on whatever features."""

from __future__ import annotations

from typing_extensions import override

from ganbench.errors import GanbenchError
from ganbench.features import EXTRACTORS
from ganbench.metrics.metric import Metric
from ganbench.registry import Registry


class Metrics(Registry[Metric]):
    """Knows `fid`, and `fid-efflite0` too: a metric of features on those of another extractor.

    Only the metrics themselves are listed.
    """

    @override
    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or self._on(name) is not None

    @override
    def __getitem__(self, name: str) -> Metric:
        """Returns the metric of a name; an unknown name is an `UnknownNameError`."""
        parts = self._on(name)
        if parts is None:
            return super().__getitem__(name)
        metric, extractor = parts
        return super().__getitem__(metric).on(extractor, EXTRACTORS[extractor].title)

    @override
    def origin(self, name: str) -> str | None:
        """Returns the plugin file that registered `name`; `None` for everything else."""
        parts = self._on(name)
        return super().origin(parts[0] if parts else name)

    def _on(self, name: object) -> tuple[str, str] | None:
        """The metric and the extractor that a name consists of; `None` for a metric's own name."""
        if not isinstance(name, str) or super().__contains__(name):
            return None
        for extractor in sorted(EXTRACTORS, key=len, reverse=True):
            metric = name.removesuffix(f"-{extractor}")
            if metric != name and super().__contains__(metric):
                try:
                    return (metric, extractor) if super().__getitem__(metric).elsewhere else None
                except GanbenchError:  # it came with a package, and that is broken
                    return None
        return None
