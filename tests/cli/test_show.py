import re

import pytest

from ganbench.cli import dynamics
from ganbench.cli.main import main
from ganbench.cli.view import value_text
from ganbench.features import identity
from ganbench.kinds import KINDS, import_object
from ganbench.methods import METHODS
from ganbench.schedules import Linear
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
    assert "gradient-penalty (weight 10, target 1, one_sided false)" in text
    assert "adam (lr 0.0001, beta1 0, beta2 0.9, eps 1e-08)" in text
    assert "5 of D for each of G" in text


def test_a_method_is_told_with_its_eigenvalues(shown):
    assert "0 ± 0.500000i: it circles" in shown("non-saturating")


def test_a_method_without_eigenvalues_is_told_why(shown):
    assert "no eigenvalues: the game is not smooth" in shown("wgan-gp")


def test_a_nilpotent_jacobian_does_not_stand_still(shown):
    assert "0, 0: the linearisation does not decide" in shown("lsgan")


def test_the_ratio_of_two_rates_counts_and_is_told(shown):
    text = " ".join(shown("ttur").split())
    assert "0 ± 0.223607i: it circles" in text  # sqrt(0.2) / 2
    assert "(a gradient step of each, of rates 0.0005 for G and 0.0001 for D)" in text


def test_what_the_rate_decides_is_told_at_the_rate_that_it_trains_with(shown):
    """Unrolled by K steps of rate eta: -K eta c^2, here 5 / 4 of a thousandth."""
    assert "-0.001250 ± 0.499998i: it is attracted" in shown("unrolled")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("sngan", "spectral-norm changes the discriminator's network, and the Dirac-GAN has its"),
        ("mad-gan", "multi-agent changes the networks, and the Dirac-GAN has its own"),
        ("pacgan2", "packing changes the shape of what the discriminator sees"),
    ],
)
def test_which_stabilizer_wants_another_network_is_told(name, reason, shown):
    assert f"no eigenvalues: {reason}" in " ".join(shown(name).split())


def test_a_method_is_told_with_its_cost_for_each_player(shown):
    """A backward pass costs two forward ones, less what the first layer's input does not need."""
    text = shown("non-saturating")
    whole, d, g = map(
        float, re.search(r"([\d.]+) passes .* ([\d.]+) for D and ([\d.]+) for G", text).groups()
    )
    assert whole == pytest.approx(d + g, abs=0.11)
    assert 1 < d < 6
    assert 1 < g < 6
    five = re.search(r"([\d.]+) for D", shown("wgan-gp"))
    assert float(five[1]) > 5 * d


def test_the_cost_of_moving_both_at_once_is_said_to_be_that(shown):
    assert "for G, which moves both" in shown("simultaneous")


def test_a_method_that_ring8_does_not_fit_has_no_cost_there(shown):
    text = shown("diff-augment")
    assert "not on ring8: diff-augment: " in text


def test_a_method_without_an_optimizer_takes_the_workloads(shown):
    assert shown("vanilla").count("the workload's") == 2


def test_a_name_of_two_things_shows_both(shown):
    text = shown("ttur")
    assert text.index("ttur (method)") < text.index("ttur (stabilizer)")


def test_a_part_is_told_with_its_parameters(shown):
    text = shown("weight-clipping")
    assert re.search(r"source +Arjovsky et al. 2017", text)
    assert re.search(r"Parameter +Default +Allowed +Meaning", text)
    assert re.search(r"bound +0.01 +above 0 +The paper's c.", text)


@pytest.mark.parametrize(
    ("name", "parameter", "allowed"),
    [
        ("label-smoothing", "real", r"in \(0, 1\]"),
        ("packing", "samples", "from 2"),
        ("instance-noise", "schedule", "linear, cosine or exponential"),
        ("gradient-penalty", "one_sided", "true or false"),
    ],
)
def test_what_a_parameter_may_be_is_told(name, parameter, allowed, shown):
    assert re.search(rf"{parameter} +\S+ +{allowed}  ", shown(name))


def test_the_columns_of_parameters_stand_below_each_other(shown):
    lines = shown("roth").splitlines()
    start = next(i for i, line in enumerate(lines) if "Parameter" in line)
    places = {
        name: lines[start].index(name) for name in ("Parameter", "Default", "Allowed", "Meaning")
    }
    for line in lines[start + 1 : start + 4]:
        assert all(line[place - 1] == " " != line[place] for place in places.values())


@pytest.mark.parametrize("kind", ["loss", "stabilizer", "optimizer", "network", "metric"])
def test_no_markup_of_docstrings_is_told(kind, shown):
    registry, view = KINDS[kind].registry, import_object(KINDS[kind].view)
    for name in registry:
        told = view.facts(registry, name)
        texts = [*told.about, *sum(told.rows, ()), *sum(told.parameters, ())]
        assert not any(mark in text for text in texts for mark in ("`", "Attributes:", "Returns "))
        assert all(meaning for *_, meaning in told.parameters)


def test_what_a_docstring_marks_is_quoted(shown):
    assert "packs of 'samples' samples" in " ".join(shown("packing").split())


def test_a_metric_is_told_with_its_own_part_of_what_is_computed(shown):
    text = " ".join(shown("recall").split())
    assert "Recall: The share, in [0, 1], of the real samples in the ball of some generated" in text
    assert "Precision: The share" not in text
    assert "Raises" not in text


def test_a_workload_is_told_with_its_protocol(shown):
    text = shown("ring8")
    for part in (
        "radius 2",
        "25,090 parameters",
        "N(0, I_64)",
        "512",
        "jensen-shannon <= 0.018 and mode-spread >= 0.3",
    ):
        assert part in text


def test_an_extractor_is_told_with_its_images_and_the_hash_of_its_weights(shown):
    text = shown("stacked-digits")
    assert re.search(r"images +3x8x8", text)
    assert re.search(rf"sha256 +{identity('stacked-digits')}", text)


def test_an_extractor_that_is_not_here_is_told_with_what_to_do(shown, monkeypatch):
    monkeypatch.setenv("GANBENCH_INCEPTION", "/no/such/file")
    text = shown("inception")
    assert re.search(r"images +any size, in colour or grey", text)
    assert "GANBENCH_INCEPTION names /no/such/file" in text
    assert "ganbench data fetch inception" in " ".join(text.split())


def test_a_long_address_is_told_in_full(shown, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    assert "…" not in shown("inception")


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slug)
def test_everything_that_is_listed_can_be_shown(kind, shown, monkeypatch):
    for computed in ("eigenvalues", "cost"):  # of every method: that takes its time
        monkeypatch.setattr(dynamics, computed, lambda name: "computed")
    for name in kind.registry:
        assert f"{name} ({kind.name})" in shown(name)


def test_an_unknown_name_is_an_error_with_the_nearest(capsys):
    assert main(["show", "wgan-pg"]) == 2
    assert "There is no 'wgan-pg'. Did you mean 'wgan-gp'?" in capsys.readouterr().err


def test_a_name_of_a_workload_data_and_a_suite_is_told_of_all(shown):
    text = shown("cifar10")
    assert "cifar10 (workload)" in text
    assert "cifar10 (data set)" in text
    assert text.endswith("\n\n" + shipped()["cifar10"].read_text(encoding="utf-8"))


def test_a_suite_that_ships_is_told_as_it_stands(shown):
    assert shown("smoke") == shipped()["smoke"].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "r3gan",
            "half-life-ema (half_life cosine 0 to 500000 over 0.2 of the budget, batch none)",
        ),
        ("r3gan", "passes a generator step on ring8"),
        ("afm", "transport-cost (weight cosine 0.2 to 0.005 over the budget)"),
        ("cifar10-resnet", "adam (lr linear 0.0002 to 0 over the budget, beta1 0,"),
        ("alex-quadratic", "Quadratic (mu 0.1, smoothness 1,"),
    ],
)
def test_what_follows_a_schedule_is_told_in_words(name, text, shown):
    assert text in " ".join(shown(name).split())


def test_a_schedule_in_steps_is_told_in_words():
    assert value_text(Linear(1.0, 0.5, steps=300)) == "linear 1 to 0.5 in 300 steps"


def test_a_part_within_a_part_is_told_as_it_is():
    assert value_text({"lr": 0.1}) == "{'lr': 0.1}"
    assert value_text({"lr": 0.1, "beta1": 0.5}) == "{'lr': 0.1, 'beta1': 0.5}"
