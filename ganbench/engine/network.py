"""A network as a pure function of one parameter vector."""

from __future__ import annotations

import copy
from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.func import functional_call

from ganbench.networks.modules import BatchNorm
from ganbench.optimizers import Layout
from ganbench.stabilizers.critic import LastLayer

_ALIGNMENT = 16
"""Parameters start at multiples of this many numbers, so that kernels see every seed of a cohort
at the same alignment: without it the last bits could depend on a seed's place in its cohort."""


class Network:
    """A module's architecture without its parameters, which are handed in as one vector [P].

    One vector makes every optimizer, projection and check a handful of operations, whatever the
    number of layers; splitting it is free, and so is its gradient, one concatenation.

    Attributes:
        layout: Where each parameter stands in the vector.
        template: The module on the `meta` device, in training mode.
        reference: Leading rows that evaluation needs for batch normalisation; 0 without any.
        rounded: Whether training rounds the operands of products to bfloat16; see `in_bf16`.
    """

    def __init__(self, module: nn.Module, reference: int = 0) -> None:
        """Takes the architecture of a module.

        Args:
            module: Without buffers; its parameters are not kept.
            reference: Leading rows of an evaluation batch that batch normalisation is computed
                on; without any such layer it is ignored.

        Raises:
            TypeError: The module has buffers.
        """
        if dict(module.named_buffers()):
            raise TypeError("a network of ganbench holds no buffers: its state is its parameters")
        self._names = [name for name, _ in module.named_parameters()]
        self.layout = _aligned(module.parameters())
        self.template = copy.deepcopy(module).to("meta").train()
        self._evaluated = copy.deepcopy(self.template).eval()
        norms = [m for m in self._evaluated.modules() if isinstance(m, BatchNorm)]
        for norm in norms:
            norm.reference = reference // norm.share
        self.reference = reference if norms else 0
        self.rounded = False

    def in_bf16(self) -> Network:
        """Returns the same network, trained under autocast to bfloat16 and evaluated without it.

        Autocast is on inside the network alone. Parameters, samples and logits stay float32, and
        so does what is computed of them: losses, penalties, optimizers, averages.
        """
        network = copy.copy(self)
        network.rounded = True
        return network

    @property
    def size(self) -> int:
        """P, the length of the vector, padding included."""
        return self.layout.size

    def flatten(self, module: nn.Module) -> Tensor:
        """Returns the parameters of a module of this architecture as a vector [P]."""
        return self.layout.join(parameter.detach() for parameter in module.parameters())

    def unflatten(self, params: Tensor) -> dict[str, Tensor]:
        """Returns named views of a vector [P], shaped as the module has them."""
        return dict(zip(self._names, self.layout.split(params), strict=True))

    def __call__(self, params: Tensor, x: Tensor) -> Tensor:
        """Runs the network in training mode on a batch [batch, *shape]."""
        if not self.rounded:
            return self._call(self.template, params, x)
        with torch.autocast(x.device.type, torch.bfloat16):
            output = self._call(self.template, params, x)
        return output.to(params.dtype)

    @property
    def ends_linear(self) -> bool:
        """Whether it is a row of layers, the last of them linear."""
        return isinstance(_last(self.template), nn.Linear)

    def last_layer(self, params: Tensor, x: Tensor) -> LastLayer:
        """Runs the network in training mode on a batch, up to its last linear layer.

        Args:
            params: Parameters [P].
            x: The batch, [batch, *shape].

        Raises:
            TypeError: The network does not end in a linear layer.
        """
        seen: list[LastLayer] = []

        def look(layer: nn.Module, inputs: tuple[Tensor]) -> None:
            assert isinstance(layer, nn.Linear)
            seen.append(LastLayer(inputs[0].to(params.dtype), layer.weight, layer.bias))

        if not self.ends_linear:
            raise TypeError("the network does not end in a linear layer")
        handle = _last(self.template).register_forward_pre_hook(look)
        try:
            self(params, x)
        finally:
            handle.remove()
        return seen[-1]

    def evaluate(self, params: Tensor, x: Tensor) -> Tensor:
        """Runs the network in evaluation mode, [reference + batch, *shape] -> [batch, *outputs].

        Args:
            params: Parameters [P].
            x: Rows that batch normalisation is computed on, `reference` of them, then the batch.
        """
        return self._call(self._evaluated, params, x)[self.reference :]

    def _call(self, module: nn.Module, params: Tensor, x: Tensor) -> Tensor:
        output: Tensor = functional_call(module, self.unflatten(params), (x,))
        return output


def _last(module: nn.Module) -> nn.Module:
    """The last of the layers in a row that a network is, or the network itself."""
    while isinstance(module, nn.Sequential) and len(module):
        module = module[-1]
    return module


def _aligned(parameters: Iterable[Tensor]) -> Layout:
    starts, shapes, end = list[int](), list[tuple[int, ...]](), 0
    for parameter in parameters:
        starts.append(end)
        shapes.append(tuple(parameter.shape))
        end += parameter.numel() + -parameter.numel() % _ALIGNMENT
    return Layout(end, tuple(starts), tuple(shapes))
