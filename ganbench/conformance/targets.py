"""Finds what a user asks to check."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from ganbench.conformance.subject import Subject
from ganbench.errors import GanbenchError, PluginError, UnknownNameError
from ganbench.kinds import KINDS
from ganbench.spelling import did_you_mean
from ganbench.suite import plugins

_GROUPS = {kind.group: name for name, kind in KINDS.items()}

_TABLE = re.compile(r"""^\[project\.entry-points\.["']ganbench\.([^"']+)["']\]""", re.MULTILINE)


def find(target: str) -> list[Subject]:
    """Returns all that a target names.

    Args:
        target: A name, which may be of several kinds; a plugin file; an installed package, by its
            own name or that of its module; or the folder of one, with its pyproject.toml.

    Raises:
        UnknownNameError: There is no such thing.
        PluginError: It cannot be loaded, or registers nothing.
    """
    named = [(kind.name, target) for kind in KINDS.values() if target in kind.registry]
    if named:
        return _subjects(named)
    path = Path(target)
    if path.suffix == ".py":
        return _subjects(_of_file(path))
    if path.is_dir() and (path / "pyproject.toml").is_file():
        return _subjects(_of_folder(path))
    points = _points(target)
    if points:
        return _subjects((_GROUPS[point.group], point.name) for point in points)
    known = {name for kind in KINDS.values() for name in kind.registry}
    raise UnknownNameError(
        f"There is nothing to check at '{target}'.{did_you_mean(target, known)} Expected a "
        "name that `ganbench list` lists, a plugin file (.py), an installed package that registers "
        "something, or its folder with a pyproject.toml."
    )


def _subjects(named: Iterable[tuple[str, str]]) -> list[Subject]:
    return [_subject(kind, name) for kind, name in named]


def _subject(kind: str, name: str) -> Subject:
    try:
        return Subject(kind, name, KINDS[kind].registry[name])
    except GanbenchError as error:  # reported by the checks, which go on with the others
        return Subject(kind, name, error)


def _of_file(path: Path) -> list[tuple[str, str]]:
    plugins.load(path)
    origin = str(path.resolve())
    return [
        (kind.name, name)
        for kind in KINDS.values()
        for name in kind.registry
        if kind.registry.origin(name) == origin
    ]


def _of_folder(folder: Path) -> list[tuple[str, str]]:
    """What an installed project registers; that its entry points work is a part of the check."""
    text = (folder / "pyproject.toml").read_text(encoding="utf-8")
    # Python 3.10 has no TOML reader, and this one line needs none.
    project = re.search(r"^\[project\]$(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    name = project and re.search(r"""^name\s*=\s*["']([^"']+)["']""", project[1], re.MULTILINE)
    if not name:
        raise PluginError(f"{folder / 'pyproject.toml'}: expected `name` in [project].")
    points = _points(name[1])
    if not points:
        tables = [f"ganbench.{group}" for group in _TABLE.findall(text)]
        missing = [group for group in tables if group not in _GROUPS]
        if missing:
            hint = did_you_mean(missing[0], _GROUPS)
            raise PluginError(
                f"{folder / 'pyproject.toml'}: there is no group '{missing[0]}' of entry points."
                f"{hint} Expected one of {', '.join(_GROUPS)}."
            )
        if not tables:
            raise PluginError(
                f"{folder / 'pyproject.toml'}: the package '{name[1]}' registers nothing. It needs "
                f'a table [project.entry-points."GROUP"], GROUP one of {", ".join(_GROUPS)}.'
            )
        raise PluginError(
            f"{folder}: the package '{name[1]}' is not installed here, or was before it had what "
            f"its pyproject.toml registers now. Run `pip install -e {folder}`."
        )
    return [(_GROUPS[point.group], point.name) for point in points]


def _points(package: str) -> list[EntryPoint]:
    """The entry points of an installed package, by its name or that of its module."""
    wanted = _folded(package)
    return [
        point
        for group in _GROUPS
        for point in entry_points(group=group)
        if wanted in (_folded(point.value.partition(":")[0].partition(".")[0]), _project(point))
    ]


def _project(point: EntryPoint) -> str:
    return _folded(point.dist.name) if point.dist else ""


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()
