"""Plugin files: Python that adds losses, stabilizers, methods, metrics and others by name."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from ganbench.errors import PluginError
from ganbench.experiment.suite import module_name
from ganbench.kinds import KINDS
from ganbench.names import NAME
from ganbench.registrable import extends, problem_with
from ganbench.registry import Registry
from ganbench.spelling import closest, did_you_mean

_TABLES: dict[str, Registry[Any]] = {kind.plugin_table: kind.registry for kind in KINDS.values()}


def load(file: Path) -> str:
    """Runs a plugin file and registers what its tables name.

    The tables are module-level dictionaries from names to things: LOSSES, DATASETS and the others
    of `ganbench.kinds`. A file that was run before, and has not changed, is not run again.

    Returns:
        The file's SHA-256, in hexadecimal.

    Raises:
        PluginError: The file cannot be read, raises, or registers nothing or the wrong thing: a
            line for each mistake, and nothing is registered.
    """
    try:
        source = file.read_bytes()
    except OSError as error:
        hint = did_you_mean(file.name, [other.name for other in file.parent.glob("*.py")])
        raise PluginError(f"{file}: the plugin cannot be read: {error.strerror}.{hint}") from error
    digest = hashlib.sha256(source).hexdigest()
    module = _run(file, source, module_name(file, digest))
    # A plugin may import ganbench's own registries, which have the same names.
    own = {name: thing for name, thing in vars(module).items() if not isinstance(thing, Registry)}
    tables = {key: own[key] for key in _TABLES if key in own}
    mistakes = [*_misnamed(own), *_mistakes(tables, file)]
    if mistakes:
        raise PluginError("\n".join(f"{file}: {mistake}" for mistake in mistakes))
    for key, table in tables.items():
        for name, thing in table.items():
            _TABLES[key].add(name, thing, str(file.resolve()))
    return digest


def _run(file: Path, source: bytes, name: str) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    path = str(file.resolve())
    module = ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module  # dataclasses look their own module up here
    try:
        exec(compile(source, path, "exec"), module.__dict__)
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
        text = str(error)
        if isinstance(error, SyntaxError) and error.filename == path:
            lines, text = [error.lineno], error.msg
        cause = ": ".join(filter(None, (type(error).__name__, " ".join(text.split()))))
        where = f", at {file}:{lines[-1]}" if lines else ""
        raise PluginError(
            f"{file}: the plugin cannot be loaded: {cause.rstrip('.')}{where}."
        ) from error
    return module


def _misnamed(own: dict[str, Any]) -> Iterator[str]:
    """Tables whose names are misspelt, and if that leaves none, which ones there may be.

    A dictionary of what tables hold already, or of other things, is no table.
    """
    missing = [key for key in _TABLES if key not in own]
    known = [thing for key in _TABLES for thing in _values(own.get(key))]
    misspelt = [
        name
        for name, table in own.items()
        if name not in _TABLES and not name.startswith("_") and _values(table)
        if not all(any(thing is other for other in known) for thing in _values(table))
        if (name.isupper() and any(map(_has_kind, _values(table))))
        or (closest(name, missing) and all(map(_may_have_name, _values(table))))
    ]
    for name in misspelt:
        yield (
            f"{name}: expected one of the tables {', '.join(_TABLES)}, found '{name}'."
            f"{did_you_mean(name, missing)}"
        )
    if not misspelt and not any(own.get(key) for key in _TABLES):
        yield (
            "the plugin registers nothing. Define a dictionary from names to things, called "
            f"{', '.join(_TABLES)}; or, where the file belongs to a package that registers them, "
            "install the package and use their names."
        )


def _values(table: object) -> list[Any]:
    return list(table.values()) if isinstance(table, dict) else []


def _has_kind(thing: Any) -> bool:
    """Tells whether something is a thing of some kind, perhaps not yet a right one."""
    return any(
        extends(thing, registry.holds)
        if isinstance(registry.holds, str)
        else isinstance(thing, registry.holds)
        for registry in _TABLES.values()
    )


def _may_have_name(thing: Any) -> bool:
    return isinstance(thing, type) or _has_kind(thing)


def _mistakes(tables: dict[str, Any], file: Path) -> Iterator[str]:
    """Tables that are none, and what they hold that does not fit or is there already."""
    for key, table in tables.items():
        if not isinstance(table, dict):
            yield (
                f"{key}: expected a dictionary from names to things, found "
                f"{type(table).__name__}. Write {{name: thing}}, or call it otherwise if it is "
                "no table."
            )
            continue
        registry = _TABLES[key]
        for name, thing in table.items():
            where = f"{key}[{name!r}]"
            if not isinstance(name, str) or not re.fullmatch(NAME, name):
                yield (
                    f"{where}: expected a name of at most 64 letters, digits, '.', '_', '+' and "
                    f"'-', found {name!r}."
                )
                continue
            problem = problem_with(thing, registry.holds)
            if problem:
                yield f"{where}: {problem}"
            other = registry.registered_by(name)
            if other not in (None, str(file.resolve())):
                first = _beside(file, other) if Path(other).is_absolute() else other
                yield (
                    f"{where}: the {registry.kind} '{name}' is defined twice: by {first} and by "
                    f"{file}. Rename one of the two."
                )


def _beside(file: Path, other: str) -> str:
    """The path of another plugin, given as that of the first one was."""
    return os.path.normpath(file.parent / os.path.relpath(other, file.resolve().parent))
