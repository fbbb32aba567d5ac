"""Checks text files before a commit.

Usage: scripts/check_text.py newline FILE...  # whether they end in one newline
       scripts/check_text.py yaml FILE...     # whether they parse
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import yaml


def newline(text: bytes) -> str | None:
    """Says what is wrong with the end of a file, if anything."""
    if not text or (text.endswith(b"\n") and not text.endswith(b"\n\n")):
        return None
    return "expected one newline at the end"


def parses(text: bytes) -> str | None:
    """Says where a YAML file cannot be read, if it cannot."""
    try:
        list(yaml.safe_load_all(text))
    except yaml.YAMLError as error:
        return " ".join(str(error).split())
    return None


CHECKS: dict[str, Callable[[bytes], str | None]] = {"newline": newline, "yaml": parses}


def main(check: str, *files: str) -> int:
    """Prints a line for each file that fails a check."""
    found = {file: CHECKS[check](Path(file).read_bytes()) for file in files}
    wrong = {file: problem for file, problem in found.items() if problem}
    for file, problem in wrong.items():
        print(f"{file}: {problem}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
