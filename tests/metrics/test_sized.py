from ganbench.metrics.sized import samples, sized, unsized


def test_a_name_says_how_many_samples():
    name = sized("fid-fashion", 5000)
    assert name == "fid-fashion@5000"
    assert unsized(name) == "fid-fashion"
    assert samples(name) == 5000


def test_a_name_that_does_not_say_it_is_left_alone():
    assert unsized("modes") == "modes"
    assert samples("modes") is None
