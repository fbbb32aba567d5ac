from types import SimpleNamespace

import torch

from ganbench.datasets.finite import FiniteDataset


def test_the_order_of_rows_lies_where_its_stream_draws():
    dataset = FiniteDataset(torch.arange(8.0))
    elsewhere = SimpleNamespace(initial_seed=lambda: 3, device=torch.device("meta"))
    assert dataset.order(lambda epoch: elsewhere, 0, 4).device.type == "meta"
