import hashlib
import pickle
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ganbench.datasets import load
from ganbench.errors import GanbenchError

PIXELS = np.random.RandomState(0).randint(0, 256, (14, 3, 32, 32), dtype=np.uint8)


def md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes()).hexdigest()


@pytest.fixture
def cifar10(nowhere, monkeypatch) -> Path:
    """A CIFAR-10 of two images a file, in torchvision's root folder, with its own sums."""
    from torchvision.datasets import CIFAR10

    folder = nowhere / "named" / "cifar-10-batches-py"
    folder.mkdir(parents=True)
    names = [*(f"data_batch_{i}" for i in range(1, 6)), "test_batch"]
    for i, name in enumerate(names):
        data = PIXELS[2 * i : 2 * i + 2].reshape(2, -1)
        (folder / name).write_bytes(pickle.dumps({"data": data, "labels": [0, 1]}))
    (folder / "batches.meta").write_bytes(pickle.dumps({"label_names": ["a", "b"]}))
    sums = [[name, md5(folder / name)] for name in names]
    monkeypatch.setattr(CIFAR10, "train_list", sums[:5])
    monkeypatch.setattr(CIFAR10, "test_list", sums[5:])
    monkeypatch.setattr(CIFAR10, "meta", CIFAR10.meta | {"md5": md5(folder / "batches.meta")})
    return folder


def test_cifar10_is_read_from_torchvisions_folder(cifar10):
    dataset = load("cifar10", {})
    assert np.array_equal(dataset.train.numpy(), PIXELS[:10])
    assert np.array_equal(dataset.held_out["validation"].numpy(), PIXELS[10:11])
    assert np.array_equal(dataset.held_out["test"].numpy(), PIXELS[11:12])
    assert load("cifar10", {"path": str(cifar10.parent)}) is dataset


@pytest.mark.parametrize("name", ["data_batch_3", "test_batch", "batches.meta"])
def test_a_pickle_with_another_md5_is_not_opened(cifar10, name, tmp_path):
    class Bomb:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "opened",)

    (cifar10 / name).write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(GanbenchError, match=rf"{name}: expected the md5 \w+, found \w+\. Remove"):
        load("cifar10", {})
    assert not (tmp_path / "opened").exists()
    pickle.loads((cifar10 / name).read_bytes())
    assert (tmp_path / "opened").exists()  # so the bomb is one


@pytest.fixture
def svhn(nowhere, monkeypatch) -> Path:
    from scipy.io import savemat
    from torchvision.datasets import SVHN

    folder = nowhere / "named" / "svhn"
    folder.mkdir(parents=True)
    sums = {}
    for split, rows in (("train", slice(0, 8)), ("test", slice(8, 14))):
        path, labels = folder / f"{split}_32x32.mat", np.full((len(PIXELS[rows]), 1), 10)
        savemat(path, {"X": PIXELS[rows].transpose(2, 3, 1, 0), "y": labels})
        sums[split] = ["http://nowhere", path.name, md5(path)]
    monkeypatch.setattr(SVHN, "split_list", sums)
    return folder


def test_svhn_is_read_and_checked(svhn):
    dataset = load("svhn", {})
    assert np.array_equal(dataset.train.numpy(), PIXELS[:8])
    assert np.array_equal(dataset.held_out["test"].numpy(), PIXELS[11:])
    elsewhere = svhn.rename(svhn.parent / "elsewhere")
    (elsewhere / "test_32x32.mat").write_bytes(b"cut")
    with pytest.raises(GanbenchError, match=r"test_32x32\.mat: expected the md5"):
        load("svhn", {"path": str(elsewhere)})


@pytest.fixture
def celeba(nowhere, monkeypatch) -> Path:
    """Six faces, of which the middle 178x178 is of one value, and two in each split."""
    from torchvision.datasets import CelebA

    folder = nowhere / "named" / "celeba"
    (folder / "img_align_celeba").mkdir(parents=True)
    lines = []
    for i in range(6):
        face = np.zeros((218, 178, 3), np.uint8)
        face[20:198] = 40 * i
        name = f"{i + 1:06}.jpg"
        Image.fromarray(face).save(folder / "img_align_celeba" / name, quality=100)
        lines.append(f"{name} {i // 2}")
    table = folder / "list_eval_partition.txt"
    table.write_text("\n".join(lines))
    monkeypatch.setattr(CelebA, "file_list", [("id", md5(table), table.name)])
    return folder


def test_celeba_is_cropped_and_parted_as_its_table_says(celeba):
    dataset = load("celeba", {})
    assert dataset.shape == (3, 64, 64)
    assert dataset.sizes == {"train": 2, "validation": 2, "test": 2}
    parts = [dataset.train, dataset.held_out["validation"], dataset.held_out["test"]]
    means = [image[:, 4:-4].float().mean().item() for part in parts for image in part]
    assert means == pytest.approx([40 * i for i in range(6)], abs=1)


def test_a_broken_face_is_named(celeba):
    face = celeba / "img_align_celeba" / "000004.jpg"
    face.write_bytes(face.read_bytes()[:300])
    with pytest.raises(GanbenchError, match="expected a picture") as caught:
        load("celeba", {})
    assert str(face) in str(caught.value)


def test_a_face_of_too_many_pixels_is_named(celeba, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(GanbenchError, match="expected a picture, found: Image size"):
        load("celeba", {})


def test_another_table_of_faces_is_refused(celeba):
    table = celeba / "list_eval_partition.txt"
    table.write_text(table.read_text().replace("000001.jpg 0", "000001.jpg 1"))
    with pytest.raises(GanbenchError, match=r"list_eval_partition\.txt: expected the md5"):
        load("celeba", {})


@pytest.mark.parametrize("name", ["cifar10", "svhn", "celeba", "mnist"])
def test_without_files_and_network_the_way_out_is_told(nowhere, name):
    with pytest.raises(GanbenchError, match=f"`ganbench data fetch {name}`"):
        load(name, {})
