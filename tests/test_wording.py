import pytest

from ganbench.wording import quantity


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 trials"), (1, "1 trial"), (2, "2 trials"), (1200, "1,200 trials")]
)
def test_one_is_singular_and_thousands_have_commas(number, words):
    assert quantity(number, "trial") == words
