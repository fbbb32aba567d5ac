import subprocess
import sys

import pytest

from ganbench.cli.main import main

STABILIZER = """
from dataclasses import dataclass
from ganbench.stabilizers.stabilizer import Stabilizer

@dataclass(frozen=True)
class Wrong(Stabilizer):
    '''A root at 0.'''

    def penalty(self, discriminator, seen):
        return (seen.real_logits - seen.real_logits).square().sum().sqrt()

STABILIZERS = {"cli-infinite-slope": Wrong}
"""


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")


def test_what_passes_is_code_0(capsys):
    assert main(["check", "modes"]) == 0
    text = capsys.readouterr().out
    assert "modes (metric)" in text
    assert "real samples score 8" in text
    assert "modes (metric): 3 passed, 0 failed" in text


def test_a_failure_is_code_1_with_its_reason_and_what_to_do(tmp_path, capsys):
    file = tmp_path / "wrong.py"
    file.write_text(STABILIZER)
    assert main(["check", str(file)]) == 1
    text = capsys.readouterr().out
    assert "the discriminator's update in step 1 is not finite" in text
    assert "To mend: Find the root" in text
    assert "not tried before 'finite' is mended" in text
    assert "cli-infinite-slope (stabilizer): 4 passed, 1 failed" in text


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("mods", "There is nothing to check at 'mods'. Did you mean 'modes'?"),
        ("nowhere.py", "nowhere.py: the plugin cannot be read"),
        ("tests", "There is nothing to check at 'tests'."),
    ],
)
def test_an_unknown_target_is_code_2(target, message, capsys):
    assert main(["check", target]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["new", "--help"]])
def test_help_imports_no_torch(arguments):
    code = (
        "import sys; from ganbench.cli.main import main; "
        f"assert main({arguments}) == 0; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
