"""Classifiers of pictures whose three channels are one grey picture each: 1000 classes.

As PacGAN and VEEGAN count modes of stacked digits: the class is 100 a + 10 b + c for the classes a,
b and c of the first, the second and the third channel (Metz et al. 2017, arXiv:1611.02163;
Lin et al. 2018, arXiv:1712.04086).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ganbench.features.extractor import Extractor
from ganbench.features.small import load

if TYPE_CHECKING:
    from torch import nn

URL = "https://arxiv.org/abs/1712.04086"


def build(name: str) -> nn.Module:
    """Makes the classifier of stacked pictures from the small classifier `name`.

    Raises:
        DataError: The weights are missing or broken.
    """
    from ganbench.features.classifier import Stacked

    return Stacked(load(name))


STACKED_DIGITS = Extractor(
    "stacked digits", partial(build, "digits"), URL, shape=(3, 8, 8), chunk=500
)
STACKED_FASHION = Extractor(
    "stacked fashion", partial(build, "fashion"), URL, shape=(3, 28, 28), chunk=24
)
STACKED_MNIST = Extractor(
    "stacked mnist", partial(build, "mnist"), URL, shape=(3, 28, 28), chunk=24
)
