import json
import subprocess
import sys
import types

import numpy as np
import pytest

from ganbench.cli.main import main
from ganbench.datasets import DATASETS


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A machine without data or network."""
    monkeypatch.setenv("GANBENCH_DATA", str(tmp_path / "named"))
    monkeypatch.setattr("platformdirs.user_data_path", lambda app: tmp_path / "home" / app)
    monkeypatch.setenv("GANBENCH_OFFLINE", "1")
    return tmp_path


def test_the_list_has_every_data_set_and_where_it_is(nowhere, capsys):
    folder = nowhere / "named" / "svhn"
    folder.mkdir(parents=True)
    for split in ("train", "test"):
        (folder / f"{split}_32x32.mat").touch()
    assert main(["data", "list", "--format", "json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert list(rows) == list(DATASETS)
    assert (rows["svhn"]["here"], rows["svhn"]["path"]) == (True, str(folder))
    assert (rows["celeba"]["here"], rows["celeba"]["fetch"]) == (
        False,
        "ganbench data fetch celeba",
    )
    assert rows["digits"]["here"]
    assert not rows["image-folder"]["here"]
    assert rows["image-folder"]["parameters"] == "path, size, grey=False"
    assert rows["patches"]["shape"] == [3, 32, 32]
    assert rows["gaussian-mixture"]["range"] is None
    for row in rows.values():
        assert row["title"]
        assert row["licence"]
        assert row["preparation"].endswith(".")


@pytest.mark.parametrize("width", [80, 120])
def test_the_table_fits(width, nowhere, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(["data", "list"]) == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= width
    firsts = [line.split(" ")[0] for line in text.splitlines()]
    assert [first for first in firsts if first in DATASETS] == list(DATASETS)


def test_listing_does_not_import_torch():
    code = (
        "import sys; from ganbench.cli.main import main; main(['data', 'list']);"
        "print([m for m in ('torch', 'numpy', 'PIL', 'sklearn') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_check_tells_what_the_data_are(capsys):
    assert main(["data", "check", "digits", "stacked-digits"]) == 0
    text = capsys.readouterr().out
    for told in (
        "1x8x8",
        "[-1, 1]",
        "train 1,000, validation 397, test 400",
        "124ee1b44bd063c7143471b6a08f3381052d54ea566a1c8c1afc329efdd9ef8d",
        "CC BY 4.0",
        DATASETS["digits"].preparation[:40],
        "train fresh ones",
    ):
        assert told in text


def test_parameters_are_given_as_a_suite_file_has_them(tmp_path, capsys):
    np.savez(tmp_path / "it.npz", mine=np.zeros((20, 4, 5), np.uint8))
    path = f"path={tmp_path / 'it.npz'}"
    assert main(["data", "check", "npz", "-p", path, "-p", "key=mine"]) == 0
    told = capsys.readouterr().out
    assert "1x4x5" in told
    assert str(tmp_path) in told.replace("\n", "").replace(" ", "")
    ring = ("layout=ring", "modes=8", "radius=2", "sigma=0.02", "fixed=50")
    flags = [flag for each in ring for flag in ("-p", each)]
    assert main(["data", "check", "gaussian-mixture", *flags]) == 0
    assert "train 50" in capsys.readouterr().out


def test_what_is_broken_is_told_and_the_others_are_checked_all_the_same(nowhere, capsys):
    assert main(["data", "check", "mnist", "digits"]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("mnist: MNIST is not on this machine")
    assert "1x8x8" in captured.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "digit"], "Did you mean 'digits'"),
        (["check", "digits", "-p", "size"], "expected KEY=VALUE"),
        (["check", "digits", "-p", "size=3"], "It takes no parameters"),
        (["check", "image-folder"], "It takes path, size, grey=False"),
        (["fetch", "digits", "mnits"], "Did you mean 'mnist'"),
        (["fetch", "mnist"], "GANBENCH_OFFLINE is set"),
        (["fetch"], "Missing argument"),
    ],
)
def test_wrong_usage_is_code_2(nowhere, arguments, told, capsys):
    assert main(["data", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_fetch_says_where_files_lie_and_knows_the_extractor(nowhere, capsys, monkeypatch):
    folder = nowhere / "named" / "svhn"
    folder.mkdir(parents=True)
    for split in ("train", "test"):
        (folder / f"{split}_32x32.mat").touch()
    weights = types.ModuleType("ganbench.features.inception")
    weights.fetch = lambda: nowhere / "weights.pth"
    monkeypatch.setitem(sys.modules, weights.__name__, weights)
    assert main(["data", "fetch", "svhn", "inception", "digits"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [f"svhn: {folder}", f"inception: {nowhere / 'weights.pth'}"]
    assert "needs no files" in lines[2]
