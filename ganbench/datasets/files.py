"""Where the files of a data set lie, and how they come to lie there."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ganbench.errors import DataError

if TYPE_CHECKING:
    from ganbench.datasets.finite import FiniteDataset

NOTHING = 1 << 16  # bytes that are left on a disk that counts as full


@dataclass(frozen=True)
class Files:
    """The files of one data set, and the places that they may lie in.

    Looked at in this order: the folder that the user names, `$GANBENCH_DATA/<name>`,
    `$GANBENCH_DATA` where it is a root of torchvision's, the user's data folder, a system
    package's, and then the network unless GANBENCH_OFFLINE is set.

    Attributes:
        name: The name of the data set and of its folder.
        title: What messages call it.
        needed: The files that must all be there.
        download: Brings them into an empty folder; raises anything if it cannot.
        inside: The subfolders that they may lie in, "" for the folder itself, as the user,
            torchvision or a package manager leaves them.
        gzipped: Whether each may also be there as .gz.
        system: Where a system package puts them.
        remedy: A command that brings them, besides a download.
    """

    name: str
    title: str
    needed: tuple[str, ...]
    download: Callable[[Path], None]
    inside: tuple[str, ...] = ("",)
    gzipped: bool = False
    system: Path | None = None
    remedy: str = ""

    def find(self) -> Path | None:
        """Returns the first folder that holds all files, or `None`."""
        return next(filter(self._complete, self._places()), None)

    def fetch(self) -> Path:
        """Returns the folder that holds all files, and downloads them if there is none.

        They are downloaded beside the folder and renamed, so that no half of them stays.

        Raises:
            DataError: They are nowhere, and cannot be downloaded.
        """
        found = self.find()
        if found is not None:
            return found
        target = _roots()[0] / self.name
        if os.environ.get("GANBENCH_OFFLINE"):
            raise self._missing(target, "GANBENCH_OFFLINE is set")
        try:
            with beside(target) as folder:
                self.download(folder)
        except Exception as error:
            raise self._missing(
                target, f"the download failed: {_reason(error, target.parent)}"
            ) from error
        found = self.find()
        if found is None:
            raise self._missing(target, "what was downloaded is not what was expected")
        return found

    def at(self, path: str) -> Path:
        """Returns the folder in `path` that holds all files; without a path, that of `fetch`.

        Raises:
            DataError: They are not there.
        """
        if not path:
            return self.fetch()
        folder = expanded(path)
        found = next(filter(self._complete, self._within(folder)), None)
        if found is None:
            folder = folder / self.inside[0]
            absent = [name for name in self.needed if not self._has(folder, name)]
            raise DataError(
                f"{folder}: expected {self.title}, that is {self._told()}; not found: "
                f"{', '.join(absent)}. Name the folder that holds them, or leave the "
                f"path out and run `ganbench data fetch {self.name}`."
            )
        return found

    def _places(self) -> Iterator[Path]:
        for root in _roots():
            yield from self._within(root / self.name)
            yield from (root / inner for inner in self.inside if inner)
        if self.system:
            yield self.system

    def _complete(self, folder: Path) -> bool:
        return all(self._has(folder, name) for name in self.needed)

    def _has(self, folder: Path, name: str) -> bool:
        return (present(folder, name) if self.gzipped else (folder / name)).is_file()

    def _within(self, folder: Path) -> list[Path]:
        return [folder / inner for inner in self.inside]

    def _told(self) -> str:
        return ", ".join(self.needed) + (" (.gz or not)" if self.gzipped else "")

    def _missing(self, target: Path, reason: str) -> DataError:
        ways = [
            *([f"`{self.remedy}`"] if self.remedy else []),
            f"put {self._told()} into {target / self.inside[0]}",
            "name the folder that holds them with the parameter `path`, or set GANBENCH_DATA to "
            f"the folder that holds {self.name}/",
            f"or run `ganbench data fetch {self.name}` once with a network and without "
            "GANBENCH_OFFLINE",
        ]
        return DataError(
            f"{self.title} is not on this machine, and {reason}. "
            f"Do one of these: {'; '.join(ways)}."
        )


class Load(Protocol):
    """Makes a data set of the files in a folder."""

    def __call__(self, *, path: str = "") -> FiniteDataset:
        """Returns the data set; `path` is the user's folder, empty looks for the files.

        Raises:
            DataError: The files are nowhere and cannot be downloaded, or one is broken.
        """


def loader(files: Files, read: Callable[[Path], FiniteDataset]) -> Load:
    """Makes the loader of a data set of what reads the folder that holds its files."""
    kept = lru_cache(maxsize=1)(read)  # so that it is read and hashed once

    def load(*, path: str = "") -> FiniteDataset:
        return kept(files.at(path))

    return load


def expanded(path: str) -> Path:
    """Returns a path of the user's with ~ made their home; of nobody's, it stays as it is."""
    return Path(os.path.expanduser(path))  # Path.expanduser raises RuntimeError


def present(folder: Path, name: str) -> Path:
    """Returns the path of the file `name`, or that of `name`.gz if only this is there."""
    plain, gzipped = folder / name, folder / f"{name}.gz"
    return gzipped if gzipped.is_file() and not plain.is_file() else plain


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Gives an empty folder beside `target`, whose content moves there if the block succeeds.

    Files that are there already stay as they are.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield folder
        _move(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _move(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for child in source.iterdir():
        place = target / child.name
        if child.is_dir() and place.is_dir():
            _move(child, place)
        elif not place.exists():  # what is there may be the user's own
            child.replace(place)


def _roots() -> list[Path]:
    from platformdirs import user_data_path

    named = os.environ.get("GANBENCH_DATA")
    return [*([expanded(named)] if named else []), user_data_path("ganbench")]


def _reason(error: Exception, folder: Path) -> str:
    # torchvision tries another address when a disk is full, and says that it is not there.
    full = folder.exists() and shutil.disk_usage(folder).free < NOTHING
    if full or (isinstance(error, OSError) and error.errno == errno.ENOSPC):
        return "no space is left on the disk (make room, or set GANBENCH_DATA to another disk)"
    return " ".join(str(error).split()) or type(error).__name__
