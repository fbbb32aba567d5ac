"""Fashion-MNIST, 70,000 pictures of clothes of 28x28 (Xiao et al. 2017, arXiv:1708.07747)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ganbench.datasets import idx_family
from ganbench.datasets.files import Files
from ganbench.datasets.source import Source

SYSTEM = Path("/usr/share/datasets/fashion-mnist")  # Debian: dataset-fashion-mnist
FILES = Files(
    "fashion-mnist",
    "Fashion-MNIST",
    idx_family.NAMES,
    partial(idx_family.download, "FashionMNIST"),
    inside=("", "FashionMNIST/raw"),
    gzipped=True,
    system=SYSTEM,
    remedy="apt-get install dataset-fashion-mnist",
)
FAMILY = idx_family.Family(FILES, "fashion")
splits = FAMILY.splits

FASHION_MNIST = Source(
    title="Fashion-MNIST, 70,000 clothes of 28x28",
    licence="MIT",
    url="https://github.com/zalandoresearch/fashion-mnist",
    preparation=idx_family.PREPARATION,
    shape=(1, 28, 28),
    load=FAMILY.load,
    find=FILES.find,
    fetch=FILES.fetch,
)
