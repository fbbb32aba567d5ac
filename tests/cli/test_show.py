import pytest

from ganbench.cli.catalog import REGISTRIES
from ganbench.cli.main import main
from ganbench.methods import METHODS
from ganbench.suite.files import shipped


@pytest.fixture
def shown(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")

    def shown(name):
        assert main(["show", name]) == 0
        return capsys.readouterr().out

    return shown


def test_a_method_is_told_with_formula_paper_parts_and_defaults(shown):
    text, recipe = shown("wgan-gp"), METHODS["wgan-gp"]
    assert recipe.formula in text
    assert str(recipe.reference) in text
    assert "gradient-penalty (weight 10.0, target 1.0, one_sided False)" in text
    assert "Adam(lr=0.0001, beta1=0.0, beta2=0.9" in text
    assert "5 of the discriminator for each of the generator" in text


def test_a_method_without_an_optimizer_takes_the_workloads(shown):
    assert shown("vanilla").count("the workload's optimizer") == 2


def test_a_name_of_two_things_shows_both(shown):
    text = shown("ttur")
    assert text.index("ttur (method)") < text.index("ttur (stabilizer)")


def test_a_part_is_told_with_its_parameters(shown):
    text = shown("weight-clipping")
    assert "Source: Arjovsky et al. 2017" in text
    assert "bound  0.01  The paper's c." in text


def test_a_workload_is_told_with_its_protocol(shown):
    text = shown("ring8")
    for part in ("radius 2.0", "25,090 parameters", "N(0, I_64)", "512", "sliced-w2 <= "):
        assert part in text


@pytest.mark.parametrize("kind", REGISTRIES)
def test_everything_that_is_listed_can_be_shown(kind, shown):
    for name in REGISTRIES[kind]:
        assert f"{name} ({REGISTRIES[kind].kind})" in shown(name)


def test_an_unknown_name_is_an_error_with_the_nearest(capsys):
    assert main(["show", "wgan-pg"]) == 2
    assert "There is no 'wgan-pg'. Did you mean 'wgan-gp'?" in capsys.readouterr().err


def test_a_suite_that_ships_is_told_as_it_stands(shown):
    assert shown("smoke") == shipped()["smoke"].read_text(encoding="utf-8")
