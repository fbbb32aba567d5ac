import pytest
import torch

from ganbench.conformance.subject import first_of
from ganbench.stabilizers.consistency import Consistency
from ganbench.stabilizers.inputs import GeneratorInputs
from ganbench.stabilizers.latent_consistency import LatentConsistency
from ganbench.stabilizers.noise import Shapes

W = torch.tensor([3.0, 4.0], dtype=torch.float64)


def normal(*shape):
    torch.manual_seed(0)
    return torch.randn(shape, dtype=torch.float64)


@pytest.mark.parametrize(("real", "fake"), [(10.0, 0.0), (10.0, 10.0), (0.0, 2.0)])
def test_on_a_linear_discriminator_it_is_the_noises_projection(real, fake, linear, seen_of):
    stabilizer = Consistency(real, fake, "noise", sigma=0.5)
    draws = stabilizer.penalty_draws(Shapes((4, 2), (4, 2)))
    noise = {kind: (i + 1) * normal(*draw.shape) for i, (kind, draw) in enumerate(draws.items())}
    critic = linear(W)
    penalty = stabilizer.penalty(critic, seen_of(critic, normal(4, 2), normal(4, 2), noise))
    expected = sum(
        weight * (0.5 * noise[kind] @ W).square().mean()
        for kind, weight in (("real", real), ("fake", fake))
        if weight
    )
    torch.testing.assert_close(penalty, expected)


def test_pictures_are_mirrored_and_shifted(linear, seen_of):
    """D sums the left column: the mirrored picture shows it the right one, the shifted nothing."""
    weights = torch.zeros(1, 8, 8, dtype=torch.float64)
    weights[..., 0] = 1
    critic = linear(weights.flatten())
    x = normal(3, 1, 8, 8)
    numbers = [[0.5, 0.5, 0.5], [0.5, 0.99, 0.5], [0.9, 0.9, 0.1]]  # down, right, mirror
    noise = {"real": torch.tensor(numbers, dtype=torch.float64)}
    left, right = x[..., 0].sum((1, 2)), x[..., -1].sum((1, 2))
    change = torch.stack([left[0] - left[0], left[1] - 0, left[2] - right[2]])
    penalty = Consistency(2.0).penalty(critic, seen_of(critic, x, x, noise))
    torch.testing.assert_close(penalty, 2 * change.square().mean())


def test_a_shift_reaches_an_eighth_of_the_height_and_of_the_width():
    x = normal(1, 2, 16, 8)
    down, right, plain = 0.999, 0.0, 0.9  # two rows down, one column to the left, not mirrored
    numbers = torch.tensor([[down], [right], [plain]], dtype=torch.float64)
    expected = torch.zeros_like(x)
    expected[:, :, 2:, :-1] = x[:, :, :-2, 1:]
    assert torch.equal(Consistency()._changed(x, numbers), expected)
    up = torch.tensor([[0.0], [0.999], [plain]], dtype=torch.float64)
    expected = torch.zeros_like(x)
    expected[:, :, :-2, 1:] = x[:, :, 2:, :-1]
    assert torch.equal(Consistency()._changed(x, up), expected)


def test_points_can_only_be_given_noise(small, reason_of):
    assert "transform: noise" in reason_of(small, Consistency())
    assert reason_of(small, Consistency(transform="noise")) is None


def test_the_latent_terms_on_linear_players(linear, seen_of):
    """G the identity, D(x) = w x: sigma^2 (w e)^2 for D, -sigma^2 mean(e^2) for G."""
    stabilizer = LatentConsistency(discriminator=5.0, generator=0.5, sigma=0.1)
    z, e = normal(6, 2), 2 * normal(6, 2)
    critic = linear(W)
    seen = seen_of(critic, z, z, {"step": e})
    torch.testing.assert_close(stabilizer.penalty(critic, seen), 5 * (0.1 * e @ W).square().mean())
    made = GeneratorInputs(z, z, lambda z: z, {"step": e}, torch.tensor(0.0), W, {})
    torch.testing.assert_close(
        stabilizer.generator_penalty(critic, made), -0.5 * 0.01 * e.square().mean()
    )


def test_the_generator_gains_by_spreading_codes(small, game_of, cohort_of):
    """The hook reaches the generator's loss: it is lower by the mean squared distance."""
    game, plain = game_of("zcr", small), game_of("non-saturating", small)
    cohort = cohort_of("zcr", small, [0])
    state = first_of(cohort.init())
    batch = first_of(cohort.batch(game.turns(0)[-1]))
    params, w = state.generator.params, state.discriminator.params
    step = 0.03 * batch.noise_for("generator", "latent-consistency")["step"]
    apart = game.generator(params, batch.latent) - game.generator(params, batch.latent + step)
    torch.testing.assert_close(
        game.generator_loss(params, w, state, batch),
        plain.generator_loss(params, w, state, batch) - 0.5 * apart.square().mean(),
    )
