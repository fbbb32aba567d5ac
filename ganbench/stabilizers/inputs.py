"""What the two players' updates are computed on, as penalties see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from torch import Tensor

from ganbench.stabilizers.players import Memory


class DiscriminatorInputs(NamedTuple):
    """What a discriminator update is computed on.

    Example:
        >>> import torch
        >>> import ganbench
        >>> weights = torch.tensor([3.0, 4.0])
        >>> critic = ganbench.Critic(lambda w, x: x @ w, weights, lambda w, x: (x @ w)[:, None])
        >>> real, codes = torch.ones(2, 2), torch.tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> inputs = ganbench.DiscriminatorInputs(
        ...     real=real,
        ...     fake=-codes,
        ...     real_logits=critic(real),
        ...     fake_logits=critic(-codes),
        ...     noise={},
        ...     memory={},
        ...     step=torch.tensor(0),
        ...     latent=codes,
        ...     generate=torch.neg,
        ... )
        >>> (r1,) = ganbench.method("r1").stabilizers
        >>> r1.penalty(critic, inputs)  # 10/2 (3^2 + 4^2)
        tensor(125.)

    Attributes:
        real: Training samples as the discriminator sees them, [batch, *shape].
        fake: Generated samples as it sees them, [batch, *shape].
        real_logits: The discriminator's logits of `real`, [batch].
        fake_logits: The discriminator's logits of `fake`, [batch].
        noise: The stabilizer's draws.
        memory: The stabilizer's memory.
        step: Generator updates so far, a scalar tensor.
        latent: The codes that `fake` was made of, [batch, prior].
        generate: From codes to generated samples as it sees them, perturbed by the same noise.
    """

    real: Tensor
    fake: Tensor
    real_logits: Tensor
    fake_logits: Tensor
    noise: Mapping[str, Tensor]
    memory: Memory
    step: Tensor
    latent: Tensor
    generate: Callable[[Tensor], Tensor]


class GeneratorInputs(NamedTuple):
    """What a generator update is computed on.

    Example:
        >>> import torch
        >>> import ganbench
        >>> codes = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> noise, step = {"step": torch.tensor([[1.0, 0.0], [0.0, 1.0]])}, torch.tensor(0)
        >>> inputs = ganbench.GeneratorInputs(
        ...     latent=codes,
        ...     fake=2 * codes,
        ...     generate=lambda z: 2 * z,
        ...     noise=noise,
        ...     step=step,
        ...     params=torch.tensor([2.0]),
        ...     memory={},
        ... )
        >>> near = inputs.generate(inputs.latent + inputs.noise["step"])
        >>> (near - inputs.fake).norm(dim=1)  # how far samples move with their codes
        tensor([2., 2.])

    Attributes:
        latent: Codes, [batch, prior].
        fake: What the generator makes of them, [batch, *sample], not perturbed.
        generate: The generator as a function of codes, [batch, prior] -> [batch, *sample].
        noise: The stabilizer's draws.
        step: Generator updates so far, a scalar tensor.
        params: The generator's parameters, [P].
        memory: The stabilizer's memory.
    """

    latent: Tensor
    fake: Tensor
    generate: Callable[[Tensor], Tensor]
    noise: Mapping[str, Tensor]
    step: Tensor
    params: Tensor
    memory: Memory
