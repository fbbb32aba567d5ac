import math

import numpy as np
import pytest

from ganbench.analysis.board import Board, Rank
from ganbench.analysis.leaderboard import board, boards, overall
from ganbench.errors import GanbenchError
from ganbench.metrics.sized import Sized
from ganbench.store import Record
from ganbench.store.measurements import (
    Measurements,
    Scores,
    TargetCondition,
    TargetReached,
    TrialCost,
)

W2, MODES = Sized("w2", 300), Sized("modes", 300)


def trial(method: str, seed: int, value: float, direction: str = "lower", **more) -> Record:
    """A trial with a final W2, which is a NaN where it diverged."""
    cost = 5.0 if method == "non-saturating" else 10.0
    fields = {
        "primary": W2,
        "direction": direction,
        "samples": 300,
        "real_samples": 300,
        "steps": 20,
        "best": Scores(10, {W2: value}),
        "final": Scores(20, {W2: value}),
        "target": TargetReached((TargetCondition(W2, 1.0),), 100 * (seed + 1), 1.0, 2.0),
        "cost": TrialCost(passes_per_step=cost),
    }
    measurements = Measurements(**{**fields, **more})
    status = "diverged" if math.isnan(value) else "completed"
    return Record(
        f"{method}{seed}", method, "ring8", seed, {}, {}, status, measurements=measurements
    )


def trials(results: dict[str, list[float]], **more) -> list[Record]:
    return [trial(m, seed, x, **more) for m, xs in results.items() for seed, x in enumerate(xs)]


def unmeasured(method: str, status: str, workload: str = "ring8", seed: int = 0) -> Record:
    return Record(f"{method}{seed}", method, workload, seed, {}, {}, status)


def elsewhere(records: list[Record], workload: str = "digits") -> list[Record]:
    return [
        Record(r.trial, r.method, workload, r.seed, {}, {}, r.status, measurements=r.measurements)
        for r in records
    ]


def methods(shown: Board) -> list[str]:
    return [row.method for row in shown.rows]


def test_the_best_method_comes_first() -> None:
    shown = board(trials({"a": [3, 3.1], "b": [1, 1.1], "c": [2, 2.1]}))
    assert methods(shown) == ["b", "c", "a"]
    assert [row.rank.value for row in shown.rows] == [1, 2, 3]
    assert [row.final.value for row in shown.rows] == pytest.approx([1.05, 2.05, 3.05])


def test_higher_can_be_better() -> None:
    assert methods(board(trials({"a": [3, 3], "b": [1, 1]}, direction="higher"))) == ["a", "b"]


def test_clear_results_have_no_doubt_about_their_ranks() -> None:
    shown = board(trials({"a": [1, 1.1, 1.2], "b": [9, 9.1, 9.2]}))
    assert [row.rank for row in shown.rows] == [Rank(1, 1, 1), Rank(2, 2, 2)]
    assert [row.leads for row in shown.rows] == [True, False]


def test_overlapping_results_share_the_first_place() -> None:
    shown = board(trials({"a": [1, 5, 3, 2, 4], "b": [4.1, 2.1, 1.1, 5.1, 3.1]}))
    assert [(row.rank.low, row.rank.high) for row in shown.rows] == [(1, 2), (1, 2)]
    assert all(row.leads for row in shown.rows)


def test_a_diverged_trial_is_counted_and_never_dropped() -> None:
    shown = board(trials({"lucky": [0.1, 0.1, np.nan], "sound": [1, 1, 1]}))
    assert methods(shown) == ["sound", "lucky"]
    lucky = shown["lucky"]
    assert (lucky.seeds, lucky.statuses["completed"], lucky.statuses["diverged"]) == (3, 2, 1)
    assert (lucky.final.value, lucky.final.high) == (np.inf, np.inf)
    assert lucky.final.low == pytest.approx(0.1)
    assert lucky.values[:2] == (0.1, 0.1)
    assert math.isnan(lucky.values[2])


def test_other_metrics_fail_in_their_own_direction() -> None:
    found = [
        trial("a", seed, value, final=Scores(20, {W2: value, MODES: modes}))
        for seed, (value, modes) in enumerate([(1.0, 8.0), (np.nan, np.nan), (np.nan, np.nan)])
    ]
    shown = board(found)
    assert [m.name for m in shown.measures] == ["w2", "modes"]
    assert shown["a"]["modes"].final.value == -np.inf
    assert shown["a"]["modes@300"] == shown["a"]["modes"]


def test_a_metric_that_no_trial_has_a_value_of_is_left_out() -> None:
    shown = board([trial("a", 0, 1.0, final=Scores(20, {W2: 1.0, MODES: np.nan}))])
    assert [m.name for m in shown.measures] == ["w2"]


def test_methods_that_failed_alike_share_a_rank() -> None:
    shown = board(trials({"a": [np.nan], "b": [np.nan], "c": [1.0]}))
    assert [row.rank.value for row in shown.rows] == [1, 2, 2]


def test_time_to_target_is_a_median_in_which_a_miss_is_infinite() -> None:
    never = TargetReached((TargetCondition(W2, 1.0),))
    slow = [trial("b", 0, 2, target=never), trial("b", 1, 2, target=never), trial("b", 2, 2)]
    shown = board([*trials({"a": [1, 1, 1]}), *slow])
    assert shown["a"].to_target.steps == 200
    assert shown["b"].to_target.steps == np.inf
    assert [row.to_target.reached for row in shown.rows] == [3, 1]


def test_cost_and_improvement_are_relative_to_the_baseline() -> None:
    shown = board(trials({"a": [1, 4], "non-saturating": [2, 3]}))
    assert shown["a"].relative_cost == 2
    assert shown["a"].improvement == 0.5
    assert shown.baseline == "non-saturating"


def test_the_first_method_is_the_baseline_where_there_is_no_other() -> None:
    assert board(trials({"z": [1.0], "a": [2.0]})).baseline == "z"


def test_a_workload_on_which_everything_failed_still_has_rows() -> None:
    shown = board([unmeasured("a", "failed"), unmeasured("b", "failed")])
    assert [row.statuses["failed"] for row in shown.rows] == [1, 1]
    assert [row.rank for row in shown.rows] == [Rank(1, 1, 2), Rank(1, 1, 2)]
    assert (shown.primary, shown.samples, shown.target) == (None, None, ())
    assert math.isnan(shown.rows[0].final.value)


def test_the_order_of_trials_does_not_matter() -> None:
    found = trials({"a": [1, 5, 3], "b": [2, 4, 6]})
    assert board(found) == board([found[i] for i in (2, 0, 1, 5, 3, 4)])


def test_overall_is_the_mean_rank_over_workloads() -> None:
    first = trials({"a": [1.0], "b": [2.0], "c": [3.0]})
    second = elsewhere(trials({"a": [3.0], "b": [1.0], "c": [2.0]}))
    ranking = overall(boards([*first, *second]).values())
    assert [row.method for row in ranking] == ["b", "a", "c"]
    assert [row.mean_rank for row in ranking] == [1.5, 2.0, 2.5]


def test_what_a_perfect_generator_scores_is_the_mean_over_trials() -> None:
    found = [
        trial("a", seed, 1.0, reference={Sized("w2", 200): level, Sized("modes", 200): math.nan})
        for seed, level in enumerate([0.1, 0.3])
    ]
    assert board(found).perfect.values == {"w2": pytest.approx(0.2)}
    assert board(found).perfect.samples == 200


def test_versions_of_a_workload_never_share_a_board() -> None:
    shown = boards([*trials({"a": [1.0]}), *elsewhere(trials({"b": [2.0]}), "ring8-v2")])
    assert {name: methods(each) for name, each in shown.items()} == {
        "ring8": ["a"],
        "ring8-v2": ["b"],
    }


def test_what_is_skipped_has_no_rank_and_spoils_no_mean() -> None:
    played = trials({"a": [1, 1], "b": [2, 2]})
    skipped = [unmeasured("c", "skipped", seed=seed) for seed in range(2)]
    shown = boards([*played, *skipped, *elsewhere(trials({"c": [1, 1], "a": [2, 2]}))])
    assert methods(shown["ring8"]) == ["a", "b"]
    [mean] = [row for row in overall(shown.values()) if row.method == "c"]
    assert (mean.mean_rank, mean.workloads) == (1, 1)


def test_an_unknown_method_or_metric_is_told_with_those_that_are_known() -> None:
    shown = board(trials({"a": [1.0], "b": [2.0]}))
    with pytest.raises(GanbenchError, match=r"no method 'c' on ring8\. Known: a, b"):
        shown["c"]
    with pytest.raises(GanbenchError, match=r"no metric 'fid' here\. Known: w2"):
        shown["a"]["fid"]


def test_a_notebook_shows_a_board_with_every_text_escaped() -> None:
    html = board(trials({"<b>a": [1.0, 1.5], "c&d": [2.0, 2.0]}))._repr_html_()
    assert "&lt;b&gt;a" in html
    assert "c&amp;d" in html
    assert "[1.0000, 1.5000]" in html


JS, ENERGY = Sized("jensen-shannon", 300), Sized("energy", 300)


def far(method: str, divergences: list[float], energies: list[float]) -> list[Record]:
    """Trials with two final metrics, of which the first is the primary one."""
    pairs = enumerate(zip(divergences, energies, strict=True))
    return [
        trial(method, seed, js, primary=JS, final=Scores(20, {JS: js, ENERGY: energy}))
        for seed, (js, energy) in pairs
    ]


def test_where_every_method_is_saturated_another_metric_ranks() -> None:
    records = [*far("a", [0.51, 0.66, 0.52], [3, 3, 3]), *far("b", [0.6, 0.1, 0.6], [1, 1, 1])]
    shown = board(records)
    assert (methods(shown), shown.primary.name) == (["b", "a"], "energy")
    assert [each.name for each in shown.measures] == ["energy", "jensen-shannon"]
    assert shown.saturated.name == "jensen-shannon"
    assert shown["b"].values == (1, 1, 1)


def test_a_method_that_is_not_saturated_suffices_for_the_primary_metric_to_rank() -> None:
    records = [*far("a", [0.51, 0.49, 0.49], [3, 3, 3]), *far("b", [0.6, 0.6, 0.6], [1, 1, 1])]
    shown = board(records)
    assert (methods(shown), shown.primary.name) == (["a", "b"], "jensen-shannon")
    assert shown.saturated is None


def test_a_failed_run_is_beyond_every_saturation() -> None:
    records = [*far("a", [0.4, math.nan, math.nan], [3, 3, 3])]
    assert board(records).saturated.name == "jensen-shannon"


def test_a_saturated_metric_ranks_where_the_other_one_was_not_measured() -> None:
    records = [
        trial(m, 0, x, primary=JS, final=Scores(20, {JS: x})) for m, x in (("a", 0.6), ("b", 0.55))
    ]
    shown = board(records)
    assert (methods(shown), shown.saturated) == (["b", "a"], None)
