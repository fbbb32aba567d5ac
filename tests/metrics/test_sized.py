import pytest

from ganbench.metrics.sized import Sized, sized, unsized


def test_a_name_says_how_many_samples():
    assert sized("fid-fashion", 5000) == "fid-fashion@5000"
    assert unsized("fid-fashion@5000") == "fid-fashion"
    assert Sized.parse("fid-fashion@5000") == Sized("fid-fashion", 5000)


@pytest.mark.parametrize("name", ["modes", "x@y", "@5", "x@"])
def test_a_name_that_does_not_say_it_is_left_alone(name):
    assert unsized(name) == name
    assert Sized.parse(name) == Sized(name, None)


@pytest.mark.parametrize("metric", ["fid", "x@y", "x@5", "final_x", "x_low", "@"])
def test_every_metrics_name_comes_back(metric):
    assert Sized.parse(str(Sized(metric, 500))) == Sized(metric, 500)
