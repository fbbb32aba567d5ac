"""Checks of an extractor: finite, repeatable features that do not depend on other images."""

from __future__ import annotations

import numpy as np
import torch

from ganbench.conformance.result import Verdict, failed, info, passed
from ganbench.conformance.subject import Subject
from ganbench.features import Extractor, extract, identity

IMAGES = 5
CLOSE = 1e-3  # of the largest feature: what float32 leaves of another batch size


def check_features(subject: Subject) -> Verdict:
    """Features are finite, and the same bits for the same images."""
    extractor: Extractor = subject.thing
    problem = extractor.missing()
    if problem:
        return info(problem)
    images = _images(extractor)
    first, again = (extract(subject.name, images) for _ in range(2))
    views = [view for view in first if view is not None]
    if not all(np.isfinite(view).all() for view in views):
        return failed(
            "features or class scores are not finite",
            "Load weights in `build`, and guard quotients, roots and logarithms.",
        )
    if not np.array_equal(first.features, again.features):
        return failed(
            "the same images have other features the second time",
            "Draw nothing in `forward`; dropout and the like are off in `eval` mode.",
        )
    return passed(f"{first.features.shape[1]} features, weights {identity(subject.name)[:12]}")


def check_alone(subject: Subject) -> Verdict:
    """An image's features do not depend on the other images of the batch."""
    extractor: Extractor = subject.thing
    if extractor.missing():
        return info("needs its weights")
    images = _images(extractor)
    together = extract(subject.name, images).features
    alone = extract(subject.name, images[:1]).features
    if np.abs(together[:1] - alone).max() > CLOSE * np.abs(together).max():
        return failed(
            "an image has other features when it comes with others",
            "Normalise by constants or running statistics, never by those of the batch.",
        )
    return passed("an image alone has the features that it has among others")


def _images(extractor: Extractor) -> torch.Tensor:
    shape = extractor.shape or (3, 32, 32)
    return torch.rand(IMAGES, *shape, generator=torch.Generator().manual_seed(0)) * 2 - 1
