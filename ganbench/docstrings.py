"""Docstrings, read from source that is not run."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path


def docstring(module: str, name: str) -> str | None:
    """Returns the docstring of a module's class or function, or else the module's own.

    Only the package around the module is imported. `None` stands for no docstring, and for a
    module that is not written in Python.

    Raises:
        ModuleNotFoundError: There is no such module.
        Exception: What importing the package around it or parsing the module raises.
    """
    spec = importlib.util.find_spec(module)
    if spec is None:
        raise ModuleNotFoundError(f"No module named '{module}'")
    if not spec.origin or not spec.origin.endswith(".py"):
        return None
    tree = ast.parse(Path(spec.origin).read_bytes(), spec.origin)
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name:
            return ast.get_docstring(node)
    return ast.get_docstring(tree)


def first_line(text: str | None) -> str:
    """Returns the first line of a docstring; empty without one."""
    return (text or "").strip().split("\n")[0]
