"""docs/from-python.md does what it says: its blocks are one session, run as they stand."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[1] / "docs" / "from-python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)

SESSION = """
import json, linecache, sys

# As a notebook does: each cell is compiled under a name of its own, at which its source is kept.
for number, cell in enumerate(json.loads(sys.argv[1])):
    name = f"<cell {number}>"
    linecache.cache[name] = (len(cell), None, cell.splitlines(keepends=True), name)
    exec(compile(cell, name, "exec"), globals())
print(sorted({record.status for record in results.records}), results._repr_html_().count("<table>"))
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    import json

    folder = tmp_path_factory.mktemp("session")
    run = subprocess.run(
        [sys.executable, "-c", SESSION, json.dumps(BLOCKS)],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout, folder


def test_all_blocks_run_and_every_trial_is_measured(session):
    said, folder = session
    assert said.splitlines()[-1] == "['completed'] 1"
    assert (folder / "results" / "mine" / "index.html").exists()


def test_methods_of_the_cell_stand_beside_r1(session):
    said, _ = session
    (row,) = (line for line in said.splitlines() if line.startswith("[('"))
    assert all(f"'{name}'" in row for name in ("r1", "steepest", "steeper"))


def test_progress_is_shown(session):
    said, _ = session
    assert "ring8 / r1: 2 completed" in said
    assert "ring8 / steepest and 1 more: 4 completed" in said  # one cohort of two weights


def test_mistakes_are_told_at_once(session):
    said, _ = session
    assert "Did you mean 'wgan-gp'?" in said
    assert "seeds" in said
