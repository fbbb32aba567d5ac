"""The source of classes that are not registered, such as those of a notebook's cells."""

from __future__ import annotations

import ast
import hashlib
import inspect
import linecache
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, FunctionType

PLUGIN_PREFIX = "ganbench_plugin_"
"""The beginning of the names of modules that plugin files become."""


def defined_by_user(cls: type) -> bool:
    """Tells whether a class is neither of ganbench, a plugin file nor an installed package."""
    module = cls.__module__
    if module == "ganbench" or module.startswith(("ganbench.", PLUGIN_PREFIX)):
        return False
    return not _installed(module)


def digest(cls: type) -> str:
    """Returns a SHA-256, in hexadecimal, of what defines a class.

    For a class in a module this is the module's file. For one in a script or in a notebook's cell
    it is the text of the class, and of the classes and functions there that its methods name.
    """
    parts = sorted(set(_sources(cls, {cls})))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _installed(module: str) -> bool:
    """Whether a module lies where packages are installed: its version says what it is."""
    file = getattr(sys.modules.get(module), "__file__", None) or ""
    return module in sys.builtin_module_names or any(
        part in ("site-packages", "dist-packages") for part in Path(file).parts
    )


def _sources(cls: type, seen: set[object]) -> Iterator[str]:
    module = sys.modules.get(cls.__module__)
    file = getattr(module, "__file__", None)
    if cls.__module__ != "__main__" and file and find_spec(cls.__module__):
        yield Path(file).read_text(encoding="utf-8")
        return
    yield _text(cls)
    for function in _functions(cls):
        yield from _beside(function, seen)


def _beside(function: FunctionType, seen: set[object]) -> Iterator[str]:
    """Yields the source of what a function names of its own module, and what that names."""
    for name in _names(function.__code__):
        named = function.__globals__.get(name)
        if not isinstance(named, type | FunctionType) or named in seen:
            continue
        if named.__module__ != function.__module__:
            continue
        seen.add(named)
        if isinstance(named, type):
            yield from _sources(named, seen)
        else:
            yield _function_text(named)
            yield from _beside(named, seen)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _text(cls: type) -> str:
    """The text of a class; a notebook's cells are found by the files of its functions."""
    try:
        return inspect.getsource(cls)
    except (OSError, TypeError):
        pass
    for function in _functions(cls):
        cell = "".join(linecache.getlines(function.__code__.co_filename))
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, ast.ClassDef) and node.name == cls.__name__:
                return ast.unparse(node)
    return f"{cls.__qualname__}: {[_code(f.__code__) for f in _functions(cls)]}"


def _functions(cls: type) -> list[FunctionType]:
    return [value for value in vars(cls).values() if isinstance(value, FunctionType)]


def _function_text(function: FunctionType) -> str:
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return _code(function.__code__)


def _code(code: CodeType) -> str:
    """A function without a source, by what it was compiled to."""
    constants = [_code(c) if isinstance(c, CodeType) else repr(c) for c in code.co_consts]
    return f"{code.co_name} {code.co_code.hex()} {code.co_names} {constants}"
