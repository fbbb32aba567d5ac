"""What the engine says of hooks that return something else than it goes on with."""

from dataclasses import dataclass

import pytest

from ganbench.errors import GanbenchError
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class PerSample(Stabilizer):
    def penalty(self, discriminator, inputs):
        return inputs.real_logits.square()


@dataclass(frozen=True)
class PerGenerated(Stabilizer):
    def generator_penalty(self, discriminator, inputs):
        return inputs.fake.square().mean(1)


@dataclass(frozen=True)
class Number(Stabilizer):
    def penalty(self, discriminator, inputs):
        return 1.5


@dataclass(frozen=True)
class Mean(Stabilizer):
    def perturb(self, x, noise, memory, step):
        return x.mean(0)


@dataclass(frozen=True)
class OtherShape(Stabilizer):
    def begin(self, players):
        return {"own": players.generator.params}

    def after_generator(self, memory, players, step):
        return {"own": players.generator.params.mean()}


@pytest.mark.parametrize(
    ("stabilizer", "message"),
    [
        (PerSample(), r"`penalty` returned a tensor of shape \[\d+\], expected a scalar tensor"),
        (PerGenerated(), r"`generator_penalty` returned a tensor of shape \[\d+\], expected"),
        (Number(), "`penalty` returned float, expected a scalar tensor or None"),
        (Mean(), r"`perturb` returned samples \[2\], expected \[\d+, 2\]"),
        (OtherShape(), r"a memory own of shape \[\d+\], as `begin` gives it, found \[\]"),
    ],
)
def test_what_a_hook_should_have_returned_is_told(stabilizer, message, small, cohort_of):
    cohort = cohort_of("non-saturating", small, [0, 1], stabilizers=[stabilizer])
    state = cohort.init()
    with pytest.raises((GanbenchError, ValueError), match=message):
        cohort.step(state, 0)
