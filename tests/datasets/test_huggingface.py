import sys

import numpy as np
import pytest
from PIL import Image

from ganbench.datasets import huggingface, load
from ganbench.errors import GanbenchError


def test_without_the_package_its_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "datasets", None)
    with pytest.raises(GanbenchError, match=r"pip install 'ganbench\[huggingface\]'"):
        load("huggingface", {"name": "anything", "size": 8})


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """A data set of twelve pictures of one value each, in a folder."""
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GANBENCH_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    pictures = [Image.new("RGB", (20, 16), (10 * i,) * 3) for i in range(12)]
    table = datasets.Dataset.from_dict(
        {"image": pictures, "label": list(range(12))},
        features=datasets.Features({"image": datasets.Image(), "label": datasets.Value("int64")}),
    )
    table.save_to_disk(str(tmp_path / "one"))
    datasets.DatasetDict({"train": table}).save_to_disk(str(tmp_path / "several"))
    return tmp_path


@pytest.mark.parametrize("name", ["one", "several"])
def test_a_folder_is_read_and_parted(saved, name):
    dataset = load("huggingface", {"name": str(saved / name), "size": 8})
    assert dataset.shape == (3, 8, 8)
    order = np.random.RandomState(0).permutation(12)
    assert [int(image.flatten()[0]) for image in dataset.train] == [10 * i for i in order[2:]]


@pytest.mark.parametrize(
    ("name", "parameters", "told"),
    [
        ("one", {"column": "picture"}, "no such column, only image, label"),
        ("one", {"column": "label"}, "row 0: expected a picture, found: int"),
        ("several", {"split": "test"}, "split 'test': the data set cannot be read"),
        ("nothing", {}, "cannot be read"),
    ],
)
def test_what_will_not_do_is_told(saved, name, parameters, told):
    with pytest.raises(GanbenchError, match=told):
        load("huggingface", {"name": str(saved / name), "size": 8, **parameters})


def test_a_picture_of_too_many_pixels_is_named(saved, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(GanbenchError, match="row 0: expected a picture, found: Image size"):
        load("huggingface", {"name": str(saved / "one"), "size": 8})


class Table(list):
    """What `datasets` gives, for a machine without it."""

    column_names = ("image",)


def test_a_picture_that_bursts_is_named_without_the_package(monkeypatch):
    class Row(dict):
        def __getitem__(self, key: str) -> object:
            raise Image.DecompressionBombError("Image size (9 pixels) exceeds limit")

    monkeypatch.setattr(huggingface, "_table", lambda name, split: Table([Row()]))
    with pytest.raises(GanbenchError, match="row 0: expected a picture, found: Image size"):
        load("huggingface", {"name": "it", "size": 8})
