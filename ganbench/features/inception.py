"""Inception-v3 of 2015-12-05, by torch-fidelity: what FID, IS and KID without a suffix look at."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ganbench.errors import DataError
from ganbench.features.download import download
from ganbench.features.extractor import Extractor

if TYPE_CHECKING:
    from torch import nn

FILE = "weights-inception-2015-12-05-6726825d.pth"
SHA256 = "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2"
URL = f"https://github.com/toshas/torch-fidelity/releases/download/v0.2.0/{FILE}"
VARIABLE = "GANBENCH_INCEPTION"


def place() -> Path:
    """Returns where the weights are looked for: $GANBENCH_INCEPTION, or in torch's own folder."""
    named = os.environ.get(VARIABLE)
    return Path(os.path.expanduser(named)) if named else _checkpoints() / FILE


def missing() -> str | None:
    """Says what to do where the weights are not there, or are other ones."""
    path = place()
    if path.is_file():
        return _other(path)
    named = f" ({VARIABLE} names {path})" if os.environ.get(VARIABLE) else ""
    return (
        f"Inception's weights are not on this machine{named}. Do one of these: run `ganbench data "
        f"fetch inception` with a network; put {FILE} ({URL}) into {_checkpoints()}; or set "
        f"{VARIABLE} to where it lies."
    )


def fetch() -> Path:
    """Returns the weights' file, downloaded (96 MB) unless it is there already.

    Raises:
        DataError: Another file lies there, which is left alone; GANBENCH_OFFLINE is set; or
            the download fails.
    """
    path = place()
    problem = missing()
    if problem is None:
        return path
    if path.is_file():  # it may be the user's own
        raise DataError(problem)
    if os.environ.get("GANBENCH_OFFLINE"):
        raise DataError(f"GANBENCH_OFFLINE is set, so nothing is downloaded. {problem}")
    try:
        return download(URL, path, SHA256)
    except DataError as error:
        raise DataError(f"{error} {problem}") from error


def build() -> nn.Module:
    """Makes the network: features [n, 2048] and the scores [n, 1008] of the Inception score.

    Raises:
        DataError: The weights are not there, or are other ones.
    """
    problem = missing()
    if problem:
        raise DataError(problem)
    from ganbench.features.published import Published

    return Published(place())


def _checkpoints() -> Path:
    """Where torch keeps what it downloads, as `torch.hub.get_dir` has it; without importing it."""
    home = os.environ.get("TORCH_HOME")
    if home is None:
        home = str(Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")) / "torch")
    return Path(os.path.expanduser(home)) / "hub" / "checkpoints"


def _other(path: Path) -> str | None:
    """Says that a file is another one. A pickle can do anything when opened: this comes first."""
    status = path.stat()
    found = _sha256(path, status.st_size, status.st_mtime_ns)
    if found == SHA256:
        return None
    return (
        f"{path}: expected the sha256 {SHA256}, found {found}. Remove this file"
        + (f" or unset {VARIABLE}" if os.environ.get(VARIABLE) else "")
        + ", and run `ganbench data fetch inception`."
    )


@lru_cache(maxsize=4)
def _sha256(path: Path, size: int, modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


INCEPTION = Extractor("Inception-v3", build, URL, missing=missing)
