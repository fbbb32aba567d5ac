"""What a discriminator sees of a batch, and each stabilizer of what belongs to all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from torch import Tensor

from ganbench.stabilizers.stabilizer import DiscriminatorInputs, Memory

T = TypeVar("T")


class Sight(NamedTuple):
    """A batch as the discriminator sees it, with the noise and the memory of all stabilizers.

    The fields are those of `DiscriminatorInputs`, which is one stabilizer's view of it, and `made`,
    what was generated before it was perturbed.
    """

    real: Tensor
    fake: Tensor
    noise: dict[str, Tensor]
    memory: dict[str, Tensor]
    step: Tensor
    latent: Tensor
    generate: Callable[[Tensor], Tensor]
    made: Tensor

    def seen_by(self, i: int, real_logits: Tensor, fake_logits: Tensor) -> DiscriminatorInputs:
        """What stabilizer `i` is handed."""
        return DiscriminatorInputs(
            real=self.real,
            fake=self.fake,
            real_logits=real_logits,
            fake_logits=fake_logits,
            noise=own_of(self.noise, f"penalty/{i}"),
            memory=own_of(self.memory, str(i)),
            step=self.step,
            latent=self.latent,
            generate=self.generate,
        )


def keyed(prefix: str, named: Mapping[str, T]) -> dict[str, T]:
    """Returns what belongs to `prefix`, by names among which others' can stand."""
    return {f"{prefix}/{name}": value for name, value in named.items()}


def own_of(named: Mapping[str, T], prefix: str) -> dict[str, T]:
    """Returns what belongs to `prefix` by its own names."""
    start = f"{prefix}/"
    return {k[len(start) :]: v for k, v in named.items() if k.startswith(start)}


def in_order(new: Memory, old: Memory) -> Memory:
    """Returns a memory with its names in the order that they had.

    Raises:
        ValueError: The names are others.
    """
    if set(new) != set(old):
        raise ValueError(
            f"expected a memory of {', '.join(old) or 'nothing'}, as `begin` gives it, "
            f"found {', '.join(new) or 'nothing'}"
        )
    return {name: new[name] for name in old}
