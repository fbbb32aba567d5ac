"""Standard output that nobody reads any more, as after `| head -1`."""

import os
import subprocess
import sys

import pytest

from ganbench.store import Record, Store


def unread(*arguments: str) -> tuple[int, str]:
    """Runs ganbench with a pipe that is closed at its other end; its exit code and its errors."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "ganbench", *arguments]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["list", "methods"], ["show", "wgan-gp"]])
def test_commands_end_quietly(arguments):
    assert unread(*arguments) == (1, "")


@pytest.mark.parametrize("kind", ["csv", "json", "parquet"])
def test_export_ends_quietly(kind, tmp_path):
    store = Store.open(tmp_path / "results")
    store.write(Record("t0", "wgan", "ring8", 0, {}, {}, "skipped", "why"))
    assert unread("export", str(store.path), "--format", kind) == (1, "")
