"""Finds suite files, by path or by the name of a suite that ships."""

from __future__ import annotations

from pathlib import Path

from ganbench.errors import SuiteError
from ganbench.spelling import did_you_mean


def shipped() -> dict[str, Path]:
    """Returns the files of the suites that come with ganbench, by name."""
    installed = Path(__file__).parent / "shipped"
    folder = installed if installed.is_dir() else Path(__file__).parents[2] / "suites"
    return {file.stem: file for file in sorted(folder.glob("*.yaml"))}


def find(path_or_name: str | Path) -> Path:
    """Returns the file of a suite: a path that exists, or the name of one that ships.

    Raises:
        SuiteError: It is neither.
    """
    path = Path(path_or_name)
    if path.is_file():
        return path
    known = shipped()
    if str(path_or_name) in known:
        return known[str(path_or_name)]
    found = "a folder" if path.is_dir() else "neither"
    raise SuiteError(
        f"{path_or_name}: expected a suite file or one of the suites {', '.join(known)}, "
        f"found {found}.{did_you_mean(str(path_or_name), known)}"
    )
