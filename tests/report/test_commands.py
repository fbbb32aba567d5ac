import io
import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from rich.console import Console

from ganbench.benchmark.results import Results
from ganbench.cli.export import command as export
from ganbench.cli.main import main
from ganbench.cli.report import command as report
from ganbench.errors import GanbenchError
from ganbench.report.terminal import print_leaderboard


def invoke(command, *arguments) -> str:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments])
    if result.exception:
        raise result.exception
    return result.output


def test_report_prints_the_leaderboard_and_where_the_page_lies(results: Path) -> None:
    output = invoke(report, results)
    assert "wgan-gp" in output
    assert str(results / "index.html") in output
    assert (results / "index.html").exists()


def test_export_csv_has_a_row_a_trial(results: Path, tmp_path: Path) -> None:
    (tmp_path / "trials.csv").write_text(invoke(export, results))
    table = pd.read_csv(tmp_path / "trials.csv")
    assert len(table) == 8
    assert {"method", "workload", "seed", "status", "final_modes", "best_modes"} <= set(table)


def test_export_json_is_strict(results: Path) -> None:
    def refuse(name: str) -> float:
        raise AssertionError(name)

    rows = json.loads(invoke(export, results, "--format", "json"), parse_constant=refuse)
    diverged = [row for row in rows if row["status"] == "diverged"]
    assert [row["seed"] for row in diverged] == [1, 1]
    assert diverged[0]["final_sliced-w2"] is None


def test_export_parquet_keeps_every_digit(results: Path, tmp_path: Path) -> None:
    invoke(export, results, "--format", "parquet", "--output", tmp_path / "trials.parquet")
    expected = Results.open(results).trials()
    exported = pd.read_parquet(tmp_path / "trials.parquet")
    pd.testing.assert_frame_equal(exported.astype(expected.dtypes), expected)


def test_export_writes_counts_as_whole_numbers(results: Path) -> None:
    header, first, *_ = invoke(export, results).splitlines()
    cells = dict(zip(header.split(","), first.split(","), strict=True))
    assert cells["steps"].isdigit()
    assert cells["samples"].isdigit()


def test_export_all_has_the_older_trials_too(results: Path) -> None:
    assert "of-an-older-run" not in invoke(export, results)
    assert "of-an-older-run" in invoke(export, results, "--all")


def test_export_writes_into_a_file(results: Path, tmp_path: Path) -> None:
    assert invoke(export, results, "--output", tmp_path / "trials.csv") == ""
    assert (tmp_path / "trials.csv").read_text() == invoke(export, results)


def test_export_says_what_is_wrong(results: Path) -> None:
    with pytest.raises(GanbenchError, match="cannot be written"):
        invoke(export, results, "--output", "/nowhere/x.csv")


def test_parquet_goes_through_a_pipe(results: Path) -> None:
    done = CliRunner().invoke(export, [str(results), "--format", "parquet"])
    table = pd.read_parquet(io.BytesIO(done.stdout_bytes))
    assert len(table) == len(Results.open(results).records)


@pytest.mark.parametrize("command", [export, report])
def test_a_folder_without_results_is_refused(command, tmp_path: Path) -> None:
    with pytest.raises(GanbenchError, match="not a results folder"):
        invoke(command, tmp_path)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_leaderboard_fits_the_terminal(results: Path, width: int) -> None:
    output = io.StringIO()
    console = Console(file=output, width=width, force_terminal=True, color_system=None)
    print_leaderboard(Results.open(results).comparison, console)
    lines = output.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert any("wgan-gp" in line and "0.1050 [0.1000, 0.1100]" in line for line in lines)
    assert any("gan_a&b" in line and "1 diverged" in line for line in lines)


def test_export_overwrites_nothing(results: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine")
    arguments = ["export", str(results), "--output", str(tmp_path / "mine.csv")]
    assert main(arguments) == 2
    assert (tmp_path / "mine.csv").read_text() == "mine"
