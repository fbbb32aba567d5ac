import sys

import pytest

from ganbench.errors import GanbenchError
from ganbench.registry import Registry, nearest


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
    assert registry.summary("broken") == ""
    registry.add("mine", int, "a.py")
    assert registry.summary("mine") == int.__doc__.split("\n")[0]


def test_a_summary_imports_nothing():
    sys.modules.pop("this", None)
    Registry("thing", {"game": "this:s"}).summary("game")
    assert "this" not in sys.modules


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("wgan_gp", "wgan-gp"),
        ("WGAN-GP", "wgan-gp"),
        ("wgangp", "wgan-gp"),
        ("roll", "unrolled"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_the_most_alike_or_one_that_contains_it(name, expected):
    assert nearest(name, ["wgan-gp", "unrolled"]) == (expected and f" Did you mean '{expected}'?")
