import pytest

from ganbench.engine.checkpoint import Checkpoint
from ganbench.engine.trainer import Schedule, train
from ganbench.evaluation.evaluator import evaluator


@pytest.mark.parametrize(("seeds", "games"), [([3], 2), ([3, 4], 2), ([3, 4, 5], 3)])
def test_a_trial_is_charged_its_share_of_the_games_that_trained(
    seeds, games, small, cohort_of, tmp_path
):
    """A lone seed trains as two, to get the same bits: half of the time is its own."""
    schedule = Schedule(steps=2, every=1)
    checkpoint = Checkpoint(tmp_path / "c.safetensors")
    cohort = cohort_of("vanilla", small, seeds)
    progress = train(cohort, evaluator(small, 100), schedule, checkpoint, lambda progress: None)
    assert progress.train_seconds == progress.clock.train / games
    for history in progress.histories:
        assert history.rows[-1]["train_seconds"] == progress.train_seconds
