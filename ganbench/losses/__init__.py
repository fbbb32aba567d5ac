"""Losses: pairs of functions on logits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ganbench.registry import Registry

if TYPE_CHECKING:
    from ganbench.losses.loss import Loss

LOSSES: Registry[type[Loss]] = Registry(
    "loss",
    {
        "minimax": "ganbench.losses.minimax:Minimax",
        "non-saturating": "ganbench.losses.non_saturating:NonSaturating",
        "wasserstein": "ganbench.losses.wasserstein:Wasserstein",
        "least-squares": "ganbench.losses.least_squares:LeastSquares",
        "hinge": "ganbench.losses.hinge:Hinge",
        "relativistic-average": "ganbench.losses.relativistic_average:RelativisticAverage",
        "ra-hinge": "ganbench.losses.ra_hinge:RaHinge",
        "ra-least-squares": "ganbench.losses.ra_least_squares:RaLeastSquares",
        "relativistic-pairing": "ganbench.losses.relativistic_pairing:RelativisticPairing",
    },
    group="ganbench.losses",
    holds="ganbench.losses.loss:Loss",
)
