import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from ganbench.cli.list import NAMES
from ganbench.cli.main import main
from ganbench.kinds import KINDS
from ganbench.methods import METHODS
from ganbench.suite.files import shipped
from ganbench.workloads import WORKLOADS


@pytest.fixture
def listed(capsys):
    def listed(kind):
        assert main(["list", kind, "--format", "json"]) == 0
        return {row["name"]: row for row in json.loads(capsys.readouterr().out)}

    return listed


EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)


@EVERY
def test_json_has_an_object_for_every_name(listed, kind):
    assert list(listed(kind.plural)) == list(kind.registry)


@EVERY
def test_every_summary_is_a_whole_sentence(kind):
    for name in kind.registry:
        assert kind.registry.summary(name).endswith("."), name


def test_without_a_kind_the_kinds_are_told_with_what_is_known_of_each(capsys):
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for kind in NAMES:
        assert any(line.split()[:1] == [kind] for line in lines)
    assert main(["list", "--format", "json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert list(rows) == list(NAMES)
    assert rows["methods"]["number"] == len(list(METHODS))
    assert rows["suites"]["number"] == len(shipped())
    assert all(row["summary"] for row in rows.values())


def test_methods_of_one_idea_stand_below_each_other(capsys):
    assert main(["list", "methods"]) == 0
    headings = [line for line in capsys.readouterr().out.splitlines() if line.startswith("- ")]
    assert len(headings) == len(set(headings)) > 1


def test_recipes_that_differ_in_their_optimizer_alone_look_different(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["list", "methods"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line.split()}
    assert "optimism, SGD" in lines["ogda"]
    assert "optimism, " not in lines["optimistic-adam"]


def test_values_are_told_as_a_suite_file_says_them(listed):
    assert listed("methods")["zero-gp"]["stabilizers"] == [
        "gradient-penalty (weight 100, target 0)"
    ]
    assert listed("methods")["wgan-gp-one-sided"]["stabilizers"][0].endswith("(one_sided true)")


def test_a_method_is_told_with_its_parts_and_paper(listed):
    row = listed("methods")["wgan-gp"]
    assert row["loss"] == "wasserstein"
    assert row["stabilizers"] == ["gradient-penalty"]
    assert row["discriminator_steps"] == METHODS["wgan-gp"].discriminator_steps
    assert row["paper"] == "Gulrajani et al. 2017"
    assert row["paper_title"] == "Improved Training of Wasserstein GANs"


def test_a_workload_is_told_with_networks_and_their_sizes(listed):
    row, ring8 = listed("workloads")["ring8"], WORKLOADS["ring8"]
    assert row["dimension"] == 2
    assert row["generator_parameters"] == ring8.generator.parameters
    assert row["discriminator_parameters"] == ring8.discriminator.parameters
    assert row["prior"] == "N(0, I_64)"
    assert row["target"] == {"jensen-shannon": 0.018, "mode-spread": 0.3}


def test_an_extractor_is_told_with_its_images_and_whether_it_is_here(listed, monkeypatch):
    monkeypatch.setenv("GANBENCH_INCEPTION", "/no/such/file")
    rows = listed("extractors")
    assert rows["fashion"]["images"] == "1x28x28"
    assert rows["fashion"]["missing"] is None
    assert rows["inception"]["images"] == "any"
    assert "/no/such/file" in rows["inception"]["missing"]


def test_an_extractor_that_is_not_here_says_where_to_read_on(capsys, monkeypatch):
    monkeypatch.setenv("GANBENCH_INCEPTION", "/no/such/file")
    assert main(["list", "extractors"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert lines["fashion"].rstrip().endswith("yes")
    assert "no: ganbench show inception" in lines["inception"]


def test_extractors_are_listed_without_torch():
    code = (
        "import sys; from ganbench.cli.main import main; main(['list', 'extractors']);"
        "sys.exit('torch' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)


def test_suites_are_those_that_ship(listed):
    row = listed("suites")["quickstart"]
    assert row["workloads"] == ["ring8", "digits"]
    assert row["methods"] == 7


def test_a_workload_that_a_suite_varies_is_told_by_the_name_it_has_there(listed):
    assert listed("suites")["limited-data"]["workloads"][0] == "digits-100"


def test_a_recipe_of_an_idea_that_nobody_knows_is_listed_last(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    recipe = replace(METHODS["wgan"], idea="magic")
    monkeypatch.setitem(METHODS._added, "mine", (recipe, "p.py"))
    assert main(["list", "methods"]) == 0
    heading, row = capsys.readouterr().out.splitlines()[-2:]
    assert heading.split() == ["-", "magic", "-"]
    assert row.startswith("mine ")


@pytest.fixture
def beside(tmp_path):
    """Runs ganbench where a package is installed that is broken in every way."""
    package = tmp_path / "bad_gans-1.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-gans\nVersion: 1\n")
    points = {
        "bad-raises": "bad_raises:X",
        "bad-syntax": "bad_syntax:X",
        "bad-parent": "bad_parent.part:X",
        "bad-leaves": "bad_leaves:X",
        "bad-kind": "bad_kind:X",
        "wgan": "bad_kind:Y",
        "hinge": "bad_kind:Y",
    }
    lines = "".join(f"{name} = {path}\n" for name, path in points.items())
    (package / "entry_points.txt").write_text(
        f"[ganbench.methods]\n{lines}\n[ganbench.losses]\n{lines}"
    )
    for name, source in {
        "bad_raises": "raise RuntimeError('one\\n  two')",
        "bad_syntax": "def (",
        "bad_parent/__init__": "1 / 0",
        "bad_parent/part": "X = 1",
        "bad_leaves": "import sys; sys.exit()",
        "bad_kind": "X = 3",
    }.items():
        file = tmp_path / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(source)

    def beside(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "ganbench", *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(tmp_path), "COLUMNS": "200"},
        )

    return beside


def test_a_broken_package_is_a_line_on_standard_error_and_the_rest_is_listed(beside):
    done = beside("list", "methods", "--format", "json")
    listed = [row["name"] for row in json.loads(done.stdout)]
    assert listed == [name for name in METHODS if name not in {"wgan", "hinge"}]
    assert done.returncode == 0
    ours, theirs = "ganbench.methods.losses:{} of ganbench", "bad_kind:Y of bad-gans"
    taken = f"is defined twice: by {ours} and by {theirs}. "
    assert sorted(line.removeprefix("The method ") for line in done.stderr.splitlines()) == [
        "'bad-kind' (bad_kind:X of bad-gans) cannot be loaded: expected an instance "
        "of `ganbench.methods.Recipe`, found int.",
        "'bad-leaves' (bad_leaves:X of bad-gans) cannot be loaded: SystemExit",
        "'bad-parent' (bad_parent.part:X of bad-gans) cannot be loaded: "
        "ZeroDivisionError: division by zero",
        "'bad-raises' (bad_raises:X of bad-gans) cannot be loaded: RuntimeError: one two",
        "'bad-syntax' (bad_syntax:X of bad-gans) cannot be loaded: SyntaxError: "
        "invalid syntax (bad_syntax.py, line 1)",
        *(
            f"'{name}' {taken.format(name.upper())}Uninstall bad-gans, or rename it there."
            for name in ("hinge", "wgan")
        ),
    ]


def test_what_is_listed_unimported_may_be_broken_too(beside):
    done = beside("list", "losses")
    assert done.returncode == 0
    assert "wasserstein" in done.stdout
    told = [line.split("'")[1] for line in done.stderr.splitlines()]
    assert sorted(told) == ["bad-parent", "bad-syntax", "hinge"]
    assert not {line.split(" ")[0] for line in done.stdout.splitlines()} & {*told}


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("kind", NAMES)
def test_tables_fit_and_cut_nothing_off(kind, width, listed, capsys, monkeypatch):
    names = list(listed(kind))
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(["list", kind]) == 0
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    firsts = [line.split(" ")[0] for line in text.splitlines()]
    found = [first for first in firsts if first in names]
    assert sorted(found) == sorted(names)
