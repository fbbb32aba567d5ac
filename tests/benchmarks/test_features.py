"""Extraction beside torch-fidelity's own loop on the same network: `pytest --benchmark-only`.

Both sides alternate within one run, so that a busy machine slows both; the ratio of their best
times is what counts.
"""

import time

import pytest
import torch
from torch import Tensor
from torch.utils.data import Dataset, Subset
from torch_fidelity.registry import FEATURE_EXTRACTORS_REGISTRY
from torch_fidelity.utils import get_featuresdict_from_dataset

from ganbench.features import EXTRACTORS, efflite0, extract, inception
from ganbench.features.fidelity import LAYERS, register

ROUNDS = 5
needs_efflite0 = pytest.mark.skipif(efflite0.find() is None, reason="needs ganbench[efflite0]")
needs_inception = pytest.mark.skipif(
    inception.missing() is not None, reason="needs Inception's weights"
)


def bare(pixels: Tensor) -> Dataset[Tensor]:
    """Images as torch-fidelity takes them: no tuples."""
    return Subset(pixels, range(len(pixels)))


@pytest.mark.parametrize(
    ("name", "n", "side"),
    [
        ("digits", 5000, 8),
        ("fashion", 2500, 28),
        pytest.param("efflite0", 128, 32, marks=needs_efflite0),
        pytest.param("inception", 64, 32, marks=needs_inception),
    ],
)
def test_extraction_takes_no_longer_than_in_torch_fidelity(benchmark, name, n, side):
    shape = EXTRACTORS[name].shape or (3, side, side)
    generator = torch.Generator().manual_seed(0)
    pixels = torch.randint(256, (n, *shape), generator=generator, dtype=torch.uint8)
    images = pixels.float() * (2 / 255) - 1
    known = register(name)
    network = FEATURE_EXTRACTORS_REGISTRY[known](known, list(LAYERS))

    def theirs():
        batch = 64  # torch-fidelity's default
        return get_featuresdict_from_dataset(bare(pixels), network, batch, False, True, False)

    found = theirs()["features"]
    assert torch.allclose(
        torch.from_numpy(extract(name, images).features).float(), found, rtol=1e-3, atol=1e-4
    )
    times: dict[str, list[float]] = {"ours": [], "theirs": []}

    def both():
        for side, run in (("ours", lambda: extract(name, images)), ("theirs", theirs)):
            start = time.perf_counter()
            run()
            times[side].append(time.perf_counter() - start)

    benchmark.pedantic(both, rounds=ROUNDS, warmup_rounds=1)
    ours, others = (min(times[side]) for side in ("ours", "theirs"))
    benchmark.extra_info["images a second"] = round(n / ours)
    benchmark.extra_info["our time / torch-fidelity's"] = round(ours / others, 3)
    assert ours < 1.1 * others
