"""Likely mistakes, planted in a copy of the package, are noticed by its tests."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "mutations.py"
SAMPLE = [
    "losses/hinge: the real logits' sign",
    "stabilizers/r1: the half left out",
    "stabilizers/weight_decay: the mean of squares",
    "stabilizers/diff_augment: contrast over each channel",
    "stabilizers/consensus: the generator climbs the energy",
    "optimizers/adam: the square's bias is not corrected",
]
OF_EACH_KIND = """
- file: ganbench/stabilizers/schedules.py
  mistakes:
    a mistake: ["return 1 - t", "return t"]
    none: ["return 1 - t", "return 1 - t  # it falls"]
    no program: ["return 1 - t", "return 1 - time"]
"""


def planted(*arguments):
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def planted_from(tmp_path):
    """Plants mutants that a test gives, with the tests of `schedules` alone."""

    def plant(text):
        (tmp_path / "it.yaml").write_text(text)
        code = f"""
import pathlib, sys
sys.path.insert(0, {str(SCRIPT.parent)!r})
import mutant, mutations
mutant.MUTANTS = pathlib.Path({str(tmp_path)!r})
mutant.MATHEMATICS = {{"stabilizers": ()}}
sys.exit(mutations.main())
"""
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    return plant


def test_every_mistake_can_be_planted():
    run = planted("--list")
    assert run.returncode == 0, run.stderr
    assert {*SAMPLE} <= {*run.stdout.splitlines()}


def test_a_sample_of_them_is_noticed():
    run = planted(*(part for name in SAMPLE for part in ("--only", name)))
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count("killed") == len(SAMPLE)


@pytest.mark.slow
def test_all_of_them_are_noticed():
    run = planted()
    assert run.returncode == 0, run.stderr


def test_what_no_test_notices_and_what_is_no_program_is_told(planted_from):
    run = planted_from(OF_EACH_KIND)
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "survived: stabilizers/schedules: none",
        "broken: stabilizers/schedules: no program",
    ]


@pytest.mark.parametrize("text", ["return 1 + t", "step"])
def test_a_text_that_is_not_there_once_is_told_and_nothing_is_planted(text, planted_from):
    times = (SCRIPT.parents[1] / "ganbench/stabilizers/schedules.py").read_text().count(text)
    run = planted_from(OF_EACH_KIND.replace('["return 1 - t", "return t"]', f'["{text}", "t"]'))
    assert run.returncode == 1
    assert f"a mistake: expected '{text}' once in" in run.stderr
    assert f"found it {times} times" in run.stderr
    assert not run.stdout


def test_a_name_that_no_mutant_has_is_told():
    run = planted("--only", "no such mistake")
    assert run.returncode == 1
    assert "'no such mistake'" in run.stderr
