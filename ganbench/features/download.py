"""Brings a file from the network: whole and with the right hash, or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from ganbench.errors import DataError

PIECE = 1 << 18  # bytes
TIMEOUT = 30.0  # seconds without a byte


def download(url: str, target: Path, sha256: str) -> Path:
    """Downloads a file with a progress bar, and gives it its name when its hash is right.

    Until then it lies beside the target under another name, and goes if anything fails.

    Args:
        url: Where it is.
        target: Where it goes; a file that lies there is replaced.
        sha256: What its hash must be, in hexadecimal.

    Returns:
        The target, with the rights that the umask gives any new file.

    Raises:
        DataError: The network or the disk fails, or it is another file.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.")
    except OSError as error:
        raise DataError(
            f"{target} cannot be written: {error.strerror}. Make its folder writable."
        ) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            size, whole, found = _copy(url, file.write, target.name)
        if whole is not None and size != whole:
            raise DataError(
                f"{url}: expected {whole:,} bytes, found {size:,}: the connection broke. Try again."
            )
        if found != sha256:
            raise DataError(
                f"{url}: expected the sha256 {sha256}, found {found}. It was not kept. Try again, "
                "or bring the file another way."
            )
        part.chmod(0o666 & ~_umask())  # mkstemp lets nobody else read it
        part.replace(target)
    except (OSError, HTTPException) as error:
        network = isinstance(error, URLError | TimeoutError | ConnectionError | HTTPException)
        doing = f"{url} cannot be fetched" if network else f"{target} cannot be written"
        raise DataError(f"{doing}: {getattr(error, 'reason', error)}.") from error
    finally:
        part.unlink(missing_ok=True)
    return target


def _umask() -> int:
    """Returns the umask, which can only be read by setting it."""
    found = os.umask(0o077)
    os.umask(found)
    return found


def _copy(url: str, write: Callable[[bytes], object], title: str) -> tuple[int, int | None, str]:
    """Writes what is at the address; returns its size, the size that was stated, and its hash."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

    columns = ("{task.description}", BarColumn(), DownloadColumn(), TransferSpeedColumn())
    digest, size = hashlib.sha256(), 0
    with (
        urlopen(url, timeout=TIMEOUT) as answer,
        Progress(*columns, console=Console(stderr=True), transient=True) as progress,
    ):
        stated = answer.headers.get("Content-Length")
        whole = int(stated) if stated else None
        task = progress.add_task(title, total=whole)
        while piece := answer.read(PIECE):
            write(piece)
            digest.update(piece)
            size += len(piece)
            progress.update(task, completed=size)
    return size, whole, digest.hexdigest()
