import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ganbench.stabilizers.pictures import cut_out, flipped, moved, uniform_integers

PICTURES = torch.arange(1.0, 25).view(2, 1, 3, 4)


def vector(*numbers):
    return torch.tensor(numbers, dtype=torch.float32)


def test_each_picture_is_shifted_by_its_own_amount():
    shifted = moved(PICTURES, vector(1, 0), vector(0, -2))
    assert shifted[0, 0].tolist() == [[0, 0, 0, 0], [1, 2, 3, 4], [5, 6, 7, 8]]
    assert shifted[1, 0].tolist() == [[15, 16, 0, 0], [19, 20, 0, 0], [23, 24, 0, 0]]


@settings(max_examples=25, deadline=None)
@given(
    batch=st.integers(1, 4),
    channels=st.integers(1, 3),
    height=st.integers(1, 9),
    width=st.integers(1, 9),
    reach=st.integers(0, 10),
    dtype=st.sampled_from([torch.float32, torch.float64]),
)
def test_shifting_there_and_back_keeps_what_stayed_inside(
    batch, channels, height, width, reach, dtype
):
    x = torch.randn(batch, channels, height, width, dtype=dtype)
    far = torch.full((batch,), float(reach))
    back = moved(moved(x, far, far), -far, -far)
    inside = x.clone()
    inside[:, :, max(height - reach, 0) :] = 0
    inside[:, :, :, max(width - reach, 0) :] = 0
    assert torch.equal(back, inside)
    assert back.dtype == dtype


def test_pictures_are_mirrored_where_asked():
    seen = flipped(PICTURES, torch.tensor([True, False]))
    assert seen[0, 0, 0].tolist() == [4, 3, 2, 1]
    assert torch.equal(seen[1], PICTURES[1])


def test_a_hole_may_begin_outside():
    seen = cut_out(PICTURES, vector(-1, 1), vector(0, 3), (2, 2))
    assert seen[0, 0].tolist() == [[0, 0, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]
    assert seen[1, 0].tolist() == [[13, 14, 15, 16], [17, 18, 19, 0], [21, 22, 23, 0]]


@pytest.mark.parametrize(
    ("uniform", "number"), [(0.0, -1), (0.33, -1), (0.34, 0), (0.67, 1), (1 - 2**-24, 1), (1.0, 1)]
)
def test_whole_numbers_have_equal_shares_and_stay_within(uniform, number):
    assert uniform_integers(torch.tensor(uniform), -1, 1) == number
