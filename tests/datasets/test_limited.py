import pytest
import torch

from ganbench.datasets import DATASETS, load
from ganbench.datasets.finite import FiniteDataset
from ganbench.errors import GanbenchError

RING = {"layout": "ring", "modes": 8, "radius": 2.0, "sigma": 0.02}
SETS = [("digits", {}), ("gaussian-mixture", RING), ("gaussian-mixture", RING | {"fixed": 3000})]


@pytest.mark.parametrize(("name", "parameters"), SETS)
def test_smaller_training_sets_are_part_of_larger_ones(name, parameters):
    small, large = (load(name, parameters, train_size=n) for n in (600, 900))
    assert torch.equal(small.train, large.train[:600])
    assert small.sizes["train"] == 600
    assert len(torch.unique(large.train.flatten(1), dim=0)) > 890  # few digits look the same
    whole = load(name, parameters)
    assert torch.equal(small.split("test", 50), whole.split("test", 50))
    assert small.density == whole.density
    assert small.content != large.content != whole.content


def test_blocks_of_a_fresh_mixture_are_joined_without_a_seam():
    small, large = (load("gaussian-mixture", RING, train_size=n) for n in (1000, 2500))
    assert torch.equal(small.train, large.train[:1000])
    assert len(torch.unique(large.train, dim=0)) == 2500


@pytest.mark.parametrize(("name", "parameters"), SETS)
@pytest.mark.parametrize("n", [0, -1, 5000])
def test_a_size_that_there_is_not_is_told(name, parameters, n):
    if n == 5000 and parameters is RING:
        assert load(name, parameters, train_size=n).sizes["train"] == n
        return
    with pytest.raises(GanbenchError, match="train_size"):
        load(name, parameters, train_size=n)


def test_content_tells_every_difference():
    one = torch.arange(12, dtype=torch.uint8).reshape(3, 2, 2)
    two = one.clone()
    two[2, 1, 1] = 0
    contents = [
        FiniteDataset(one).content,
        FiniteDataset(two).content,
        FiniteDataset(one.reshape(3, 4)).content,
        FiniteDataset(one.float()).content,
        FiniteDataset(one, held_out={"test": two}).content,
        FiniteDataset(one, held_out={"validation": two}).content,
        load("digits", {}).content,
        *(
            load("gaussian-mixture", RING | {"sigma": s, "fixed": f}).content
            for s in (0.02, 0.03)
            for f in (0, 100)
        ),
    ]
    assert len(set(contents)) == len(contents)
    assert all(len(content) == 64 for content in contents)
    assert FiniteDataset(one.clone()).content == contents[0]


def test_the_content_of_digits_is_what_it_was():
    """It names cached statistics: other bytes, splits or decoding must change it, nothing else."""
    assert load("digits", {}).content.startswith("124ee1b44bd063c7")


@pytest.mark.parametrize("name", ["digits", "stacked-digits", "patches"])
def test_data_are_what_their_source_says(name):
    source, dataset = DATASETS[name], load(name, {})
    assert source.shape == dataset.shape
    assert source.range == dataset.range
    samples = torch.cat([dataset.split("validation", 100), dataset.train_reference(100)])
    assert dataset.range[0] <= samples.min() < samples.max() <= dataset.range[1]
