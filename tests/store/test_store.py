import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ganbench.errors import GanbenchError
from ganbench.metrics.sized import Sized
from ganbench.store import DamagedRecord, Record, Store
from ganbench.store.measurements import Measurements, Scores


def record(trial: str = "abc123", **changes) -> Record:
    fields = {
        "method": "wgan-gp",
        "workload": "ring8",
        "seed": 3,
        "config": {"format": 1, "seed": 3},
        "environment": {"torch": "2.14"},
        "status": "completed",
        "reason": None,
        "history": pd.DataFrame({"step": [1, 2], "w2": [0.5, np.nan]}),
        "measurements": Measurements(
            primary=Sized("w2", 500),
            direction="lower",
            samples=500,
            real_samples=500,
            steps=2,
            best=Scores(1, {Sized("w2", 500): 0.5}),
            final=Scores(2, {Sized("w2", 500): float("nan"), Sized("modes"): np.float64(8)}),
        ),
        "samples": {1: np.arange(6, dtype=np.float32).reshape(3, 2)},
    }
    return Record(trial=trial, **{**fields, **changes})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "results")


def test_a_record_comes_back_as_it_was(store: Store) -> None:
    store.write(record())
    back = store.read("abc123")
    assert (back.method, back.workload, back.seed, back.status) == (
        "wgan-gp",
        "ring8",
        3,
        "completed",
    )
    assert back.config == {"format": 1, "seed": 3}
    pd.testing.assert_frame_equal(back.history, record().history)
    np.testing.assert_array_equal(back.samples[1], record().samples[1])


def test_json_is_strict_and_what_is_not_finite_is_null(store: Store) -> None:
    folder = store.write(record())
    text = (folder / "evaluation.json").read_text()
    assert "NaN" not in text
    assert json.loads(text)["final"]["metrics"] == {"w2@500": None, "modes": 8.0}


def test_samples_with_any_strides_come_back(store: Store) -> None:
    samples = np.arange(12, dtype=np.float32).reshape(3, 4).T[::2]
    store.write(record(samples={1: samples}))
    np.testing.assert_array_equal(store.read("abc123").samples[1], samples)


def test_a_failed_trial_needs_no_history(store: Store) -> None:
    store.write(Record("abc", "m", "w", 0, {}, {}, "failed", "out of memory"))
    back = store.read("abc")
    assert (back.status, back.reason, len(back.history)) == ("failed", "out of memory", 0)
    assert back.samples == {}
    assert back.measurements is None
    assert back.traceback is None


def test_a_failed_trial_keeps_its_traceback(store: Store) -> None:
    store.write(Record("abc", "m", "w", 0, {}, {}, "failed", "boom", traceback="line 1\nboom"))
    assert store.read("abc").traceback == "line 1\nboom"


def test_a_record_is_never_overwritten(store: Store) -> None:
    store.write(record())
    with pytest.raises(GanbenchError, match="never overwritten"):
        store.write(record(status="failed"))
    assert store.read("abc123").status == "completed"


def test_a_write_that_breaks_off_leaves_nothing(store: Store) -> None:
    with pytest.raises(TypeError):
        store.write(record(config={"not json": object()}))
    assert store.ids() == []
    assert list((store.path / ".partial").iterdir()) == []


def test_leftovers_of_a_crash_are_ignored_and_removed(store: Store) -> None:
    leftover = store.path / ".partial" / "abc-1"
    leftover.mkdir(parents=True)
    assert store.ids() == []
    Store.open(store.path)
    assert leftover.exists()  # another process may be writing it now
    os.utime(leftover, (0, 0))
    Store.open(store.path, create=False)
    assert leftover.exists()
    Store.open(store.path)
    assert not leftover.exists()


def test_ids_are_in_the_order_of_seeds(store: Store) -> None:
    for seed in (10, 2, 1):
        store.write(record(f"id{seed}", seed=seed))
    assert store.ids() == ["id1", "id2", "id10"]


def test_records_come_in_the_order_asked_for_and_skip_what_has_not_run(store: Store) -> None:
    for trial in ("a", "b", "c"):
        store.write(record(trial))
    assert [r.trial for r in store.records(["c", "missing", "a"])] == ["c", "a"]
    assert [r.samples for r in store.records(["b"], samples=False)] == [{}]


def test_a_retired_trial_can_be_tried_again(store: Store) -> None:
    for attempt in (1, 2):
        store.write(record(status="failed"))
        assert store.retire("abc123", "failed").name == f"seed-3-abc123.failed-{attempt}"
        assert store.ids() == []
    store.write(record())
    assert store.read("abc123").status == "completed"


def test_runs_are_noted_only_when_something_changes(store: Store) -> None:
    assert store.current() == []
    store.begin("name: a", ["x", "y"])
    store.begin("name: a", ["x", "y"])
    assert len(list((store.path / "runs").iterdir())) == 1
    store.begin("name: b", ["z"])
    assert (store.current(), store.suite()) == (["z"], "name: b")


def test_a_folder_with_other_things_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with pytest.raises(GanbenchError, match="not empty"):
        Store.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(GanbenchError, match="cannot be made"):
        Store.open(tmp_path / "file")


def test_reading_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(GanbenchError, match="not a results folder"):
        Store.open(tmp_path / "missing", create=False)
    assert not (tmp_path / "missing").exists()


def test_another_format_is_refused(store: Store) -> None:
    (store.path / "ganbench.json").write_text('{"format": 99}')
    with pytest.raises(GanbenchError, match="format 99"):
        Store.open(store.path)


def test_a_folder_that_cannot_be_written_is_refused(store: Store, monkeypatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")  # as for all but root, who runs tests too

    monkeypatch.setattr("ganbench.store.store.tempfile.TemporaryFile", refuse)
    with pytest.raises(GanbenchError, match="cannot be written"):
        Store.open(store.path)
    Store.open(store.path, create=False)


@pytest.mark.parametrize(
    "name",
    ["config.json", "status.json", "evaluation.json", "history.parquet", "samples.safetensors"],
)
@pytest.mark.parametrize("content", [b"", b"\x80\x04nonsense", None])
def test_a_damaged_file_is_named(store: Store, name: str, content: bytes | None) -> None:
    file = store.write(record()) / name
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(GanbenchError, match=name):
        store.read("abc123")


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("status", {"trial": "abc123", "method": "m", "seed": 1}, "no 'workload'"),
        ("status", {"trial": "abc123", "method": "m", "workload": "w", "seed": "1"}, "'seed'"),
        ("config", {"workload": {"name": "ring8"}}, "no 'workload.dataset'"),
        ("evaluation", {"primary": "w2"}, "no 'direction'"),
        ("evaluation", {"primary": "w2", "direction": "up"}, "found 'up'"),
        (
            "evaluation",
            {"primary": "w2", "direction": "lower", "best": {"metrics": {"w2": "low"}}},
            "'best.metrics.w2': expected a number, found 'low'",
        ),
    ],
)
def test_a_wrong_value_is_named(store: Store, file: str, content: dict, told: str) -> None:
    path = store.write(record()) / f"{file}.json"
    path.write_text(json.dumps(content))
    with pytest.raises(GanbenchError) as error:
        store.read("abc123")
    assert str(path) in str(error.value)
    assert told in str(error.value)


def test_an_unknown_trial_is_named(store: Store) -> None:
    with pytest.raises(GanbenchError, match="no trial 'nope'"):
        store.read("nope")


def test_damaged_records_are_left_out_and_all_of_them_named(store: Store) -> None:
    for seed, trial in enumerate(("aaa111", "bbb222", "ccc333")):
        folder = store.write(record(trial=trial, seed=seed))
        if seed:
            (folder / ("config.json", "samples.safetensors")[seed - 1]).write_text("{")
    with pytest.warns(DamagedRecord) as told:
        records = store.records(samples=False)
    assert [r.trial for r in records] == ["aaa111"]
    assert len(told) == 2
    assert "bbb222" in str(told[0].message)
    assert "ccc333" in str(told[1].message)
