import torch

from ganbench.games import Dirac


def test_the_level_of_the_discriminator_is_left_out():
    theta, line = torch.tensor([3.0]), torch.tensor([0.5, 7.0])
    assert Dirac(at=1.0).deviation(theta, line, torch.empty(0)).tolist() == [2.0, 0.5]
