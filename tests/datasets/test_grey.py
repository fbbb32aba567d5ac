import gzip
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from ganbench.datasets import digits, fashion_mnist, idx_family, load, mnist, mnist_10k
from ganbench.datasets.idx_family import NAMES
from ganbench.datasets.labelled import stratified
from ganbench.errors import GanbenchError


def test_digits_have_three_splits_with_every_class_in_its_share():
    splits = digits.splits()
    assert {name: len(part.images) for name, part in splits.items()} == {
        "train": 1000,
        "validation": 397,
        "test": 400,
    }
    for images, labels in splits.values():
        assert images.shape[1:] == (1, 8, 8)
        assert (images.min(), images.max()) == (-1, 1)
        shares = torch.bincount(labels) / len(labels)
        assert torch.allclose(shares, torch.full((10,), 0.1), atol=0.01)


def test_bytes_are_decoded_to_the_bits_of_the_whole_set_at_once():
    from sklearn.datasets import load_digits

    data = load_digits()
    order = stratified(data.target)[: digits.TRAIN]
    at_once = torch.from_numpy(data.images[order].astype(np.float32)).mul_(2 / 16).sub_(1)
    dataset = load("digits", {})
    assert torch.equal(dataset.decode(dataset.train), at_once[:, None])
    assert dataset.train.dtype == torch.uint8
    assert dataset.range == (-1, 1)


def test_a_small_mnist_is_parted_in_its_order(family):
    dataset = load("mnist", {})
    pixels = np.random.RandomState(0).randint(0, 256, (50, 28, 28), dtype=np.uint8)
    assert np.array_equal(dataset.train[:, 0].numpy(), pixels[:30])
    assert np.array_equal(dataset.held_out["validation"][:, 0].numpy(), pixels[30:40])
    assert np.array_equal(dataset.held_out["test"][:, 0].numpy(), pixels[40:])
    labels = {name: part.labels.tolist() for name, part in mnist.splits().items()}
    assert labels == {"train": [*range(10)] * 3, "validation": [*range(10)], "test": [*range(10)]}
    assert (dataset.shape, dataset.classifier) == ((1, 28, 28), "mnist")
    again = load("mnist", {"path": str(family)})
    assert again is dataset  # so that it is read and hashed once


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("train-images-idx3-ubyte.gz", b"\x1f\x8b\x08cut", "readable idx"),
        ("t10k-labels-idx1-ubyte", b"\0\0\x08\x01\0\0\0\x14" + b"\x07" * 19, "20 bytes of data"),
        (
            "t10k-labels-idx1-ubyte",
            b"\0\0\x08\x01\0\0\0\x14" + b"\x0a" * 20,
            r"MNIST with the sha256 \w{64}, found \w{64}\. Name",
        ),
    ],
)
def test_a_broken_file_is_named(family, name, data, told):
    (family / name).write_bytes(data)
    with pytest.raises(GanbenchError, match=told) as caught:
        load("mnist", {})
    assert str(family / name) in str(caught.value)


@pytest.mark.parametrize("name", [f"{name}.gz" for name in NAMES[::2]] + list(NAMES[1::2]))
def test_a_flipped_bit_is_told(family, name):
    path = family / name
    data = path.read_bytes()
    data = bytearray(gzip.decompress(data) if name.endswith(".gz") else data)
    data[-3] ^= 1
    path.write_bytes(data)
    with pytest.raises(GanbenchError, match="expected MNIST with the sha256") as caught:
        load("mnist", {})
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["mnist", "stacked-mnist"])
def test_another_set_of_the_family_is_refused_and_named(family, monkeypatch, name):
    theirs = idx_family.SHA256["MNIST"]
    told = f"expected MNIST .*, found Fashion-MNIST's {theirs[2]}"
    monkeypatch.setitem(idx_family.SHA256, "Fashion-MNIST", theirs)
    monkeypatch.setitem(idx_family.SHA256, "MNIST", ("0" * 64,) * 4)
    with pytest.raises(GanbenchError, match=told):
        load(name, {"path": str(family)})


@pytest.fixture
def package(nowhere, monkeypatch) -> Path:
    """The npm package with one blank image of each class, which has another hash."""
    folder = nowhere / "named" / "mnist-10k" / "src" / "digits"
    folder.mkdir(parents=True)
    for name in mnist_10k.NAMES:
        (folder / name).write_text(json.dumps({"data": [0, 0.996, 0.502, 1] * 196}))
    return folder


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"data": [0, 0.5', "found:"),
        ('{"date": []}', "found: 'data'"),
        ('{"data": [0, 0.5]}', "784 numbers an image, found 2 numbers"),
        (json.dumps({"data": [2] * 784}), "from 0 to 1, found 2 to 2"),
        (json.dumps({"data": [float("nan")] * 784}), "from 0 to 1, found nan"),
        (json.dumps({"data": ["x"] * 784}), "found:"),
    ],
    ids=["cut", "key", "short", "range", "nan", "text"],
)
def test_a_broken_file_of_the_package_is_named(package, text, told):
    (package / "3.json").write_text(text)
    with pytest.raises(GanbenchError, match=told) as caught:
        load("mnist-10k", {})
    assert str(package / "3.json") in str(caught.value)


def test_other_digits_than_the_packages_are_refused(package):
    with pytest.raises(GanbenchError, match=f"sha256 {mnist_10k.PIXELS}, found"):
        load("mnist-10k", {})


def test_the_packages_numbers_become_bytes_again(package, monkeypatch):
    monkeypatch.setattr(mnist_10k, "TRAIN", 8)
    monkeypatch.setattr(mnist_10k, "VALIDATION", 1)
    blank = np.tile(np.array([0, 254, 128, 255], np.uint8), 196 * 10)
    monkeypatch.setattr(mnist_10k, "PIXELS", mnist_10k.hashlib.sha256(blank.tobytes()).hexdigest())
    dataset = load("mnist-10k", {})
    assert dataset.sizes == {"train": 8, "validation": 1, "test": 1}
    assert dataset.train[0].flatten()[:4].tolist() == [0, 254, 128, 255]
    labels = torch.cat([part.labels for part in mnist_10k.splits().values()])
    assert sorted(labels.tolist()) == list(range(10))


@pytest.mark.skipif(not fashion_mnist.SYSTEM.is_dir(), reason="needs dataset-fashion-mnist")
def test_the_real_fashion_mnist():
    splits = fashion_mnist.splits()
    sizes = {name: len(part.images) for name, part in splits.items()}
    assert sizes == {"train": 60_000, "validation": 5_000, "test": 5_000}
    images, labels = splits["test"]
    assert images.shape == (5_000, 1, 28, 28)
    assert (images.min(), images.max()) == (-1, 1)
    assert torch.bincount(labels).min() > 450
    with pytest.raises(GanbenchError, match=r"expected MNIST .*, found Fashion-MNIST's"):
        load("mnist", {"path": str(fashion_mnist.SYSTEM)})
