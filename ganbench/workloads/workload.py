"""A workload: what a method is tried on. A protocol from a paper is a workload of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from typing_extensions import override

from ganbench.games.solvable import SolvableGame
from ganbench.networks.architecture import Architecture
from ganbench.optimizers import Optimizer


@dataclass(frozen=True)
class Prior:
    """The distribution of the generator's input: N(0, I) or uniform on [-1, 1]^dimension.

    Example:
        >>> import ganbench
        >>> print(ganbench.workload("ring8").prior, ganbench.Prior("uniform", 100))
        N(0, I_64) U(-1, 1)^100
    """

    kind: Literal["normal", "uniform"]
    dimension: int

    @override
    def __str__(self) -> str:
        d = self.dimension
        return f"N(0, I_{d})" if self.kind == "normal" else f"U(-1, 1)^{d}"


@dataclass(frozen=True)
class Condition:
    """That a metric has reached a threshold: at most, where lower values are better, else at least.

    Example:
        >>> import ganbench
        >>> ganbench.workload("digits").target.conditions[0]
        Condition(metric='fid-digits', threshold=0.25)

    Attributes:
        metric: The metric's name.
        threshold: The value to reach.
    """

    metric: str
    threshold: float


@dataclass(frozen=True)
class Target:
    """When a workload counts as solved: all conditions hold at once, on the validation split.

    Example:
        >>> from dataclasses import replace
        >>> import ganbench
        >>> ring = ganbench.workload("ring8")
        >>> ring.target.conditions[0]
        Condition(metric='jensen-shannon', threshold=0.018)
        >>> target = ganbench.Target.of({"jensen-shannon": 0.01, "mode-spread": 0.5})
        >>> strict = replace(ring, target=target, name="ring8-strict")

    Attributes:
        conditions: One for each of its metrics.
    """

    conditions: tuple[Condition, ...]

    @classmethod
    def of(cls, thresholds: Mapping[str, float]) -> Target:
        """Returns the target of reaching a threshold of each metric.

        Args:
            thresholds: The value to reach, by the metric's name.
        """
        return cls(tuple(Condition(*item) for item in thresholds.items()))

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics of its conditions, by name."""
        return tuple(condition.metric for condition in self.conditions)


@dataclass(frozen=True)
class Workload:
    """A data set with its networks, prior, batch size, optimizers, evaluation and target.

    Example:
        >>> from dataclasses import replace
        >>> import ganbench
        >>> ring = ganbench.workload("ring8")
        >>> ring.dataset, ring.batch, ring.metrics[0]
        ('gaussian-mixture', 512, 'jensen-shannon')
        >>> small = replace(ring, batch=64, name="ring8-64")  # may stand beside ring8 in a suite

    Attributes:
        title: What it is, in a few words.
        source: Whose protocol it follows, or why it is as it is.
        dataset: A name of `ganbench.datasets`.
        parameters: The data set's parameters (radius, sigma, ...).
        shape: The shape of one sample.
        generator: Its network.
        discriminator: Its network; one logit a sample.
        prior: The generator's input.
        batch: Samples in a training batch.
        generator_optimizer: What a recipe without one trains its generator with.
        discriminator_optimizer: What a recipe without one trains its discriminator with.
        metrics: What is measured, by name; the first one selects the best checkpoint.
        target: When it counts as solved, by some of `metrics`.
        final: What is measured besides, on the best and the final generator alone.
        train_size: Training samples that are kept; `None` for all.
        gamma: The weight with which the penalties of R3GAN begin on such data.
        game: The game, where its equilibrium is known: both players are then measured by their
            distance to it. Where it is one of `Payoffs`, the players are vectors that minimise its
            losses in place of the method's. `None` for a game that is played on data.
        name: What tables and folders call it; empty until it has a place in a registry or a suite.
        extends: The workload of which it is a variation; empty where it is none.
    """

    title: str
    source: str
    dataset: str
    parameters: tuple[tuple[str, float | int | str], ...]
    shape: tuple[int, ...]
    generator: Architecture
    discriminator: Architecture
    prior: Prior
    batch: int
    generator_optimizer: Optimizer
    discriminator_optimizer: Optimizer
    metrics: tuple[str, ...]
    target: Target
    final: tuple[str, ...] = ()
    train_size: int | None = None
    gamma: float = 1.0
    game: SolvableGame | None = None
    name: str = ""
    extends: str = ""
