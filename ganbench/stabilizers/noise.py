"""The fresh noise that hooks ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


@dataclass(frozen=True)
class Draw:
    """Fresh noise that a hook needs at every call: a distribution and a shape.

    Example:
        >>> import ganbench
        >>> (penalty,) = ganbench.method("wgan-gp").stabilizers
        >>> penalty.penalty_draws(ganbench.Shapes(samples=(512, 2), codes=(512, 64)))
        {'mix': Draw(distribution='uniform', shape=(512, 1))}
    """

    distribution: Literal["normal", "uniform"]
    shape: tuple[int, ...]


class Shapes(NamedTuple):
    """Shapes of the batch for which noise is asked.

    Example:
        >>> import ganbench
        >>> shapes = ganbench.Shapes(samples=(64, 1, 8, 8), codes=(64, 16))
        >>> ganbench.Draw("uniform", shapes.one_a_sample)  # what `penalty_draws` may ask for
        Draw(distribution='uniform', shape=(64, 1, 1, 1))

    Attributes:
        samples: [batch, *sample], as the hook is handed them: before any `perturb` for the
            generator's penalty, as the stabilizers before left them for `perturb`, and after all
            of `perturb`, as the discriminator sees them, for its penalty. Packs of samples are
            fewer and larger than samples.
        codes: [batch, prior].
    """

    samples: tuple[int, ...]
    codes: tuple[int, int]

    @property
    def one_a_sample(self) -> tuple[int, ...]:
        """One number a sample, [batch, 1, ...], to be multiplied with samples."""
        return (self.samples[0],) + (1,) * (len(self.samples) - 1)
