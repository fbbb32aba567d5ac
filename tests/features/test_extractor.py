import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from ganbench.datasets import digits, fashion_mnist
from ganbench.errors import GanbenchError
from ganbench.features.extractor import WEIGHTS, classifier, extract

CPU = torch.device("cpu")
SHAPES = {"digits": (1, 8, 8), "fashion": (1, 28, 28)}
has_fashion = pytest.mark.skipif(
    not fashion_mnist.SYSTEM.is_dir(), reason="needs dataset-fashion-mnist"
)


@pytest.mark.parametrize("name", ["digits", pytest.param("fashion", marks=has_fashion)])
def test_the_stated_accuracy_is_the_real_one(name: str) -> None:
    stated = json.loads((WEIGHTS / f"{name}.json").read_text())["accuracy"]
    images, labels = {"digits": digits, "fashion": fashion_mnist}[name].splits()["test"]
    found = (extract(name, images).probabilities.argmax(1) == labels.numpy()).mean()
    assert found == pytest.approx(stated["test"], abs=5e-4)
    assert min(stated.values()) >= {"digits": 0.97, "fashion": 0.9}[name]


@pytest.mark.parametrize(("name", "width"), [("digits", 32), ("fashion", 64)])
def test_shapes_and_probabilities(name: str, width: int) -> None:
    images = torch.rand(501, *SHAPES[name], generator=torch.Generator().manual_seed(0))
    features, probabilities = extract(name, images)
    assert features.shape == (501, width)
    assert features.dtype == probabilities.dtype == np.float64
    assert np.allclose(probabilities.sum(1), 1)
    alone = extract(name, images[500:]).features  # in a chunk of its own both times
    assert np.allclose(features[500:], alone, rtol=1e-5)


def test_features_have_a_mean_square_of_one_on_training_data() -> None:
    features = extract("digits", digits.splits()["train"].images).features
    assert (features**2).mean() == pytest.approx(1, rel=1e-4)


def test_loading_draws_nothing_from_the_global_stream() -> None:
    classifier.cache_clear()
    torch.manual_seed(7)
    before = torch.get_rng_state()
    extract("fashion", torch.zeros(1, 1, 28, 28))
    assert torch.equal(torch.get_rng_state(), before)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    for suffix in ("safetensors", "json"):
        shutil.copy(WEIGHTS / f"digits.{suffix}", tmp_path)
    path = tmp_path / "digits.safetensors"
    assert classifier("digits", CPU, tmp_path)
    classifier.cache_clear()
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(GanbenchError, match="expected the sha256"):
        classifier("digits", CPU, tmp_path)


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(GanbenchError, match="Install ganbench again"):
        classifier("digits", CPU, tmp_path)


def test_weights_are_small() -> None:
    assert all(path.stat().st_size < 300_000 for path in WEIGHTS.glob("*.safetensors"))
