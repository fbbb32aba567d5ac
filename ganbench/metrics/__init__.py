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
        "frechet": "ganbench.metrics.frechet:FRECHET",
        "kid-digits": "ganbench.metrics.kid:KID_DIGITS",
        "fid-digits": "ganbench.metrics.fid:FID_DIGITS",
        "score-digits": "ganbench.metrics.score:SCORE_DIGITS",
        "kid-fashion": "ganbench.metrics.kid:KID_FASHION",
        "fid-fashion": "ganbench.metrics.fid:FID_FASHION",
        "score-fashion": "ganbench.metrics.score:SCORE_FASHION",
        "classes": "ganbench.metrics.classes:CLASSES",
        "fid": "ganbench.metrics.fid:FID",
        "kid": "ganbench.metrics.kid:KID",
        "is": "ganbench.metrics.score:INCEPTION_SCORE",
    },
    group="ganbench.metrics",
)

__all__ = ["METRICS", "Metric"]
