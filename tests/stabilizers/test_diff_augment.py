import pytest
import torch

from ganbench.stabilizers.diff_augment import DiffAugment
from ganbench.stabilizers.noise import Shapes

STEP = torch.tensor(0.0)


def column(*numbers):
    return torch.tensor(numbers, dtype=torch.float64)[:, None]


def test_colours_by_hand():
    """One pixel row of two channels: means over channels 2 and 4, over the picture 3."""
    x = torch.tensor([[[[1.0, 3.0]], [[3.0, 5.0]]]], dtype=torch.float64)
    only = DiffAugment(translation=False, cutout=False)
    brighter = only.perturb(x, {"color": column(0.75, 0.5, 0.5)}, {}, STEP)
    torch.testing.assert_close(brighter, x + 0.25)
    grey = only.perturb(x, {"color": column(0.5, 0.0, 0.5)}, {}, STEP)
    assert grey.flatten().tolist() == [2, 4, 2, 4]
    flat = only.perturb(x, {"color": column(0.5, 0.5, 0.0)}, {}, STEP)
    assert flat.flatten().tolist() == [2, 3, 3, 4]


def test_a_shift_reaches_an_eighth():
    x = torch.arange(64.0, dtype=torch.float64).view(1, 1, 8, 8)
    only = DiffAugment(color=False, cutout=False)
    down = only.perturb(x, {"translation": column(0.99, 0.5)}, {}, STEP)
    assert torch.equal(down[..., 1:, :], x[..., :-1, :])
    assert not down[..., 0, :].any()


def test_a_hole_is_half_the_picture_and_its_centre_inside():
    x = torch.ones(1, 1, 8, 8, dtype=torch.float64)
    only = DiffAugment(color=False, translation=False)
    corner = only.perturb(x, {"cutout": column(0.0, 0.0)}, {}, STEP)
    assert (corner == 0).sum() == 4
    middle = only.perturb(x, {"cutout": column(0.5, 0.5)}, {}, STEP)
    assert (middle == 0).sum() == 16
    assert not middle[0, 0, 2:6, 2:6].any()
    last = only.perturb(x, {"cutout": column(0.999, 0.999)}, {}, STEP)
    assert (last == 0).sum() == 4


def test_colours_are_what_they_were_on_average():
    torch.manual_seed(0)
    x = torch.randn(1, 3, 8, 8, dtype=torch.float64)
    n = 20_000
    changes = DiffAugment(translation=False, cutout=False)
    noise = {"color": torch.rand(3, n, dtype=torch.float64)}
    seen = changes.perturb(x.expand(n, -1, -1, -1), noise, {}, STEP)
    error = seen.std(0) / n**0.5
    assert ((seen.mean(0) - x[0]).abs() < 5 * error).all()


def test_a_generated_pictures_gradient_passes_through():
    torch.manual_seed(0)
    x = torch.randn(2, 1, 8, 8, dtype=torch.float64, requires_grad=True)
    stabilizer = DiffAugment()
    noise = {
        name: torch.rand(draw.shape, dtype=torch.float64)
        for name, draw in stabilizer.perturb_draws(Shapes(tuple(x.shape), (len(x), 4))).items()
    }
    assert torch.autograd.gradcheck(lambda x: stabilizer.perturb(x, noise, {}, STEP), x)
    assert torch.autograd.gradgradcheck(
        lambda x: stabilizer.perturb(x, noise, {}, STEP).square(), x
    )


def test_points_have_no_colours(small, small_pictures, reason_of):
    assert "pictures" in reason_of(small, DiffAugment())
    assert reason_of(small_pictures, DiffAugment()) is None


def test_at_least_one_change_is_asked_for():
    with pytest.raises(ValueError, match="color"):
        DiffAugment(color=False, translation=False, cutout=False)


def test_a_bar_is_shifted_as_far_to_either_side_on_average():
    torch.manual_seed(0)
    x = torch.zeros(1, 1, 16, 16, dtype=torch.float64)
    x[..., 8] = 1
    n = 5000
    noise = {"translation": torch.rand(2, n, dtype=torch.float64)}
    seen = DiffAugment(color=False, cutout=False).perturb(x.expand(n, -1, -1, -1), noise, {}, STEP)
    shares = seen[:, 0, 8].mean(0)
    assert (shares[6:11] - 0.2).abs().max() < 5 * (0.16 / n) ** 0.5
    assert shares.sum().item() == pytest.approx(1)


def test_every_pixel_is_cut_out_less_often_near_an_edge_and_a_quarter_in_the_middle():
    torch.manual_seed(0)
    n = 5000
    noise = {"cutout": torch.rand(2, n, dtype=torch.float64)}
    only = DiffAugment(color=False, translation=False)
    gone = 1 - only.perturb(torch.ones(n, 1, 8, 8, dtype=torch.float64), noise, {}, STEP).mean(
        (0, 1)
    )
    assert gone[4, 4].item() == pytest.approx((4 / 9) ** 2, abs=0.03)
    assert gone[0, 0].item() == pytest.approx((3 / 9) ** 2, abs=0.03)


@pytest.mark.parametrize(("size", "reach"), [(28, 4), (9, 1), (11, 1), (12, 2)])
def test_an_eighth_is_rounded_half_up(size, reach):
    x = torch.arange(1.0, size**2 + 1, dtype=torch.float64).view(1, 1, size, size)
    only = DiffAugment(color=False, cutout=False)
    down_left = only.perturb(x, {"translation": column(0.999, 0.0)}, {}, STEP)
    assert torch.equal(down_left[..., reach:, :-reach], x[..., :-reach, reach:])
    assert not down_left[..., :reach, :].any()
    assert not down_left[..., -reach:].any()


@pytest.mark.parametrize(
    ("u", "rows", "columns"),
    [
        (0.0, range(3), range(4)),  # around the first pixel
        (0.5, range(2, 7), range(3, 10)),  # around the middle
        (0.999, range(6, 9), range(9, 13)),  # around the last pixel
    ],
)
def test_a_hole_in_a_picture_of_odd_size_is_odd_and_has_its_centre_at_a_pixel(u, rows, columns):
    """Half of 9 x 13 is 5 x 7 pixels."""
    only = DiffAugment(color=False, translation=False)
    x = torch.ones(1, 1, 9, 13, dtype=torch.float64)
    expected = x.clone()
    expected[..., rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = 0
    assert torch.equal(only.perturb(x, {"cutout": column(u, u)}, {}, STEP), expected)


def test_a_hole_in_a_28_pixel_picture_is_14_wide():
    only = DiffAugment(color=False, translation=False)
    x = torch.ones(1, 1, 28, 28, dtype=torch.float64)
    hole = only.perturb(x, {"cutout": column(0.5, 0.5)}, {}, STEP)[0, 0] == 0
    assert torch.equal(hole.any(0).nonzero().flatten(), torch.arange(7, 21))
    assert torch.equal(hole.any(1).nonzero().flatten(), torch.arange(7, 21))
