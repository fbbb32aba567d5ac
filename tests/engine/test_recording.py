"""A recording takes each leaf of a state for what it is, also where two are one tensor."""

from dataclasses import dataclass

import torch
from torch.utils import _pytree as pytree

from ganbench.stabilizers.historical_averaging import HistoricalAveraging
from ganbench.stabilizers.stabilizer import Stabilizer


@dataclass(frozen=True)
class Aliased(HistoricalAveraging):
    """Its memory is at first the players' very tensors."""

    def begin(self, players):
        return {name: player.params for name, player in players._asdict().items()}


@dataclass(frozen=True)
class Last(Stabilizer):
    """Remembers the players of the last update, by their very tensors, and draws them there."""

    copied: bool = False

    def begin(self, players):
        return {"last": self._kept(players)}

    def after_discriminator(self, memory, players, real_logits, fake_logits):
        return {"last": self._kept(players)}

    def _kept(self, players):
        params = players.discriminator.params
        return params.clone() if self.copied else params

    def penalty(self, discriminator, inputs):
        return (discriminator.params - inputs.memory["last"] - 0.1).square().sum()


def ends(cohort):
    state = cohort.init()
    for step in range(4):
        state = cohort.step(state, step)
    return pytree.tree_leaves(state)


def test_memory_may_be_the_players_very_tensors(small, cohort_of):
    def same(*pair):
        a, b = (ends(cohort_of("non-saturating", small, [0, 1], stabilizers=[it])) for it in pair)
        return all(map(torch.equal, a, b))

    assert same(HistoricalAveraging(0.5), Aliased(0.5))
    assert same(Last(copied=True), Last(copied=False))
    assert not same(HistoricalAveraging(0.5), HistoricalAveraging(0.4))
