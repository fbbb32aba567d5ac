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
        "dragan": "ganbench.stabilizers.dragan:DRAGAN",
        "r1": "ganbench.stabilizers.input_gradient:R1",
        "r2": "ganbench.stabilizers.input_gradient:R2",
        "roth": "ganbench.stabilizers.roth:Roth",
        "gradient-normalization": "ganbench.stabilizers.gradnorm:GradientNormalization",
        "spectral-norm": "ganbench.stabilizers.spectral_norm:SpectralNorm",
        "weight-decay": "ganbench.stabilizers.weight_decay:WeightDecay",
        "lecam": "ganbench.stabilizers.lecam:LeCam",
        "weight-clipping": "ganbench.stabilizers.weight_clipping:WeightClipping",
        "instance-noise": "ganbench.stabilizers.instance_noise:InstanceNoise",
        "unrolling": "ganbench.stabilizers.unrolling:Unrolling",
        "ttur": "ganbench.stabilizers.ttur:TTUR",
        "packing": "ganbench.stabilizers.packing:Packing",
        "simultaneous": "ganbench.stabilizers.simultaneous:Simultaneous",
        "optimism": "ganbench.stabilizers.optimism:Optimism",
        "extragradient": "ganbench.stabilizers.extragradient:Extragradient",
        "consensus": "ganbench.stabilizers.consensus:Consensus",
        "symplectic-adjustment": "ganbench.stabilizers.symplectic:SymplecticAdjustment",
        "ema": "ganbench.stabilizers.averaging:EMA",
        "uniform-average": "ganbench.stabilizers.averaging:UniformAverage",
    },
    group="ganbench.stabilizers",
)
