"""Other functions between the networks' layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from ganbench.networks.layer import Activation
from ganbench.stabilizers.choice import Choice, Networks

if TYPE_CHECKING:
    from ganbench.networks.architecture import Architecture


@dataclass(frozen=True)
class ActivationChoice(Choice):
    """A choice of activation for one network or both; a tanh at a generator's end stays.

    With x the input and s(x) = 1 / (1 + exp(-x)): sigmoid s(x); tanh; relu max(x, 0); leaky-relu
    max(x, x / 5); prelu max(x, 0) + a min(x, 0), a learnt for each layer from 1/4 on; elu
    max(x, 0) + exp(min(x, 0)) - 1; silu x s(x).

    Source: Radford et al. 2016, Unsupervised Representation Learning with Deep Convolutional
    Generative Adversarial Networks, section 3, for the choice of ReLU and leaky ReLU.

    Attributes:
        function: Which activation.
        networks: Which networks change; the others stay the workload's.
    """

    function: Activation = "leaky-relu"
    networks: Networks = "both"

    @override
    def _changed(self, network: Architecture) -> Architecture:
        return network.with_activation(self.function)
