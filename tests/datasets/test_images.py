import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from ganbench.datasets import load, patches
from ganbench.datasets.images import squared
from ganbench.errors import GanbenchError


@pytest.fixture
def folder(tmp_path) -> Path:
    """Twelve pictures of one grey value each, in two levels, and a file that is none."""
    (tmp_path / "deep").mkdir()
    for i in range(12):
        name = f"deep/{i:02}.PNG" if i % 2 else f"{i:02}.png"
        Image.new("RGB", (20 + i, 16), (10 * i,) * 3).save(tmp_path / name)
    (tmp_path / "notes.txt").write_text("none")
    return tmp_path


def values(dataset) -> list[int]:
    """The bytes of pictures of one value each, over all splits."""
    parts = [dataset.train, *dataset.held_out.values()]
    return [int(image.flatten()[0]) for part in parts for image in part]


def test_hidden_files_are_not_read(folder):
    plain = load("image-folder", {"path": str(folder), "size": 8}).content
    (folder / "._000.png").write_bytes(b"what a Mac leaves")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.png").write_bytes(b"no picture")
    assert load("image-folder", {"path": str(folder), "size": 8}).content == plain


def test_a_folder_is_read_in_the_order_of_its_names_and_parted(folder):
    dataset = load("image-folder", {"path": str(folder), "size": 8})
    assert dataset.shape == (3, 8, 8)
    assert dataset.sizes == {"train": 10, "validation": 1, "test": 1}
    found = values(dataset)
    assert sorted(found) == [10 * i for i in range(12)]
    order = np.random.RandomState(0).permutation(12)
    names = [*range(0, 12, 2), *range(1, 12, 2)]  # those in deep/ come after
    expected = [10 * names[row] for row in (*order[2:], *order[:2])]
    assert found == expected
    grey = load("image-folder", {"path": str(folder), "size": 8, "grey": True})
    assert grey.shape == (1, 8, 8)
    assert values(grey) == expected
    assert grey.content != dataset.content


def test_grey_is_true_or_false(folder):
    with pytest.raises(GanbenchError, match="'grey' of image-folder: expected true or false"):
        load("image-folder", {"path": str(folder), "size": 8, "grey": "false"})


def test_a_picture_of_too_many_pixels_is_named(folder, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(GanbenchError, match="expected a picture, found: Image size"):
        load("image-folder", {"path": str(folder), "size": 8})


def test_a_broken_picture_is_named(folder):
    whole = folder / "deep" / "03.PNG"
    Image.fromarray(np.random.RandomState(0).randint(0, 256, (64, 64, 3), np.uint8)).save(whole)
    whole.write_bytes(whole.read_bytes()[:2000])
    with pytest.raises(GanbenchError, match="expected a picture, found") as caught:
        load("image-folder", {"path": str(folder), "size": 8})
    assert str(whole) in str(caught.value)
    whole.write_bytes(b"no picture")
    with pytest.raises(GanbenchError, match="cannot identify"):
        load("image-folder", {"path": str(folder), "size": 8})


@pytest.mark.parametrize(
    ("path", "size", "told"),
    [
        ("nothing", 8, "a folder of pictures, found nothing"),
        ("notes.txt", 8, "found a file"),
        ("empty", 8, "found none in it"),
        ("few", 8, "at least 10 images"),
        ("deep", 0, "'size' of image-folder"),
        ("deep", "8", "'size' of image-folder"),
        ("deep", True, "'size' of image-folder"),
        ("deep", 10**10, "'size' of image-folder"),
    ],
)
def test_a_folder_that_will_not_do_is_told(folder, path, size, told):
    (folder / "empty").mkdir()
    (folder / "few").mkdir()
    Image.new("RGB", (8, 8)).save(folder / "few" / "1.png")
    with pytest.raises(GanbenchError, match=told):
        load("image-folder", {"path": str(folder / path), "size": size})


def test_squares_are_of_the_middle():
    wide = np.zeros((4, 12), np.uint8)
    wide[:, 4:8] = 200
    for pixels in (wide, wide.T):
        assert (squared(Image.fromarray(pixels), 4) == 200).all()


def test_resizing_does_not_alias():
    stripes = np.tile(np.array([0, 255], np.uint8), (64, 32))
    small = squared(Image.fromarray(stripes), 8, grey=True)
    assert small.shape == (1, 8, 8)
    assert np.abs(small.astype(int) - 127).max() < 20  # every second column alone is 0 or 255


def test_what_is_transparent_is_laid_on_white():
    clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    assert (squared(clear, 4) == 255).all()
    half = Image.new("LA", (4, 4), (0, 128))
    assert abs(int(squared(half, 4)[0, 0, 0]) - 127) <= 1


def test_pictures_stand_upright():
    tall = Image.new("RGB", (4, 4))
    tall.paste((255, 0, 0), (0, 0, 4, 2))  # the upper half is red
    exif = Image.Exif()
    exif[0x0112] = 3  # taken upside down
    tall.getexif().update(exif)
    assert squared(tall, 4)[0, :, 0].tolist() == [0, 0, 255, 255]


def test_more_than_eight_bits_are_refused_not_cut():
    with pytest.raises(ValueError, match="8 bits a channel, found PIL's mode I;16"):
        squared(Image.fromarray(np.full((4, 4), 40_000, np.uint16)), 4)


BYTES = np.random.RandomState(0).randint(0, 256, (20, 3, 6, 6), dtype=np.uint8)


@pytest.fixture
def saved(tmp_path):
    """Saves an array, and returns the parameters of the data set that reads it."""

    def save(array, **parameters):
        np.savez(tmp_path / "it.npz", images=array)
        return {"path": str(tmp_path / "it.npz"), **parameters}

    return save


@pytest.mark.parametrize(
    ("array", "parameters"),
    [
        (BYTES, {}),
        (BYTES.transpose(0, 2, 3, 1), {}),
        (BYTES / 255, {"floats": "[0, 1]"}),
        ((BYTES / 127.5 - 1).astype(np.float32), {"floats": "[-1, 1]"}),
    ],
    ids=["channels-first", "channels-last", "unit", "signed"],
)
def test_an_archive_is_read_to_the_same_bytes(saved, array, parameters):
    dataset = load("npz", saved(array, **parameters))
    order = np.random.RandomState(0).permutation(20)
    assert dataset.sizes == {"train": 16, "validation": 2, "test": 2}
    assert np.array_equal(dataset.train.numpy(), BYTES[order[4:]])
    assert np.array_equal(dataset.held_out["test"].numpy(), BYTES[order[2:4]])


def test_grey_images_get_their_channel(saved):
    assert load("npz", saved(BYTES[:, 0])).shape == (1, 6, 6)


def with_nan():
    array = BYTES / 255
    array[3, 0, 0, 0] = np.nan
    return array


@pytest.mark.parametrize(
    ("array", "parameters", "told"),
    [
        (BYTES / 255, {}, "expected uint8, found float64, whose range may be anything"),
        (with_nan(), {"floats": "[0, 1]"}, "found 1 NaN or infinite"),
        (BYTES / 2, {"floats": "[0, 1]"}, r"floats in \[0, 1\], found 0 to 127.5"),
        (BYTES / 127.5 - 1, {"floats": "[0, 1]"}, "found -1 to 1"),
        (BYTES.astype(int), {}, "expected uint8, found int64"),
        (BYTES, {"floats": "[0, 1]"}, "expected floats, found uint8"),
        (BYTES, {"floats": "unit"}, "'floats' of npz"),
        (BYTES, {"key": "pictures"}, "no array 'pictures', but images"),
        (BYTES[:, :2], {}, r"found \[20, 2, 6, 6\], of which no axis is"),
        (BYTES[..., :3], {}, "both could be channels"),
        (BYTES.reshape(20, -1), {}, "no axis is"),
        (BYTES[:, :, :0], {}, "at least one pixel, found 0x6"),
        (BYTES[:, 0, :0, :0], {}, "at least one pixel, found 0x0"),
        (BYTES[:9], {}, "at least 10 images, for three splits, found 9"),
        (np.array([{}] * 20), {}, "allow_pickle"),
    ],
)
def test_an_archive_that_will_not_do_is_told(saved, array, parameters, told):
    with pytest.raises(GanbenchError, match=told) as caught:
        load("npz", saved(array, **parameters))
    assert "it.npz" in str(caught.value) or "'floats' of npz" in str(caught.value)


@pytest.mark.parametrize("damage", ["cut", "flipped", "missing", "text", "npy"])
def test_a_broken_archive_is_named(saved, tmp_path, damage):
    parameters, path = saved(BYTES), tmp_path / "it.npz"
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "npy":
        with path.open("wb") as file:
            np.save(file, BYTES)
    else:
        middle = data[:1000] + bytes([data[1000] ^ 1]) + data[1001:]
        path.write_bytes({"cut": data[:-500], "flipped": middle, "text": b"no"}[damage])
    with pytest.raises(GanbenchError, match=r"it\.npz: expected an \.npz file"):
        load("npz", parameters)


@pytest.mark.parametrize("damage", ["encrypted", "compression", "shape", "huge", "header"])
def test_an_archive_that_only_says_it_is_one_is_named(saved, tmp_path, damage):
    parameters, path = saved(BYTES), tmp_path / "it.npz"
    data = bytearray(path.read_bytes())
    for mark, flags, method in ((b"PK\3\4", 6, 8), (b"PK\1\2", 8, 10)):
        at = data.index(mark)
        data[at + flags] |= damage == "encrypted"
        data[at + method] = 97 if damage == "compression" else 0
    path.write_bytes(data)
    if damage in ("shape", "huge", "header"):
        lie = {"shape": b"(2000000000000, 3, 6, 6)", "huge": b"(%d,)" % 10**30, "header": b"("}
        text = b"{'descr': '|u1', 'fortran_order': False, 'shape': " + lie[damage] + b"}\n"
        array = b"\x93NUMPY\1\0" + len(text).to_bytes(2, "little") + text + BYTES.tobytes()
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("images.npy", array)
    with pytest.raises(GanbenchError, match=r"it\.npz: expected an \.npz file"):
        load("npz", parameters)


def test_patches_share_no_pixel_between_splits():
    dataset = load("patches", {})
    assert dataset.shape == (3, 32, 32)
    assert dataset.sizes == {"train": 5_600, "validation": 800, "test": 800}
    columns = np.arange(640, dtype=np.int64).repeat(3).reshape(1, 640, 3).repeat(40, 0) // 4
    seen = [set(np.unique(patches.crops(columns, *strip))) for strip in patches.STRIPS.values()]
    assert sum(map(len, seen)) == len(set().union(*seen)) == 160


def test_patches_are_crops_of_the_photographs():
    from sklearn.datasets import load_sample_image

    flower = torch.from_numpy(load_sample_image("flower.jpg").copy()).permute(2, 0, 1)
    stored = load("patches", {}).train
    assert torch.equal(stored[2800], flower[:, :32, :32])
    assert torch.equal(stored[2801], flower[:, :32, 5:37])
