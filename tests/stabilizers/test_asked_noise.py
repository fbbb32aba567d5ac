"""From which distribution a stabilizer wants its noise, and what gets a number of its own."""

import pytest
import torch

from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.consistency import Consistency
from ganbench.stabilizers.diff_augment import DiffAugment
from ganbench.stabilizers.dragan import DRAGAN
from ganbench.stabilizers.finite_differences import FiniteDifferences
from ganbench.stabilizers.gradient_penalty import GradientPenalty
from ganbench.stabilizers.instance_noise import InstanceNoise
from ganbench.stabilizers.label_flipping import LabelFlipping
from ganbench.stabilizers.latent_consistency import LatentConsistency
from ganbench.stabilizers.noise import Draw, Shapes
from ganbench.stabilizers.stabilizer import Stabilizer

PICTURES, CODES = (6, 3, 8, 8), (6, 4)
SHAPES = Shapes(PICTURES, CODES)
A_NUMBER, A_SAMPLE, A_CODE = PICTURES, (6, 1, 1, 1), CODES
STEP = torch.tensor(0.0)


def uniform(*shape):
    return Draw("uniform", shape)


def normal(*shape):
    return Draw("normal", shape)


ASKED = [
    (GradientPenalty(), {"mix": uniform(*A_SAMPLE)}),
    (DRAGAN(), {"direction": uniform(*A_NUMBER), "distance": uniform(*A_SAMPLE)}),
    (LabelFlipping(), {"real": uniform(6), "fake": uniform(6)}),
    (Consistency(10.0, 0.0), {"real": uniform(3, 6)}),
    (Consistency(10.0, 10.0), {"real": uniform(3, 6), "fake": uniform(3, 6)}),
    (
        Consistency(10.0, 10.0, "noise"),
        {"real": normal(*A_NUMBER), "fake": normal(*A_NUMBER)},
    ),
    (LatentConsistency(), {"step": normal(*A_CODE)}),
    (FiniteDifferences(), {"real": normal(*A_NUMBER), "fake": normal(*A_NUMBER)}),
]
CHANGES = {"color": uniform(3, 6), "translation": uniform(2, 6), "cutout": uniform(2, 6)}


@pytest.mark.parametrize(("stabilizer", "draws"), ASKED, ids=[str(s) for s, _ in ASKED])
def test_a_penalty_asks_for_this_noise(stabilizer, draws):
    assert stabilizer.penalty_draws(SHAPES) == draws


def test_the_generators_step_away_from_codes_is_normal_too():
    assert LatentConsistency().generator_penalty_draws(SHAPES) == {"step": normal(*A_CODE)}


def test_what_changes_samples_asks_for_this_noise():
    assert InstanceNoise().perturb_draws(SHAPES) == {"noise": normal(*A_NUMBER)}
    assert DiffAugment().perturb_draws(SHAPES) == CHANGES
    assert DiffAugment(color=False).perturb_draws(SHAPES).keys() == {"translation", "cutout"}


def test_all_that_ask_for_noise_are_here():
    hooks = ("perturb_draws", "penalty_draws", "generator_penalty_draws")
    here = {*(type(stabilizer) for stabilizer, _ in ASKED), InstanceNoise, DiffAugment}
    kinds = map(STABILIZERS.__getitem__, STABILIZERS)
    assert here == {
        kind
        for kind in kinds
        if any(getattr(kind, hook) is not getattr(Stabilizer, hook) for hook in hooks)
    }


@pytest.fixture
def augmented():
    """Pictures and the noise that they are augmented with."""
    torch.manual_seed(0)
    x = torch.randn(PICTURES, dtype=torch.float64)
    noise = {name: torch.rand(draw.shape, dtype=torch.float64) for name, draw in CHANGES.items()}
    return x, noise


def test_every_picture_is_augmented_by_numbers_of_its_own(augmented):
    x, noise = augmented
    together = DiffAugment().perturb(x, noise, {}, STEP)
    for i in range(len(x)):
        own = {name: numbers[:, i : i + 1] for name, numbers in noise.items()}
        torch.testing.assert_close(
            DiffAugment().perturb(x[i : i + 1], own, {}, STEP)[0], together[i]
        )


def test_colours_come_before_translation_and_cutout_is_last(augmented):
    """What is shifted in is 0 and stays so, and the hole is where it was cut."""
    x, _ = augmented
    brightness = torch.tensor([[0.9], [0.5], [0.5]], dtype=torch.float64).expand(3, 6)
    down = torch.tensor([[0.99], [0.5]], dtype=torch.float64).expand(2, 6)
    middle = torch.full((2, 6), 0.5, dtype=torch.float64)
    noise = {"color": brightness, "translation": down, "cutout": middle}
    expected = torch.zeros_like(x)
    expected[:, :, 1:] = x[:, :, :-1] + 0.4
    expected[:, :, 2:6, 2:6] = 0
    torch.testing.assert_close(DiffAugment().perturb(x, noise, {}, STEP), expected)


@pytest.mark.parametrize(("u", "mirrored"), [(0.0, True), (0.49, True), (0.51, False)])
def test_consistency_mirrors_with_probability_one_half(u, mirrored, augmented):
    x, _ = augmented
    numbers = torch.tensor([0.5, 0.5, u], dtype=torch.float64)[:, None].expand(3, 6)
    assert torch.equal(Consistency()._changed(x, numbers), x.flip(3) if mirrored else x)
