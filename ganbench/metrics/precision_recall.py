"""Precision and recall: generated samples that look real, real ones that could be generated."""

from dataclasses import replace

from ganbench import papers
from ganbench.metrics.metric import Metric
from ganbench.metrics.overlap import neighbourhoods, overlap

PRECISION = Metric(
    name="precision",
    title="Precision (Inception)",
    elsewhere="Precision",
    direction="higher",
    digits=3,
    needs="features",
    compute=overlap,
    part="precision",
    prepare=neighbourhoods,
    features="inception",
    reference=papers.KYNKAANNIEMI_2019,
)
RECALL = replace(
    PRECISION, name="recall", title="Recall (Inception)", elsewhere="Recall", part="recall"
)
