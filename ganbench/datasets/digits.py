"""Real handwritten digits, 1,797 of 8x8, which come inside scikit-learn (UCI, Alpaydin 1998)."""

import numpy as np
import numpy.typing as npt

from ganbench.datasets.dataset import FiniteDataset
from ganbench.datasets.labelled import Splits, labelled, unlabelled

TRAIN, VALIDATION, TEST = 1000, 397, 400


def load() -> FiniteDataset:
    """Returns the digits: 1,000 to train on, 397 for validation, 400 for the test."""
    return unlabelled(splits(), "digits")


def splits() -> Splits:
    """Reads the three splits, each with its share of every class."""
    from sklearn.datasets import load_digits

    digits = load_digits()
    order = _stratified(digits.target)
    images, labels = digits.images[order], digits.target[order]
    train, validation = slice(TRAIN), slice(TRAIN, TRAIN + VALIDATION)
    test = slice(TRAIN + VALIDATION, TRAIN + VALIDATION + TEST)
    return {
        "train": labelled(images[train], labels[train], top=16),
        "validation": labelled(images[validation], labels[validation], top=16),
        "test": labelled(images[test], labels[test], top=16),
    }


def _stratified(labels: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Returns a fixed permutation of which every slice holds its share of every class."""
    # NumPy promises that RandomState never changes its stream; Generator has no such promise.
    shuffled = np.random.RandomState(0).permutation(len(labels))
    rank = np.empty(len(labels))
    for label in np.unique(labels):
        members = shuffled[labels[shuffled] == label]
        rank[members] = (np.arange(len(members)) + 0.5) / len(members)
    return shuffled[np.argsort(rank[shuffled], kind="stable")]
