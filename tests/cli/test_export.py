import pandas as pd
import pytest

from ganbench.cli.main import main
from ganbench.store import Record, Store


@pytest.fixture
def results(tmp_path):
    """Three trials, of which one is damaged."""
    store = Store.open(tmp_path / "results")
    for seed in range(3):
        folder = store.write(Record(f"t{seed}", "wgan", "ring8", seed, {}, {}, "skipped", "why"))
    (folder / "status.json").write_text("{")
    return store.path


def test_export_leaves_the_damaged_out_names_them_and_ends_with_1(results, tmp_path, capsys):
    table = tmp_path / "trials.csv"
    assert main(["export", str(results), "--output", str(table)]) == 1
    assert pd.read_csv(table)["seed"].tolist() == [0, 1]
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Left out: ")
    assert len(said.err.splitlines()) == 1
    assert "seed-2-t2/status.json" in said.err


def test_export_of_whole_records_ends_with_0(results, capsys):
    Store(results).retire("t2", "damaged")
    assert main(["export", str(results)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_an_output_that_cannot_be_written_is_named(results, tmp_path, capsys):
    assert main(["export", str(results), "--output", str(tmp_path / "no" / "t.csv")]) == 2
    assert f"{tmp_path / 'no' / 't.csv'} cannot be written: " in capsys.readouterr().err
