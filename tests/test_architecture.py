"""The floors of the package: imports run down, and no files import each other in a circle.

An import counts wherever it stands, in a function too. Those for type checking alone do not:
nothing is run for them.
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import ganbench

ROOT = Path(ganbench.__file__).parent

FLOORS = [
    "docstrings errors references registrable spelling version wording",
    "step_input",
    "varying",
    "bounds hooks mistakes papers registry",
    "part_numbers schedules",
    "messages names networks parameters",
    "datasets features games losses optimizers static_parameters",
    "workloads",
    "stabilizers",
    "methods",
    "engine",
    "dynamics metrics",
    "evaluation store",
    "analysis calibration experiment kinds",
    "suite",
    "conformance execution report",
    "benchmark",
    "cli",
    "__init__ __main__",
]
"""The folders and single files of the package, from the ground to the top.

Those of one floor do not import each other.
"""

FLOOR = {name: height for height, floor in enumerate(FLOORS) for name in floor.split()}


def named(file: Path) -> str:
    """The import path of a file, such as `ganbench.engine.game`."""
    parts = ["ganbench", *file.relative_to(ROOT).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {named(file): file for file in sorted(ROOT.rglob("*.py"))}


def home(module: str) -> str:
    """The folder or the single file, directly in the package, that a module belongs to."""
    return [*module.split("."), "__init__"][1]


def run(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, without what stands there for type checking."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from run(child)


def named_by(node: ast.AST) -> set[str]:
    """The modules of the package that a node takes something from."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"write the whole path: {ast.unparse(node)}"
        names = {alias.name for alias in node.names}
        paths = {f"{node.module}.{name}" for name in names}
        return {path if path in MODULES else str(node.module) for path in paths}
    return set()


IMPORTS = {
    module: {
        other
        for node in run(ast.parse(file.read_text("utf-8")))
        for other in named_by(node)
        if other in MODULES
    }
    for module, file in MODULES.items()
}


def test_every_folder_and_file_stands_on_a_floor():
    homes = {home(module) for module in MODULES}
    new, gone = homes - set(FLOOR), set(FLOOR) - homes
    assert not new, f"say in FLOORS on which floor these stand: {', '.join(sorted(new))}"
    assert not gone, f"these are no more, so take them from FLOORS: {', '.join(sorted(gone))}"


def test_imports_run_down():
    upward = [
        f"{module} -> {other}"
        for module, others in IMPORTS.items()
        for other in sorted(others)
        if home(other) != home(module) and FLOOR[home(other)] >= FLOOR[home(module)]
    ]
    assert not upward, "these import what stands on their own floor or above:\n" + "\n".join(upward)


def test_no_files_import_each_other_in_a_circle():
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as error:
        pytest.fail("a circle: " + " -> ".join(reversed(error.args[1])))
