import pytest

from ganbench.spelling import closest, did_you_mean


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("wgan_gp", "wgan-gp"),
        ("WGAN-GP", "wgan-gp"),
        ("wgangp", "wgan-gp"),
        ("roll", "unrolled"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_the_most_alike_or_one_that_contains_it(name, expected):
    assert did_you_mean(name, ["wgan-gp", "unrolled"]) == (
        expected and f" Did you mean '{expected}'?"
    )


def test_the_closest_name_is_given_as_it_is_known():
    assert closest("WGAN_GP", ["Wgan-gp", "unrolled"]) == "Wgan-gp"
    assert closest("xyz", ["wgan-gp"]) is None
