"""EfficientNet-Lite0, as a network definition of our own."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

STAGES = (  # kernel, stride, expansion, channels, blocks: table 1 of arXiv:1905.11946
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
)
STEM, HEAD, CLASSES = 32, 1280, 1000


class Convolution(nn.Conv2d):
    """A convolution whose padding is TensorFlow's "SAME", where the weights were trained.

    With a stride of 2 an even side is padded more at its end than at its beginning.

    Args:
        before: Channels of the input.
        after: Channels of the output.
        kernel: Side of the kernel.
        stride: Positions from one place of the kernel to the next.
        groups: Groups of channels that are filtered apart.
    """

    def __init__(
        self, before: int, after: int, kernel: int, stride: int = 1, groups: int = 1
    ) -> None:
        super().__init__(before, after, kernel, stride, groups=groups, bias=False)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Maps [n, before, h, w] to [n, after, ceil(h / stride), ceil(w / stride)]."""
        height, width = (self._padding(side) for side in x.shape[-2:])
        if height % 2 or width % 2:
            x = functional.pad(x, (0, width % 2, 0, height % 2))
        around = (height // 2, width // 2)
        return functional.conv2d(x, self.weight, None, self.stride, around, groups=self.groups)

    def _padding(self, side: int) -> int:
        kernel, stride = self.kernel_size[0], self.stride[0]
        return max(((side + stride - 1) // stride - 1) * stride + kernel - side, 0)


class Block(nn.Module):
    """An inverted residual: wider, filtered in each channel, narrower (arXiv:1801.04381).

    Args:
        kernel: Side of the kernel of each channel's filter.
        stride: Positions from one place of that kernel to the next.
        expansion: How many times as many channels are filtered as come in.
        before: Channels of the input.
        after: Channels of the output.
    """

    def __init__(self, kernel: int, stride: int, expansion: int, before: int, after: int) -> None:
        super().__init__()
        width = before * expansion
        self.residual = stride == 1 and before == after
        self.expands = expansion > 1
        if self.expands:
            self.expand_conv = Convolution(before, width, 1)
            self.bn0 = _normalization(width)
        self.depthwise_conv = Convolution(width, width, kernel, stride, groups=width)
        self.bn1 = _normalization(width)
        self.project_conv = Convolution(width, after, 1)
        self.bn2 = _normalization(after)

    @override
    def forward(self, x: Tensor) -> Tensor:
        """Maps [n, before, h, w] to [n, after, h / stride, w / stride], rounded up."""
        wide = functional.relu6(self.bn0(self.expand_conv(x))) if self.expands else x
        wide = functional.relu6(self.bn1(self.depthwise_conv(wide)))
        y: Tensor = self.bn2(self.project_conv(wide))
        return x + y if self.residual else y


class EfficientNetLite0(nn.Module):
    """Tan and Le 2019 (arXiv:1905.11946), in the variant for small devices.

    ReLU6 instead of SiLU and no squeeze-and-excitation.

    Args:
        side: What images are resized to, pixels; it was trained at 224.
    """

    def __init__(self, side: int) -> None:
        super().__init__()
        self.side = side
        self.conv_stem = Convolution(3, STEM, 3, stride=2)
        self.bn0 = _normalization(STEM)
        blocks, before = [], STEM
        for kernel, stride, expansion, after, repeats in STAGES:
            for i in range(repeats):
                blocks.append(Block(kernel, 1 if i else stride, expansion, before, after))
                before = after
        self.blocks = nn.Sequential(*blocks)
        self.conv_head = Convolution(before, HEAD, 1)
        self.bn1 = _normalization(HEAD)
        self.fc = nn.Linear(HEAD, CLASSES)

    @override
    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Maps images [n, 3, h, w] in [-1, 1] to features [n, 1280] and logits [n, 1000]."""
        size = (self.side, self.side)
        x = functional.interpolate(images, size, mode="bilinear", antialias=True)
        x = ((x + 1) * 127.5 - 127) / 128
        x = functional.relu6(self.bn0(self.conv_stem(x)))
        x = functional.relu6(self.bn1(self.conv_head(self.blocks(x))))
        features = x.mean(dim=(2, 3))
        return features, self.fc(features)


def _normalization(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3)
