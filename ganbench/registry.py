"""Registries of named things, each of which is imported when it is asked for by name."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, TypeVar

from ganbench.docstrings import docstring, first_line
from ganbench.errors import PluginError, UnknownNameError
from ganbench.registrable import problem_with
from ganbench.spelling import did_you_mean

T = TypeVar("T")


class Registry(Generic[T]):
    """The losses, stabilizers, methods, workloads, data sets or metrics that can be named.

    A name stands for an import path "package.module:attribute". Those of ganbench are a table;
    others come from the entry points of installed packages or are added from a plugin file.

    Attributes:
        kind: The name of what is registered, in the singular, for messages.
        group: The group of entry points by which packages register more; `None` for none.
        holds: The class whose instances are registered; where classes themselves are, the path
            "package.module:Class" of the class that they extend.
    """

    def __init__(
        self,
        kind: str,
        builtin: Mapping[str, str],
        group: str | None = None,
        holds: type | str = object,
    ) -> None:
        self.kind = kind
        self._builtin = builtin
        self.holds = holds
        self.group = group
        self._added: dict[str, tuple[T, str]] = {}

    @cached_property
    def _points(self) -> dict[str, list[EntryPoint]]:
        """What installed packages register, by name: more than one where they contradict."""
        points: dict[str, list[EntryPoint]] = {}
        for point in entry_points(group=self.group) if self.group else ():
            points.setdefault(point.name, []).append(point)
        return points

    @cached_property
    def _paths(self) -> dict[str, str]:
        paths = dict(self._builtin)
        for name, points in self._points.items():
            paths.setdefault(name, points[0].value)
        return paths

    def __iter__(self) -> Iterator[str]:
        return iter([*self._paths, *self._added])

    def __contains__(self, name: object) -> bool:
        return name in self._paths or name in self._added

    def __getitem__(self, name: str) -> T:
        """Imports and returns what `name` stands for.

        Raises:
            UnknownNameError: The name is unknown.
            PluginError: It is taken twice, cannot be imported, or stands for something else.
        """
        if name in self._added:
            return self._added[name][0]
        module, attribute = self._path(name)
        try:
            thing: T = getattr(importlib.import_module(module), attribute)
        except (Exception, SystemExit) as error:  # a script may end itself where it is imported
            raise self.failure(name, error) from error
        problem = problem_with(thing, self.holds)
        if problem:
            raise self._refusal(name, problem)
        return thing

    def failure(self, name: str, error: BaseException) -> PluginError:
        """Returns the error for code that cannot be loaded, in one line that names its owner.

        Args:
            name: The registered name.
            error: What loading it raised.
        """
        text = ": ".join(filter(None, [type(error).__name__, " ".join(str(error).split())]))
        return self._refusal(name, text)

    def _refusal(self, name: str, reason: str) -> PluginError:
        packages = "".join(
            f" of {package}" for package in map(_package, self._points.get(name, ()))
        )
        return PluginError(
            f"The {self.kind} '{name}' ({self.owner(name)}{packages}) cannot be loaded: {reason}"
        )

    def get(self, name: str) -> T | None:
        """Returns what `name` stands for, or `None` if it is unknown."""
        if name not in self:
            return None
        return self[name]

    def add(self, name: str, thing: T, origin: str) -> None:
        """Registers something that a plugin file defines; the same file may define it anew.

        Args:
            name: The name that a suite file uses.
            thing: What it stands for.
            origin: The file that defines it, for messages.

        Raises:
            PluginError: The name is taken by something else.
        """
        other = self.registered_by(name)
        if other not in (None, origin):
            raise PluginError(
                f"The {self.kind} '{name}' is defined twice: by {other} and by {origin}. "
                "Rename one of the two."
            )
        self._added[name] = (thing, origin)

    def owner(self, name: str) -> str | None:
        """Returns what defines `name`: a plugin file, or an import path; `None` if nothing does."""
        return self.registered_by(name)

    def registered_by(self, name: str) -> str | None:
        """Returns what registers exactly this name, as `owner` does where it stands for itself."""
        return self._added[name][1] if name in self._added else self._paths.get(name)

    def origin(self, name: str) -> str | None:
        """Returns the plugin file that registered `name`; `None` for everything else."""
        return self._added[name][1] if name in self._added else None

    def name_of(self, part: object) -> str:
        """Returns the name by which a part, an instance of a registered class, is known.

        A class that is registered under several names goes by the first one.

        Raises:
            UnknownNameError: The part's class is not registered.
        """
        kind = type(part)
        path = f"{kind.__module__}:{kind.__qualname__}"
        for name in self:
            if self._holds(name, kind, path):
                return name
        raise UnknownNameError(
            f"There is no name for the {self.kind} {kind.__qualname__}. Register its class: in a "
            f"plugin file, or by an entry point in the group '{self.group}'."
        )

    def _holds(self, name: str, kind: type, path: str) -> bool:
        """Whether a name stands for a class; nothing is imported that could not be it."""
        if name in self._added:
            return self._added[name][0] is kind
        if self._paths[name] == path:
            return True
        return bool(self._points.get(name)) and self.get(name) is kind

    def summary(self, name: str) -> str:
        """Returns the first line of the docstring of `name`, read from its source unimported.

        Raises:
            UnknownNameError: The name is unknown.
            PluginError: It is taken twice, or has no module that can be read.
        """
        if name in self._added:
            return first_line(getattr(self._added[name][0], "__doc__", None))
        module, attribute = self._path(name)
        try:
            return first_line(docstring(module, attribute))
        except (Exception, SystemExit) as error:
            raise self.failure(name, error) from error

    def unknown(self, name: str) -> str:
        """Returns the part of a message about an unknown name: the nearest name, and all names."""
        known = ", ".join(sorted(self))
        return f"{self.kind} '{name}'.{did_you_mean(name, self)} Known: {known}."

    def _path(self, name: str) -> tuple[str, str]:
        """The module and the attribute that an importable name stands for."""
        if name not in self._paths:
            raise UnknownNameError(f"There is no {self.unknown(name)}")
        self._expect_one(name)
        module, _, attribute = self._paths[name].partition(":")
        return module, attribute

    def _expect_one(self, name: str) -> None:
        points = self._points.get(name, [])
        origins = [f"{point.value} of {_package(point)}" for point in points]
        if name in self._builtin:
            origins.insert(0, f"{self._builtin[name]} of ganbench")
        if len(origins) > 1:
            packages = " or ".join(dict.fromkeys(map(_package, points)))
            raise PluginError(
                f"The {self.kind} '{name}' is defined twice: by {' and by '.join(origins)}. "
                f"Uninstall {packages}, or rename it there."
            )


def _package(point: EntryPoint) -> str:
    """What `pip uninstall` calls the package that an entry point came with."""
    return point.dist.name if point.dist else point.value.partition(":")[0].partition(".")[0]
