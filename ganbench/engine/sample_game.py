"""What two players minimise who are judged by samples: a loss on logits, and penalties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial, reduce
from typing import ClassVar

from torch import Tensor
from typing_extensions import override

from ganbench.engine.batch import Batch, Draws, Use, asked
from ganbench.engine.game import Game, Logits, Role
from ganbench.engine.state import State
from ganbench.errors import GanbenchError
from ganbench.losses.loss import Loss
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs, GeneratorInputs
from ganbench.stabilizers.noise import Draw, Shapes


@dataclass(frozen=True)
class SampleGame(Game):
    """A generator makes samples, and a discriminator tells them from real ones.

    Attributes:
        loss: The pair of losses.
    """

    other_parts: ClassVar[tuple[str, ...]] = ("loss",)

    loss: Loss

    @property
    @override
    def generator_sees_data(self) -> bool:
        return self.loss.relativistic or self.generator_judges

    @override
    def discriminator_loss(
        self, discriminator: Tensor, generator: Tensor, state: State, batch: Batch
    ) -> tuple[Tensor, Logits]:
        def generate(codes: Tensor) -> Tensor:
            return self._perturbed(self.generator(generator, codes), "fake", state, batch)

        critic = self.critic(discriminator)
        real, fake = self._perturbed(batch.real, "real", state, batch), generate(batch.latent)
        logits = Logits(critic(real), critic(fake))
        loss = self.loss.discriminator(*logits)
        for name, stabilizer in self.stabilizers.items():
            inputs = DiscriminatorInputs(
                real=real,
                fake=fake,
                real_logits=logits.real,
                fake_logits=logits.fake,
                noise=batch.noise_for("penalty", name),
                memory=state.memory[name],
                step=state.step,
                latent=batch.latent,
                generate=generate,
            )
            penalty = stabilizer.penalty(critic, inputs)
            if penalty is not None:
                loss = loss + _scalar(penalty, f"{name}: `penalty`")
        return loss, logits

    @override
    def generator_loss(
        self, generator: Tensor, discriminator: Tensor, state: State, batch: Batch
    ) -> Tensor:
        made = self.generator(generator, batch.latent)
        critic = self.critic(discriminator)
        real_logits = None
        if self.loss.relativistic:
            real_logits = critic(self._perturbed(batch.real, "real", state, batch))
        fake_logits = critic(self._perturbed(made, "fake", state, batch))
        loss = self.loss.generator(fake_logits, real_logits)
        for name, stabilizer in self.stabilizers.items():
            inputs = GeneratorInputs(
                latent=batch.latent,
                fake=made,
                generate=partial(self.generator, generator),
                noise=batch.noise_for("generator", name),
                step=state.step,
                params=generator,
                memory=state.memory[name],
            )
            penalty = stabilizer.generator_penalty(critic, inputs)
            if penalty is not None:
                loss = loss + _scalar(penalty, f"{name}: `generator_penalty`")
        return loss

    def critic(self, params: Tensor) -> Critic:
        """The discriminator of parameters [P] as the losses and the penalties call it."""
        critic = Critic(self._logits, params, self.discriminator, self.discriminator.last_layer)
        for stabilizer in self.stabilizers.values():
            critic = stabilizer.critic(critic)
        return critic

    def _logits(self, params: Tensor, x: Tensor) -> Tensor:
        return self.discriminator(params, x).squeeze(-1)

    def _perturbed(self, x: Tensor, use: Use, state: State, batch: Batch) -> Tensor:
        for name, stabilizer in self.stabilizers.items():
            noise = batch.noise_for(use, name)
            shape = stabilizer.perturbed_shape(tuple(x.shape))
            x = stabilizer.perturb(x, noise, state.memory[name], state.step)
            if x.shape != shape:
                raise GanbenchError(
                    f"{name}: `perturb` returned samples {list(x.shape)}, expected {list(shape)}, "
                    "as `perturbed_shape` gives it; `ganbench check` tells more"
                )
        return x

    @override
    def draws(self, role: Role, shapes: Shapes) -> Draws:
        if role == "discriminator":
            return asked(self._discriminator_draws(shapes))
        own = {k: it.generator_penalty_draws(shapes) for k, it in self.stabilizers.items()}
        return asked({**self._judging_draws(shapes), "generator": own})

    def _judging_draws(self, shapes: Shapes) -> Draws:
        """The noise of what the generator's turn computes of the discriminator's side."""
        perturb = self._perturb_draws(shapes)
        if self.generator_judges:
            return self._discriminator_draws(shapes)
        return {"real": perturb, "fake": perturb} if self.loss.relativistic else {"fake": perturb}

    def _discriminator_draws(self, shapes: Shapes) -> Draws:
        seen = reduce(
            lambda shape, stabilizer: stabilizer.perturbed_shape(shape),
            self.stabilizers.values(),
            shapes.samples,
        )
        perturbed = shapes._replace(samples=seen)
        penalty = {k: it.penalty_draws(perturbed) for k, it in self.stabilizers.items()}
        perturb = self._perturb_draws(shapes)
        return {"real": perturb, "fake": perturb, "penalty": penalty}

    def _perturb_draws(self, shapes: Shapes) -> dict[str, Mapping[str, Draw]]:
        draws = {}
        for name, stabilizer in self.stabilizers.items():
            draws[name] = stabilizer.perturb_draws(shapes)
            shapes = shapes._replace(samples=stabilizer.perturbed_shape(shapes.samples))
        return draws


def _scalar(penalty: Tensor, what: str) -> Tensor:
    """The penalty that a hook returned.

    Raises:
        GanbenchError: It is not one number.
    """
    shape = getattr(penalty, "shape", None)
    if shape != ():
        found = type(penalty).__name__ if shape is None else f"a tensor of shape {list(shape)}"
        raise GanbenchError(
            f"{what} returned {found}, expected a scalar tensor or None: take a mean over the "
            "batch; `ganbench check` tells more"
        )
    return penalty
