import numpy as np
import pytest
import torch

from ganbench.datasets import digits
from ganbench.features import EXTRACTORS, extract

NAMES = ["digits", "fashion", "mnist"]


@pytest.mark.parametrize("name", NAMES)
def test_features_and_joint_probabilities_are_those_of_the_three_channels(name: str) -> None:
    shape = EXTRACTORS[f"stacked-{name}"].shape
    assert shape
    images = torch.rand(7, *shape, generator=torch.Generator().manual_seed(0)) * 2 - 1
    features, joint = extract(f"stacked-{name}", images)
    channels = [extract(name, images[:, i : i + 1]) for i in range(3)]
    expected = np.concatenate([channel.features for channel in channels], axis=1)
    assert np.allclose(features, expected, rtol=1e-4, atol=1e-5)
    products = np.einsum("ni,nj,nk->nijk", *[channel.probabilities for channel in channels])
    assert joint is not None
    assert joint.shape == (7, 1000)
    assert np.allclose(joint, products.reshape(7, 1000), rtol=1e-4, atol=1e-9)


def test_the_first_channel_is_the_hundreds_and_the_last_the_ones() -> None:
    images, labels = digits.splits()["train"]
    three, one, four = (images[labels == digit][:40] for digit in (3, 1, 4))
    joint = extract("stacked-digits", torch.cat([three, one, four], dim=1)).probabilities
    assert joint is not None
    assert (joint.argmax(axis=1) == 314).mean() > 0.9
