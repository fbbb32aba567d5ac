"""MNIST, 70,000 handwritten digits of 28x28 (LeCun et al. 1998)."""

from __future__ import annotations

from functools import partial

from ganbench.datasets import idx_family
from ganbench.datasets.files import Files
from ganbench.datasets.source import Source

FILES = Files(
    "mnist",
    "MNIST",
    idx_family.NAMES,
    partial(idx_family.download, "MNIST"),
    inside=("", "MNIST/raw"),
    gzipped=True,
)
FAMILY = idx_family.Family(FILES, "mnist")
splits = FAMILY.splits

MNIST = Source(
    title="MNIST, 70,000 digits of 28x28",
    licence="CC BY-SA 3.0",
    url="http://yann.lecun.com/exdb/mnist/",
    preparation=idx_family.PREPARATION,
    shape=(1, 28, 28),
    load=FAMILY.load,
    find=FILES.find,
    fetch=FILES.fetch,
)
