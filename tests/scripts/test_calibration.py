"""docs/calibration.md shows the tables that `ganbench show` prints."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "calibration.py"


def test_the_page_is_of_the_tables_that_are_stored():
    run = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
