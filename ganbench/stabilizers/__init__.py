"""Stabilizers: whatever changes the game besides the loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ganbench.registry import Registry

if TYPE_CHECKING:
    from ganbench.stabilizers.stabilizer import Stabilizer

STABILIZERS: Registry[type[Stabilizer]] = Registry(
    "stabilizer",
    {
        "gradient-penalty": "ganbench.stabilizers.gradient_penalty:GradientPenalty",
        "weight-clipping": "ganbench.stabilizers.weight_clipping:WeightClipping",
        "instance-noise": "ganbench.stabilizers.instance_noise:InstanceNoise",
        "unrolling": "ganbench.stabilizers.unrolling:Unrolling",
        "ttur": "ganbench.stabilizers.ttur:TTUR",
    },
    group="ganbench.stabilizers",
)
