"""Small classifiers, whose last hidden layer serves as features."""

import torch
from torch import Tensor, nn
from typing_extensions import override


class Halving(nn.Module):
    """Max pooling 2x2: torch's own is several times slower on a CPU for this layout."""

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Maps [n, c, h, w] to [n, c, h // 2, w // 2]; an odd last row or column is left out."""
        even = x[..., : x.shape[-2] // 2 * 2, : x.shape[-1] // 2 * 2]
        rows = torch.maximum(even[..., ::2, :], even[..., 1::2, :])
        return torch.maximum(rows[..., ::2], rows[..., 1::2])


class Classifier(nn.Module):
    """A body that ends in the features, and a linear layer on them.

    Args:
        body: Maps images [n, 1, side, side] to features [n, width].
        width: The number of features.
        classes: The number of classes.
    """

    def __init__(self, body: nn.Sequential, width: int, classes: int = 10) -> None:
        super().__init__()
        self.body = body
        self.head = nn.Linear(width, classes)

    @override
    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Maps images [n, 1, side, side] in [-1, 1] to features [n, width], logits [n, classes]."""
        features: Tensor = self.body(images)
        return features, self.head(features)


class Stacked(nn.Module):
    """A classifier of grey pictures, applied to each of three channels.

    Args:
        channel: What is applied to each of them.
    """

    def __init__(self, channel: Classifier) -> None:
        super().__init__()
        self.channel = channel

    @override
    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Maps images [n, 3, side, side] to features [n, 3 width], logits [n, classes ** 3].

        Features of the first channel come first. Of the channels' classes a, b and c the first is
        the slowest: with ten classes the joint one is 100 a + 10 b + c. Its probability is the
        product of theirs, so its logit is the sum.
        """
        n = len(images)
        features, logits = self.channel(images.flatten(0, 1).unsqueeze(1))
        a, b, c = logits.view(n, 3, -1).unbind(1)
        joint = a[:, :, None, None] + b[:, None, :, None] + c[:, None, None, :]
        return features.view(n, -1), joint.flatten(1)


def build(name: str) -> Classifier:
    """Makes an untrained classifier: "digits" (8x8, dense), or others (28x28, convolutions)."""
    if name == "digits":
        return Classifier(nn.Sequential(nn.Flatten(), *_dense(64, 256), *_dense(256, 32)), width=32)
    blocks = (*_block(1, 16), *_block(16, 32), *_block(32, 32))  # 28, 14, 7, 3 pixels wide
    return Classifier(nn.Sequential(*blocks, nn.Flatten(), *_dense(32 * 3 * 3, 64)), width=64)


def _dense(before: int, after: int) -> tuple[nn.Module, ...]:
    return nn.Linear(before, after), nn.ReLU()


def _block(before: int, after: int) -> tuple[nn.Module, ...]:
    return nn.Conv2d(before, after, 3, padding=1), nn.ReLU(), Halving()
