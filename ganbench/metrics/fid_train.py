"""Frechet distance of features to all training samples, as many published numbers have it.

That of Mimicry (Lee and Town 2020) is between 50,000 generated samples and the 50,000 training
pictures of CIFAR-10. A generator that copies its training set scores best, which is why the FID to
held-out samples stands beside it.
"""

from dataclasses import replace

from ganbench import papers
from ganbench.metrics.fid import FID

FID_TRAIN = replace(
    FID,
    name="fid-train",
    title="FID to the training set (Inception)",
    elsewhere="Fréchet distance to the training set",
    compared_with="training",
    reference=papers.LEE_2020,
)
