import pytest
import torch

from ganbench.datasets import load
from ganbench.datasets.sampling import generator
from ganbench.engine.cohort import Cohort
from ganbench.engine.numerics import Numerics
from ganbench.engine.streams import Streams
from ganbench.errors import GanbenchError

CPU = torch.device("cpu")


def stream(index: int) -> torch.Generator:
    return generator("a trial", index)


def rows_in(images: torch.Tensor, singles: torch.Tensor) -> bool:
    """Whether every channel of images [n, 3, h, w] is one of singles [m, 1, h, w]."""
    known = {single.numpy().tobytes() for single in singles}
    return all(channel.numpy().tobytes() in known for image in images for channel in image)


@pytest.mark.parametrize("triples", [0, 200])
def test_channels_are_images_of_the_right_split(triples):
    dataset, single = load("stacked-digits", {"triples": triples}), load("digits", {})
    assert dataset.shape == (3, 8, 8)
    assert rows_in(dataset.batches(stream, 3, 20), single.train_reference(1000))
    assert rows_in(dataset.train_reference(50), single.train_reference(1000))
    for name in ("validation", "test"):
        assert rows_in(dataset.split(name, 50), single.split(name, 400))


def test_fresh_triples_are_new_in_every_batch_and_fixed_ones_come_again():
    fresh = load("stacked-digits", {})
    assert fresh.sizes["train"] is None
    assert not torch.equal(fresh.batches(stream, 0, 20), fresh.batches(stream, 1, 20))
    assert torch.equal(fresh.batches(stream, 1, 20), fresh.batches(stream, 1, 20))
    fixed = load("stacked-digits", {"triples": 20})
    epochs = [fixed.batches(stream, epoch, 20).flatten(1) for epoch in (0, 1)]
    assert not torch.equal(*epochs)
    assert torch.equal(*(torch.unique(epoch, dim=0) for epoch in epochs))
    assert len(fixed.train_reference(50)) == 20


def test_channels_are_independent_of_each_other():
    rows = load("stacked-digits", {}).order(stream, 0, 4000).double()
    assert rows.T.corrcoef().fill_diagonal_(0).abs().max() < 0.06
    assert len(torch.unique(rows.T[0])) > 900


def test_low_sets_the_range():
    dark, light = (load("stacked-digits", {"low": low}) for low in (-1, 0))
    assert (dark.range, light.range) == ((-1, 1), (0, 1))
    images = [dataset.split("test", 50) for dataset in (dark, light)]
    assert (images[1].min(), images[1].max()) == (0, 1)
    assert torch.equal(images[0], 2 * images[1] - 1)
    assert dark.content != light.content


def test_a_smaller_set_of_fresh_triples_is_part_of_a_larger_one():
    small, large = (load("stacked-digits", {}, train_size=n) for n in (5, 50))
    assert torch.equal(small.triples, large.triples[:5])
    assert torch.equal(large.triples, load("stacked-digits", {"triples": 50}).triples)
    assert load("stacked-digits", {"triples": 50}, train_size=5).sizes["train"] == 5
    contents = {load("stacked-digits", {"triples": n}).content for n in (0, 5, 50)}
    assert len(contents) == 3


def test_mnist_is_stacked_from_the_same_files(family):
    dataset = load("stacked-mnist", {})
    assert (dataset.shape, dataset.classifier) == ((3, 28, 28), "stacked-mnist")
    assert rows_in(dataset.split("test", 5), load("mnist", {}).split("test", 10))


@pytest.mark.parametrize("wrong", [{"low": 1}, {"triples": -1}, {"triples": 0.5}, {"lov": 0}])
def test_wrong_parameters_are_told(wrong):
    with pytest.raises(GanbenchError, match=next(iter(wrong))):
        load("stacked-digits", wrong)


@pytest.mark.parametrize("parameters", [{}, {"triples": 100, "low": 0}])
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_a_cohort_draws_what_the_data_set_does(parameters, precision, small_pictures, game_of):
    game, size = game_of("vanilla", small_pictures), small_pictures.batch
    for dataset in (load("digits", {}), load("stacked-digits", parameters)):
        cohort = Cohort(game, small_pictures, dataset, [3, 5], Numerics("cpu", precision, False))
        expected = [dataset.batches(Streams(s, CPU)("discriminator/data"), 4, size) for s in (3, 5)]
        drawn = cohort.batch(game.turns(4)[0]).real
        assert drawn.dtype == getattr(torch, precision)
        assert torch.equal(drawn, torch.stack(expected).to(drawn.dtype))
