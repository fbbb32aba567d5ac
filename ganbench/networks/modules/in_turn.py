"""Networks that take the rows of a batch in turn."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from typing_extensions import override

from ganbench.networks.modules.normalization import BatchNorm


class InTurn(nn.Module):
    """Networks that share a batch: row j goes through network j mod n, and stays row j."""

    def __init__(self, networks: Sequence[nn.Module]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)
        for norm in self.modules():
            if isinstance(norm, BatchNorm):
                norm.share *= len(networks)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Runs each network on its rows; the last round may be incomplete."""
        n = len(self.networks)
        rounds = nn.functional.pad(x, (0, 0, 0, -len(x) % n)).reshape(-1, n, *x.shape[1:])
        outputs = [network(rounds[:, i]) for i, network in enumerate(self.networks)]
        return torch.stack(outputs, 1).flatten(0, 1)[: len(x)]
