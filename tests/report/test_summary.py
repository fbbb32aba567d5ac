from dataclasses import replace

import pytest

from ganbench.analysis.board import Board, Rank
from ganbench.analysis.measure import measure
from ganbench.metrics.sized import Sized
from ganbench.report.latex import escape
from ganbench.report.summary import listed, outcome, skips
from ganbench.store import Record
from ganbench.store.record import STATUSES


@pytest.fixture
def ranked(board, estimate):
    """Makes a board of methods m0, m1, ... whose intervals of ranks are given."""

    def make(*ranks: tuple[int, int], seeds: int = 3, value: float = 0.5, **ended: int) -> Board:
        statuses = {**dict.fromkeys(STATUSES, 0), "completed": seeds, **ended}
        [score, _] = board.rows[0].scores
        final = estimate(value, value / 2, value * 2)
        rows = tuple(
            replace(
                board.rows[0], method=f"m{i}", rank=Rank(i + 1, *ends), seeds=seeds,
                statuses=statuses, scores=(replace(score, final=final),),
            )
            for i, ends in enumerate(ranks)
        )  # fmt: skip
        return replace(board, rows=rows)

    return make


def test_a_clear_winner_is_called_one(ranked) -> None:
    first, second = outcome([ranked((1, 1), (2, 2), seeds=5)], 10)
    assert "m0 comes first" in first
    assert "no other method" in first
    assert second == "All 10 trials completed."


def test_a_tie_is_called_one(ranked) -> None:
    tied = ranked((1, 2), (1, 3), (1, 3))
    assert "cannot be told apart from m1 and m2" in outcome([tied], 9)[0]


def test_nobody_wins_where_everybody_failed(ranked) -> None:
    lost = ranked((1, 2), (1, 2), value=float("inf"))
    assert "no method came through" in outcome([lost], 6)[0]


def test_few_seeds_are_warned_of(ranked) -> None:
    def warned(seeds: int) -> bool:
        return "too narrow" in " ".join(outcome([ranked((1, 1), seeds=seeds)], 1))

    assert warned(3)
    assert not warned(10)


def test_what_did_not_complete_is_said(ranked) -> None:
    sentences = outcome([ranked((1, 1), seeds=5, completed=3, diverged=2)], 7)
    assert sentences[1] == "3 of 5 trials completed; 2 diverged (m0 on ring8)."
    assert sentences[2].startswith("2 of 7 planned trials have not run yet")


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (list("abcdefghijkl"), "a, b, c, d, e, f and 6 others"),
    ],
)
def test_lists_read_like_lists(names: list[str], text: str) -> None:
    assert listed(names) == text


def test_one_seed_has_no_interval_and_is_said_to_be_one(ranked) -> None:
    first, warning, _ = outcome([ranked((1, 1), (2, 2), seeds=1)], 2)
    assert "Sliced W2 distance of 0.5000 (n=1), lower is better" in first
    assert "no spread" in warning


def test_counts_of_one_are_singular(ranked) -> None:
    *_, lost, left = outcome([ranked((1, 1), seeds=1, completed=0, diverged=1)], 2)
    assert lost == "0 of 1 trial completed; 1 diverged (m0 on ring8)."
    assert left == "1 of 2 planned trials has not run yet: run it again."


def test_latex_specials_are_escaped() -> None:
    assert escape(r"a_b & 5% {x} \y") == r"a\_b \& 5\% \{x\} \textbackslash{}y"


def skipped(*rows: tuple[str, str, str]) -> list[Record]:
    return [
        Record(f"{method}{seed}", method, workload, seed, {}, {}, "skipped", reason)
        for method, workload, reason in rows
        for seed in range(2)
    ]


def test_what_was_skipped_is_said_once_with_the_reason() -> None:
    played = [Record("a0", "a", "ring8", 0, {}, {}, "completed")]
    trials = [*played, *skipped(("cr", "ring8", "only pictures"))]
    assert skips(trials) == ["Skipped, and not ranked: cr on ring8 (only pictures)."]
    assert skips(played) == []


def test_each_reason_is_told_once_with_all_the_methods_and_workloads_it_is_about() -> None:
    both = [(method, work, "pictures") for work in ("ring8", "grid25") for method in ("cr", "bcr")]
    trials = skipped(*both, ("odd", "ring8", "pictures"), ("two", "ring8", "no labels"))
    assert skips(trials) == [
        "Skipped, and not ranked: cr and bcr on ring8 and grid25; odd on ring8 (pictures).",
        "Skipped, and not ranked: two on ring8 (no labels).",
    ]


def test_no_skipped_method_is_left_out_of_the_list() -> None:
    trials = skipped(*((f"m{i}", "ring8", "pictures") for i in range(12)))
    assert all(f"m{i}" in skips(trials)[0] for i in range(12))


def test_the_first_of_methods_that_are_all_far_off_is_not_called_good(ranked) -> None:
    saturated = replace(ranked((1, 1), (2, 2)), saturated=measure(Sized("jensen-shannon", 300)))
    [first, *_] = outcome([saturated], 6)
    assert "no method is near the data by Jensen-Shannon (nats), and among such m0" in first
