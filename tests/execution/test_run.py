"""`ganbench run` from end to end, on suites of seconds."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from safetensors import safe_open

from ganbench.store import Store

SUITE = """
name: tiny
workloads: [ring8]
methods: [non-saturating, {more}]
seeds: 2
budget: {{generator_steps: {steps}}}
evaluate: {{every: {every}, samples: 100}}
{plugins}
"""


def suite(folder: Path, more="vanilla", steps=4, every=2, plugins="") -> Path:
    file = folder / "tiny.yaml"
    file.write_text(SUITE.format(more=more, steps=steps, every=every, plugins=plugins))
    return file


def ganbench(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ganbench", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def run(file: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return ganbench("run", file, "--out", out, "--workers", "1", "--threads", "1", *options)


def statuses(out: Path) -> dict[tuple[str, int], str]:
    records = Store.open(out, create=False).records(samples=False)
    return {(r.method, r.seed): r.status for r in records}


def test_runs_once_then_trains_only_what_was_added(tmp_path):
    out = tmp_path / "results"
    first = run(suite(tmp_path), out)
    assert first.returncode == 0, first.stderr
    assert "4 trials, 4 to train" in first.stdout
    assert set(statuses(out).values()) == {"completed"}
    assert (out / "index.html").exists()
    records = Store.open(out, create=False).records()
    times = {p: p.stat().st_mtime_ns for p in out.rglob("status.json")}

    second = run(suite(tmp_path), out)
    assert second.returncode == 0
    assert "4 trials, 0 to train" in second.stdout

    third = run(suite(tmp_path, more="ttur"), out, "--quiet")
    assert third.returncode == 0
    assert third.stdout == ""
    assert len(statuses(out)) == 6
    assert all(p.stat().st_mtime_ns == t for p, t in times.items())
    again = {r.trial: r for r in Store.open(out, create=False).records()}
    assert all(again[r.trial].history.equals(r.history) for r in records)


def test_records_say_what_ran_where_and_at_what_cost(tmp_path):
    out = tmp_path / "results"
    assert run(suite(tmp_path), out).returncode == 0
    record = Store.open(out, create=False).records()[0]
    assert record.history["step"].tolist() == [0, 2, 4]
    assert record.environment["packages"]["torch"]
    assert record.environment["threads"] == 1
    assert record.config["engine"] == {
        "device": "cpu",
        "precision": "float32",
        "compiled": False,
    }
    cost = record.evaluation["cost"]
    assert cost["step_seconds"] > 0
    assert cost["flops_per_step"] == 230162432
    assert set(record.evaluation["final"]["metrics"]) == set(record.evaluation["reference"])


PLUGIN = """
from dataclasses import dataclass
from ganbench.stabilizers.stabilizer import Stabilizer

@dataclass(frozen=True)
class Broken(Stabilizer):
    \"\"\"Breaks in a way that only running it shows.\"\"\"
    def project(self, params):
        {line}

STABILIZERS = {{"broken": Broken}}
"""


DIE = "import os, multiprocessing as m; return os._exit(9) if m.parent_process() else params"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("raise RuntimeError('a wrong turn')", "RuntimeError: a wrong turn"),
        (DIE, "its process died with exit code 9"),
    ],
)
def test_a_cohort_that_breaks_is_rows_and_the_others_go_on(tmp_path, line, reason):
    (tmp_path / "broken.py").write_text(PLUGIN.format(line=line))
    more = "{name: broken, loss: non-saturating, stabilizers: [broken]}, vanilla"
    out = tmp_path / "results"
    done = run(suite(tmp_path, more, plugins="plugins: [./broken.py]"), out)
    found = statuses(out)
    assert done.returncode == 1, done.stderr
    assert found[("broken", 0)] == found[("broken", 1)] == "failed"
    assert {s for (m, _), s in found.items() if m != "broken"} == {"completed"}
    failed = [r for r in Store.open(out, create=False).records() if r.status == "failed"]
    assert all(r.reason.startswith(reason) for r in failed)


def test_ctrl_c_keeps_what_is_finished_and_the_next_run_goes_on(tmp_path):
    file, out = suite(tmp_path, steps=100_000, every=20), tmp_path / "results"
    file.write_text(file.read_text().replace("100000", "100000, seconds: 3"))
    options = ["--compile", "off", "--workers", "1", "--threads", "1"]
    command = [sys.executable, "-m", "ganbench", "run", file, "--out", out, *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 120

    def second_is_training() -> bool:
        return len(list(out.glob("trials/*/*/*"))) == 2 and any(out.glob(".checkpoints/*.s*"))

    while not second_is_training() and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert "Run the same command again to go on" in stdout
    assert "Traceback" not in stderr
    kept = {p: p.stat().st_mtime_ns for p in out.rglob("status.json")}
    assert len(kept) == 2
    (checkpoint,) = out.glob(".checkpoints/*.safetensors")
    with safe_open(checkpoint, framework="numpy") as saved:
        before = json.loads(saved.metadata()["plain"])["seeds"]

    again = ganbench("run", file, "--out", out, *options)
    assert again.returncode == 0, again.stderr
    assert "4 trials, 2 to train" in again.stdout
    assert set(statuses(out).values()) == {"timeout"}
    assert all(p.stat().st_mtime_ns == t for p, t in kept.items())
    assert not checkpoint.exists()
    new = [p.parent for p in out.rglob("status.json") if p not in kept]
    for folder, seed in zip(sorted(new), before, strict=True):
        rows = pd.read_parquet(folder / "history.parquet").to_dict("records")
        assert len(rows) > len(seed["history"]) > 0
        assert rows[: len(seed["history"])] == seed["history"]  # the clock's column too


def test_bad_input_is_one_message_and_exit_code_2(tmp_path):
    file = tmp_path / "binary.yaml"
    file.write_bytes(bytes(range(256)))
    (tmp_path / "other").mkdir()
    for arguments in (
        ("run", "no-such-suite"),
        ("run", file),
        ("run", suite(tmp_path), "--out", file),
        ("run", suite(tmp_path), "--device", "cuda", "--out", tmp_path / "x"),
        ("run", suite(tmp_path / "other", more="wgan-pg"), "--out", tmp_path / "y"),
        ("run", suite(tmp_path), "--workers", "0"),
    ):
        done = ganbench(*arguments)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr
        assert done.stderr.strip()
    assert not (tmp_path / "x").exists()
    assert not (tmp_path / "y").exists()


def test_a_method_that_diverges_comes_last(tmp_path):
    mad = "generator_optimizer: {sgd: {lr: 1e30}}, discriminator_optimizer: {sgd: {lr: 1e30}}"
    more = "{name: mad, extends: wgan-gp, " + mad + "}"
    out = tmp_path / "results"
    done = run(suite(tmp_path, more), out)
    assert done.returncode == 0, done.stderr
    assert {s for (m, _), s in statuses(out).items() if m == "mad"} == {"diverged"}
    rows = (out / "leaderboard.csv").read_text().splitlines()
    assert "non-saturating" in rows[1]
    assert "mad" in rows[2]


def test_two_runs_do_not_share_a_folder(tmp_path):
    from filelock import FileLock

    out = tmp_path / "results"
    assert run(suite(tmp_path), out).returncode == 0
    with FileLock(out / ".lock"):
        refused = run(suite(tmp_path), out)
    assert refused.returncode == 2
    assert "another `ganbench run`" in refused.stderr
