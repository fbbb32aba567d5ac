"""Frechet distance of features; called FID without a suffix on Inception features only."""

from ganbench.metrics.frechet import frechet, moments
from ganbench.metrics.metric import Metric
from ganbench.references import Reference

FID = Metric(
    name="fid",
    title="FID (Inception)",
    elsewhere="Fréchet distance",
    direction="lower",
    digits=2,
    needs="features",
    compute=frechet,
    prepare=moments,
    features="inception",
    reference=Reference(
        "Heusel et al.",
        2017,
        "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium",
        "https://arxiv.org/abs/1706.08500",
    ),
)
