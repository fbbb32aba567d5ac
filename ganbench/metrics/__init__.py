"""What is measured: pure functions on arrays, by name."""

from ganbench.metrics.metric import Metric
from ganbench.metrics.registry import Metrics

METRICS = Metrics(
    "metric",
    {
        "sliced-w2": "ganbench.metrics.sliced_wasserstein:SLICED_W2",
        "modes": "ganbench.metrics.modes:MODES",
        "high-quality": "ganbench.metrics.high_quality:HIGH_QUALITY",
        "mode-spread": "ganbench.metrics.mode_spread:MODE_SPREAD",
        "mode-recall": "ganbench.metrics.mode_recall:MODE_RECALL",
        "reverse-kl": "ganbench.metrics.reverse_kl:REVERSE_KL",
        "forward-kl": "ganbench.metrics.forward_kl:FORWARD_KL",
        "jensen-shannon": "ganbench.metrics.jensen_shannon:JENSEN_SHANNON",
        "frechet": "ganbench.metrics.frechet:FRECHET",
        "w2": "ganbench.metrics.w2:W2",
        "energy": "ganbench.metrics.energy:ENERGY",
        "classes": "ganbench.metrics.classes:CLASSES",
        "classes-seen": "ganbench.metrics.classes:CLASSES_SEEN",
        "class-kl": "ganbench.metrics.class_kl:CLASS_KL",
        "within-class-vendi": "ganbench.metrics.vendi:WITHIN_CLASS",
        "fid": "ganbench.metrics.fid:FID",
        "fid-train": "ganbench.metrics.fid_train:FID_TRAIN",
        "fid-infinity": "ganbench.metrics.fid_infinity:FID_INFINITY",
        "kid": "ganbench.metrics.kid:KID",
        "kid-error": "ganbench.metrics.kid:KID_ERROR",
        "is": "ganbench.metrics.score:INCEPTION_SCORE",
        "score": "ganbench.metrics.score:SCORE",
        "precision": "ganbench.metrics.precision_recall:PRECISION",
        "recall": "ganbench.metrics.precision_recall:RECALL",
        "density": "ganbench.metrics.density_coverage:DENSITY",
        "coverage": "ganbench.metrics.density_coverage:COVERAGE",
        "vendi": "ganbench.metrics.vendi:VENDI",
        "memorisation": "ganbench.metrics.memorisation:MEMORISATION",
        "distance": "ganbench.metrics.distance:DISTANCE",
    },
    group="ganbench.metrics",
    holds=Metric,
)

__all__ = ["METRICS", "Metric"]
