"""Likely mistakes in the package, as `scripts/mutants/` lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
MUTANTS = ROOT / "scripts" / "mutants"
DIRAC = "tests/dynamics/test_dirac.py::"
MATHEMATICS = {
    "losses": ("tests/losses",),
    "optimizers": ("tests/optimizers",),
    "stabilizers": (
        "tests/stabilizers/test_by_hand.py",
        "tests/stabilizers/test_penalties.py",
        "tests/stabilizers/test_asked_noise.py",
        "tests/methods/test_numbers.py",
        "tests/stabilizers/test_stabilizers.py",
        DIRAC + "test_eigenvalues_at_the_equilibrium",
    ),
    "networks": ("tests/networks/test_networks.py",),
    "engine": (
        "tests/engine/test_memories.py",
        "tests/engine/test_draws.py",
        DIRAC + "test_the_bilinear_game",
        DIRAC + "test_eigenvalues_at_the_equilibrium",
        "tests/stabilizers/test_unrolling.py",
    ),
}
"""Tests by the folder of what is planted in, which run after its own."""


class StaleError(Exception):
    """A text does not stand exactly once in the file that it is to be replaced in."""


@dataclass(frozen=True)
class Mutant:
    """A mistake to plant.

    Attributes:
        file: Where, from the root of the repository.
        mistake: What is wrong, in a few words.
        text: What stands there, exactly once.
        becomes: What takes its place.
        tests: Files and tests of pytest that are to notice it, in this order.
    """

    file: str
    mistake: str
    text: str
    becomes: str
    tests: tuple[str, ...]

    @property
    def name(self) -> str:
        """Unique among all mutants."""
        return f"{Path(self.file).parent.name}/{Path(self.file).stem}: {self.mistake}"

    def planted(self, root: Path) -> str:
        """Returns the file's source with the mistake in it.

        Raises:
            StaleError: The text is not there, or more than once, or nothing would change.
        """
        source = (root / self.file).read_text(encoding="utf-8")
        if (found := source.count(self.text)) != 1:
            raise StaleError(
                f"{self.name}: expected {self.text!r} once in {self.file}, found it {found} times. "
                "Write the mistake anew in scripts/mutants/."
            )
        if self.text == self.becomes:
            raise StaleError(f"{self.name}: expected another text in the place of {self.text!r}.")
        return source.replace(self.text, self.becomes)


def listed() -> list[Mutant]:
    """Returns all mutants, in the order of their files."""
    found = []
    for path in sorted(MUTANTS.glob("*.yaml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            tests = _tests_of(Path(group["file"]), group.get("tests", ()))
            for mistake, (text, becomes) in group["mistakes"].items():
                found.append(Mutant(group["file"], mistake, text, becomes, tests))
    return found


def _tests_of(file: Path, more: Sequence[str]) -> tuple[str, ...]:
    """The file's mirror among the tests, those about mathematics, and more; importers first."""
    folder = file.relative_to("ganbench").parts[0]
    mirror = f"tests/{folder}/test_{file.stem}.py"
    own = [mirror] if (ROOT / mirror).exists() else []
    found = dict.fromkeys([*own, *MATHEMATICS.get(folder, ()), *more])
    module = ".".join(file.with_suffix("").parts)
    return tuple(sorted(found, key=lambda test: (test != mirror, module not in _source(test))))


@cache
def _source(test: str) -> str:
    path = ROOT / test.partition("::")[0]
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def stale(mutants: Sequence[Mutant]) -> list[str]:
    """Says which mutants cannot be planted in the package as it is, or share a name."""
    problems, names = [], set[str]()
    for mutant in mutants:
        try:
            mutant.planted(ROOT)
        except StaleError as error:
            problems.append(str(error))
        if mutant.name in names:
            problems.append(f"{mutant.name}: expected one mutant of this name, found another.")
        names.add(mutant.name)
    return problems
