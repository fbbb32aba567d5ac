"""What the engine hands to stabilizers that remember or that fade, against closed forms."""

from dataclasses import dataclass, field, replace

import pytest
import torch
from torch.nn.functional import softplus

from ganbench.conformance.subject import first_of
from ganbench.dynamics.dirac import dirac_batch, dirac_game
from ganbench.methods import METHODS
from ganbench.stabilizers.instance_noise import InstanceNoise
from ganbench.stabilizers.roth import Roth
from ganbench.stabilizers.stabilizer import Stabilizer

STEPS = 5
RATE = {"sgd": {"lr": 0.1}}
SLOW = {"generator_optimizer": RATE, "discriminator_optimizer": RATE}
JOINT = ["simultaneous", "extragradient"]


def played(cohort):
    """States before the first and after each of some steps."""
    states = [cohort.init()]
    for step in range(STEPS):
        states.append(cohort.step(states[-1], step))
    return states


@pytest.fixture
def playing(cohort_of, small):
    """The cohort of a list of stabilizers, in float64, and its states."""

    def play(*stabilizers):
        settings = {"stabilizers": list(stabilizers), **SLOW}
        cohort = cohort_of("non-saturating", small, [0, 1], precision="float64", **settings)
        return cohort, played(cohort)

    return play


@pytest.mark.parametrize("how", [[], *([name] for name in JOINT)])
def test_the_exponential_average_is_that_of_the_generators_as_they_were_played(how, playing):
    cohort, states = playing({"ema": {"decay": 0.7}}, *how)
    path = [state.generator.params for state in states]
    expected = path[0]
    for params in path[1:]:
        expected = 0.7 * expected + 0.3 * params
    torch.testing.assert_close(cohort.averaged_generator(states[-1]), expected)


@pytest.mark.parametrize("start", [0, 2])
def test_the_uniform_average_is_that_of_the_generators_after_its_start(start, playing):
    cohort, states = playing({"uniform-average": {"start": start}})
    path = torch.stack([state.generator.params for state in states])
    torch.testing.assert_close(cohort.averaged_generator(states[-1]), path[start + 1 :].mean(0))


@pytest.mark.parametrize("how", [[], *([name] for name in JOINT)])
def test_lecams_averages_are_those_of_the_logits_of_every_update(how, playing):
    """Joint play takes its batches where an update of the discriminator does."""
    cohort, states = playing({"lecam": {"decay": 0.6}}, *how)
    game, means = cohort.game, []
    for step, state in enumerate(states[:-1]):
        batch = cohort.batch(game.turns(step)[0])
        fake = game.generator(state.generator.params[0], batch.latent[0])
        logits = [
            game.discriminator(state.discriminator.params[0], x) for x in (batch.real[0], fake)
        ]
        means.append(torch.stack([x.mean() for x in logits]))
    average = sum(0.4 * 0.6 ** (STEPS - t) * mean for t, mean in enumerate(means, start=1))
    memory = states[-1].memory["lecam"]
    assert (average[0] - average[1]).abs() > 1e-3  # so that one cannot stand for the other
    torch.testing.assert_close(torch.stack([memory["real"][0], memory["fake"][0]]), average)
    assert memory["weight"].tolist() == pytest.approx([1 - 0.6**STEPS] * 2)


@dataclass(frozen=True)
class Spy(Stabilizer):
    """Keeps what the discriminator's updates are handed."""

    seen: list = field(default_factory=list)

    def penalty(self, discriminator, seen):
        self.seen.append(seen)


def dirac(*stabilizers, rate=0.1):
    method = METHODS["non-saturating"].build("it")
    return dirac_game(replace(method, stabilizers=stabilizers), rate)


def point(value):
    return torch.nn.functional.pad(torch.tensor([value], dtype=torch.float64), (0, 15))


SIGMA = {
    "linear": [0.8, 0.6, 0.4, 0.2, 0.0, 0.0],
    "cosine": [0.8, 0.4 + 0.4 * 0.5**0.5, 0.4, 0.4 - 0.4 * 0.5**0.5, 0.0, 0.0],
    "exponential": [0.8 * 0.01 ** (t / 4) for t in (0, 1, 2, 3, 4, 4)],
}


@pytest.mark.parametrize("schedule", SIGMA)
def test_instance_noise_fades_with_the_steps_that_are_played(schedule):
    """Data at 0 under noise of +1 and -1 in turn: the first sample is sigma."""
    spy = Spy()
    game = dirac(InstanceNoise(0.8, anneal=4, schedule=schedule), spy)
    batch, state = dirac_batch(game), game.init(point(0.0), point(0.5))
    for _ in SIGMA[schedule]:
        state = game.discriminator_step(state, batch)
        state = game.generator_step(state, batch)
    sigma = [seen.real[0, 0].item() for seen in spy.seen]
    assert sigma == pytest.approx(SIGMA[schedule], abs=1e-12)
    assert [seen.step.item() for seen in spy.seen] == list(range(len(sigma)))


def test_roths_penalty_fades_with_the_steps_that_are_played():
    """From one and the same point, at every step."""
    plain, game = dirac(), dirac(Roth(2.0, anneal=3, decay=0.1))
    start, pulls = game.init(point(0.4), point(0.5)), []
    batch, state = dirac_batch(game), start
    unpenalised = plain.init(point(0.4), point(0.5))
    without = plain.discriminator_step(unpenalised, batch).discriminator.params[0]
    for _ in range(5):
        here = state._replace(generator=start.generator, discriminator=start.discriminator)
        pulls.append(
            (game.discriminator_step(here, batch).discriminator.params[0] - without).item()
        )
        state = game.generator_step(here, batch)
    assert pulls[0] < -1e-3
    left = [pull / pulls[0] for pull in pulls]
    assert left == pytest.approx([0.1 ** (t / 3) for t in (0, 1, 2, 3, 3)])


def test_latent_consistency_compares_samples_under_the_same_instance_noise(small, cohort_of):
    """One step down the gradient of the loss as it is written here."""
    noise = {"instance-noise": {"sigma": 0.5}}
    zcr = {"latent-consistency": {"discriminator": 20.0, "sigma": 0.3}}
    settings = {"stabilizers": [noise, zcr], **SLOW}
    cohort = cohort_of("non-saturating", small, [0, 1], precision="float64", **settings)
    state, game = cohort.init(), cohort.game
    batch = cohort.batch(game.turns(0)[0])
    z, own = batch.latent[0], first_of(batch).noise_for
    near = z + 0.3 * own("penalty", "latent-consistency")["step"]
    real = batch.real[0] + 0.5 * own("real", "instance-noise")["noise"]
    made, moved = (
        game.generator(state.generator.params[0], code)
        + 0.5 * own("fake", "instance-noise")["noise"]
        for code in (z, near)
    )

    def loss(w):
        r, f, n = (game.discriminator(w, x).squeeze(-1) for x in (real, made, moved))
        return softplus(-r).mean() + softplus(f).mean() + 20 * (f - n).square().mean()

    start = state.discriminator.params[0]
    expected = start - 0.1 * torch.func.grad(loss)(start)
    new = torch.func.vmap(game.discriminator_step)(state, batch).discriminator.params[0]
    torch.testing.assert_close(new, expected)
