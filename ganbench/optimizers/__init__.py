"""Optimizers: pure update rules, by name."""

from __future__ import annotations

from ganbench.optimizers.adam import Adam
from ganbench.optimizers.optimizer import Optimizer, Slots
from ganbench.optimizers.rmsprop import RMSProp
from ganbench.optimizers.sgd import SGD
from ganbench.registry import Registry

OPTIMIZERS: Registry[type[Optimizer]] = Registry(
    "optimizer",
    {
        "sgd": "ganbench.optimizers.sgd:SGD",
        "rmsprop": "ganbench.optimizers.rmsprop:RMSProp",
        "adam": "ganbench.optimizers.adam:Adam",
    },
    group="ganbench.optimizers",
    holds="ganbench.optimizers.optimizer:Optimizer",
)

__all__ = ["OPTIMIZERS", "SGD", "Adam", "Optimizer", "RMSProp", "Slots"]
