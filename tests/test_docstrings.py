"""How docstrings are read, and what those of the package have to say."""

import ast
import doctest
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import ganbench
from ganbench.docstrings import docstring, first_line

PACKAGE = Path(ganbench.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

Function = ast.FunctionDef | ast.AsyncFunctionDef

UNDOCUMENTED = {"NotImplementedError", "AssertionError"}
"""Exceptions that no caller is to expect: they mean a mistake in the package itself."""

ALIASES = {"Event"}
"""Public names of unions, which have no docstring; their members have examples."""


def shortcomings(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Yields line, name and what is missing of each docstring of a module."""
    if not ast.get_docstring(tree):
        yield 1, "the module", "a docstring"
    for name, node in definitions(tree, ""):
        doc = ast.get_docstring(node)
        if not doc:
            yield node.lineno, name, "a docstring"
        elif isinstance(node, Function) and not is_command(node):
            documented = arguments(doc)
            missing = [each for each in parameters(node, name) if each not in documented]
            if len(parameters(node, name)) >= 3 and missing:
                yield node.lineno, name, f"`Args:` with {', '.join(missing)}"
            if raises(node) and "\nRaises:\n" not in doc:
                yield node.lineno, name, "`Raises:`"


def definitions(tree: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, ast.stmt]]:
    """Yields the public classes, functions and methods, none of which overrides or is nested."""
    for node in tree.body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if "override" in map(ast.unparse, node.decorator_list):
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from definitions(node, f"{prefix}{node.name}.")


def is_command(function: Function) -> bool:
    """Tells whether a docstring is what a command prints as its help."""
    return any("command(" in ast.unparse(each) for each in function.decorator_list)


def parameters(function: Function, name: str) -> list[str]:
    """Returns the parameters of a function, without that of the object or class it belongs to."""
    given = function.args
    found = [each.arg for each in (*given.posonlyargs, *given.args)]
    if "." in name and "staticmethod" not in map(ast.unparse, function.decorator_list):
        found = found[1:]
    starred = [each.arg for each in (given.vararg, given.kwarg) if each]
    return found + starred + [each.arg for each in given.kwonlyargs]


def arguments(doc: str) -> set[str]:
    """Returns the names that the section `Args:` of a docstring has."""
    section = re.search(r"^Args:\n((?:    .*\n?|\n)*)", doc, re.MULTILINE)
    lines = re.findall(r"^    \*{0,2}([\w, *]+):", section[1], re.MULTILINE) if section else []
    return {name.strip(" *") for line in lines for name in line.split(",")}


def examples(doc: str) -> list[str]:
    """Returns the statements that doctest runs of the section `Example:` of a docstring."""
    section = re.search(r"^Example:\n((?:    .*\n?|\n)*)", doc, re.MULTILINE)
    parsed = doctest.DocTestParser().get_examples(section[1]) if section else []
    return [example.source for example in parsed]


def raises(function: Function) -> bool:
    """Tells whether a function's own body makes an exception that a caller may expect."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Function | ast.Lambda | ast.ClassDef):
            continue  # it raises when it is called, not here
        if isinstance(node, ast.Raise) and node.exc is not None:
            kind = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if ast.unparse(kind) not in UNDOCUMENTED:
                return True
        waiting += ast.iter_child_nodes(node)
    return False


SOURCE = '''"""A module."""

class Part:
    """A part."""

    def undocumented(self): ...

    def two(self, a, b):
        """Two parameters need no list."""

    def three(self, a, *b, c):
        """Three do.

        Args:
            a, b: These.
        """

    @staticmethod
    def alone(a, b, c):
        """No parameter stands for an object here."""

    @override
    def inherited(self, a, b, c): ...

class _Helper:
    def anything(self, a, b, c): ...

def refuses():
    """Refuses."""
    if True:
        raise ValueError("no")

def documented():
    """Refuses.

    Raises:
        ValueError: Always.
    """
    raise ValueError("no")

def passes_on():
    """Raises nothing of its own."""

    def later():
        raise ValueError("no")

    try:
        later()
    except ValueError:
        raise

def hook():
    """Does nothing yet."""
    raise NotImplementedError

@click.command("x")
def command(a, b, c):
    """Print x."""
'''


def test_what_is_missing_is_told_with_line_and_name():
    found = list(shortcomings(ast.parse(SOURCE)))
    assert found == [
        (6, "Part.undocumented", "a docstring"),
        (11, "Part.three", "`Args:` with c"),
        (19, "Part.alone", "`Args:` with a, b, c"),
        (28, "refuses", "`Raises:`"),
    ]
    assert list(shortcomings(ast.parse("x = 1"))) == [(1, "the module", "a docstring")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_docstrings_are_complete(file):
    found = [
        f"{file}:{line}: {name} misses {what}"
        for line, name, what in shortcomings(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("doc", "found"),
    [
        ("X.\n\nExample:\n    >>> 1 + 1\n    2\n\nArgs:\n    a: A.", ["1 + 1\n"]),
        ("X.\n\nExample:\n    It is easy.\n\nArgs:\n    a: A.\n\n>>> 1\n1", []),
        ("X.\n\n>>> 1 + 1\n2", []),
        ("X.", []),
    ],
)
def test_examples_are_what_doctest_runs_under_their_heading(doc, found):
    assert examples(doc) == found


@pytest.mark.parametrize("name", sorted({*ganbench.__all__} - ALIASES))
def test_a_public_name_has_an_example_of_its_use(name):
    doc = inspect.cleandoc(getattr(ganbench, name).__doc__ or "")
    assert examples(doc), f"{name} misses an `Example:` with a line of `>>>`"


def test_a_public_name_without_an_example_is_a_union():
    assert all(isinstance(getattr(ganbench, name), str) for name in ALIASES)


@pytest.fixture
def module(tmp_path, monkeypatch):
    """A module that cannot be run: its name."""
    monkeypatch.syspath_prepend(str(tmp_path))
    source = '"""A module."""\n\n\nclass X:\n    """A class.\n\n    More."""\n\n\nY = 1 / 0\n'
    (tmp_path / "unrunnable.py").write_text(source)
    return "unrunnable"


def test_a_docstring_is_read_without_running_the_module(module):
    assert docstring(module, "X") == "A class.\n\nMore."
    assert module not in sys.modules


def test_what_has_no_docstring_of_its_own_is_told_by_its_module(module):
    assert docstring(module, "Y") == "A module."


def test_what_is_not_written_in_python_has_none():
    assert docstring("math", "sqrt") is None


def test_a_module_that_is_not_there_is_an_error():
    with pytest.raises(ModuleNotFoundError, match="No module named 'no_such_module'"):
        docstring("no_such_module", "X")


def test_the_first_line_of_nothing_is_empty():
    assert first_line("One.\n\nTwo.") == "One."
    assert first_line(None) == ""
