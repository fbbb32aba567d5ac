from importlib.metadata import Distribution, EntryPoint, EntryPoints

import pytest

from ganbench.conformance import targets
from ganbench.conformance.kit import run
from ganbench.conformance.targets import find
from ganbench.errors import GanbenchError
from ganbench.losses import LOSSES
from ganbench.metrics import METRICS


def named(target: str) -> list[tuple[str, str]]:
    return [(subject.kind, subject.name) for subject in find(target)]


def test_a_name_may_stand_for_several_kinds():
    assert named("hinge") == [("method", "hinge"), ("loss", "hinge")]


def test_a_plugin_file_gives_all_that_it_registers(tmp_path):
    file = tmp_path / "plugin.py"
    file.write_text(
        "from dataclasses import replace\n"
        "from ganbench.methods import METHODS as OTHERS\n"
        "from ganbench.workloads import WORKLOADS as MORE\n"
        "METHODS = {'target-a': OTHERS['wgan'], 'target-b': OTHERS['wgan']}\n"
        "WORKLOADS = {'target-c': MORE['ring8']}\n"
    )
    assert named(str(file)) == [
        ("method", "target-a"),
        ("method", "target-b"),
        ("workload", "target-c"),
    ]


class Installed(Distribution):
    """A package that registers two things which ship, as if under its own name."""

    def read_text(self, filename):
        return "Name: Some.Package\nVersion: 1\n" if filename == "METADATA" else None

    def locate_file(self, path):
        raise NotImplementedError


@pytest.fixture
def installed(monkeypatch):
    points = [
        EntryPoint("modes", "some_module.metrics:MODES", "ganbench.metrics"),
        EntryPoint("hinge", "some_module:Hinge", "ganbench.losses"),
    ]
    for point in points:
        vars(point).update(dist=Installed())
    found = EntryPoints(points)
    monkeypatch.setattr(targets, "entry_points", found.select)


@pytest.mark.parametrize("target", ["some-package", "Some_Package", "some_module", "some-module"])
def test_an_installed_package_by_its_own_name_or_its_modules(target, installed):
    assert named(target) == [("loss", "hinge"), ("metric", "modes")]


def test_what_cannot_be_loaded_fails_and_hides_nothing(tmp_path, installed, monkeypatch):
    (tmp_path / "odd_modes.py").write_text("MODES = 'modes'\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(METRICS._paths, "modes", "odd_modes:MODES")
    hinge, modes = find("some-package")
    assert hinge.thing is LOSSES["hinge"]
    [result] = run(modes)
    assert result.status == "failed"
    assert result.reason == (
        "The metric 'modes' (odd_modes:MODES) cannot be loaded: expected an instance of "
        "`ganbench.metrics.Metric`, found str."
    )


def test_the_folder_of_an_installed_package(tmp_path, installed):
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1"\nname = "some.package"\n')
    assert named(str(tmp_path)) == [("loss", "hinge"), ("metric", "modes")]


@pytest.mark.parametrize(
    ("group", "message"),
    [
        ("ganbench.losses", r"'nobody-has-it' is not installed .*`pip install -e [^`]*`\.$"),
        ("ganbench.loses", r"no group 'ganbench.loses' .* Did you mean 'ganbench.losses'\?"),
        ("other.group", r"'nobody-has-it' registers nothing.* one of .*ganbench.losses"),
    ],
)
def test_a_folder_that_cannot_be_found_says_what_it_lacks(group, message, tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        f'[project]\nname = "nobody-has-it"\n[project.entry-points."{group}"]\nit = "it:It"\n'
    )
    with pytest.raises(GanbenchError, match=message) as told:
        find(str(tmp_path))
    assert "stabilizers" not in str(told.value) or "one of" in str(told.value)


def test_a_project_without_a_name(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.x]\nname = "not-this"\n')
    with pytest.raises(GanbenchError, match=r"expected `name` in \[project\]"):
        find(str(tmp_path))


@pytest.mark.parametrize("target", ["wgan-pg", "no/such/folder", ""])
def test_what_is_nowhere_is_told(target, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GanbenchError, match="There is nothing to check at"):
        find(target)


def test_a_plugin_file_that_is_not_there():
    with pytest.raises(GanbenchError, match="cannot be read"):
        find("nowhere.py")
