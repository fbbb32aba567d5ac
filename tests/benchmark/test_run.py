"""`ganbench.run` from Python: on dictionaries, on objects, and on what only this process knows."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

import ganbench
from ganbench.benchmark.events import RunStarted, RunStopped
from ganbench.execution.calling_process import run_safely
from ganbench.execution.executor import CohortFinished, CohortProgress
from ganbench.execution.work import store_unmeasured

SUITE = {
    "name": "tiny",
    "workloads": ["ring8"],
    "methods": ["non-saturating", "vanilla"],
    "seeds": 2,
    "budget": {"generator_steps": 4},
    "evaluate": {"every": 2, "samples": 100},
}


@dataclass(frozen=True)
class LargeLogits(ganbench.Stabilizer):
    """A penalty that is written here and registered nowhere."""

    weight: float = 0.1

    def penalty(self, discriminator, inputs):
        return self.weight * inputs.real_logits.square().mean()


@pytest.fixture
def events():
    return []


def suite(*methods):
    return ganbench.Suite(
        name="objects",
        workloads=(ganbench.workload("ring8"),),
        methods=methods,
        seeds=(0, 1),
        budget=ganbench.Budget(generator_steps=4),
        evaluation=ganbench.Evaluation(every=2, samples=100),
    )


def test_a_run_gives_boards_and_says_how_it_goes_and_trains_nothing_twice(tmp_path, events):
    results = ganbench.run(SUITE, out=tmp_path / "r", workers=1, on_event=events.append)
    assert list(results.boards) == ["ring8"]
    board = results.boards["ring8"]
    assert {row.method for row in board.rows} == {"non-saturating", "vanilla"}
    assert all(row.seeds == 2 for row in board.rows)
    assert (tmp_path / "r" / "index.html").exists()
    assert isinstance(events[0], RunStarted)
    assert sum(isinstance(event, CohortFinished) for event in events) == 2

    again = []
    same = ganbench.run(SUITE, out=tmp_path / "r", on_event=again.append)
    assert [event.jobs for event in again] == [()]
    assert same.boards["ring8"] == board
    assert ganbench.load(tmp_path / "r").boards["ring8"] == board


def test_results_are_the_same_from_objects_as_from_a_dictionary(tmp_path):
    objects = suite(ganbench.method("non-saturating"), ganbench.method("vanilla"))
    assert [trial.id for trial in ganbench.plan(objects)] == [
        trial.id for trial in ganbench.plan(SUITE)
    ]


def test_a_penalty_that_no_worker_could_import_runs_here_beside_others(tmp_path, events):
    mine = ganbench.Method("mine", ganbench.method("r1").loss, (LargeLogits(),))
    found = suite(ganbench.method("r1"), mine)
    results = ganbench.run(found, out=tmp_path / "r", workers=1, on_event=events.append)
    assert {row.method for row in results.boards["ring8"].rows} == {"r1", "mine"}
    assert all(record.status == "completed" for record in results.records)
    here = [event for event in events if isinstance(event, CohortProgress)]
    assert "ring8 / mine" in {event.job.name for event in here}
    config = next(r.config for r in results.records if r.method == "mine")
    assert list(config["plugins"]) == [f"{__name__}.LargeLogits"]


SCRIPT = """
from dataclasses import dataclass
import sys
from concurrent.futures import ThreadPoolExecutor
import ganbench

@dataclass(frozen=True)
class Steep(ganbench.Stabilizer):
    '''A penalty that stands in a script.'''

    weight: float = {weight}

    def penalty(self, discriminator, inputs):
        return self.weight * inputs.fake_logits.square().mean()

if __name__ == "__main__":
    suite = ganbench.Suite(
        name="script",
        workloads=(ganbench.workload("ring8"),),
        methods=(ganbench.Method("mine", ganbench.method("r1").loss, (Steep(0.5),)),),
        seeds=(0, 1),
        budget=ganbench.Budget(generator_steps=2),
        evaluation=ganbench.Evaluation(every=2, samples=100),
    )
    results = ganbench.run(suite, out=sys.argv[1], cohort_width=2)
    print(results.records[0].trial)
"""


def test_a_script_runs_its_own_penalty_and_its_source_is_part_of_the_identity(tmp_path):
    def ran(weight, out):
        script = tmp_path / "script.py"
        script.write_text(SCRIPT.format(weight=weight))
        command = [sys.executable, str(script), str(tmp_path / out)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "ring8 / mine: 2 completed" in done.stdout
        return done.stdout.splitlines()[-1]

    first = ran(1.0, "a")
    assert ran(1.0, "b") == first
    assert ran(2.0, "c") != first  # another default, though all runs are of 0.5


def test_importing_ganbench_imports_no_torch():
    code = "import ganbench, sys; dir(ganbench); assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", ganbench.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert name in dir(ganbench)
    if name != "Event":  # a union, which has no docstring
        assert getattr(ganbench, name).__doc__


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'rum'"):
        _ = ganbench.rum


def test_bad_input_is_an_error_of_the_package_and_trains_nothing(tmp_path):
    with pytest.raises(ganbench.GanbenchError, match="vanila"):
        ganbench.run({**SUITE, "methods": ["vanila"]}, out=tmp_path / "r")
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"device": "gpu"}, "device: expected auto, cpu or cuda, found 'gpu'"),
        ({"precision": "fp16"}, "precision: expected float32, bf16 or float64, found 'fp16'"),
        ({"compiled": True}, "compiled: expected auto, on or off, found true"),
        ({"workers": -1}, "workers: expected a number from 1, found -1"),
        ({"workers": "many"}, "workers: expected a whole number from 1, found 'many'"),
        ({"threads": 0}, "threads: expected a number from 1, found 0"),
        ({"cohort_width": 0}, "cohort_width: expected a number from 1, found 0"),
    ],
)
def test_a_setting_that_cannot_be_trains_nothing(tmp_path, setting, message):
    with pytest.raises(ganbench.GanbenchError, match=message):
        ganbench.run(SUITE, out=tmp_path / "r", **setting)
    assert not (tmp_path / "r").exists()


def finals(results):
    return [(row.method, row.final) for row in results.boards["ring8"].rows]


class Elsewhere(ganbench.Executor):
    """Trains what it receives as text, as another machine would."""

    def __init__(self):
        self.texts = []

    def submit(self, job):
        self.texts.append(job.dumps())

    def join(self, listener):
        for text in self.texts:
            job = ganbench.Job.loads(text)
            listener(CohortFinished(job, run_safely(job, listener)))


def test_an_executor_of_ones_own_trains_in_place_of_worker_processes(tmp_path, events):
    executor = Elsewhere()
    results = ganbench.run(
        SUITE, out=tmp_path / "r", on_event=events.append, executor=executor, cohort_width=2
    )
    assert len(executor.texts) == 2
    assert sum(isinstance(event, CohortFinished) for event in events) == 2
    assert {record.status for record in results.records} == {"completed"}
    here = ganbench.run(SUITE, out=tmp_path / "here", on_event=ganbench.ignore, cohort_width=2)
    assert finals(here) == finals(results)


class Ending(ganbench.Executor):
    """Trains nothing: stores a record of each trial, of a status by its method."""

    def __init__(self, **statuses):
        self.statuses = statuses
        self.jobs = []

    def submit(self, job):
        self.jobs.append(job)

    def join(self, listener):
        for job in self.jobs:
            job.checkpoint.path.parent.mkdir(exist_ok=True)
            job.checkpoint.path.touch()
            status = self.statuses[job.trials[0].method.name]
            if status is KeyboardInterrupt:
                raise KeyboardInterrupt
            store_unmeasured(job, status, "for the test")


def test_only_failed_trials_are_tried_again(tmp_path, events):
    ends = {"wgan": "failed", "vanilla": "skipped", "r1": "diverged", "unrolled": "timeout"}
    given = {**SUITE, "methods": list(ends), "seeds": 1}
    ganbench.run(given, tmp_path, executor=Ending(**ends), on_event=ganbench.ignore)
    again = Ending(wgan="skipped")
    settings = {"retry_failed": True, "on_event": events.append, "executor": again}
    results = ganbench.run(given, tmp_path, **settings)
    assert [job.name for job in events[0].jobs] == ["ring8 / wgan"]
    found = {record.method: record.status for record in results.records}
    assert found == {**ends, "wgan": "skipped"}


def test_checkpoints_stay_as_long_as_a_trial_has_failed(tmp_path):
    given = {**SUITE, "methods": ["wgan", "vanilla"]}
    settings = {"retry_failed": True, "on_event": ganbench.ignore}
    ganbench.run(given, tmp_path, executor=Ending(wgan="failed", vanilla="skipped"), **settings)
    assert list(tmp_path.glob(".checkpoints/*.safetensors"))
    ganbench.run(given, tmp_path, executor=Ending(wgan="skipped"), **settings)
    assert not (tmp_path / ".checkpoints").exists()


def test_what_a_stopped_run_keeps_is_of_its_own_trials(tmp_path, events):
    """The folder may hold trials of other suites, too."""
    before = {**SUITE, "methods": ["r1", "vanilla"]}
    executor = Ending(r1="skipped", vanilla="skipped")
    ganbench.run(before, tmp_path, executor=executor, on_event=ganbench.ignore)
    executor = Ending(wgan=KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        ganbench.run(
            {**SUITE, "methods": ["vanilla", "wgan"]},
            tmp_path,
            executor=executor,
            on_event=events.append,
        )
    assert events[-1] == RunStopped(tmp_path, planned=4, kept=2)


@pytest.mark.parametrize("source", [42, None, ["ring8"]])
def test_what_is_no_suite_is_refused(source):
    with pytest.raises(ganbench.GanbenchError, match="Expected a suite"):
        ganbench.plan(source)


def test_what_trains_here_has_the_threads_of_the_workers_and_a_wide_cohort(tmp_path, events):
    import torch

    before = torch.get_num_threads()
    mine = ganbench.Method("mine", ganbench.method("r1").loss, (LargeLogits(),))
    results = ganbench.run(suite(mine), out=tmp_path / "r", threads=2, on_event=events.append)
    assert [record.environment["threads"] for record in results.records] == [2, 2]
    assert torch.get_num_threads() == before
    assert [len(job.trials) for job in events[0].jobs] == [2]
    assert results.comparison.title == "objects"


def test_a_run_may_be_started_in_any_thread(tmp_path):
    with ThreadPoolExecutor(1) as pool:
        ran = pool.submit(ganbench.run, SUITE, tmp_path / "r", workers=1, on_event=ganbench.ignore)
        results = ran.result()
    assert {record.status for record in results.records} == {"completed"}


def test_a_script_without_a_guard_is_told_so_and_nothing_is_stored(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        f"import ganbench, sys\nganbench.run({SUITE!r}, out=sys.argv[1], workers=1)\n"
    )
    out = tmp_path / "r"
    command = [sys.executable, str(script), str(out)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert 'call ganbench.run under `if __name__ == "__main__":`' in done.stderr
    assert not list(out.rglob("status.json"))


PLUGIN = """
from dataclasses import dataclass
from ganbench.stabilizers.stabilizer import Stabilizer

@dataclass(frozen=True)
class Square(Stabilizer):
    '''A penalty of a plugin file.'''

    def penalty(self, discriminator, inputs):
        return inputs.real_logits.square().mean()

STABILIZERS = {"square": Square}
"""


def test_a_plugin_that_is_edited_during_a_run_gives_no_numbers_under_the_old_id(tmp_path):
    plugin = tmp_path / "plug.py"
    plugin.write_text(PLUGIN)
    methods = [{"name": "mine", "extends": "non-saturating", "stabilizers": ["square"]}]

    def edit(event):
        if isinstance(event, RunStarted):
            plugin.write_text(PLUGIN.replace("square().mean()", "abs().mean()"))

    given = {**SUITE, "methods": methods, "plugins": [str(plugin)]}
    results = ganbench.run(given, out=tmp_path / "r", workers=1, on_event=edit)
    assert {record.status for record in results.records} == {"failed"}
    assert "was changed after its trials were planned" in results.records[0].reason
    again = ganbench.run(given, out=tmp_path / "r", workers=1, on_event=ganbench.ignore)
    assert {record.status for record in again.records} == {"completed"}
