import math

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from ganbench.errors import GanbenchError
from ganbench.features import EXTRACTORS, Extractor, extract, identity


class Sums(nn.Module):
    """The sums of the three channels, times a weight."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(2.0))
        self.drop = nn.Dropout(0.9)

    def forward(self, images: Tensor) -> Tensor:
        return self.drop(self.weight * images.sum(dim=(2, 3)))


class Scored(Sums):
    """The same with class scores."""

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        features = super().forward(images)
        return features, features[:, :2]


def drawn(*shape: int, seed: int = 0) -> Tensor:
    return torch.rand(shape, generator=torch.Generator().manual_seed(seed)) * 2 - 1


@pytest.fixture
def plugged():
    """Registers an extractor for the length of a test."""

    def plug(build, **fields) -> str:
        EXTRACTORS.add("plugged", Extractor("plugged", build, **fields), "a.py")
        return "plugged"

    return plug


def test_a_module_and_a_line_make_an_extractor(plugged) -> None:
    images = drawn(5, 3, 4, 4)
    features, probabilities = extract(plugged(Sums), images)
    assert features.dtype == np.float64
    assert np.allclose(features, 2 * images.sum(dim=(2, 3)).numpy(), rtol=1e-6)  # without dropout
    assert probabilities is None


def test_scores_become_probabilities(plugged) -> None:
    features, probabilities = extract(plugged(Scored), drawn(5, 3, 4, 4))
    assert probabilities is not None
    assert probabilities.dtype == np.float64
    expected = np.exp(features[:, :2])
    assert np.allclose(probabilities, expected / expected.sum(axis=1, keepdims=True), rtol=1e-12)


def test_grey_images_are_seen_as_three_equal_channels(plugged) -> None:
    name, grey = plugged(Sums), drawn(5, 1, 4, 4)
    assert np.array_equal(
        extract(name, grey).features, extract(name, grey.repeat(1, 3, 1, 1)).features
    )


def test_chunks_keep_the_order_and_are_no_larger_than_stated(plugged) -> None:
    sizes = []

    class Watched(Sums):
        def forward(self, images: Tensor) -> Tensor:
            sizes.append(len(images))
            return super().forward(images)

    images = drawn(10, 3, 4, 4)
    found = extract(plugged(Watched, chunk=4), images).features
    assert sizes == [4, 4, 2]
    assert np.allclose(found, 2 * images.sum(dim=(2, 3)).numpy(), rtol=1e-6)


def test_a_network_is_made_once_and_draws_nothing_from_the_global_stream(plugged) -> None:
    made = []

    def build() -> nn.Module:
        made.append(torch.rand(3))
        return Sums()

    name, images = plugged(build), drawn(5, 3, 4, 4)
    torch.manual_seed(7)
    before = torch.get_rng_state()
    extract(name, images)
    extract(name, images)
    assert len(made) == 1
    assert torch.equal(torch.get_rng_state(), before)


def test_an_extractor_that_is_defined_anew_is_made_anew(plugged) -> None:
    images = drawn(5, 3, 4, 4)
    extract(plugged(Sums), images)
    assert extract(plugged(Scored), images).probabilities is not None


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda x: x[:, :2], "(5, 2, 4, 4)"),
        (lambda x: x[0], "(3, 4, 4)"),
        (lambda x: x[:0], "(0, 3, 4, 4)"),
        (lambda x: (x * 127).to(torch.uint8), "torch.uint8"),
        (lambda x: x * 1.5, "[-1.4"),
        (lambda x: x.abs() + 0.2, "1.1"),
        (lambda x: x - 0.2, "[-1.1"),
        (lambda x: x.index_fill(0, torch.tensor(3), math.nan), "NaN"),
        (lambda x: x.index_fill(0, torch.tensor(3), math.inf), "inf]"),
    ],
)
def test_images_that_are_none_are_refused(plugged, change, found) -> None:
    with pytest.raises(GanbenchError, match="The extractor 'plugged' expected images") as caught:
        extract(plugged(Sums), change(drawn(5, 3, 4, 4)))
    assert found in str(caught.value)


def test_rounding_past_the_range_is_allowed(plugged) -> None:
    extract(plugged(Sums), torch.full((2, 3, 4, 4), 1 + 1e-6))


@pytest.mark.parametrize("shape", [(1, 4, 5), (3, 4, 4)])
def test_an_extractor_of_one_shape_takes_no_other(plugged, shape) -> None:
    name = plugged(Sums, shape=(1, 4, 4))
    extract(name, drawn(2, 1, 4, 4))
    with pytest.raises(GanbenchError, match="expected images of 1 x 4 x 4, found an array"):
        extract(name, drawn(2, *shape))


class Odd(nn.Module):
    def __init__(self, result) -> None:
        super().__init__()
        self.result = result

    def forward(self, images: Tensor):
        return self.result(images)


@pytest.mark.parametrize(
    ("result", "found"),
    [
        (lambda x: x, "(4, 3, 4, 4)"),
        (lambda x: x[:1].flatten(1), "(1, 48)"),
        (lambda x: (x.flatten(1), x), "(4, 3, 4, 4)"),
        (lambda x: {"features": x}, "dict"),
    ],
)
def test_a_network_that_gives_something_else_is_told(plugged, result, found) -> None:
    with pytest.raises(GanbenchError, match=r"expected to map 4 images to features \[4, d\]") as it:
        extract(plugged(lambda: Odd(result)), drawn(4, 3, 4, 4))
    assert found in str(it.value)


def test_what_is_missing_is_told_before_anything_is_made(plugged) -> None:
    name = plugged(lambda: 1 / 0, missing=lambda: "Install it.")
    with pytest.raises(GanbenchError, match=r"^Install it\.$"):
        extract(name, drawn(2, 3, 4, 4))
    with pytest.raises(GanbenchError, match=r"^Install it\.$"):
        identity(name)


def test_the_identity_is_that_of_the_weights(plugged) -> None:
    def of(value: float, name: str = "weight") -> str:
        network = nn.Module()
        network.register_parameter(name, nn.Parameter(torch.tensor(value)))
        return identity(plugged(lambda: network))

    assert of(2.0) == of(2.0) != of(2.5)
    assert of(2.0) != of(2.0, "bias")
    assert len(of(2.0)) == 64


def test_the_identity_tells_types_of_the_same_bytes_apart(plugged) -> None:
    def of(dtype: torch.dtype) -> str:
        network = nn.Module()
        network.register_buffer("counts", torch.zeros(2, dtype=dtype))
        return identity(plugged(lambda: network))

    assert of(torch.float32) != of(torch.int32)


def test_extractors_are_found_without_torch() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from ganbench.features import EXTRACTORS;"
        "[EXTRACTORS[name].missing() for name in EXTRACTORS]; print('torch' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert found.stdout.strip() == "False"
