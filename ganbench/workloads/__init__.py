"""Workloads: data sets with their networks, prior, batch size, evaluation and target."""

from ganbench.registry import Registry
from ganbench.workloads.workload import Prior, Target, Workload

WORKLOADS: Registry[Workload] = Registry(
    "workload",
    {
        "ring8": "ganbench.workloads.mixtures:RING8",
        "grid25": "ganbench.workloads.mixtures:GRID25",
        "ring8-pacgan": "ganbench.workloads.pacgan:RING8_PACGAN",
        "grid25-pacgan": "ganbench.workloads.pacgan:GRID25_PACGAN",
        "ring8-bures": "ganbench.workloads.bures:RING8_BURES",
        "grid25-bures": "ganbench.workloads.bures:GRID25_BURES",
        "digits": "ganbench.workloads.digits:DIGITS",
        "fashion-mnist": "ganbench.workloads.fashion_mnist:FASHION_MNIST",
    },
    group="ganbench.workloads",
)

__all__ = ["WORKLOADS", "Prior", "Target", "Workload"]
