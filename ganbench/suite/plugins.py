"""Plugin files: Python that adds losses, stabilizers, methods and workloads by name."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from ganbench.errors import GanbenchError
from ganbench.losses import LOSSES
from ganbench.methods import METHODS, Recipe
from ganbench.registry import Registry
from ganbench.stabilizers import STABILIZERS
from ganbench.workloads import WORKLOADS, Workload

_TABLES: dict[str, tuple[Registry[Any], str]] = {
    "LOSSES": (LOSSES, "a frozen dataclass"),
    "STABILIZERS": (STABILIZERS, "a frozen dataclass"),
    "METHODS": (METHODS, "a Recipe"),
    "WORKLOADS": (WORKLOADS, "a Workload"),
}


def load(file: Path) -> str:
    """Runs a plugin file and registers what its tables name.

    The tables are module-level dictionaries, LOSSES, STABILIZERS, METHODS and WORKLOADS, from
    names to things. A file that was run before, and has not changed, is not run again.

    Returns:
        The file's SHA-256, in hexadecimal.

    Raises:
        GanbenchError: The file cannot be read, raises, or registers nothing or the wrong thing.
    """
    try:
        source = file.read_bytes()
    except OSError as error:
        raise GanbenchError(f"{file}: the plugin cannot be read: {error.strerror}.") from error
    digest = hashlib.sha256(source).hexdigest()
    module = _run(file.resolve(), source, f"ganbench_plugin_{file.stem}_{digest[:12]}")
    tables = [(key, getattr(module, key)) for key in _TABLES if _is_table(module, key)]
    if not tables:
        raise GanbenchError(
            f"{file}: the plugin registers nothing. Define a dictionary from names to things, "
            f"called {', '.join(_TABLES)}."
        )
    for key, table in tables:
        if not isinstance(table, dict):
            raise GanbenchError(
                f"{file}: {key}: expected a dictionary from names to things, "
                f"found {type(table).__name__}."
            )
        for name, thing in table.items():
            _add(key, name, thing, file)
    return digest


def _run(path: Path, source: bytes, name: str) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    module = ModuleType(name)
    module.__file__ = str(path)
    sys.modules[name] = module  # dataclasses look their own module up here
    try:
        exec(compile(source, str(path), "exec"), module.__dict__)
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise GanbenchError(
            f"{path}: the plugin cannot be loaded: {type(error).__name__}: {error}"
        ) from error
    return module


def _is_table(module: ModuleType, key: str) -> bool:
    # A plugin may import ganbench's own registries, which have the same names.
    return hasattr(module, key) and not isinstance(getattr(module, key), Registry)


def _add(key: str, name: str, thing: object, file: Path) -> None:
    registry, expected = _TABLES[key]
    fits = {
        "METHODS": isinstance(thing, Recipe),
        "WORKLOADS": isinstance(thing, Workload),
    }.get(key, isinstance(thing, type) and is_dataclass(thing))
    if not fits:
        raise GanbenchError(
            f"{file}: {key}['{name}']: expected {expected}, found {type(thing).__name__}."
        )
    registry.add(name, thing, str(file.resolve()))
