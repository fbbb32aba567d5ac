from typing import Any

import pytest
import torch
import torch_fidelity
from torch import Tensor, nn
from torch.utils.data import Dataset, Subset
from torch_fidelity.defaults import DEFAULTS
from torch_fidelity.registry import FEATURE_EXTRACTORS_REGISTRY

from ganbench.errors import GanbenchError
from ganbench.features import EXTRACTORS, Extractor, efflite0, extract
from ganbench.features.fidelity import register
from ganbench.metrics.fid import frechet, moments
from ganbench.metrics.kid import kernel_sums, kid
from ganbench.metrics.overlap import neighbourhoods, overlap
from ganbench.metrics.score import split_scores

needs_weights = pytest.mark.skipif(efflite0.find() is None, reason="needs ganbench[efflite0]")


def bare(pixels: Tensor) -> Dataset[Tensor]:
    """Images as torch-fidelity takes them: no tuples."""
    return Subset(pixels, range(len(pixels)))


def pictures(n: int, channels: int, side: int, seed: int) -> Tensor:
    """Smooth blobs [n, channels, side, side], uint8."""
    generator = torch.Generator().manual_seed(seed)
    coarse = torch.rand(n, channels, 4, 4, generator=generator)
    smooth = nn.functional.interpolate(coarse, (side, side), mode="bicubic").clamp(0, 1)
    return (smooth * 255).to(torch.uint8)


def calculated(name: str, fake: Tensor, real: Tensor, **options: Any) -> dict[str, float]:
    options = {
        "feature_extractor": register(name),
        "batch_size": EXTRACTORS[name].chunk,
        "samples_shuffle": False,
        "cuda": False,  # the default is True, and an error without a GPU
        "cache": False,  # its key knows neither weights nor content nor count
        "save_cpu_ram": True,
        "verbose": False,
        **options,
    }
    assert set(options) <= set(DEFAULTS)  # it would swallow any other in silence
    found: dict[str, float] = torch_fidelity.calculate_metrics(
        input1=bare(fake), input2=bare(real), **options
    )
    return found


@pytest.mark.parametrize(
    ("name", "n", "channels", "side"),
    [
        ("digits", 200, 1, 8),
        ("fashion", 200, 1, 28),
        ("stacked-digits", 200, 3, 8),
        pytest.param("efflite0", 40, 3, 32, marks=needs_weights),
    ],
)
def test_torch_fidelity_calculates_the_same_numbers(name, n, channels, side) -> None:
    fake, real = (pictures(n, channels, side, seed) for seed in (0, 1))
    theirs = calculated(
        name, fake, real, fid=True, kid=True, isc=True, prc=True, kid_subsets=1, kid_subset_size=n
    )
    ours, reference = (extract(name, images.float() * (2 / 255) - 1) for images in (fake, real))
    found = frechet(ours.features, moments(reference.features))
    assert found == pytest.approx(theirs["frechet_inception_distance"], rel=2e-6)
    # Theirs is a difference of sums in float32, so what is left of it has an absolute error.
    found = kid(ours.features, kernel_sums(reference.features))
    assert found == pytest.approx(theirs["kernel_inception_distance_mean"], rel=0, abs=1e-6)
    assert abs(found) > 1e-4
    assert ours.probabilities is not None
    score = split_scores(ours.probabilities)
    assert score.mean == pytest.approx(theirs["inception_score_mean"], rel=1e-6)
    assert score.deviation == pytest.approx(theirs["inception_score_std"], rel=1e-4)
    shares = overlap(ours.features, neighbourhoods(reference.features))[:2]
    assert shares == pytest.approx((theirs["precision"], theirs["recall"]), abs=1e-6)
    assert 0 < shares[0] < 1


def test_a_name_is_registered_once() -> None:
    assert register("digits") == register("digits") == "ganbench-digits"


def test_what_torch_fidelity_moves_is_a_copy() -> None:
    images = pictures(3, 1, 8, seed=0).float() / 127.5 - 1
    before = extract("digits", images).features
    known = register("digits")
    FEATURE_EXTRACTORS_REGISTRY[known](known, ["features"]).to("meta")
    assert (extract("digits", images).features == before).all()


def test_an_unknown_extractor_is_told() -> None:
    with pytest.raises(GanbenchError, match=r"There is no extractor 'digit'\. Did you mean"):
        register("digit")


def test_grey_images_may_have_three_equal_channels() -> None:
    fake, real = (pictures(30, 1, 8, seed) for seed in (0, 1))
    wanted = calculated("digits", fake, real, fid=True)
    repeated = [images.repeat(1, 3, 1, 1) for images in (fake, real)]
    assert calculated("digits", *repeated, fid=True) == wanted


def test_coloured_images_are_no_grey_ones() -> None:
    with pytest.raises(GanbenchError, match="expected grey images, found coloured ones"):
        calculated("digits", pictures(30, 3, 8, 0), pictures(30, 3, 8, 1), fid=True)


def test_without_classes_there_is_no_score_but_a_distance() -> None:
    class Means(nn.Module):
        def forward(self, images: Tensor) -> Tensor:
            return images.mean(dim=(2, 3))

    EXTRACTORS.add("means", Extractor("means", Means), "a.py")
    fake, real = (pictures(30, 3, 8, seed) for seed in (0, 1))
    assert calculated("means", fake, real, fid=True)["frechet_inception_distance"] > 0
    with pytest.raises(GanbenchError, match="'means' has no classes, and so no Inception score"):
        calculated("means", fake, real, isc=True)
