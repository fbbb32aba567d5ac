import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from ganbench.cli.main import main
from ganbench.conformance.kit import CHECKS
from ganbench.conformance.subject import Subject
from ganbench.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)
def test_a_package_is_written_and_what_comes_next_is_told(kind, tmp_path, capsys):
    assert main(["new", kind.slug, f"my-{kind.slug}", "--out", str(tmp_path)]) == 0
    folder = tmp_path / f"my-{kind.slug}"
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files == {"pyproject.toml", "README.md", f"my_{kind.slug}.py", "tests/test_it.py"}
    text = capsys.readouterr().out
    assert f"pip install -e {folder}" in text
    assert f"ganbench check my-{kind.slug}" in text
    assert not [path for path in folder.rglob("*.*") if path.is_file() and "$" in path.read_text()]


@pytest.mark.parametrize("name", ["a", "my-rather-long-name"])
def test_the_comments_of_the_readme_stand_below_each_other(name, tmp_path):
    main(["new", "loss", name, "--out", str(tmp_path)])
    lines = (tmp_path / name / "README.md").read_text().splitlines()
    places = [line.index("#") for line in lines if line.startswith("    ") and "#" in line]
    assert len(places) == 2
    assert places[0] == places[1]


def results(kind, tmp_path, monkeypatch, left_out=()):
    """What the checks find of the example of a kind."""
    main(["new", kind.slug, "mine", "--out", str(tmp_path)])
    module = type(sys)("mine")
    monkeypatch.setitem(sys.modules, "mine", module)
    exec((tmp_path / "mine" / "mine.py").read_text(), vars(module))
    thing = vars(module)["Mine" if kind.of_classes else "MINE"]
    registry = kind.registry
    monkeypatch.setattr(registry, "_added", {**registry._added, "mine": (thing, "mine.py")})
    checks = [check for check in CHECKS[kind.name] if check.name not in left_out]
    return [check(Subject(kind.name, "mine", thing)) for check in checks]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)
def test_the_example_works(kind, tmp_path, monkeypatch):
    """Up to the steps of a game; all checks run below, for one kind, as an author runs them."""
    steps = {"determinism", "cohort", "resume", "ring8", "effect"}
    found = results(kind, tmp_path, monkeypatch, left_out=steps)
    assert found
    assert [result for result in found if result.status == "failed"] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["method", "loss"])
def test_the_example_of_a_game_passes_all_checks(kind, tmp_path, monkeypatch):
    found = results(KINDS[kind], tmp_path, monkeypatch)
    assert [result for result in found if result.status == "failed"] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)
def test_the_code_keeps_to_our_own_style(kind, tmp_path):
    main(["new", kind.slug, "my-own-thing", "--out", str(tmp_path)])
    config = Path(__file__).parents[2] / "pyproject.toml"
    for command in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--config", str(config)]
        subprocess.run([*ruff, "--no-cache", str(tmp_path)], check=True)


def test_an_existing_folder_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    assert main(["new", "loss", "mine", "--out", str(tmp_path)]) == 2
    assert "Expected no folder" in capsys.readouterr().err
    assert list((tmp_path / "mine").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("My-Penalty", "Expected a name of small letters"),
        ("my_penalty", "Expected a name of small letters"),
        ("../x", "Expected a name of small letters"),
        ("a" * 65, "at most 64"),
        ("lambda", "free as a Python module"),
        ("json", "free as a Python module"),
        ("torch", "Try 'my-torch'"),
        ("hinge", "a loss that ganbench knows already"),
    ],
)
def test_a_name_that_does_not_do_is_code_2(name, message, tmp_path, capsys):
    assert main(["new", "loss", name, "--out", str(tmp_path)]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_kind_is_code_2(tmp_path, capsys):
    assert main(["new", "metod", "mine", "--out", str(tmp_path)]) == 2
    assert "is not one of" in capsys.readouterr().err


@pytest.fixture
def fresh_python(tmp_path) -> Path:
    """A new environment that also sees all that this one has: nothing is downloaded."""
    folder = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    bin_ = folder / ("Scripts" if os.name == "nt" else "bin")
    here = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", "venv", here))
    # addsitedir, unlike a bare line, also follows the .pth file of an editable installation
    theirs = sysconfig.get_path("purelib")
    (site / "ours.pth").write_text(f"import site; site.addsitedir({theirs!r})\n")
    return bin_ / "python"


def test_a_new_package_installs_is_found_and_passes_its_own_tests(tmp_path, fresh_python):
    def python(*arguments: str) -> str:
        done = subprocess.run(
            [str(fresh_python), *arguments], capture_output=True, text=True, cwd=tmp_path,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    python("-m", "ganbench", "new", "stabilizer", "my-penalty")
    python("-m", "pip", "install", "--no-index", "--no-deps", "--no-build-isolation", "-q",
           "./my-penalty")  # fmt: skip
    assert "my-penalty" in python("-m", "ganbench", "list", "stabilizers")
    assert "13 passed, 14 skipped" in python("-m", "pytest", "-p", "no:cacheprovider", "my-penalty")
