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
        "r1": "ganbench.stabilizers.r1:R1",
        "r2": "ganbench.stabilizers.r2:R2",
        "r1-r2": "ganbench.stabilizers.r1_r2:R1R2",
        "finite-differences": "ganbench.stabilizers.finite_differences:FiniteDifferences",
        "roth": "ganbench.stabilizers.roth:Roth",
        "gradient-normalization": (
            "ganbench.stabilizers.gradient_normalization:GradientNormalization"
        ),
        "spectral-norm": "ganbench.stabilizers.spectral_norm:SpectralNorm",
        "weight-decay": "ganbench.stabilizers.weight_decay:WeightDecay",
        "historical-averaging": "ganbench.stabilizers.historical_averaging:HistoricalAveraging",
        "logit-centring": "ganbench.stabilizers.logit_centring:LogitCentring",
        "transport-cost": "ganbench.stabilizers.transport_cost:TransportCost",
        "san": "ganbench.stabilizers.san:SAN",
        "lecam": "ganbench.stabilizers.lecam:LeCam",
        "consistency": "ganbench.stabilizers.consistency:Consistency",
        "latent-consistency": "ganbench.stabilizers.latent_consistency:LatentConsistency",
        "weight-clipping": "ganbench.stabilizers.weight_clipping:WeightClipping",
        "instance-noise": "ganbench.stabilizers.instance_noise:InstanceNoise",
        "label-smoothing": "ganbench.stabilizers.label_smoothing:LabelSmoothing",
        "label-flipping": "ganbench.stabilizers.label_flipping:LabelFlipping",
        "diff-augment": "ganbench.stabilizers.diff_augment:DiffAugment",
        "unrolling": "ganbench.stabilizers.unrolling:Unrolling",
        "ttur": "ganbench.stabilizers.ttur:TTUR",
        "packing": "ganbench.stabilizers.packing:Packing",
        "multi-agent": "ganbench.stabilizers.multi_agent:MultiAgent",
        "minibatch-discrimination": (
            "ganbench.stabilizers.minibatch_discrimination:MinibatchDiscrimination"
        ),
        "minibatch-stddev": "ganbench.stabilizers.minibatch_stddev:MinibatchStddev",
        "activation": "ganbench.stabilizers.activation:ActivationChoice",
        "normalization": "ganbench.stabilizers.normalization:NormalizationChoice",
        "simultaneous": "ganbench.stabilizers.simultaneous:Simultaneous",
        "optimism": "ganbench.stabilizers.optimism:Optimism",
        "extragradient": "ganbench.stabilizers.extragradient:Extragradient",
        "consensus": "ganbench.stabilizers.consensus:Consensus",
        "symplectic-adjustment": "ganbench.stabilizers.symplectic:SymplecticAdjustment",
        "alex-gda": "ganbench.stabilizers.alex_gda:AlexGDA",
        "lookahead-minimax": "ganbench.stabilizers.lookahead_minimax:LookaheadMinimax",
        "ema": "ganbench.stabilizers.ema:EMA",
        "half-life-ema": "ganbench.stabilizers.half_life_ema:HalfLifeEMA",
        "uniform-average": "ganbench.stabilizers.uniform_average:UniformAverage",
    },
    group="ganbench.stabilizers",
    holds="ganbench.stabilizers.stabilizer:Stabilizer",
)
