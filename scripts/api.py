"""Writes docs/api: a page for each group of public names, from signatures and docstrings.

Usage: python scripts/api.py          # writes the pages anew
       python scripts/api.py --check  # writes nothing, and fails if a page is stale

Sources are parsed, not run.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ganbench

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "api"


@dataclass(frozen=True)
class Page:
    """A page of public names.

    Attributes:
        title: Its heading.
        about: What the names have in common, in a sentence or two.
        names: Names of `ganbench.__all__`, in the order in which they are read.
    """

    title: str
    about: str
    names: tuple[str, ...]


PAGES = {
    "running": Page(
        "Running",
        "From a suite to its results, and what is heard of a run while it goes on.",
        (
            "run",
            "plan",
            "load",
            "Event",
            "RunStarted",
            "CohortProgress",
            "CohortFinished",
            "RunStopped",
            "ignore",
            "Executor",
            "Job",
            "Outcome",
        ),
    ),
    "results": Page(
        "Results",
        "What `ganbench.run` and `ganbench.load` return.",
        ("Results", "Board", "Estimate", "Record"),
    ),
    "suites": Page(
        "Suites and trials",
        "What is compared: methods, workloads, seeds and a budget. All of these are frozen: "
        "`dataclasses.replace` makes a changed copy.",
        (
            "Suite",
            "Budget",
            "Evaluation",
            "method",
            "Method",
            "Recipe",
            "Part",
            "Reference",
            "workload",
            "Workload",
            "Prior",
            "Condition",
            "Target",
            "SolvableGame",
            "Payoffs",
            "Trial",
        ),
    ),
    "parts": Page(
        "Writing parts",
        "The classes that losses, stabilizers, optimizers, data sets, networks, metrics and "
        "extractors of your own extend or are instances of.",
        (
            "Stabilizer",
            "Critic",
            "Draw",
            "Shapes",
            "DiscriminatorInputs",
            "GeneratorInputs",
            "Loss",
            "Optimizer",
            "Layout",
            "Architecture",
            "Source",
            "FiniteDataset",
            "Metric",
            "Extractor",
        ),
    ),
    "errors": Page("Errors", "What ganbench raises.", ("GanbenchError",)),
}
STABILITY = """\
The public names are those of `ganbench.__all__`, which these pages list. Everything else may change
from one version to the next. A public name that is to go, or to mean something else, says so by a
`DeprecationWarning` for at least one minor version before it does. Importing `ganbench` imports no
torch; a public name imports what it needs when it is first asked for.

`python scripts/api.py` writes these pages from signatures and docstrings.
"""

_SECTION = re.compile(r"(Args|Attributes|Returns|Yields|Raises|Example|Examples):")
_ITEM = re.compile(r"(?P<name>\*{0,2}\w+(?:, \w+)*): (?P<text>.*)")
_WIDE = 88


def pages() -> dict[str, str]:
    """Returns the text of every page, by its file's name.

    Raises:
        SystemExit: A public name is on no page, or on two.
    """
    placed = [name for page in PAGES.values() for name in page.names]
    if sorted(placed) != sorted(ganbench.__all__):
        odd = sorted(
            {name for name in {*placed, *ganbench.__all__} if placed.count(name) != 1}
            | {*placed} ^ {*ganbench.__all__}
        )
        raise SystemExit(f"scripts/api.py: expected each public name on one page, see {odd}.")
    found = {f"{key}.md": _page(page) for key, page in PAGES.items()}
    return {"README.md": _index(), **found}


def _index() -> str:
    rows = [
        f"- [{page.title}]({key}.md): {', '.join(f'`{name}`' for name in page.names)}"
        for key, page in PAGES.items()
    ]
    return "\n".join(["# The public names", "", STABILITY, *rows, ""])


def _page(page: Page) -> str:
    sections = "\n".join(_section(name) for name in page.names)
    return f"# {page.title}\n\n{page.about}\n\n{sections}"


def _section(name: str) -> str:
    """The section of one public name."""
    node = _definition(name, f"ganbench.{ganbench._HOMES[name]}")
    lines = [f"## `{name}`", ""]
    match node:
        case ast.ClassDef():
            lines += [_code(_fields(node)), "", _prose(ast.get_docstring(node))]
            for method in _methods(node):
                lines += [f"### `{name}.{method.name}`", "", _code(_signature(method)), ""]
                lines += [_prose(ast.get_docstring(method))]
        case ast.FunctionDef():
            lines += [_code(_signature(node)), "", _prose(ast.get_docstring(node))]
        case ast.AnnAssign(value=ast.Constant(value=str() as alias)):
            lines += [_code(f"{name} = {alias}"), "", "One of these.", ""]
        case _:
            raise SystemExit(f"scripts/api.py: {name} is neither a class, a function nor a union.")
    return "\n".join(lines)


def _definition(name: str, home: str) -> ast.stmt:
    """The statement that defines a name, in a module or where that imports it from."""
    path = ROOT / home.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    body = ast.parse(file.read_text(encoding="utf-8")).body
    for node in body:
        if _defines(node, name):
            return node
    for node in body:
        if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
            return _definition(name, str(node.module))
    raise SystemExit(f"scripts/api.py: {home} neither defines nor imports {name}.")


def _defines(node: ast.stmt, name: str) -> bool:
    if isinstance(node, ast.AnnAssign):
        return isinstance(node.target, ast.Name) and node.target.id == name
    return getattr(node, "name", None) == name


def _fields(node: ast.ClassDef) -> str:
    """A class with what its instances are made of, and what they are by default."""
    head = ", ".join(ast.unparse(base) for base in node.bases)
    lines = [f"@{ast.unparse(mark)}" for mark in node.decorator_list]
    lines.append(f"class {node.name}" + f"({head})" * bool(head))
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and not ast.unparse(part.target).startswith("_"):
            default = f" = {ast.unparse(part.value)}" if part.value else ""
            lines.append(f"    {ast.unparse(part.target)}: {ast.unparse(part.annotation)}{default}")
    return "\n".join(lines)


def _methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    """The public methods and properties that have a docstring."""
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and ast.get_docstring(part):
            special = part.name in ("__call__", "__getitem__", "__iter__", "__len__")
            if special or not part.name.startswith("_"):
                yield part


def _signature(node: ast.FunctionDef) -> str:
    """A function's signature, or a property's type; an argument a line where it is long."""
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    if any("property" in ast.unparse(mark) for mark in node.decorator_list):
        return f"{node.name}: {returns.removeprefix(' -> ')}"
    arguments = _arguments(node.args)
    line = f"{node.name}({', '.join(arguments)}){returns}"
    if len(line) <= _WIDE:
        return line
    return "\n".join([f"{node.name}(", *(f"    {each}," for each in arguments), f"){returns}"])


def _arguments(given: ast.arguments) -> list[str]:
    positional = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(positional) - len(given.defaults)) + list(given.defaults)
    told = [
        _argument(a, d)
        for a, d in zip(positional, defaults, strict=True)
        if a.arg not in ("self", "cls")
    ]
    if given.vararg:
        told.append(f"*{_argument(given.vararg, None)}")
    elif given.kwonlyargs:
        told.append("*")
    told += [_argument(a, d) for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=True)]
    return [*told, f"**{_argument(given.kwarg, None)}"] if given.kwarg else told


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    annotation = f": {ast.unparse(argument.annotation)}" if argument.annotation else ""
    sign = " = " if annotation else "="
    return argument.arg + annotation + (f"{sign}{ast.unparse(default)}" if default else "")


def _code(text: str) -> str:
    return f"```python\n{text}\n```"


def _prose(docstring: str | None) -> str:
    """A docstring as Markdown: text, then its sections as lists."""
    told: list[str] = []
    for heading, block in _blocks(docstring or ""):
        if not heading:
            told += [_escaped(block), ""]
        elif heading.startswith("Example"):
            told += [f"**{heading}**", "", f"```pycon\n{block}\n```", ""]
        else:
            told += [f"**{heading}**", "", *_items(block), ""]
    return "\n".join(told)


def _blocks(docstring: str) -> Iterator[tuple[str, str]]:
    """The parts of a docstring with their headings; text between sections has none."""
    heading, block = "", list[str]()
    for line in [*docstring.splitlines(), "Returns:"]:
        match = _SECTION.fullmatch(line)
        if match or (heading and line and not line.startswith(" ")):
            text = textwrap.dedent("\n".join(block)).strip("\n")
            if text:
                yield heading, text
            heading, block = (match[1], []) if match else ("", [line])
        else:
            block.append(line)


def _items(block: str) -> list[str]:
    """A list entry for each name of a section; plain text where it names nothing."""
    told: list[str] = []
    for line in block.splitlines():
        match = _ITEM.fullmatch(line)
        if match:
            told.append(f"- `{match['name']}`: {_escaped(match['text'])}")
        elif line.startswith(" ") and told:
            told.append(f"  {_escaped(line.strip())}")
        else:
            told.append(_escaped(line))
    return told


def _escaped(text: str) -> str:
    """Text whose asterisks and angle brackets stay what they are, outside of code."""
    lines = []
    for line in text.splitlines():
        if line.startswith("    "):  # a formula, which Markdown takes for code
            lines.append(line)
            continue
        parts = line.split("`")
        parts[::2] = [part.replace("*", r"\*").replace("<", "&lt;") for part in parts[::2]]
        lines.append("`".join(parts))
    return "\n".join(lines)


def main() -> int:
    """Writes the pages, or says which ones are stale."""
    parser = argparse.ArgumentParser(description="Write docs/api from signatures and docstrings.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a stale page")
    check = parser.parse_args().check
    found = pages()
    stale = [name for name, text in found.items() if _read(FOLDER / name) != text]
    extra = [file.name for file in sorted(FOLDER.glob("*.md")) if file.name not in found]
    if check:
        for name in [*stale, *extra]:
            print(f"docs/api/{name} is stale: run `python scripts/api.py`.", file=sys.stderr)
        return int(bool(stale or extra))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in extra:
        (FOLDER / name).unlink()
    for name in stale:
        (FOLDER / name).write_text(found[name], encoding="utf-8")
    return 0


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
