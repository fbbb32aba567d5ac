"""Frechet distance of features; called FID without a suffix on Inception features only."""

from ganbench import papers
from ganbench.metrics.frechet import frechet, moments
from ganbench.metrics.metric import Metric

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
    reference=papers.HEUSEL_2017,
)
