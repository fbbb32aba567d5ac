"""Precision and recall: generated samples that look real, real ones that could be generated."""

from dataclasses import replace

from ganbench.metrics.metric import Metric
from ganbench.metrics.overlap import neighbourhoods, overlap
from ganbench.references import Reference

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
    reference=Reference(
        "Kynkäänniemi et al.",
        2019,
        "Improved Precision and Recall Metric for Assessing Generative Models",
        "https://arxiv.org/abs/1904.06991",
    ),
)
RECALL = replace(
    PRECISION, name="recall", title="Recall (Inception)", elsewhere="Recall", part="recall"
)
