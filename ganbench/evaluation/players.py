"""Measures both players of a game whose equilibrium is known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from ganbench.datasets.dataset import Dataset, Split
from ganbench.metrics import METRICS
from ganbench.metrics.sized import sized

_PAIR = 1
"""What is measured in place of samples: one pair of players."""


@dataclass(frozen=True, eq=False)
class PlayersEvaluator:
    """Measures the players of one workload by what separates them from the equilibrium.

    Attributes:
        metrics: What is measured, the primary metric first.
        final: The same, for nothing is measured at the end alone.
        dataset: The data set that the game is played on.
    """

    metrics: tuple[str, ...]
    final: tuple[str, ...]
    dataset: Dataset

    @property
    def samples(self) -> Mapping[Split, int]:
        """One for each split: the pair of players."""
        return {"validation": _PAIR, "test": _PAIR}

    def improves(self, row: Mapping[str, float], best: Mapping[str, float] | None) -> bool:
        """Tells whether an evaluation is better by the primary metric.

        Args:
            row: The evaluation, as `measure` returns it.
            best: The best evaluation so far; `None` for the first one, which is always better.
        """
        primary = METRICS[self.metrics[0]]
        column = sized(primary.name, _PAIR)
        return best is None or primary.better(row[column], best[column])

    def measure(self, samples: Tensor, split: Split) -> dict[str, float]:
        """Returns every metric of what separates the players from the equilibrium, [1, k].

        Where that is not finite, they are NaN.
        """
        if not torch.isfinite(samples).all():
            return {sized(name, _PAIR): math.nan for name in self.metrics}
        deviation = samples[0].cpu().double().numpy()
        return {sized(name, _PAIR): METRICS[name].compute(deviation) for name in self.metrics}

    def features(self) -> dict[str, str]:
        """Returns no extractors: none is in use."""
        return {}

    def reference(self, split: Split, draws: int = 5) -> dict[str, float]:
        """Returns what players at the equilibrium score."""
        return self.measure(torch.zeros(1, 1), split)
