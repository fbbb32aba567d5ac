"""Plants likely mistakes in the package, one at a time, and sees whether a test notices each.

Usage: python scripts/mutations.py               # plants all of them
       python scripts/mutations.py --only lecam  # those whose name contains this
       python scripts/mutations.py --list        # plants none: names them, and checks their texts

The mistakes are lists of a text and what stands in its place, in `scripts/mutants/`. They are
planted in copies of the package, never in the working tree. It fails if a mistake survives.
"""

from __future__ import annotations

import argparse
import compileall
import importlib
import multiprocessing
import os
import py_compile
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from mutant import ROOT, Mutant, listed, stale

COPIED = ("docs", "ganbench", "suites", "tests")
LIMIT = 600
"""Seconds after which the tests of a mutant are taken to hang."""
SLOW = "does_not_notice_its_cohort"
"""Tests of how seeds are run together, which notice few mistakes and take long."""
NO_PROGRAM = {"AttributeError", "ImportError", "ModuleNotFoundError", "NameError", "SyntaxError"}
"""What is raised by a text that is no program, rather than a mistaken one."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant.

    Attributes:
        word: "killed", "survived", or "broken": no test ran to its end.
        seconds: How long its tests took.
        by: The test that failed.
        imported: The modules that its tests imported, but for those of the copy.
    """

    word: str
    seconds: float
    by: str
    imported: list[str]

    @property
    def killed(self) -> bool:
        """Whether a test noticed the mistake."""
        return self.word == "killed"


@dataclass(eq=False)
class Watch:
    """Keeps the first failure that pytest meets."""

    test: str = ""
    error: str = ""

    def pytest_exception_interact(self, node: Any, call: Any) -> None:
        """Called by pytest for an exception in a test, or while tests are collected."""
        if not self.test:
            self.test, self.error = node.nodeid, call.excinfo.typename


@dataclass
class Job:
    """A copy of the package, and the process that tests the mutant planted there."""

    tree: Path
    mutant: Mutant | None = None
    process: BaseProcess | None = None
    told: Connection | None = None
    begun: float = field(default=0.0)

    def start(self, mutant: Mutant) -> None:
        """Plants a mutant, and starts its tests."""
        self.mutant, self.begun = mutant, time.monotonic()
        source = mutant.planted(ROOT)
        (self.tree / mutant.file).write_text(source, encoding="utf-8")
        fork = multiprocessing.get_context("fork")
        self.told, tell = fork.Pipe(duplex=False)
        self.process = fork.Process(target=_attempt, args=(self.tree, mutant.tests, tell))
        self.process.start()
        tell.close()

    def finish(self) -> tuple[Mutant, Verdict]:
        """Takes the mutant out again, and returns what its tests said."""
        assert self.mutant is not None
        assert self.process is not None
        assert self.told is not None
        mutant, seconds = self.mutant, time.monotonic() - self.begun
        said: tuple[int | None, str, str, list[str]] = (None, "", "it told nothing", [])
        with suppress(EOFError):  # its process has died
            said = self.told.recv() if self.told.poll() else said
        self.process.kill()
        self.process.join()
        shutil.copyfile(ROOT / mutant.file, self.tree / mutant.file)
        self.mutant = self.process = self.told = None
        return mutant, _verdict(seconds, *said)


def _attempt(tree: Path, tests: Sequence[str], tell: Connection) -> None:
    """Runs tests against a copy of the package, in a process of its own, until one fails."""
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    os.environ |= {"PYTHONPATH": str(tree), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    with (tree / "log").open("w") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    sys.dont_write_bytecode = True
    import ganbench

    assert Path(ganbench.__file__).is_relative_to(tree), ganbench.__file__
    watch, code = Watch(), 0
    plain = ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain"]
    plain += ["-m", "not slow", "-k", f"not {SLOW}"]
    for test in tests:
        code = int(pytest.main([*plain, "-o", "addopts=--import-mode=importlib", test], [watch]))
        if code:
            break
    known = [name for name, module in sys.modules.items() if not _lies_in(tree, module)]
    tell.send((code, watch.test, watch.error, known))


def _lies_in(tree: Path, module: ModuleType) -> bool:
    file = getattr(module, "__file__", None)
    return bool(file) and Path(file).is_relative_to(tree)


def _verdict(
    seconds: float, code: int | None, test: str, error: str, imported: list[str]
) -> Verdict:
    if code == 0:
        return Verdict("survived", seconds, "", imported)
    if code == 1 and error not in NO_PROGRAM:
        return Verdict("killed", seconds, test, imported)
    by = f"{test} {error}".strip() or f"pytest ended with {code}"
    return Verdict("broken", seconds, by, imported)


def copied(tree: Path) -> Path:
    """Copies what tests need into a new folder, compiled; sources are known by what they say."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", tree / "pyproject.toml")
    checked = py_compile.PycInvalidationMode.CHECKED_HASH
    compileall.compile_dir(tree / "ganbench", quiet=1, invalidation_mode=checked)
    return tree


def verdicts(mutants: Sequence[Mutant], trees: Sequence[Path]) -> Iterator[tuple[Mutant, Verdict]]:
    """Plants mutants, as many at a time as there are copies; yields each with its verdict."""
    waiting, idle, busy = list(reversed(mutants)), [Job(tree) for tree in trees], list[Job]()
    while waiting or busy:
        while waiting and idle:
            busy.append(idle.pop())
            busy[-1].start(waiting.pop())
        wait([job.told for job in busy if job.told], timeout=1)
        for job in list(busy):
            assert job.told is not None
            if job.told.poll() or time.monotonic() - job.begun > LIMIT:
                yield job.finish()
                busy.remove(job)
                idle.append(job)


def warm_up(modules: Sequence[str]) -> None:
    """Imports, before processes are forked, what all of them need, and no part of the package."""
    for name in modules:
        with suppress(ImportError):  # not every module is found by its name
            importlib.import_module(name)


def plant(mutants: Sequence[Mutant], jobs: int) -> int:
    """Plants mutants and prints what became of each; returns how many were not killed."""
    tests = tuple(dict.fromkeys(test for mutant in mutants for test in mutant.tests))
    with tempfile.TemporaryDirectory() as folder:
        trees = [copied(Path(folder).resolve() / str(i)) for i in range(min(jobs, len(mutants)))]
        file = mutants[0].file
        same = (ROOT / file).read_text(encoding="utf-8")
        imported: dict[str, None] = {}
        warm_up(["torch"])
        nothing = [Mutant(file, f"none in {test}", same, same + "\n", (test,)) for test in tests]
        for _, sound in verdicts(nothing, trees):
            if sound.word != "survived":
                print(f"The tests fail without a mistake: {sound.word} {sound.by}", file=sys.stderr)
                return len(mutants)
            imported |= dict.fromkeys(sound.imported)
        warm_up(list(imported))
        left = []
        for mutant, verdict in verdicts(mutants, trees):
            print(f"{verdict.word:8} {verdict.seconds:6.1f} s  {mutant.name}", flush=True)
            print(f"{'':20}{verdict.by}", flush=True)
            if not verdict.killed:
                left.append((mutant, verdict))
    print(f"{len(mutants)} mistakes planted, {len(mutants) - len(left)} noticed.")
    for mutant, verdict in left:
        print(f"{verdict.word}: {mutant.name}", file=sys.stderr)
    return len(left)


def main() -> int:
    """Plants mutants, or lists them."""
    parser = argparse.ArgumentParser(description="Plant mistakes and see whether tests notice.")
    parser.add_argument(
        "--only",
        action="append",
        metavar="TEXT",
        help="part of the mutants' names; may be repeated",
    )
    parser.add_argument("--list", action="store_true", help="name them, check them, plant none")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    asked = parser.parse_args()
    parts = asked.only or [""]
    mutants = [mutant for mutant in listed() if any(part in mutant.name for part in parts)]
    if not mutants:
        print(f"No mutant's name contains one of {parts}: see --list.", file=sys.stderr)
        return 1
    problems = stale(mutants)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    if asked.list:
        print("\n".join(mutant.name for mutant in mutants))
        return 0
    os.environ["OMP_NUM_THREADS"] = "1"
    return int(plant(mutants, asked.jobs) > 0)


if __name__ == "__main__":
    sys.exit(main())
