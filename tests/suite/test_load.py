import re

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ganbench.errors import GanbenchError
from ganbench.losses import LOSSES
from ganbench.losses.minimax import Minimax
from ganbench.methods import METHODS
from ganbench.stabilizers.instance_noise import InstanceNoise
from ganbench.stabilizers.ttur import TTUR
from ganbench.stabilizers.unrolling import Unrolling
from ganbench.suite.files import find, shipped
from ganbench.suite.load import load_suite
from ganbench.suite.schema import SuiteFile
from ganbench.workloads import WORKLOADS

GOOD = """\
name: good
workloads: [ring8]
methods: [wgan-gp]
seeds: 3
budget: {generator_steps: 10}
evaluate: {every: 5}
"""


@pytest.fixture
def load(tmp_path):
    def load(text):
        file = tmp_path / "s.yaml"
        file.write_text(text, encoding="utf-8")
        return load_suite(file)

    return load


@pytest.fixture
def mistakes(load, tmp_path):
    """All mistakes of a suite, as `line: key: message`."""

    def mistakes(text):
        with pytest.raises(GanbenchError) as caught:
            load(text)
        return str(caught.value).replace(f"{tmp_path / 's.yaml'}:", "").splitlines()

    return mistakes


def with_line(key, value):
    """GOOD with one of its lines replaced."""
    return re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", GOOD)


def test_short_forms_become_long_ones(load):
    suite = load(
        with_line(
            "methods",
            "[wgan-gp, {name: a, loss: minimax, stabilizers: [ttur, {unrolling: }, "
            "{instance-noise: {sigma: 1e-1}}]}]",
        )
    )
    assert [method.name for method in suite.methods] == ["wgan-gp", "a"]
    assert suite.methods[1].loss == Minimax()
    assert suite.methods[1].stabilizers == (TTUR(), Unrolling(), InstanceNoise(sigma=0.1))
    assert suite.seeds == (0, 1, 2)
    assert suite.evaluation.samples == 2500


def test_the_text_is_kept_as_it_was(load):
    assert load("# why\n" + GOOD).text == "# why\n" + GOOD


@pytest.mark.parametrize(
    "case",
    [
        ("name", "a/b", "1: name: expected a name of at most 64"),
        ("name", "..", "1: name: expected a name of at most 64"),
        ("name", "3", "1: name: expected a word, found 3."),
        (
            "methods",
            "[{name: a, loss: minimax, stabilizers: [ttur, {ttur: {generator_lr: 1}}]}]",
            "3: methods[0].stabilizers[1]: expected each one once, found 'ttur'.",
        ),
        ("workloads", "[rign8]", "2: workloads[0]: expected a workload (", "'ring8'?"),
        ("workloads", "[]", "2: workloads: expected a list of at least 1, found []."),
        ("workloads", "ring8", "2: workloads: expected a list, found 'ring8'."),
        ("workloads", "[ring8, ring8]", "2: workloads[1]: expected each one once, found 'ring8'"),
        ("methods", "[]", "3: methods: expected a list of at least 1, found []."),
        ("methods", "[wgan, wgan]", "3: methods[1]: expected each one once, found 'wgan'"),
        ("methods", "[wgn]", "3: methods[0]: expected a method (", "'wgan'?"),
        ("methods", "[3]", "3: methods[0]: expected keys with values, found 3."),
        ("methods", "[{loss: minimax}]", "3: methods[0].name: expected a value, found nothing."),
        ("methods", "[{name: a}]", "3: methods[0]: expected a method's name, or more than"),
        ("methods", "[{name: a, discriminator_steps: 2}]", "3: methods[0]: expected `extends` or"),
        (
            "methods",
            "[{name: wgan, discriminator_steps: 2}]",
            "3: methods[0]: expected the recipe of this name without other keys, found 'wgan'.",
            "`extends: wgan`",
        ),
        ("methods", "[{name: a, extends: wgn}]", "3: methods[0].extends: expected a m", "'wgan'?"),
        (
            "methods",
            "[{name: a, loss: minmax}]",
            "3: methods[0].loss: expected a loss (",
            "found 'minmax'. Did you mean 'minimax'?",
        ),
        ("methods", "[{name: a, loss: [minimax]}]", "3: methods[0].loss: expected a loss: its"),
        ("methods", "[{name: a, loss: {minimax: 3}}]", "3: methods[0].loss.minimax: expected par"),
        (
            "methods",
            "[{name: a, loss: minimax, stabilizers: [{instance-noise: {sigm: 1}}]}]",
            "3: methods[0].stabilizers[0].instance-noise.sigm: expected one of the keys sigma, ",
            "found 'sigm'. Did you mean 'sigma'?",
        ),
        (
            "methods",
            "[{name: a, loss: minimax, stabilizers: [{instance-noise: {sigma: a lot}}]}]",
            "3: methods[0].stabilizers[0].instance-noise.sigma: expected a number, found 'a lot'.",
        ),
        (
            "methods",
            "[{name: a, extends: wgan, generator_optimizer: adam}]",
            "3: methods[0].generator_optimizer.adam.lr: expected a value, found nothing.",
        ),
        (
            "methods",
            "[{name: a, extends: wgan, discriminator_steps: 0}]",
            "3: methods[0].discriminator_steps: expected a number above 0, found 0.",
        ),
        ("seeds", "0", "4: seeds: expected a number of seeds from 1 to 10,000, found 0."),
        ("seeds", "1000000000000", "4: seeds: expected a number of seeds from 1 to 10,000"),
        ("seeds", "[]", "4: seeds: expected a list of at least 1, found []."),
        ("seeds", "[1, 1]", "4: seeds[1]: expected each one once, found 1."),
        ("seeds", "[-1]", "4: seeds[0]: expected a number from 0, found -1."),
        ("seeds", "true", "4: seeds: expected a number of seeds, or a list of seeds, found true."),
        ("budget", "{generator_steps: -1}", "5: budget.generator_steps: expected a number above 0"),
        ("budget", "{generator_steps: 1.5}", "5: budget.generator_steps: expected a whole number"),
        ("budget", "{generator_steps: 10, seconds: .nan}", "5: budget.seconds: expected a"),
        (
            "budget",
            "{steps: 1, generator_steps: 10}",
            "5: budget.steps: expected one of",
            "'generator_steps'?",
        ),
        ("budget", "", "5: budget: expected keys with values, found nothing."),
        ("name", "x\nplugins: [[a]]", "2: plugins[0]: expected a word, found ['a']."),
        ("evaluate", "{every: 0}", "6: evaluate.every: expected a number above 0, found 0."),
        (
            "evaluate",
            "{every: 1, samples: 10}",
            "6: evaluate.samples: expected a number from 100, found 10.",
        ),
    ],
)
def test_a_mistake_names_line_key_expected_and_found(mistakes, case):
    key, value, start, *hints = case
    (line,) = mistakes(with_line(key, value))
    assert line.startswith(start)
    assert all(hint in line for hint in hints)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(mistakes):
    lines = mistakes(
        GOOD.replace("ring8", "rign8")
        .replace("wgan-gp", "{name: a, loss: minmax, stabilizers: [ttru, {ttur: {a: 1, b: 2}}]}")
        .replace("seeds: 3\n", "")
        .replace("10", "-10")
        + "budgets: 1\n"
    )
    assert [line.split(": ")[:2] for line in lines] == [
        ["1", "seeds"],
        ["2", "workloads[0]"],
        ["3", "methods[0].loss"],
        ["3", "methods[0].stabilizers[0]"],
        ["3", "methods[0].stabilizers[1].ttur.a"],
        ["3", "methods[0].stabilizers[1].ttur.b"],
        ["4", "budget.generator_steps"],
        ["6", "budgets"],
    ]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("ab-é{", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["name", "loss", "lr", "adam", "ttur"]), inner, max_size=2
        )
    ),
    max_leaves=4,
)
KEYS = ["extends", "loss", "stabilizers", "generator_optimizer", "discriminator_steps"]


@given(
    st.dictionaries(st.sampled_from(list(SuiteFile.model_fields)), ANYTHING, max_size=2),
    st.dictionaries(st.sampled_from(KEYS), ANYTHING | st.just("minimax"), max_size=3),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_a_file_says_it_is_a_suite_or_a_told_mistake(load, top, method):
    data = yaml.safe_load(GOOD)
    data["methods"].append({"name": "a", **method})
    try:
        load(yaml.safe_dump({**data, **top}))
    except GanbenchError as error:
        assert re.match(r"\S+s\.yaml:\d+: \w", str(error))  # noqa: PT017 - it may be right too


def test_what_a_broken_package_defines_is_told_like_any_mistake(mistakes, monkeypatch):
    for registry in (LOSSES, METHODS, WORKLOADS):
        monkeypatch.setitem(registry._paths, "gone", "no_such_module:X")
    text = with_line("methods", "[gone, {name: a, loss: gone}]").replace("ring8", "gone")
    assert [line.split(" (")[0] for line in mistakes(text)] == [
        "2: workloads[0]: The workload 'gone'",
        "3: methods[0]: The method 'gone'",
        "3: methods[1].loss: The loss 'gone'",
    ]


def test_names_that_differ_in_case_only_would_share_a_folder(mistakes):
    (line,) = mistakes(with_line("methods", "[{name: a, loss: minimax}, {name: A, loss: minimax}]"))
    assert line.startswith("3: methods[1]: expected names that differ in more than case, found")


def test_every_suite_that_ships_is_valid_and_has_its_files_name():
    assert set(shipped()) >= {"quickstart", "synthetic", "images", "smoke"}
    for name in shipped():
        assert load_suite(name).name == name


def test_a_file_wins_over_a_suite_of_the_same_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert find("smoke") == shipped()["smoke"]
    (tmp_path / "smoke").write_text(GOOD)
    assert load_suite("smoke").name == "good"


def test_what_is_neither_file_nor_suite_is_an_error(tmp_path):
    with pytest.raises(GanbenchError, match=r"quikstart: .*found neither\. Did you mean 'quickst"):
        find("quikstart")
    with pytest.raises(GanbenchError, match="found a folder"):
        find(tmp_path)


def test_the_catalogue_holds_every_recipe_once():
    suite = load_suite("catalogue")
    named = [METHODS[method.extends or method.name] for method in suite.methods]
    assert len(named) == len(set(map(id, named)))
    assert set(map(id, named)) == {id(METHODS[name]) for name in METHODS}


def test_a_key_that_is_there_twice_hides_no_other_mistake(load):
    with pytest.raises(GanbenchError) as caught:
        load(GOOD.replace("seeds: 3", "seeds: -1\nname: again"))
    first, second = str(caught.value).splitlines()
    assert "the key 'name' is here twice" in first
    assert "seeds" in second
    with pytest.raises(GanbenchError, match="here twice"):
        load(GOOD + "name: again\n")
