"""What is measured: pure functions on arrays, by name."""

from ganbench.metrics.metric import Metric
from ganbench.registry import Registry

METRICS: Registry[Metric] = Registry(
    "metric",
    {
        "sliced-w2": "ganbench.metrics.sliced_wasserstein:SLICED_W2",
        "modes": "ganbench.metrics.modes:MODES",
        "high-quality": "ganbench.metrics.high_quality:HIGH_QUALITY",
        "reverse-kl": "ganbench.metrics.reverse_kl:REVERSE_KL",
        "forward-kl": "ganbench.metrics.forward_kl:FORWARD_KL",
        "jensen-shannon": "ganbench.metrics.jensen_shannon:JENSEN_SHANNON",
        "frechet": "ganbench.metrics.frechet:FRECHET",
        "w2": "ganbench.metrics.w2:W2",
        "energy": "ganbench.metrics.energy:ENERGY",
        "kid-digits": "ganbench.metrics.kid:KID_DIGITS",
        "fid-digits": "ganbench.metrics.fid:FID_DIGITS",
        "score-digits": "ganbench.metrics.score:SCORE_DIGITS",
        "fid-infinity-digits": "ganbench.metrics.fid_infinity:FID_INFINITY_DIGITS",
        "precision-digits": "ganbench.metrics.precision_recall:PRECISION_DIGITS",
        "recall-digits": "ganbench.metrics.precision_recall:RECALL_DIGITS",
        "density-digits": "ganbench.metrics.density_coverage:DENSITY_DIGITS",
        "coverage-digits": "ganbench.metrics.density_coverage:COVERAGE_DIGITS",
        "kid-fashion": "ganbench.metrics.kid:KID_FASHION",
        "fid-fashion": "ganbench.metrics.fid:FID_FASHION",
        "score-fashion": "ganbench.metrics.score:SCORE_FASHION",
        "fid-infinity-fashion": "ganbench.metrics.fid_infinity:FID_INFINITY_FASHION",
        "precision-fashion": "ganbench.metrics.precision_recall:PRECISION_FASHION",
        "recall-fashion": "ganbench.metrics.precision_recall:RECALL_FASHION",
        "density-fashion": "ganbench.metrics.density_coverage:DENSITY_FASHION",
        "coverage-fashion": "ganbench.metrics.density_coverage:COVERAGE_FASHION",
        "classes": "ganbench.metrics.classes:CLASSES",
        "class-kl": "ganbench.metrics.class_kl:CLASS_KL",
        "fid": "ganbench.metrics.fid:FID",
        "kid": "ganbench.metrics.kid:KID",
        "is": "ganbench.metrics.score:INCEPTION_SCORE",
    },
    group="ganbench.metrics",
)

__all__ = ["METRICS", "Metric"]
