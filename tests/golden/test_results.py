"""What is made of a results folder of format 1, to the digit; `--write-golden` writes it anew."""

from pathlib import Path

import pytest

from ganbench.cli.main import main

HERE = Path(__file__).parent / "format-1"


@pytest.fixture
def stays(request):
    """Compares a text with that of a file, or writes the file."""

    def compare(name, text):
        if request.config.getoption("--write-golden"):
            (HERE / name).write_text(text)
        assert text == (HERE / name).read_text()

    return compare


@pytest.mark.filterwarnings("error::ganbench.store.DamagedRecord")
@pytest.mark.parametrize("name", ["leaderboard.csv", "leaderboard.md", "leaderboard.tex"])
def test_the_leaderboard_of_a_format_1_folder_stays(format_1, name, stays, capsys):
    assert main(["report", str(format_1)]) == 0
    stays(name, (format_1 / name).read_text())


def test_the_export_of_a_format_1_folder_stays(format_1, stays, capsys):
    assert main(["export", str(format_1)]) == 0
    stays("export.csv", capsys.readouterr().out)
