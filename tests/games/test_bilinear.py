import torch

from ganbench.games import Bilinear


def test_the_loss_is_the_product():
    x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, -1.0])
    game = Bilinear(strength=0.5, dimension=2)
    assert game.generator_loss(x, y, torch.empty(0)) == 0.5
    assert game.discriminator_loss(x, y, torch.empty(0)) == -0.5
    assert game.deviation(x, y, torch.empty(0)).tolist() == [1, 2, 3, -1]
