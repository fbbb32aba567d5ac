"""Random quadratic functions are solved in as many gradients as published (Lee et al. 2024)."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
from alex_quadratic import CONTESTANTS, spent


def within(name):
    """The mean of the gradients, which has to be within the published spread."""
    found, (mean, spread) = spent(CONTESTANTS[name]), CONTESTANTS[name].published
    assert found.mean().item() == pytest.approx(mean, abs=spread), name
    return found.mean().item()


@pytest.mark.slow
def test_all_methods_are_within_the_published_spread_and_in_its_order():
    """EG and OGD are variations of ganbench's with a second step, as the script says."""
    found = {name: within(name) for name in CONTESTANTS}
    published = {name: contestant.published[0] for name, contestant in CONTESTANTS.items()}
    assert sorted(found, key=found.__getitem__) == sorted(published, key=published.__getitem__)


def test_alternating_turns_are_within_the_published_spread():
    within("AltGDA")
