"""What was made of a results folder of format 1 the day before results were typed, to the digit."""

from pathlib import Path

import pytest

from ganbench.cli.main import main

HERE = Path(__file__).parent / "format-1"


@pytest.mark.filterwarnings("error::ganbench.store.DamagedRecord")
@pytest.mark.parametrize("name", ["leaderboard.csv", "leaderboard.md", "leaderboard.tex"])
def test_the_leaderboard_of_a_format_1_folder_stays(format_1, name, capsys):
    assert main(["report", str(format_1)]) == 0
    assert (format_1 / name).read_text() == (HERE / name).read_text()


def test_the_export_of_a_format_1_folder_stays(format_1, capsys):
    assert main(["export", str(format_1)]) == 0
    assert capsys.readouterr().out == (HERE / "export.csv").read_text()
