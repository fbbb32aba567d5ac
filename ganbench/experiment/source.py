"""The source of classes that are not registered, such as those of a notebook's cells."""

from __future__ import annotations

import ast
import hashlib
import inspect
import linecache
import sys
from collections.abc import Iterator
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, FunctionType

PLUGIN_PREFIX = "ganbench_plugin_"
"""The beginning of the names of modules that plugin files become."""


def defined_by_user(cls: type) -> bool:
    """Tells whether a class is neither of ganbench, a plugin file nor an installed package."""
    module = cls.__module__
    if module == "__main__":  # whose file may be a program's that runs the user's code
        return True
    if module == "ganbench" or module.startswith(("ganbench.", PLUGIN_PREFIX)):
        return False
    return not _installed(module)


def digest(cls: type) -> str:
    """Returns a SHA-256, in hexadecimal, of what defines a class.

    For a class in a module this is the module's file. For one in a script or in a notebook's cell
    it is the text of the class, and of the classes and functions there that its methods name. The
    same of each class that it extends, up to those of packages.
    """
    parts = sorted(set(_sources(cls, set())))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _installed(module: str) -> bool:
    """Whether a module is Python's, or lies where packages are installed."""
    file = getattr(sys.modules.get(module), "__file__", None) or ""
    return module.partition(".")[0] in sys.stdlib_module_names or any(
        part in ("site-packages", "dist-packages") for part in Path(file).parts
    )


def _sources(cls: type, seen: set[object]) -> Iterator[str]:
    for each in cls.__mro__:
        if each not in seen and defined_by_user(each):
            seen.add(each)
            yield from _own_sources(each, seen)


def _own_sources(cls: type, seen: set[object]) -> Iterator[str]:
    """Yields the source of a class without those that it extends."""
    module = sys.modules.get(cls.__module__)
    file = getattr(module, "__file__", None)
    if cls.__module__ != "__main__" and file and find_spec(cls.__module__):
        yield Path(file).read_text(encoding="utf-8")
        return
    yield _text(cls)
    for function in _functions(cls):
        if not function.__qualname__.startswith(f"{cls.__qualname__}."):  # written elsewhere
            yield _function_text(function)
        yield from _beside(function, seen)


def _beside(function: FunctionType, seen: set[object]) -> Iterator[str]:
    """Yields the source of what a function names of its own module, and what that names."""
    for name in _names(function.__code__):
        named = function.__globals__.get(name)
        if isinstance(named, partial):
            yield f"{name}: {named.args} {named.keywords}"
        for part in (named,) if isinstance(named, type) else _plain_functions(named):
            if part in seen or part.__module__ != function.__module__:
                continue
            if isinstance(part, type):
                yield from _sources(part, seen)
            else:
                seen.add(part)
                yield _function_text(part)
                yield from _beside(part, seen)


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
    return [function for value in vars(cls).values() for function in _plain_functions(value)]


def _plain_functions(value: object) -> list[FunctionType]:
    """The functions in a function, a method of any kind, a property, a partial or a decorator's."""
    if isinstance(value, partial):
        return _plain_functions(value.func)
    if isinstance(value, cached_property):
        return _plain_functions(value.func)
    if isinstance(value, property):
        return [f for each in (value.fget, value.fset) for f in _plain_functions(each)]
    if isinstance(value, staticmethod | classmethod):
        return _plain_functions(value.__func__)
    inner = inspect.getattr_static(value, "__wrapped__", None)
    own = [value] if isinstance(value, FunctionType) else []
    return own + (_plain_functions(inner) if inner else [])


def _function_text(function: FunctionType) -> str:
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return _code(function.__code__)


def _code(code: CodeType) -> str:
    """A function without a source, by what it was compiled to."""
    constants = [_code(c) if isinstance(c, CodeType) else repr(c) for c in code.co_consts]
    return f"{code.co_name} {code.co_code.hex()} {code.co_names} {constants}"
