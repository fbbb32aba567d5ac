"""The adjustment's sign, on linear games F = H p whose numbers are worked out by hand.

With H = [[s, -1], [1, s]] at p = (r, 0): F = (s, 1) r, A^T F = (1, -s) r, H^T F = (2, 0) r, so that
<F, H^T F> <A^T F, H^T F> = 4 s r^4, which is divided by d = 2 and compared with -1/10.
"""

import pytest
import torch

from ganbench.stabilizers.players import Field, Move, Player, Players
from ganbench.stabilizers.symplectic import SymplecticAdjustment


def adjusted(s: float, r: float, weight: float, unused: int = 0) -> list[float]:
    """The field that both players descend, each of one number and of unused ones that are 0."""
    points = ([x, *[0.0] * unused] for x in (r, 0.0))
    players = Players(*(Player(torch.tensor(p, dtype=torch.float64), {}) for p in points))
    field = Field(lambda g, d: s * g - d, lambda g, d: g + s * d)
    move = Move(*[lambda down, player: down] * 2)
    down, _ = SymplecticAdjustment(weight).play(field, move, players, {})
    return [part[0].item() for part in down]


@pytest.mark.parametrize(
    ("s", "r", "sign"),
    [
        (1.0, 1.0, 1),  # stable: towards it
        (-1.0, 1.0, -1),  # unstable: away from it
        (-1.0, 0.5, -1),  # -4 / 32 = -0.125
        (-1.0, 0.4, 1),  # -4 * 0.0128 = -0.0512
    ],
)
def test_the_sign_leads_to_stable_points_and_away_from_unstable_ones(s, r, sign):
    expected = [s * r + sign * 0.3 * r, r - sign * 0.3 * s * r]
    assert adjusted(s, r, weight=0.3) == pytest.approx(expected)


@pytest.mark.parametrize(("unused", "sign"), [(1, -1), (3, 1)])
def test_d_is_the_number_of_parameters(unused, sign):
    """-4 * 0.6^4 / d is -0.13 for d = 4, and -0.06 for d = 8."""
    expected = [-0.6 + sign * 0.3 * 0.6, 0.6 + sign * 0.3 * 0.6]
    assert adjusted(-1.0, 0.6, weight=0.3, unused=unused) == pytest.approx(expected)
