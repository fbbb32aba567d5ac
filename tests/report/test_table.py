import math
from dataclasses import replace

from ganbench.analysis.board import Board, PerfectScores
from ganbench.analysis.measure import measure
from ganbench.metrics.sized import Sized
from ganbench.report.latex import latex
from ganbench.report.table import Cell, Table, table


def change(board: Board, **changes) -> Board:
    """The board with other values of its second row."""
    first, second = board.rows
    return replace(board, rows=(first, replace(second, **changes)))


def cell(shown: Table, row: int, title: str, kind: str = "final") -> str:
    """What stands in the first column of a kind whose header begins with a title."""
    [found] = [c for c in shown.columns if c.kind == kind and c.header.startswith(title)]
    return str(found.cells[row])


def kinds(shown: Table) -> set[str]:
    return {column.kind for column in shown.columns}


def lost(board: Board) -> Board:
    """The board on which two trials of the second method diverged."""
    return change(board, statuses={**board.rows[1].statuses, "completed": 1, "diverged": 2})


def test_every_metric_has_its_interval(board) -> None:
    shown = table(board)
    assert cell(shown, 0, "Sliced") == "0.5000 [0.2500, 1.0000]"
    assert cell(shown, 0, "Modes", "other") == "4.0 [2.0, 8.0]"


def test_in_brief_the_final_primary_metric_alone_has_one(board) -> None:
    shown = table(board).brief()
    assert cell(shown, 0, "Sliced") == "0.5000 [0.2500, 1.0000]"
    assert cell(shown, 0, "best", "best") == "0.5000"
    assert cell(shown, 0, "Modes", "other") == "4.0"
    assert cell(shown, 0, "Steps", "steps") == "∞ (0/3)"


def test_one_seed_has_no_interval_and_is_said_to_be_one(board) -> None:
    shown = table(change(board, seeds=1))
    assert cell(shown, 1, "Sliced") == "0.5000 (n=1)"
    assert cell(shown, 1, "best", "best") == "0.5000"
    assert cell(shown, 1, "Modes", "other") == "4.0"
    assert cell(shown, 1, "Seeds", "seeds") == "1"
    assert shown.caption.startswith("1 to 3 seeds a method;")


def test_failed_runs_alone_are_one_cross(board, estimate) -> None:
    gone = estimate(math.inf, math.inf, math.inf)
    scores = tuple(replace(score, final=gone, best=gone) for score in board.rows[1].scores)
    for seeds in (1, 3):
        shown = table(change(board, scores=scores, seeds=seeds))
        assert cell(shown, 1, "Sliced") == "✗"
        assert cell(shown, 1, "Modes", "other") == "✗"


def test_an_interval_that_failed_runs_reach_is_kept(board, estimate) -> None:
    first, other = board.rows[1].scores
    reached = replace(first, final=estimate(0.5, 0.25, math.inf))
    assert cell(table(change(board, scores=(reached, other))), 1, "Sliced") == "0.5000 [0.2500, ✗]"


def test_columns_that_say_nothing_are_left_out(board) -> None:
    assert not {"seeds", "lost", "seconds", "passes"} & kinds(table(board))
    assert "lost" in kinds(table(lost(board)))
    to_target = replace(board.rows[1].to_target, reached=2)
    assert {"seconds", "passes"} < kinds(table(change(board, to_target=to_target)))


def test_a_workload_without_a_measurement_has_a_table(board) -> None:
    rows = tuple(replace(row, scores=()) for row in board.rows)
    shown = table(replace(board, rows=rows, measures=(), samples=None))
    assert cell(shown, 0, "metric") == "—"
    assert shown.caption == "3 seeds a method."


def test_a_cell_is_its_value_and_what_is_in_brackets() -> None:
    assert str(Cell("1.0", "[0.5, 2.0]")) == "1.0 [0.5, 2.0]"
    assert str(Cell("3 diverged")) == "3 diverged"


def test_a_latex_table_fits_the_page_with_an_interval_for_every_metric(board) -> None:
    text = latex([table(lost(board))])
    assert r"\begin{adjustbox}{max width=\textwidth" in text
    lines = text.splitlines()
    row = next(i for i, line in enumerate(lines) if "bad" in line)
    assert r"{\scriptsize [0.2500, 1.0000]}" in lines[row + 1]
    assert r"{\scriptsize [2.0, 8.0]}" in lines[row + 1]
    assert "beats" not in text
    headers = lines[lines.index(r"  \toprule") + 1 : lines.index(r"  \midrule")]
    assert len(headers) > 1
    assert {header.count("&") for header in headers} == {lines[row].count("&")}


def test_how_many_real_samples_there_are_is_said_where_they_are_fewer(board) -> None:
    assert table(board).caption == "3 seeds a method; 500 samples an evaluation."
    fewer = table(replace(board, real_samples=400)).caption
    assert "500 samples an evaluation, against 400 real ones" in fewer


def test_the_row_of_a_perfect_generator_says_of_how_many_samples_it_is(board) -> None:
    assert table(board).reference == []
    shown = table(replace(board, perfect=PerfectScores({"sliced-w2": 0.1}, 200)))
    assert "0.1000" in shown.reference
    assert "(200 of a perfect generator: all that there are)" in shown.caption


def test_the_caption_says_where_another_metric_ranks(board):
    assert "ranked by" not in table(board).caption
    saturated = replace(board, saturated=measure(Sized("jensen-shannon", 300)))
    title = board.measures[0].title
    told = "every method's median Jensen-Shannon (nats) is above 0.5, where it says little"
    assert f"{told}: ranked by {title}" in table(saturated).caption
