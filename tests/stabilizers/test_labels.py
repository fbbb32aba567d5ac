import pytest
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from ganbench.losses.hinge import Hinge
from ganbench.losses.non_saturating import NonSaturating
from ganbench.stabilizers.label_flipping import LabelFlipping
from ganbench.stabilizers.label_smoothing import LabelSmoothing
from ganbench.stabilizers.roth import Roth

REAL = torch.tensor([[0.3], [-2.0], [4.0]], dtype=torch.float64)
FAKE = torch.tensor([[1.5], [0.0], [-3.0]], dtype=torch.float64)


def cross_entropy(real_labels, fake_labels):
    """Torch's own, on these labels."""
    return sum(
        binary_cross_entropy_with_logits(
            logits.flatten(), torch.tensor(labels, dtype=torch.float64)
        )
        for logits, labels in ((REAL, real_labels), (FAKE, fake_labels))
    )


@pytest.fixture
def loss_with(linear, seen_of):
    """The discriminator's loss with a stabilizer, on these logits."""

    def compute(stabilizer, noise=None):
        seen = seen_of(linear(torch.ones(1, dtype=torch.float64)), REAL, FAKE, noise)
        loss = NonSaturating().discriminator(seen.real_logits, seen.fake_logits)
        return loss + stabilizer.penalty(None, seen)

    return compute


@pytest.mark.parametrize("target", [0.7, 0.9, 1.0])
def test_smoothing_is_cross_entropy_with_a_smaller_real_label(target, loss_with):
    expected = cross_entropy([target] * 3, [0.0] * 3)
    torch.testing.assert_close(loss_with(LabelSmoothing(target)), expected)


def test_flipping_is_cross_entropy_with_wrong_labels(loss_with):
    noise = {"real": torch.tensor([0.01, 0.2, 0.9]), "fake": torch.tensor([0.9, 0.05, 0.01])}
    expected = cross_entropy([0.0, 1.0, 1.0], [0.0, 1.0, 1.0])
    torch.testing.assert_close(loss_with(LabelFlipping(0.1), noise), expected)


@pytest.mark.parametrize("stabilizer", [LabelSmoothing(), LabelFlipping(), Roth()])
def test_a_loss_without_labels_gives_a_reason(stabilizer, small, reason_of):
    assert reason_of(small, stabilizer) is None
    assert "the loss has no labels" in reason_of(small, stabilizer, loss=Hinge())
