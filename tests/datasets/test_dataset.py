import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from ganbench.datasets import load
from ganbench.datasets.dataset import Dataset
from ganbench.datasets.finite import FiniteDataset
from ganbench.datasets.sampling import generator
from ganbench.errors import GanbenchError

RING = {"layout": "ring", "modes": 8, "radius": 2.0, "sigma": 0.02, "fixed": 0}


def stream(index: int) -> torch.Generator:
    return generator("a trial", index)


def mixture(fixed: int = 0) -> Dataset:
    return load("gaussian-mixture", RING | {"fixed": fixed})


@pytest.mark.parametrize("dataset", [mixture(), mixture(fixed=100), load("digits", {})])
def test_batches_depend_on_stream_and_index_alone(dataset: Dataset) -> None:
    first = dataset.batches(stream, 3, 10)
    for index in (0, 1, 50):
        assert not torch.equal(dataset.batches(stream, index, 10), first)
    assert torch.equal(dataset.batches(lambda i: stream(i), 3, 10), first)
    assert first.shape == (10, *dataset.shape)
    assert first.dtype == torch.float32


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 5))
def test_an_epoch_takes_no_row_twice(rows: int, size: int, epoch: int) -> None:
    dataset = FiniteDataset(torch.arange(rows).float())
    if size > rows:
        with pytest.raises(GanbenchError, match=f"batch of {size}"):
            dataset.order(stream, 0, size)
        return
    per_epoch = rows // size
    batches = [dataset.order(stream, epoch * per_epoch + i, size) for i in range(per_epoch)]
    assert len(set(torch.cat(batches).tolist())) == per_epoch * size


def test_every_epoch_has_an_order_of_its_own() -> None:
    dataset = FiniteDataset(torch.arange(100.0))
    assert not torch.equal(dataset.order(stream, 0, 100), dataset.order(stream, 1, 100))
    another = dataset.order(lambda i: generator("another trial", i), 0, 100)
    assert not torch.equal(dataset.order(stream, 0, 100), another)


@pytest.mark.parametrize("dataset", [mixture(), mixture(fixed=1000), load("digits", {})])
@pytest.mark.parametrize("n", [300, 1000])  # of as many samples a stream draws the same ones
def test_no_sample_is_in_two_splits(dataset: Dataset, n: int) -> None:
    parts = [
        dataset.train_reference(n),
        dataset.split("validation", n),
        dataset.split("test", n),
    ]
    rows = torch.cat(parts).flatten(1)
    assert len(torch.unique(rows, dim=0)) == len(rows)


def test_a_split_is_fixed_and_its_seed_picks_another_sample() -> None:
    for dataset in (mixture(), load("digits", {})):
        first = dataset.split("test", 50)
        assert torch.equal(first, dataset.split("test", 50))
        assert not torch.equal(first, dataset.split("test", 50, seed=1))


def test_a_fixed_training_set_is_drawn_once() -> None:
    first, second = mixture(fixed=100), mixture(fixed=100)
    assert isinstance(first, FiniteDataset)
    assert isinstance(second, FiniteDataset)
    assert torch.equal(first.train, second.train)
    assert len(torch.unique(first.train, dim=0)) == 100


def test_samples_are_where_the_density_is() -> None:
    dataset = mixture()
    assert dataset.density is not None
    samples = dataset.split("test", 10_000).double().numpy()
    squared = dataset.density.squared_distances(samples).min(axis=1)
    assert squared.mean() == pytest.approx(2, abs=0.1)  # two dimensions, variance 1 each
    assert samples.mean() == pytest.approx(0, abs=0.05)


def test_unknown_names_and_parameters_are_told() -> None:
    with pytest.raises(GanbenchError, match="Did you mean 'digits'"):
        load("digit", {})
    with pytest.raises(GanbenchError, match="spacing"):
        load("gaussian-mixture", RING | {"spacing": 2.0})
    with pytest.raises(GanbenchError, match="ring or grid"):
        load("gaussian-mixture", RING | {"layout": "spiral"})
    with pytest.raises(GanbenchError, match="side"):
        load("digits", {"side": 8})
