import math

import pandas as pd

from ganbench.report.table import LOST, Table, halves, tables
from ganbench.report.texts import latex


def table_board() -> pd.DataFrame:
    """Two methods of three seeds."""
    board = pd.DataFrame(
        {
            "workload": "ring8", "method": ["good", "bad"], "primary": "sliced-w2",
            "direction": "lower", "rank": [1, 2], "rank_low": [1, 2], "rank_high": [1, 2],
            "seeds": 3, "completed": 3, **dict.fromkeys(LOST, 0), "samples": 500.0,
            "real_samples": 500.0,
            "target_metric": None, "target_threshold": math.nan, "reached": 0,
            "steps_to_target": math.inf, "seconds_to_target": math.inf,
            "passes_to_target": math.inf, "relative_cost": 1.0, "baseline": "good",
            "improvement": 0.5,
        }
    )  # fmt: skip
    for name, value in (("sliced-w2", 0.5), ("modes", 4.0)):
        for moment in ("final", "best"):
            key = f"{moment}_{name}"
            board = board.assign(**{key: value, f"{key}_low": value / 2, f"{key}_high": value * 2})
    return board


def table(**columns) -> Table:
    """The same as a table; columns may be given other values."""
    [shown] = tables(table_board().assign(**columns), pd.DataFrame())
    return shown


def cell(shown: Table, row: int, key: str) -> str:
    return shown.rows[row].cells[shown.keys.index(key)]


FAILED = {
    f"{moment}_{name}{end}": [1.0, math.inf]
    for moment in ("final", "best")
    for name in ("sliced-w2", "modes")
    for end in ("", "_low", "_high")
}


def test_every_metric_has_its_interval() -> None:
    shown = table()
    assert cell(shown, 0, "final_sliced-w2") == "0.5000 [0.2500, 1.0000]"
    assert cell(shown, 0, "final_modes") == "4.0 [2.0, 8.0]"


def test_in_brief_the_final_primary_metric_alone_has_one() -> None:
    shown = table().brief()
    assert cell(shown, 0, "final_sliced-w2") == "0.5000 [0.2500, 1.0000]"
    assert cell(shown, 0, "best_sliced-w2") == "0.5000"
    assert cell(shown, 0, "final_modes") == "4.0"
    assert cell(shown, 0, "steps") == "∞ (0/3)"


def test_one_seed_has_no_interval_and_is_said_to_be_one() -> None:
    shown = table(seeds=[3, 1])
    assert cell(shown, 1, "final_sliced-w2") == "0.5000 (n=1)"
    assert cell(shown, 1, "best_sliced-w2") == "0.5000"
    assert cell(shown, 1, "final_modes") == "4.0"
    assert cell(shown, 1, "seeds") == "1"
    assert shown.caption.startswith("1 to 3 seeds a method;")


def test_failed_runs_alone_are_one_cross() -> None:
    for seeds in (1, 3):
        shown = table(**FAILED, seeds=seeds)
        assert cell(shown, 1, "final_sliced-w2") == "✗"
        assert cell(shown, 1, "final_modes") == "✗"


def test_an_interval_that_failed_runs_reach_is_kept() -> None:
    shown = table(**{"final_sliced-w2_high": [1.0, math.inf]})
    assert cell(shown, 1, "final_sliced-w2") == "0.5000 [0.2500, ✗]"


def test_columns_that_say_nothing_are_left_out() -> None:
    assert not {"seeds", "lost", "seconds", "passes"} & set(table().keys)
    assert "lost" in table(diverged=[0, 2]).keys
    assert {"seconds", "passes"} < set(table(reached=[0, 2]).keys)


def test_a_cell_falls_into_its_value_and_what_is_in_brackets() -> None:
    assert halves("1.0 [0.5, 2.0]") == ("1.0", "[0.5, 2.0]")
    assert halves("∞ (0/3)") == ("∞", "(0/3)")
    assert halves("3 diverged") == ("3 diverged", "")


def test_a_latex_table_fits_the_page_with_an_interval_for_every_metric() -> None:
    text = latex([table(diverged=[0, 2])])
    assert r"\begin{adjustbox}{max width=\textwidth" in text
    lines = text.splitlines()
    row = next(i for i, line in enumerate(lines) if "bad" in line)
    assert r"{\scriptsize [0.2500, 1.0000]}" in lines[row + 1]
    assert r"{\scriptsize [2.0, 8.0]}" in lines[row + 1]
    assert "beats" not in text
    headers = lines[lines.index(r"  \toprule") + 1 : lines.index(r"  \midrule")]
    assert len(headers) > 1
    assert {header.count("&") for header in headers} == {lines[row].count("&")}


def test_how_many_real_samples_there_are_is_said_where_they_are_fewer():
    assert table().caption == "3 seeds a method; 500 samples an evaluation."
    assert "500 samples an evaluation, against 400 real ones" in table(real_samples=400.0).caption


def test_the_row_of_a_perfect_generator_says_of_how_many_samples_it_is():
    board = table_board()
    references = pd.DataFrame({"sliced-w2": [0.1], "samples": [200.0]}, index=["ring8"])
    [shown] = tables(board, references)
    assert "0.1000" in shown.reference
    assert "(200 of a perfect generator: all that there are)" in shown.caption
