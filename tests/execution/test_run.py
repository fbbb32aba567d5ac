"""`ganbench run` from end to end, on suites of seconds."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
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
    measured = record.measurements
    assert measured.cost.step_seconds > 0
    assert measured.cost.flops_per_step == 230162432
    assert set(measured.final.metrics) == set(measured.reference)


PLUGIN = """
from dataclasses import dataclass
from ganbench.stabilizers.stabilizer import Stabilizer

@dataclass(frozen=True)
class Broken(Stabilizer):
    \"\"\"Breaks in a way that only running it shows.\"\"\"
    def project(self, params, memory):
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
    done = run(suite(tmp_path, more, plugins="plugins: [./broken.py]"), out, "--quiet")
    found = statuses(out)
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert f" / broken failed: {reason}" in done.stderr  # once, though both seeds failed
    assert done.stderr.count(" / broken failed: ") == 1
    assert found[("broken", 0)] == found[("broken", 1)] == "failed"
    assert {s for (m, _), s in found.items() if m != "broken"} == {"completed"}
    failed = [r for r in Store.open(out, create=False).records() if r.status == "failed"]
    assert all(r.reason.startswith(reason) for r in failed)


HELD = """
import signal
from dataclasses import dataclass
from pathlib import Path
from ganbench.stabilizers.stabilizer import Stabilizer

HERE = Path(__file__).parent

@dataclass(frozen=True)
class Held(Stabilizer):
    \"\"\"Says when its first checkpoint is there, and stands still if it is told to.\"\"\"
    def averaged_generator(self, generator, memory):
        if any((HERE / "results/.checkpoints").glob("*.safetensors")):
            print("a checkpoint", flush=True)
            if (HERE / "hold").exists():
                signal.pause()
        return generator

STABILIZERS = {"held": Held}
"""


def start(*arguments: object) -> subprocess.Popen[str]:
    """A run in a process group of its own, as a terminal makes it.

    Tests that run in the background are deaf to Ctrl-C, and what they start would be too.
    """
    command = [sys.executable, "-m", "ganbench", "run", *map(str, arguments)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


def read_until(process: subprocess.Popen[str], words: str) -> None:
    assert any(words in line for line in process.stdout), process.stderr.read()


def test_ctrl_c_keeps_what_is_finished_and_the_next_run_goes_on(tmp_path):
    (tmp_path / "held.py").write_text(HELD)
    (tmp_path / "hold").touch()
    more = "{name: held, loss: non-saturating, stabilizers: [held]}"
    file, out = suite(tmp_path, more, steps=6, plugins="plugins: [./held.py]"), tmp_path / "results"
    options = ["--out", out, "--workers", "1", "--threads", "1"]
    process = start(file, *options)
    read_until(process, "a checkpoint")
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate()
    assert process.returncode == 130, stderr
    assert "Stopped: 2 of 4 trials kept" in stdout
    assert "Run the same command again to go on" in stdout
    assert stderr == ""
    kept = {p: p.stat().st_mtime_ns for p in out.rglob("status.json")}
    assert len(kept) == 2
    (checkpoint,) = out.glob(".checkpoints/*.safetensors")
    with safe_open(checkpoint, framework="numpy") as saved:
        before = json.loads(saved.metadata()["plain"])["histories"]

    (tmp_path / "hold").unlink()
    again = ganbench("run", file, *options)
    assert again.returncode == 0, again.stderr
    assert "4 trials, 2 to train" in again.stdout
    assert set(statuses(out).values()) == {"completed"}
    assert all(p.stat().st_mtime_ns == t for p, t in kept.items())
    assert not checkpoint.exists()
    new = [p.parent for p in out.rglob("status.json") if p not in kept]
    for folder, seed in zip(sorted(new), before, strict=True):
        rows = pd.read_parquet(folder / "history.parquet").to_dict("records")
        assert len(rows) > len(seed["rows"]) > 0
        assert rows[: len(seed["rows"])] == seed["rows"]  # the clock's column too


def test_ctrl_c_while_workers_start_is_one_line(tmp_path):
    process = start(suite(tmp_path), "--out", tmp_path / "results")
    read_until(process, "2 cohorts on")
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate()
    assert process.returncode == 130, stderr
    assert "Stopped: 0 of 4 trials kept" in stdout
    assert stderr == ""


def test_a_worker_whose_parent_is_killed_ends_and_fails_nothing(tmp_path):
    (tmp_path / "held.py").write_text(HELD)
    file = tmp_path / "tiny.yaml"
    file.write_text(
        "{name: tiny, workloads: [ring8], seeds: 1, plugins: [./held.py], "
        "methods: [{name: held, loss: non-saturating, stabilizers: [held]}], "
        "budget: {generator_steps: 1000000}, evaluate: {every: 100, samples: 100}}"
    )
    out = tmp_path / "results"
    process = start(file, "--out", out, "--compile", "off")
    read_until(process, "a checkpoint")
    os.kill(process.pid, signal.SIGKILL)
    _, stderr = process.communicate()  # returns when the worker has ended too
    assert "Traceback" not in stderr
    assert statuses(out) == {}


def test_a_run_that_nobody_reads_goes_on_to_its_end(tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    out = tmp_path / "results"
    command = [sys.executable, "-m", "ganbench", "run", suite(tmp_path), "--out", out]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(statuses(out)) == 4
    assert (out / "index.html").exists()


def test_a_damaged_record_is_named_and_kept_aside_when_it_is_tried_again(tmp_path):
    file, out = suite(tmp_path), tmp_path / "results"
    assert run(file, out).returncode == 0
    damaged = min(out.glob("trials/*/*/seed-*"))
    (damaged / "evaluation.json").write_text("{")

    again = run(file, out)
    assert again.returncode == 1
    assert "4 trials, 0 to train" in again.stdout
    assert "1 trial damaged: `--retry-failed` trains it again." in again.stdout
    assert again.stderr.count(str(damaged)) == 1

    retried = run(file, out, "--retry-failed")
    assert retried.returncode == 0, retried.stderr
    assert "4 trials, 1 to train" in retried.stdout
    assert (damaged.with_name(f"{damaged.name}.damaged-1") / "evaluation.json").read_text() == "{"
    assert len(statuses(out)) == 4


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
