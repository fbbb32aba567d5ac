"""The tutorial does what it says: its files are written and its commands run as they stand."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[1] / "docs" / "your-own-penalty.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL))


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("steepest.py").write_text(BLOCKS["python"], encoding="utf-8")
    Path("mine.yaml").write_text(BLOCKS["yaml"], encoding="utf-8")


def test_the_penalty_takes_less_than_20_lines():
    lines = [line for line in BLOCKS["python"].splitlines() if line.strip()]
    assert len(lines) < 20


def test_its_commands_run_as_they_stand(written):
    commands = [line.removeprefix("$ ") for line in BLOCKS["console"].splitlines()]
    assert len(commands) == 2
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "ganbench"
        run = subprocess.run(
            [sys.executable, "-m", "ganbench", *arguments], capture_output=True, text=True
        )
        assert run.returncode == 0, run.stdout + run.stderr
    assert "steepest" in run.stdout
    assert "steeper" in run.stdout
