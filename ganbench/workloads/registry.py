"""Workloads by name, and by version where what a name means has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from typing_extensions import override

from ganbench.registry import Registry
from ganbench.workloads.workload import Workload

_VERSIONED = re.compile(r"(.+)-v([1-9]\d*)")


class Workloads(Registry[Workload]):
    """Knows `ring8`, its versions, and which of them is the newest.

    What changes what a protocol's numbers are of (its data, its networks, its batch, its
    optimizers) gets a new version, registered as `ring8-v2` beside `ring8`, which is then version 1
    and also called `ring8-v1`. Its metrics and its target may change within a version. A plain name
    stands for the newest version. A workload knows its own name, by which results are kept apart:
    `ring8` for version 1, `ring8-v2` for version 2.
    """

    @override
    def __iter__(self) -> Iterator[str]:
        return map(self.label, self._names())

    @override
    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._known(name) is not None

    @override
    def __getitem__(self, name: str) -> Workload:
        """Returns the workload of a name; an unknown name is an `UnknownNameError`."""
        known = self._known(name) or name
        return replace(super().__getitem__(known), name=known)

    @override
    def owner(self, name: str) -> str | None:
        return self.registered_by(self._known(name) or name)

    @override
    def origin(self, name: str) -> str | None:
        return super().origin(self._known(name) or name)

    @override
    def summary(self, name: str) -> str:
        return super().summary(self._known(name) or name)

    def versions(self, name: str) -> list[str]:
        """Returns the registered names of all versions of a plain name, the oldest first."""
        found = {_parted(other)[1]: other for other in self._names() if _parted(other)[0] == name}
        return [found[version] for version in sorted(found)]

    def label(self, name: str) -> str:
        """Returns what tables call a workload: with its version, where there are several.

        Args:
            name: The workload's own name, in which version 1 has no number.
        """
        several = len(self.versions(name)) > 1
        return f"{name}-v1" if several and _parted(name) == (name, 1) else name

    def _names(self) -> Iterator[str]:
        return super().__iter__()

    def _known(self, name: str) -> str | None:
        """The registered name that a plain or a versioned name stands for, if any does."""
        names = set(self._names())
        plain, version = _parted(name)
        if plain != name:  # a version is named
            return name if name in names else plain if version == 1 and plain in names else None
        versions = self.versions(name)
        return versions[-1] if versions else None


def _parted(name: str) -> tuple[str, int]:
    """Returns a plain name and its version, 1 where none is named."""
    match = _VERSIONED.fullmatch(name)
    return (match[1], int(match[2])) if match else (name, 1)
