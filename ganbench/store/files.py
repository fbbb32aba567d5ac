"""Files that are written atomically: a power cut leaves the old content or the new one."""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from ganbench.errors import ResultsError
from ganbench.store.values import JSONObject


def plain(value: object) -> object:
    """Returns `value` as strict JSON can hold it: numbers that are not finite become `None`."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def dumps(value: object) -> str:
    """Returns strict, indented JSON that ends in a newline."""
    return json.dumps(plain(value), indent=2, allow_nan=False, ensure_ascii=False) + "\n"


def load(path: Path) -> JSONObject:
    """Reads a JSON object.

    Raises:
        ResultsError: The file cannot be read, or holds something else; the message names it.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(path, error) from error
    if not isinstance(value, dict):
        raise damaged(path, f"expected a JSON object, found {type(value).__name__}")
    return value


def damaged(path: Path, why: object) -> ResultsError:
    """Returns the error for a file of the store that cannot be read."""
    message = f"{path}: this file of the results is damaged or missing ({why}). "
    if path.name == "ganbench.json":
        return ResultsError(message + 'Write {"format": 1} into it; the trials are untouched.')
    if path.parent.name == "runs":
        return ResultsError(message + "Move it away and run the suite again.")
    return ResultsError(
        message + "Run the suite with --retry-failed: that moves the trial's folder aside and "
        "repeats only this trial."
    )


def sync(path: Path) -> None:
    """Waits until a file or a folder has reached the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some file systems cannot sync a folder; the rename is atomic all the same
        if not path.is_dir():
            raise
    finally:
        os.close(handle)


def write_text(path: Path, text: str) -> None:
    """Replaces a text file atomically, and waits until it has reached the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(name, 0o644)  # mkstemp's 0600 would hide a shared result from its readers
    os.replace(name, path)
