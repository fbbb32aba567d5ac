"""Density and coverage: precision and recall without their trust in a single outlier."""

from dataclasses import replace

from ganbench import papers
from ganbench.metrics.metric import Metric
from ganbench.metrics.overlap import neighbourhoods, overlap

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
    reference=papers.NAEEM_2020,
)
COVERAGE = replace(
    DENSITY, name="coverage", title="Coverage (Inception)", elsewhere="Coverage", part="coverage"
)
