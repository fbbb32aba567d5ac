import numpy as np
import pytest
import torch

from ganbench.calibration.pictures import FEW, OF_ANY, OF_CLASSES, Pictures, perfect

FAULTS = {**OF_CLASSES, **OF_ANY}
TONES = torch.linspace(-1, 1, 10)
"""The grey of each class: a picture tells its class."""


@pytest.fixture
def pictures():
    groups = np.arange(10).repeat(30)
    images = TONES[torch.from_numpy(groups)].reshape(300, 1, 1, 1).expand(300, 1, 8, 8).clone()
    images[:, 0, 0, 0] += torch.arange(300) * 1e-6  # no two are the same
    return Pictures(images, groups, (-1.0, 1.0))


def planted(name, pictures, n=4000):
    return FAULTS[name](pictures, n, np.random.default_rng(0))


def shares(samples):
    """The share of the samples that have the grey of each class in their last corner, [10]."""
    return (samples[:, 0, -1, -1, None] - TONES).abs().lt(1e-3).double().mean(0)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_in_pictures_of_the_same_shape_and_range_and_drawn_again(pictures, name):
    samples = planted(name, pictures, 60)
    assert samples.shape == (60, 1, 8, 8)
    assert samples.dtype == torch.float32
    assert samples.min() >= -1 - 1e-6
    assert samples.max() <= 1 + 1e-3
    assert torch.equal(samples, planted(name, pictures, 60))


def test_without_a_fault_all_classes_are_as_frequent(pictures):
    drawn = perfect(pictures, 4000, np.random.default_rng(0))
    torch.testing.assert_close(shares(drawn), torch.full((10,), 0.1).double(), atol=0.02, rtol=0)


@pytest.mark.parametrize(("name", "number"), [("one class", 1), ("two classes", 2)])
def test_classes_are_missing(pictures, name, number):
    found = shares(planted(f"{name} missing", pictures))
    assert (found == 0).tolist() == [True] * number + [False] * (10 - number)


def test_a_quarter_of_the_classes_is_three_times_as_frequent(pictures):
    found = shares(planted("a quarter of the weights tripled", pictures))
    expected = torch.tensor([3.0] * 3 + [1.0] * 7).double() / 16
    torch.testing.assert_close(found, expected, atol=0.02, rtol=0)


def test_a_tenth_is_junk(pictures):
    assert 1 - shares(planted("10 % junk", pictures)).sum() == pytest.approx(0.1, abs=0.02)


def test_few_pictures_come_again_and_again(pictures):
    assert len(planted(f"{FEW} images repeated", pictures).unique(dim=0)) <= FEW
    assert len(planted("templates: the mean of each class", pictures).unique(dim=0)) == 10
    (mean,) = planted("the mean image", pictures).unique(dim=0)
    torch.testing.assert_close(mean, pictures.images.mean(0))


def test_a_blurred_picture_is_a_weighted_mean_of_neighbours(pictures):
    edge = pictures.images.clone()
    edge[:] = -1.0
    edge[:, :, :, 4:] = 1.0
    blurred = FAULTS["blur of one pixel"](
        Pictures(edge, pictures.groups, (-1.0, 1.0)), 3, np.random.default_rng(0)
    )
    weights = np.exp(-(np.arange(-2, 3) ** 2) / 2)
    weights /= weights.sum()
    # the pixel before the edge sees two of five weights beyond it
    assert blurred[0, 0, 4, 3].item() == pytest.approx(2 * weights[3:].sum() - 1, abs=1e-5)
