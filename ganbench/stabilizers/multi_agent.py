"""Several generators, which the discriminator must tell apart, so that they share out the modes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar

import torch
from annotated_types import Ge, Unit
from torch import Tensor
from torch.nn.functional import cross_entropy
from typing_extensions import override

from ganbench.networks.several import Several
from ganbench.stabilizers.combination import Combination
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.stabilizer import Stabilizer, overrides

if TYPE_CHECKING:
    from ganbench.workloads import Workload


@dataclass(frozen=True)
class MultiAgent(Stabilizer):
    """Several generators against a discriminator that names which of them made a sample.

    Sample j of a batch comes from generator j mod k. The discriminator has outputs o_1..o_(k+1),
    and softmax gives the probability of each generator and, last, of the data. Its logit of real
    against generated is l = o_(k+1) - log(sum_(i<=k) exp o_i), for which the cross-entropy loss
    plus the cross-entropy of the generators' names is that of all k + 1 classes; a generator sees
    l alone.

    The generators share one batch, so all of them together weigh as much as the data, and they
    share no layers. In the authors' code each has a batch of its own, so that they weigh k times
    as much, made from the same codes by layers that they share in part; its generators minimise
    -log D, the loss `non-saturating`.

    Source: Ghosh et al. 2018, Multi-Agent Diverse Generative Adversarial Networks; the authors'
    code of its experiments on mixtures.

    Attributes:
        generators: The paper's k.
    """

    needs_labels: ClassVar[bool] = True

    generators: Annotated[int, Ge(2), Unit("generators")] = 4

    @override
    def modify_networks(self, workload: Workload) -> Workload:
        return replace(
            workload,
            generator=Several(workload.generator, self.generators),
            discriminator=workload.discriminator.with_outputs(self.generators + 1),
        )

    @override
    def incompatibility(self, combination: Combination) -> str | None:
        workload = combination.workload
        if workload.batch % self.generators:
            return (
                f"a batch of {workload.batch} is not shared evenly by {self.generators} generators"
            )
        if any(overrides(other, Stabilizer.critic) for other in combination.before):
            return "it reads the network's own outputs: list it before what changes the logits"
        if combination.perturbed_shape[0] != workload.batch:
            return "with packs of samples there is no telling whose a logit is"
        return None

    @override
    def critic(self, discriminator: Critic) -> Critic:
        def logits(params: Tensor, x: Tensor) -> Tensor:
            *names, data = discriminator.outputs(params, x).unbind(1)
            return data - torch.stack(names).logsumexp(0)

        return replace(discriminator, function=logits)

    @override
    def penalty(self, discriminator: Critic, inputs: DiscriminatorInputs) -> Tensor:
        names = discriminator.outputs(discriminator.params, inputs.fake)[:, :-1]
        maker = torch.arange(len(names), device=names.device) % self.generators
        return cross_entropy(names, maker)
