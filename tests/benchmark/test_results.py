"""Results as objects, frames and arrays, also where metrics have the names of columns."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from ganbench.benchmark.results import Results, load
from ganbench.cli.main import main
from ganbench.errors import GanbenchError
from ganbench.metrics.sized import Sized
from ganbench.store import DamagedRecord, Record, Store
from ganbench.store.measurements import Measurements, Scores, TargetCondition, TargetReached

NAMES = ("x", "x_low", "final_x", "x@y", "best_final_x_high", "seconds_to_target", "<i>x")
"""Metrics that a name of a column could be mistaken for, the first one ranks."""


def trial(method: str, seed: int, step: int = 20) -> Record:
    """A trial with a value of its own for each metric and moment."""
    level = (1 if method == "good" else 2) + seed / 10
    best, final = (
        {Sized(name, 500): level + 10 * i + moment for i, name in enumerate(NAMES)}
        for moment in (0.0, 0.5)
    )
    history = {"step": [0, step], "train_seconds": [0.0, 1.0]}
    history |= {str(Sized(name, 200)): [level, level] for name in NAMES}
    return Record(
        f"{method}{seed}", method, "odd-v2", seed, {}, {}, "completed",
        history=pd.DataFrame(history),
        measurements=Measurements(
            Sized("x", 500), "lower", 500, 500, step, Scores(10, best), Scores(step, final),
            reference={Sized(name, 500): float(i) for i, name in enumerate(NAMES)},
            target=TargetReached((TargetCondition(Sized("x_low", 200), 5.0),), 10, 1.0, 50.0),
        ),
        samples={0: np.zeros((3, 2), np.float32), step: np.ones((3, 2), np.float32)},
    )  # fmt: skip


@pytest.fixture
def odd(tmp_path):
    """A results folder of two methods on a workload that is measured with `NAMES`."""
    store = Store.open(tmp_path / "odd")
    records = [trial(method, seed) for method in ("bad", "good") for seed in (0, 1)]
    for record in records:
        store.write(record)
    store.begin("name: odd\n", [record.trial for record in records])
    return store.path


def test_every_name_of_a_metric_has_its_own_numbers_on_the_board(odd):
    board = load(odd).boards["odd-v2"]
    assert [m.name for m in board.measures] == list(NAMES)
    for i, name in enumerate(NAMES):
        assert board["good"][name].final.value == pytest.approx(1.55 + 10 * i)
        assert board["good"][name].best.value == pytest.approx(1.05 + 10 * i)
        assert board.perfect.values[name] == i
    assert [row.method for row in board.rows] == ["good", "bad"]
    assert board.target[0].measure.name == "x_low"


def test_every_name_of_a_metric_has_its_own_columns_in_frames(odd):
    results = load(odd)
    trials, board = results.trials(), results.leaderboard()
    assert len(set(trials.columns)) == len(trials.columns)
    assert len(set(board.columns)) == len(board.columns)
    for i, name in enumerate(NAMES):
        assert trials.loc[2, f"final_{name}@500"] == pytest.approx(1.5 + 10 * i)
        assert board.loc[0, f"final_{name}@500"] == pytest.approx(1.55 + 10 * i)
        assert board.loc[0, f"best_{name}@500_high"] == pytest.approx(1.1 + 10 * i)
        assert f"{name}@200" in results.history()
    assert trials.loc[0, "seconds_to_target"] == 1.0


def test_every_name_of_a_metric_is_reported_and_exported(odd, tmp_path, capsys):
    assert main(["report", str(odd)]) == 0
    tables = (odd / "leaderboard.md").read_text()
    [good] = [line for line in tables.splitlines() if "good" in line and line.startswith("|")]
    for i in range(1, len(NAMES)):
        assert f"{1.55 + 10 * i:.3f} [{1.5 + 10 * i:.3f}, {1.6 + 10 * i:.3f}]" in good
    page = (odd / "index.html").read_text()
    assert "&lt;i&gt;x@500" in page
    assert "<i>x" not in page
    assert main(["export", str(odd), "--output", str(tmp_path / "trials.csv")]) == 0
    assert pd.read_csv(tmp_path / "trials.csv")["final_x_low@500"].tolist() == pytest.approx(
        [12.5, 12.6, 11.5, 11.6]
    )


def test_frames_have_a_row_for_each_trial_and_evaluation(odd):
    results = load(odd)
    assert results.trials()[["method", "seed"]].values.tolist() == [
        ["bad", 0], ["bad", 1], ["good", 0], ["good", 1],
    ]  # fmt: skip
    history = results.history()
    assert list(history)[:5] == ["workload", "method", "seed", "step", "train_seconds"]
    assert history["step"].tolist() == [0, 20] * 4


def test_the_last_samples_are_returned_unless_a_step_is_asked_for(odd):
    results = load(odd)
    assert (results.samples("odd-v2", "good", seed=1) == 1).all()
    assert (results.samples("odd-v2", "good", seed=1, step=0) == 0).all()
    assert results.samples("odd-v2", "good", 1).shape == (3, 2)


def test_samples_that_are_not_there_are_told_with_those_that_are(odd):
    results = load(odd)
    with pytest.raises(GanbenchError, match=r"no trial of 'r1' on 'odd-v2' with seed 0.*'good' on"):
        results.samples("odd-v2", "r1", 0)
    with pytest.raises(GanbenchError, match=r"no samples of step 7\. Steps with samples: 0, 20\."):
        results.samples("odd-v2", "good", 0, step=7)


def test_a_board_that_is_not_there_is_told_with_those_that_are(odd):
    with pytest.raises(GanbenchError, match=r"no board of 'odd-v3'.* Known: odd-v2\."):
        load(odd).boards["odd-v3"]


def test_version_1_is_found_by_its_versioned_name(tmp_path):
    store = Store.open(tmp_path / "odd")
    record = replace(trial("good", 0), workload="odd")
    store.write(record)
    store.begin("name: odd\n", [record.trial])
    results = load(store.path)
    assert results.boards["odd-v1"] == results.boards["odd"]
    assert results.samples("odd-v1", "good", 0).shape == (3, 2)


def test_damaged_records_are_left_out_and_named_once(odd):
    broken = odd / "trials" / "odd-v2" / "bad" / "seed-1-bad1" / "status.json"
    broken.write_text("{")
    results = load(odd)
    with pytest.warns(DamagedRecord, match="seed-1-bad1") as told:
        assert results.boards["odd-v2"]["bad"].seeds == 1
    assert len(told) == 1
    assert len(results.records) == 3
    assert len(results.damaged) == 1
    assert "1 damaged" in repr(results)


def test_boards_are_computed_once(odd, monkeypatch):
    from ganbench.analysis import comparison

    calls = []
    boards = comparison.boards
    monkeypatch.setattr(comparison, "boards", lambda given: calls.append(1) or boards(given))
    assert main(["report", str(odd)]) == 0
    assert calls == [1]


def test_only_the_newest_run_is_read_unless_everything_is_asked_for(odd):
    Store.open(odd).begin("name: odd\n", ["good0", "good1"])
    assert {record.method for record in load(odd).records} == {"good"}
    assert {r.method for r in Results.open(odd, everything=True).records} == {"good", "bad"}


def test_the_reports_path_is_returned(odd):
    path = load(odd).report()
    assert path == odd / "index.html"
    assert "<h1>odd</h1>" in path.read_text()


def test_results_say_what_they_are_and_a_notebook_shows_them(odd):
    results = load(odd)
    assert repr(results) == f"<Results of 4 trials in {odd}>"
    html = results._repr_html_()
    assert html.count("<table>") == 1
    assert "&lt;i&gt;x@500" in html
    assert "<i>" not in html


def test_a_folder_without_a_finished_trial_says_what_to_do(tmp_path):
    results = Results(Store.open(tmp_path / "empty"))
    assert len(results.trials()) == 0
    assert results._repr_html_().startswith("<p>&lt;Results of 0 trials in")
    with pytest.raises(GanbenchError, match="no finished trial of its newest run"):
        results.boards  # noqa: B018
    with pytest.raises(GanbenchError, match="not a results folder"):
        load(tmp_path / "nothing")


def test_a_trial_that_failed_has_no_numbers_and_its_method_the_worst(odd):
    store = Store.open(odd)
    failed = Record("b0", "boom", "odd-v2", 0, {}, {}, "failed", "boom", traceback="line 1")
    store.write(failed)
    results = Results.open(odd, everything=True)
    board = results.boards["odd-v2"]
    assert board.rows[-1].method == "boom"
    assert math.isinf(board["boom"]["x_low"].final.value)
    assert [r.traceback for r in results.records if r.status == "failed"] == ["line 1"]
