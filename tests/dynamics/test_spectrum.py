import math

import pytest

from ganbench.conformance.subject import Subject, method
from ganbench.dynamics.dirac import Spectrum, dirac_game, eigenvalues, smooth, spectrum


def game(kind: str, name: str, rate: float = 1.0):
    return dirac_game(method(Subject(kind, name, None)), rate)


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("method", "vanilla", [complex(0, -0.5), complex(0, 0.5)]),
        ("loss", "wasserstein", [complex(0, -1), complex(0, 1)]),
        # R1's mu^2 + gamma mu + c^2 = 0, gamma 10: with a weight that large it is overdamped
        ("stabilizer", "r1", [complex(-5 - math.sqrt(24.75)), complex(-5 + math.sqrt(24.75))]),
    ],
)
def test_eigenvalues_are_those_of_the_paper(kind, name, expected):
    assert eigenvalues(game(kind, name)) == pytest.approx(expected, abs=1e-6)


def test_what_takes_the_last_layer_apart_has_no_eigenvalues():
    assert spectrum(method(Subject("stabilizer", "san", None))) == (
        "san takes D's last linear layer apart, and the Dirac-GAN's D has none"
    )


def test_the_learning_rate_is_divided_out():
    assert eigenvalues(game("method", "r1", 0.1)) == pytest.approx(
        eigenvalues(game("method", "r1")), abs=1e-6
    )


def test_where_the_field_is_not_smooth_there_is_no_jacobian():
    assert smooth(game("method", "vanilla"))
    assert smooth(game("stabilizer", "r1"))
    assert not smooth(game("stabilizer", "gradient-penalty"))


@pytest.mark.parametrize(
    ("values", "text", "tendency"),
    [
        ((-0.15 - 0.4769696j, -0.15 + 0.4769696j), "-0.150000 ± 0.476970i", "it is attracted"),
        ((-0.5j, 0.5j), "0 ± 0.500000i", "it circles"),
        ((-2 + 0j, -0.5 + 0j), "-2.000000, -0.500000", "it is attracted"),
        ((-1 + 0j, 3 + 0j), "-1.000000, 3.000000", "it moves away"),
        ((-1 + 0j, 0j), "-1.000000, 0", "the linearisation does not decide"),
        ((0j, 0j), "0, 0", "the linearisation does not decide"),
    ],
)
def test_a_spectrum_is_told_in_numbers_and_words(values, text, tendency):
    spectrum = Spectrum(values, rates=(1.0, 1.0), still=False)
    assert str(spectrum) == text
    assert spectrum.tendency == tendency


def test_only_what_has_no_jacobian_but_0_stands_still():
    assert Spectrum((0j, 0j), rates=(1.0, 1.0), still=True).tendency == "it stands still"
