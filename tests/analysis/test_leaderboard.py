import numpy as np
import pandas as pd
import pytest

from ganbench.analysis.frame import COLUMNS
from ganbench.analysis.leaderboard import leaderboard, overall, references


def trials(results: dict[str, list[float]], direction: str = "lower", **columns) -> pd.DataFrame:
    """One row a trial; a NaN is a diverged trial."""
    rows = [
        {
            "workload": "ring8",
            "method": method,
            "seed": seed,
            "status": "diverged" if np.isnan(value) else "completed",
            "primary": "w2",
            "direction": direction,
            "final_w2": value,
            "best_w2": value,
            "steps_to_target": 100.0 * (seed + 1),
            "passes_per_step": 5.0 if method == "non-saturating" else 10.0,
            **columns,
        }
        for method, values in results.items()
        for seed, value in enumerate(values)
    ]
    table = pd.DataFrame(rows)
    return table.reindex(columns=list(dict.fromkeys([*COLUMNS, *table.columns])))


def test_the_best_method_comes_first() -> None:
    board = leaderboard(trials({"a": [3, 3.1], "b": [1, 1.1], "c": [2, 2.1]}))
    assert list(board["method"]) == ["b", "c", "a"]
    assert list(board["rank"]) == [1, 2, 3]
    assert list(board["final_w2"]) == pytest.approx([1.05, 2.05, 3.05])


def test_higher_can_be_better() -> None:
    board = leaderboard(trials({"a": [3, 3], "b": [1, 1]}, direction="higher"))
    assert list(board["method"]) == ["a", "b"]


def test_clear_results_have_no_doubt_about_their_ranks() -> None:
    board = leaderboard(trials({"a": [1, 1.1, 1.2], "b": [9, 9.1, 9.2]}))
    assert list(board["rank_low"]) == [1, 2]
    assert list(board["rank_high"]) == [1, 2]


def test_overlapping_results_share_the_first_place() -> None:
    board = leaderboard(trials({"a": [1, 5, 3, 2, 4], "b": [4.1, 2.1, 1.1, 5.1, 3.1]}))
    assert list(board["rank_low"]) == [1, 1]
    assert list(board["rank_high"]) == [2, 2]


def test_a_diverged_trial_is_counted_and_never_dropped() -> None:
    board = leaderboard(trials({"lucky": [0.1, 0.1, np.nan], "sound": [1, 1, 1]}))
    assert list(board["method"]) == ["sound", "lucky"]
    lucky = board.iloc[1]
    assert (lucky["seeds"], lucky["completed"], lucky["diverged"]) == (3, 2, 1)
    assert lucky["final_w2"] == np.inf
    assert lucky["final_w2_high"] == np.inf
    assert lucky["final_w2_low"] == pytest.approx(0.1)


def test_other_metrics_fail_in_their_own_direction() -> None:
    table = trials({"a": [1, np.nan, np.nan]}, final_modes=8.0)
    table.loc[1:, "final_modes"] = np.nan
    board = leaderboard(table, {"modes": "higher"})
    assert board.loc[0, "final_modes"] == -np.inf


def test_methods_that_failed_alike_share_a_rank() -> None:
    board = leaderboard(trials({"a": [np.nan], "b": [np.nan], "c": [1.0]}))
    assert list(board["rank"]) == [1, 2, 2]


def test_time_to_target_is_a_median_in_which_a_miss_is_infinite() -> None:
    table = trials({"a": [1, 1, 1], "b": [2, 2, 2]})
    table.loc[table["method"] == "b", "steps_to_target"] = [np.nan, np.nan, 10]
    board = leaderboard(table).set_index("method")
    assert board.loc["a", "steps_to_target"] == 200
    assert board.loc["b", "steps_to_target"] == np.inf
    assert list(board["reached"]) == [3, 1]


def test_cost_and_improvement_are_relative_to_the_baseline() -> None:
    board = leaderboard(trials({"a": [1, 4], "non-saturating": [2, 3]})).set_index("method")
    assert board.loc["a", "relative_cost"] == 2
    assert board.loc["a", "improvement"] == 0.5
    assert set(board["baseline"]) == {"non-saturating"}


def test_the_first_method_is_the_baseline_where_there_is_no_other() -> None:
    assert set(leaderboard(trials({"z": [1.0], "a": [2.0]}))["baseline"]) == {"z"}


def test_a_workload_on_which_everything_failed_still_has_rows() -> None:
    table = trials({"a": [np.nan], "b": [np.nan]})
    table["primary"] = table["direction"] = None
    board = leaderboard(table.assign(status="failed").drop(columns=["final_w2", "best_w2"]))
    assert list(board["failed"]) == [1, 1]
    assert list(board["rank"]) == [1, 1]


def test_the_order_of_rows_does_not_matter() -> None:
    table = trials({"a": [1, 5, 3], "b": [2, 4, 6]})
    shuffled = pd.concat([table.iloc[[2, 0, 1]], table.iloc[[5, 3, 4]]])
    pd.testing.assert_frame_equal(leaderboard(table), leaderboard(shuffled))


def test_overall_is_the_mean_rank_over_workloads() -> None:
    first = trials({"a": [1.0], "b": [2.0], "c": [3.0]})
    second = trials({"a": [3.0], "b": [1.0], "c": [2.0]}).assign(workload="digits")
    table = overall(leaderboard(pd.concat([first, second])))
    assert list(table["method"]) == ["b", "a", "c"]
    assert list(table["mean_rank"]) == [1.5, 2.0, 2.5]


def test_references_are_a_row_a_workload() -> None:
    table = references(trials({"a": [1.0, 2.0]}, **{"reference_w2@300": 0.1}))
    assert table.loc["ring8"].to_dict() == pytest.approx({"w2": 0.1, "samples": 300})


def test_what_is_skipped_has_no_rank_and_spoils_no_mean() -> None:
    played = trials({"a": [1, 1], "b": [2, 2]})
    skipped = trials({"c": [np.nan, np.nan]}).assign(status="skipped")
    elsewhere = trials({"c": [1, 1], "a": [2, 2]}).assign(workload="digits")
    board = leaderboard(pd.concat([played, skipped, elsewhere], ignore_index=True))
    here = board[board["workload"] == "ring8"]
    assert list(here["method"]) == ["a", "b"]
    means = overall(board).set_index("method")
    assert means.loc["c", "mean_rank"] == 1
    assert means.loc["c", "workloads"] == 1
