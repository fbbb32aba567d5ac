"""docs/architecture.svg shows the floors and the imports that the code has."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "scripts" / "architecture.py"


def test_the_picture_of_the_architecture_is_not_stale():
    run = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
