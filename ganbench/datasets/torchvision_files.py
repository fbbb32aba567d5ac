"""Files that torchvision downloads, with their md5, which is checked before one is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from ganbench.errors import DataError


def check(folder: Path, sums: Iterable[tuple[str, str]], name: str) -> None:
    """Checks files; CIFAR-10's are pickles, which can do anything when they are opened.

    Args:
        folder: Where they lie.
        sums: Their names and their md5.
        name: The data set's, for the message.

    Raises:
        DataError: One is missing, cannot be read, or has another md5.
    """
    for file, md5 in sums:
        path = folder / file
        mend = f"Remove this file and run `ganbench data fetch {name}`."
        try:
            with path.open("rb") as opened:
                found = _md5(iter(lambda: opened.read(1 << 20), b""))
        except OSError as error:
            raise DataError(f"{path}: cannot be read: {error.strerror}. {mend}") from error
        if found != md5:
            raise DataError(f"{path}: expected the md5 {md5}, found {found}. {mend}")


def _md5(blocks: Iterable[bytes]) -> str:
    found = hashlib.md5(usedforsecurity=False)
    for block in blocks:
        found.update(block)
    return found.hexdigest()
