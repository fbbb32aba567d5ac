import torch

from ganbench.optimizers import Layout

LAYOUT = Layout(size=12, starts=(0, 8), shapes=((2, 3), (3,)))


def test_parameters_are_split_at_their_starts_in_row_major_order():
    matrix, bias = LAYOUT.split(torch.arange(12))
    assert matrix.tolist() == [[0, 1, 2], [3, 4, 5]]
    assert bias.tolist() == [8, 9, 10]


def test_parameters_are_joined_with_zeros_between_them():
    vector = LAYOUT.join(LAYOUT.split(torch.arange(1, 13)))
    assert vector.tolist() == [1, 2, 3, 4, 5, 6, 0, 0, 9, 10, 11, 0]


def test_a_view_of_another_order_is_joined_in_row_major_order():
    vector = LAYOUT.join([torch.arange(6).view(3, 2).mT, torch.zeros(3)])
    assert vector[:6].tolist() == [0, 2, 4, 1, 3, 5]
