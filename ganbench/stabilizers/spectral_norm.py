"""Every layer of the discriminator is Lipschitz, hence so is the whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from ganbench.networks.spectral import Spectral
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.stabilizer import Stabilizer

if TYPE_CHECKING:
    from ganbench.workloads import Workload


@dataclass(frozen=True)
class SpectralNorm(Stabilizer):
    """Spectral normalisation: each weight matrix of D is used as W / sigma(W), sigma its norm.

    A convolution's matrix is [out, in * height * width]. The paper keeps one vector a layer and
    makes one power iteration a step; here sigma is found anew each time by repeated squaring, so
    there is nothing to carry from step to step and nothing to warm up. As in the paper,
    the singular vectors are constants to the gradient, which is exact; its own derivatives are not,
    so that what takes them is refused.

    Source: Miyato et al. 2018, Spectral Normalization for Generative Adversarial Networks,
    equations 8 to 12.
    """

    rests_elsewhere: ClassVar[str] = (
        "no layer can be 0, so a flat discriminator is not among those that it allows"
    )

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        if combination.differentiates_gradients:
            return "it holds constant what another stabilizer differentiates"
        return None

    @override
    def modify_networks(self, workload: Workload) -> Workload:
        return replace(workload, discriminator=Spectral(workload.discriminator))
