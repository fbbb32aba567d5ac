"""Density and coverage: precision and recall without their trust in a single outlier."""

from dataclasses import replace

from ganbench.metrics.metric import Metric
from ganbench.metrics.overlap import neighbourhoods, overlap
from ganbench.references import Reference

DENSITY = Metric(
    name="density",
    title="Density (Inception)",
    elsewhere="Density",
    direction="higher",
    digits=3,
    needs="features",
    compute=overlap,
    part="density",
    prepare=neighbourhoods,
    features="inception",
    reference=Reference(
        "Naeem et al.",
        2020,
        "Reliable Fidelity and Diversity Metrics for Generative Models",
        "https://arxiv.org/abs/2002.09797",
    ),
)
COVERAGE = replace(
    DENSITY, name="coverage", title="Coverage (Inception)", elsewhere="Coverage", part="coverage"
)
