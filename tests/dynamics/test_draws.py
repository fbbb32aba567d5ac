import pytest
import torch

from ganbench.dynamics.draws import exact, exact_draws, sides
from ganbench.stabilizers.noise import Draw


@pytest.mark.parametrize("rows", [16, 64, 160])
def test_normal_columns_have_exact_moments_and_are_uncorrelated(rows):
    noise = exact(Draw("normal", (rows, 3)))
    assert noise.mean(0).abs().max() == 0
    assert torch.equal(noise.T @ noise / rows, torch.eye(3, dtype=torch.float64))


@pytest.mark.parametrize("shape", [(64, 2), (3, 64)])
def test_uniform_noise_fills_the_interval_in_every_column(shape):
    noise = exact(Draw("uniform", shape))
    columns = noise if shape[0] == 64 else noise.T
    for column in columns.unbind(1):
        assert column.sort().values[::4].tolist() == [(i + 0.5) / 16 for i in range(16)]
    assert not torch.equal(columns[:, 0], columns[:, 1])


@pytest.mark.parametrize("quarters", [1, 2])
def test_noise_is_independent_of_the_side_of_a_cloud(quarters):
    side = sides(64, quarters)
    assert side.mean() == 0
    for draw in (Draw("normal", (64, 3)), Draw("uniform", (64, 3))):
        noise = exact(draw)
        assert torch.equal(noise[side[:, 0] > 0].sum(0), noise[side[:, 0] < 0].sum(0))


def test_two_clouds_are_the_same_points_in_other_rows():
    one, other = sides(64, 1), sides(64, 2)
    assert torch.equal(one.sort(0).values, other.sort(0).values)
    assert (one * other).sum() == 0


def test_real_and_generated_samples_have_noise_of_their_own():
    draws = {use: {"it": {"x": Draw("normal", (64, 2))}} for use in ("real", "fake")}
    noise = exact_draws(draws)
    together = torch.cat([noise[use]["it"]["x"] for use in ("real", "fake")], 1)
    assert torch.equal(together.T @ together / 64, torch.eye(4, dtype=torch.float64))
