"""The parameters of a part, read from its source without importing it (and torch, for seconds).

Only what a dataclass's fields are written with is evaluated: names of types, which may be imported
or assigned in a module, and plain defaults.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import importlib.util
import sys
from dataclasses import MISSING, Field
from functools import cache
from pathlib import Path
from typing import Any

from ganbench.parameters import Parameter


def static_parameters(path: str) -> dict[str, Parameter]:
    """Returns the parameters of the class at an import path "package.module:Class".

    Raises:
        LookupError: The source is not at hand, or is not as simple as what is read here.
    """
    module, _, name = path.partition(":")
    found: dict[str, Parameter] = {}
    _collect(module, name, found)
    return found


def _collect(module: str, name: str, found: dict[str, Parameter]) -> None:
    """Adds the fields of a dataclass to those of its bases."""
    source = _source(module)
    home, own, node = source.find(name)
    if home != module:
        if home not in sys.stdlib_module_names:  # `abc` and the like have no fields
            _collect(home, own, found)
        return
    if not isinstance(node, ast.ClassDef):
        raise LookupError(name)
    for base in node.bases:
        if isinstance(base, ast.Name):
            _collect(module, base.id, found)
    if not any("dataclass" in ast.unparse(each) for each in node.decorator_list):
        return
    for line in node.body:
        match line:
            case ast.AnnAssign(target=ast.Name(id=field), annotation=hint, value=value):
                if "ClassVar" not in ast.unparse(hint):
                    default = MISSING if value is None else source.value(value)
                    found[field] = Parameter(source.value(hint), _plain(default))


def _plain(default: Any) -> Any:
    """A field's default, out of what `dataclasses.field` makes of it."""
    if not isinstance(default, Field):
        return default
    factory = default.default_factory
    return default.default if factory is MISSING else factory()


class _Source(dict[str, Any]):
    """A module's names with their values, each of which is found when it is asked for."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        super().__init__()
        self.module = module
        self._tree = tree

    def value(self, expression: ast.expr) -> Any:
        """Evaluates an expression among the module's names."""
        code = compile(ast.Expression(expression), self.module, "eval")
        return eval(code, {"__builtins__": builtins}, self)

    def find(self, name: str) -> tuple[str, str, ast.AST]:
        """Returns the module that a name comes from, its name there, and what defines it here."""
        for node in self._tree.body:
            match node:
                case ast.ImportFrom(module=str(home), names=names, level=0):
                    for each in names:
                        if name == (each.asname or each.name):
                            return home, each.name, node
                case ast.ClassDef(name=own) if own == name:
                    return self.module, name, node
                case ast.Assign(targets=[ast.Name(id=own)]) if own == name:
                    return self.module, name, node.value
        raise KeyError(name)  # a LookupError; what evaluates an expression then asks the builtins

    def __missing__(self, name: str) -> Any:
        home, own, node = self.find(name)
        if home != self.module:
            ours = home.partition(".")[0] in ("ganbench", self.module.partition(".")[0])
            return _source(home)[own] if ours else getattr(importlib.import_module(home), own)
        if not isinstance(node, ast.expr):
            raise LookupError(f"{name} is a class")
        return self.value(node)


@cache
def _source(module: str) -> _Source:
    spec = importlib.util.find_spec(module)  # which imports the package around it
    if spec is None or not spec.origin or not spec.origin.endswith(".py"):
        raise LookupError(module)
    return _Source(module, ast.parse(Path(spec.origin).read_bytes(), spec.origin))
