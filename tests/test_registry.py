import sys

import pytest

from ganbench.errors import GanbenchError
from ganbench.methods import Recipe
from ganbench.registry import Registry


@pytest.fixture
def registry():
    return Registry(
        "thing",
        {
            "decoder": "json.decoder:JSONDecoder",
            "lost": "json.decoder:Nothing",
            "broken": "ganbench.no_such_module:X",
        },
    )


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Installs a package that registers things by name; its modules lie in `tmp_path`."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)

    def install(package, **points):
        folder = tmp_path / f"{package.replace('-', '_')}-1.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n")
        lines = [f"{name} = {path}\n" for name, path in points.items()]
        (folder / "entry_points.txt").write_text("[ganbench.things]\n" + "".join(lines))

    yield install
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[name]


def test_a_name_stands_for_what_its_path_leads_to(registry):
    import json

    assert registry["decoder"] is json.JSONDecoder
    assert registry.get("decoder") is json.JSONDecoder


def test_nothing_is_imported_before_it_is_asked_for():
    registry = Registry("thing", {"game": "this:s"})
    sys.modules.pop("this", None)
    assert list(registry) == ["game"]
    assert "game" in registry
    assert "this" not in sys.modules


def test_an_unknown_name_is_an_error_that_knows_the_nearest(registry):
    assert registry.get("decodr") is None
    with pytest.raises(GanbenchError, match=r"no thing 'decodr'\. Did you mean 'decoder'\?"):
        registry["decodr"]
    with pytest.raises(GanbenchError, match="no thing 'decodr'"):
        registry.summary("decodr")


@pytest.mark.parametrize("name", ["lost", "broken"])
def test_what_cannot_be_imported_is_an_error_that_names_its_path(registry, name):
    with pytest.raises(GanbenchError, match=rf"'{name}' \(.*\) cannot be loaded: \w+Error"):
        registry[name]


BROKEN = {
    "raises": ("raises.py", "raise RuntimeError('one\\n  two\\n')", "RuntimeError: one two"),
    "silent": ("silent.py", "assert False", "AssertionError"),
    "syntax": ("syntax.py", "def (", "SyntaxError: invalid syntax (syntax.py, line 1)"),
    "parent": ("parent/__init__.py", "1 / 0", "ZeroDivisionError: division by zero"),
    "leaves": ("leaves/__init__.py", "import sys; sys.exit(3)", "SystemExit: 3"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_package_is_told_in_one_line_that_names_it(installed, tmp_path, kind):
    file, source, problem = BROKEN[kind]
    path = f"{kind}.part:X" if "/" in file else f"{kind}:X"
    installed("bad-gans", x=path)
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(source)
    (tmp_path / file).with_name("part.py").touch()
    registry = Registry("thing", {}, "ganbench.things")
    with pytest.raises(GanbenchError) as caught:
        registry["x"]
    message = f"The thing 'x' ({path} of bad-gans) cannot be loaded: {problem}"
    assert str(caught.value) == message
    if kind in {"raises", "silent"}:
        assert registry.summary("x") == ""  # it is not run for that
    else:
        with pytest.raises(GanbenchError) as caught:
            registry.summary("x")
        assert str(caught.value) == message


def test_an_entry_point_that_forgot_its_attribute_is_told(installed, tmp_path):
    installed("bad-gans", x="forgot")
    (tmp_path / "forgot.py").write_text('"""A module."""\n')
    registry = Registry("thing", {}, "ganbench.things")
    assert registry.summary("x") == "A module."
    with pytest.raises(GanbenchError, match=r"\(forgot of bad-gans\) cannot be loaded: Attribute"):
        registry["x"]


@pytest.mark.parametrize(
    ("source", "holds", "problem"),
    [
        ("class X: pass", "a:B", "expected a frozen dataclass, found the class X. Write"),
        (
            "import dataclasses\nX = dataclasses.make_dataclass('X', (), frozen=True)",
            "a.b:B",
            "expected a class that extends `a.b.B`, found the class X. Write `class X(B)`.",
        ),
        ("X = 'wgan'", Recipe, "expected an instance of `ganbench.methods.Recipe`, found str."),
    ],
)
def test_an_entry_point_of_another_kind_is_told(installed, tmp_path, source, holds, problem):
    installed("bad-gans", x="odd:X")
    (tmp_path / "odd.py").write_text(source)
    registry = Registry("thing", {}, "ganbench.things", holds)
    with pytest.raises(GanbenchError) as caught:
        registry["x"]
    assert str(caught.value).startswith(
        f"The thing 'x' (odd:X of bad-gans) cannot be loaded: {problem}"
    )


def test_a_name_that_a_package_takes_twice_is_an_error_for_that_name_alone(installed):
    installed("bad-gans", decoder="bad:X", scanner="json.scanner:c_make_scanner")
    registry = Registry("thing", {"decoder": "json.decoder:JSONDecoder"}, "ganbench.things")
    assert list(registry) == ["decoder", "scanner"]
    assert registry["scanner"]
    for ask in (registry.__getitem__, registry.get, registry.summary):
        with pytest.raises(GanbenchError) as caught:
            ask("decoder")
        assert str(caught.value) == (
            "The thing 'decoder' is defined twice: by json.decoder:JSONDecoder of ganbench and by "
            "bad:X of bad-gans. Uninstall bad-gans, or rename it there."
        )


def test_two_packages_that_take_one_name_are_both_told(installed):
    installed("some-gans", x="some:X")
    installed("other-gans", x="other:X")
    registry = Registry("thing", {}, "ganbench.things")
    with pytest.raises(GanbenchError) as caught:
        registry["x"]
    text = str(caught.value)
    assert "some:X of some-gans" in text
    assert "other:X of other-gans" in text
    assert text.endswith(
        (
            "Uninstall some-gans or other-gans, or rename it there.",
            "Uninstall other-gans or some-gans, or rename it there.",
        )
    )


def test_what_a_file_adds_is_found_by_name(registry):
    registry.add("mine", 1, "a.py")
    assert registry["mine"] == 1
    assert list(registry) == ["decoder", "lost", "broken", "mine"]


def test_a_file_may_define_its_own_names_anew_but_not_those_of_others(registry):
    registry.add("mine", 1, "a.py")
    registry.add("mine", 2, "a.py")
    assert registry["mine"] == 2
    with pytest.raises(GanbenchError, match=r"defined twice: by a\.py and by b\.py"):
        registry.add("mine", 3, "b.py")
    with pytest.raises(GanbenchError, match=r"defined twice: by json\.decoder:JSONDecoder"):
        registry.add("decoder", 3, "b.py")
    assert registry["mine"] == 2


def test_the_owner_of_a_name_is_what_defines_it(registry):
    registry.add("mine", 1, "a.py")
    assert registry.owner("mine") == "a.py"
    assert registry.owner("decoder") == "json.decoder:JSONDecoder"
    assert registry.owner("nobody's") is None


def test_a_summary_is_the_first_line_of_the_docstring(registry):
    assert registry.summary("decoder") == "Simple JSON <https://json.org> decoder"
    registry.add("mine", int, "a.py")
    assert registry.summary("mine") == int.__doc__.split("\n")[0]


def test_a_summary_of_what_has_no_source_is_empty():
    registry = Registry("thing", {"native": "math:sqrt", "compiled": "_json:scanner"})
    assert registry.summary("native") == registry.summary("compiled") == ""


def test_a_summary_of_a_module_that_is_not_there_is_an_error(registry):
    with pytest.raises(GanbenchError, match=r"'broken' .* cannot be loaded: ModuleNotFoundError"):
        registry.summary("broken")


def test_a_summary_imports_nothing():
    sys.modules.pop("this", None)
    Registry("thing", {"game": "this:s"}).summary("game")
    assert "this" not in sys.modules
