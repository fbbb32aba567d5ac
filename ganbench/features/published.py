"""torch-fidelity's Inception network, as an extractor of ours."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from typing_extensions import override


class Published(nn.Module):
    """The network of the published FID, IS and KID, with its own resizing and scaling.

    Args:
        weights: A file whose hash was checked: torch-fidelity unpickles it.
    """

    def __init__(self, weights: Path) -> None:
        super().__init__()
        from torch_fidelity.feature_extractor_inceptionv3 import FeatureExtractorInceptionV3

        self.network = FeatureExtractorInceptionV3(
            "inception-v3-compat",
            ["2048", "logits_unbiased"],
            feature_extractor_weights_path=str(weights),
        )

    @override
    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Maps images [n, 3, h, w] in [-1, 1] to features [n, 2048] and scores [n, 1008].

        It takes bytes, as images in files are, so values are rounded to 256 levels. The scores are
        without the last layer's bias: those that the published Inception score is of.
        """
        features, scores = self.network(bytes_of(images))
        return features, scores


def bytes_of(images: Tensor) -> Tensor:
    """Returns images in [-1, 1] as uint8, 255 (x + 1) / 2 rounded to the nearest."""
    return ((images.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)
