"""Arrays that are expensive to compute, kept on disk under a hash of all they depend on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from ganbench.errors import GanbenchError

Arrays = dict[str, npt.NDArray[Any]]


class Cache:
    """A folder of arrays, shared by all processes: while one computes an array, others wait."""

    def __init__(self, folder: Path) -> None:
        """Keeps arrays in `folder`, which need not exist."""
        self._folder = folder

    @classmethod
    def of_user(cls) -> Cache:
        """Returns the cache in `$GANBENCH_CACHE`, or in the user's folder of caches."""
        from platformdirs import user_cache_path

        named = os.environ.get("GANBENCH_CACHE")
        return cls(Path(named) if named else user_cache_path("ganbench"))

    def get(self, key: Mapping[str, Any], make: Callable[[], Arrays]) -> Arrays:
        """Returns the arrays [...] of a key, made by `make` where they are missing or damaged.

        Args:
            key: JSON values: all that the arrays depend on.
            make: Computes the arrays.

        Raises:
            GanbenchError: The folder cannot be written; nothing half-written stays there.
        """
        text = json.dumps(key, sort_keys=True)
        path = self._folder / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.safetensors"
        found = _read(path)
        if found is None:
            with self._locked(path):
                found = _read(path)  # another process may have been quicker
                if found is None:
                    found = make()
                    self._write(path, found, text)
        return found

    @contextmanager
    def _locked(self, path: Path) -> Iterator[None]:
        lock = FileLock(path.with_suffix(".lock"))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            yield
        finally:
            lock.release()

    def _write(self, path: Path, arrays: Arrays, text: str) -> None:
        partial = path.with_suffix(f".{os.getpid()}.partial")
        try:
            contiguous = {name: np.asarray(array, order="C") for name, array in arrays.items()}
            save_file(contiguous, partial, metadata={"key": text, "sha256": _digest(contiguous)})
            os.replace(partial, path)
        except (OSError, SafetensorError) as error:
            raise self._unwritable(error) from error
        finally:
            with suppress(OSError):
                partial.unlink(missing_ok=True)

    def _unwritable(self, error: Exception) -> GanbenchError:
        return GanbenchError(
            f"{self._folder}: the statistics of real samples cannot be kept here: {error}. "
            "Make space, or name another folder in GANBENCH_CACHE."
        )


def _read(path: Path) -> Arrays | None:
    try:
        with safe_open(path, "numpy") as file:
            found: Arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            stated = (file.metadata() or {}).get("sha256")
    except (OSError, SafetensorError):  # not there, or cut off by a crash: made anew
        return None
    return found if stated == _digest(found) else None  # a disk may have changed what it keeps


def _digest(arrays: Arrays) -> str:
    digest = hashlib.sha256()
    for name, array in sorted(arrays.items()):
        digest.update(f"{name} {array.dtype} {array.shape}\n".encode())
        digest.update(array.data)
    return digest.hexdigest()
