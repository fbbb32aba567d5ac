"""Optimizers: pure update rules, by name."""

from __future__ import annotations

from ganbench.optimizers.adagrad import Adagrad
from ganbench.optimizers.adam import Adam
from ganbench.optimizers.adamw import AdamW
from ganbench.optimizers.layout import Layout
from ganbench.optimizers.lion import Lion
from ganbench.optimizers.momentum import Momentum
from ganbench.optimizers.muon import Muon
from ganbench.optimizers.optimizer import Optimizer, Slots
from ganbench.optimizers.rmsprop import RMSProp
from ganbench.optimizers.sgd import SGD
from ganbench.registry import Registry

OPTIMIZERS: Registry[type[Optimizer]] = Registry(
    "optimizer",
    {
        "sgd": "ganbench.optimizers.sgd:SGD",
        "momentum": "ganbench.optimizers.momentum:Momentum",
        "adagrad": "ganbench.optimizers.adagrad:Adagrad",
        "rmsprop": "ganbench.optimizers.rmsprop:RMSProp",
        "adam": "ganbench.optimizers.adam:Adam",
        "adamw": "ganbench.optimizers.adamw:AdamW",
        "lion": "ganbench.optimizers.lion:Lion",
        "muon": "ganbench.optimizers.muon:Muon",
    },
    group="ganbench.optimizers",
    holds="ganbench.optimizers.optimizer:Optimizer",
)

__all__ = [
    "OPTIMIZERS",
    "SGD",
    "Adagrad",
    "Adam",
    "AdamW",
    "Layout",
    "Lion",
    "Momentum",
    "Muon",
    "Optimizer",
    "RMSProp",
    "Slots",
]
