import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from ganbench.datasets import digits
from ganbench.datasets.labelled import Labelled
from ganbench.errors import GanbenchError
from ganbench.features import EXTRACTORS, extract
from ganbench.features.small import WEIGHTS, load

SMALL = {"digits": 32, "fashion": 64, "mnist": 64}
HELD_OUT = {"digits": "digits", "fashion": "fashion_mnist", "mnist": "mnist_10k"}


@pytest.fixture
def held_out(monkeypatch: pytest.MonkeyPatch):
    """Reads the test split, of which a classifier has seen nothing, where it is on this machine."""
    monkeypatch.setenv("GANBENCH_OFFLINE", "1")

    def read(name: str) -> Labelled:
        try:
            split: Labelled = pytest.importorskip(f"ganbench.datasets.{HELD_OUT[name]}").splits()[
                "test"
            ]
        except GanbenchError as error:
            pytest.skip(str(error))
        return split

    return read


def drawn(n: int, name: str) -> torch.Tensor:
    shape = EXTRACTORS[name].shape
    assert shape
    return torch.rand(n, *shape, generator=torch.Generator().manual_seed(0)) * 2 - 1


@pytest.mark.parametrize("name", SMALL)
def test_the_stated_accuracy_is_the_real_one(name: str, held_out) -> None:
    stated = json.loads((WEIGHTS / f"{name}.json").read_text())["accuracy"]
    images, labels = held_out(name)
    probabilities = extract(name, images).probabilities
    assert probabilities is not None
    found = (probabilities.argmax(1) == labels.numpy()).mean()
    assert found == pytest.approx(stated["test"], abs=5e-4)
    assert min(stated.values()) >= {"digits": 0.97, "fashion": 0.9, "mnist": 0.98}[name]


@pytest.mark.parametrize(("name", "width"), SMALL.items())
def test_shapes_and_probabilities(name: str, width: int) -> None:
    chunk = EXTRACTORS[name].chunk
    images = drawn(chunk + 1, name)
    features, probabilities = extract(name, images)
    assert probabilities is not None
    assert features.shape == (chunk + 1, width)
    assert probabilities.shape == (chunk + 1, 10)
    assert features.dtype == probabilities.dtype == np.float64
    assert np.allclose(probabilities.sum(1), 1)
    alone = extract(name, images[chunk:]).features  # in a chunk of its own both times
    assert np.allclose(features[chunk:], alone, rtol=1e-5)


def test_features_have_a_mean_square_of_one_on_training_data() -> None:
    features = extract("digits", digits.splits()["train"].images).features
    assert (features**2).mean() == pytest.approx(1, rel=1e-4)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    for suffix in ("safetensors", "json"):
        shutil.copy(WEIGHTS / f"digits.{suffix}", tmp_path)
    path = tmp_path / "digits.safetensors"
    assert load("digits", tmp_path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(GanbenchError, match="expected the sha256"):
        load("digits", tmp_path)


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(GanbenchError, match="Install ganbench again"):
        load("digits", tmp_path)


def test_weights_are_small() -> None:
    assert all(path.stat().st_size < 300_000 for path in WEIGHTS.glob("*.safetensors"))
    assert {path.stem for path in WEIGHTS.glob("*.safetensors")} == set(SMALL)
