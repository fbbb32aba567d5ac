from dataclasses import replace
from importlib import import_module

import pytest

from ganbench import papers
from ganbench.engine.compose import modified
from ganbench.losses.non_saturating import NonSaturating
from ganbench.methods import METHODS, Recipe
from ganbench.optimizers import Adam, RMSProp
from ganbench.references import Reference
from ganbench.stabilizers.alex_gda import AlexGDA
from ganbench.stabilizers.gradient_normalization import GradientNormalization
from ganbench.stabilizers.gradient_penalty import GradientPenalty
from ganbench.stabilizers.lookahead_minimax import LookaheadMinimax
from ganbench.stabilizers.roth import Roth
from ganbench.stabilizers.ttur import TTUR
from ganbench.stabilizers.unrolling import Unrolling
from ganbench.stabilizers.weight_clipping import WeightClipping
from ganbench.workloads import WORKLOADS

RING8 = WORKLOADS["ring8"]


def parts_of(game):
    return tuple(game.stabilizers.values())


def test_wgan_is_that_of_its_algorithm_1(game_of):
    game = game_of("wgan", RING8)
    assert game.settings.discriminator == game.settings.generator == RMSProp(5e-5)
    assert game.settings.discriminator_steps == 5
    assert parts_of(game) == (WeightClipping(0.01),)


def test_wgan_gp_is_that_of_its_algorithm_1(game_of):
    game = game_of("wgan-gp", RING8)
    assert game.settings.discriminator == game.settings.generator == Adam(1e-4, 0.0, 0.9)
    assert game.settings.discriminator_steps == 5
    assert parts_of(game) == (GradientPenalty(10.0, 1.0),)


def test_ttur_has_the_rates_of_its_table_1(game_of):
    game = game_of("ttur", RING8)
    assert (game.settings.discriminator.lr, game.settings.generator.lr) == (1e-4, 5e-4)
    assert parts_of(game) == (TTUR(),)


def test_sngan_is_that_of_its_authors_code_for_cifar10(game_of):
    game = game_of("sngan", RING8)
    assert game.settings.discriminator == game.settings.generator == Adam(2e-4, 0.0, 0.9)
    assert game.settings.discriminator_steps == 5


def test_gngan_is_that_of_its_authors_code_for_a_plain_cnn_on_cifar10(game_of):
    game = game_of("gngan", RING8)
    assert game.loss == NonSaturating()
    assert parts_of(game) == (GradientNormalization(),)
    assert game.settings.discriminator == game.settings.generator == Adam(2e-4, 0.0, 0.9)
    assert game.settings.discriminator_steps == 1


def test_roth_has_the_weight_that_its_authors_code_keeps(game_of):
    assert parts_of(game_of("roth", RING8)) == (Roth(0.1, anneal=0),)


def test_zero_gp_has_the_weight_of_its_authors_runs_on_mnist(game_of):
    assert parts_of(game_of("zero-gp", RING8)) == (GradientPenalty(100.0, 0.0),)


def test_unrolled_looks_five_updates_ahead(game_of):
    assert parts_of(game_of("unrolled", RING8)) == (Unrolling(5),)


def test_lookahead_minimax_is_sngan_and_lookahead(game_of, method_of):
    """As the authors' code for CIFAR-10, whose networks and numbers are those of SNGAN."""
    ours, plain = method_of("lookahead-minimax"), method_of("sngan")
    assert ours.stabilizers == (*plain.stabilizers, LookaheadMinimax(5, 0.5))
    assert replace(ours, stabilizers=plain.stabilizers) == plain


def test_alex_gda_extrapolates_the_generator_as_its_authors_do_on_cifar10(game_of):
    """Their discriminator moves first: what they call delta is the generator's."""
    game = game_of("alex-gda", RING8)
    assert parts_of(game) == (GradientPenalty(10.0, 1.0), AlexGDA(gamma=1.2, delta=1.0))
    assert game.settings.discriminator == game.settings.generator == Adam(3e-4, 0.0, 0.99)


def test_afm_is_skipped_where_codes_and_samples_differ_in_shape(fits):
    assert not fits("afm", RING8)
    assert fits("afm", WORKLOADS["ring8-pacgan"])
    assert fits("r1-r2-finite-differences", RING8)


def test_dcgan_bn_has_the_networks_and_the_rates_of_its_paper(game_of, method_of):
    game = game_of("dcgan-bn", RING8)
    assert game.settings.discriminator == game.settings.generator == Adam(2e-4, 0.5)
    pictures = modified(method_of("dcgan-bn"), WORKLOADS["fashion-mnist"])
    assert str(pictures.generator) == "DCGAN 128-64-1 relu + BN"
    assert str(pictures.discriminator) == "DCGAN 1-64-128-1 leaky-relu + BN"


@pytest.mark.parametrize(
    ("method", "discriminator"),
    [
        ("layer-norm-d", "2-128-128-1 relu + LN"),
        ("leaky-relu-d", "2-128-128-1 leaky-relu"),
        ("minibatch-stddev", "2-128-128-1 relu + minibatch stddev 4"),
        ("minibatch-discrimination", "2-128-128-1 relu + minibatch discrimination 100x5"),
    ],
)
def test_a_network_is_a_remedy_in_one_place(method, discriminator, method_of):
    equipped = modified(method_of(method), RING8)
    assert equipped.generator == RING8.generator
    assert str(equipped.discriminator) == discriminator


@pytest.mark.parametrize("method", ["vanilla", "non-saturating", "unrolled", "instance-noise"])
def test_a_recipe_without_an_optimizer_takes_the_workloads(method, game_of):
    settings = game_of(method, RING8).settings
    assert settings.generator == RING8.generator_optimizer
    assert settings.discriminator == RING8.discriminator_optimizer


@pytest.mark.parametrize("method", list(METHODS))
def test_every_recipe_names_its_paper_and_formula(method):
    recipe = METHODS[method]
    assert recipe.reference.url.startswith("https://")
    assert 1991 <= recipe.reference.year <= 2026
    assert recipe.formula


@pytest.mark.parametrize(
    ("file", "idea"),
    [
        ("losses", "loss"),
        ("penalties", "penalty"),
        ("normalization", "normalization"),
        ("inputs", "input"),
        ("updates", "updates"),
        ("averaging", "averaging"),
        ("networks", "network"),
    ],
)
def test_a_file_holds_the_recipes_of_one_idea(file, idea):
    module = import_module(f"ganbench.methods.{file}")
    recipes = [thing for thing in vars(module).values() if isinstance(thing, Recipe)]
    assert {recipe.idea for recipe in recipes} == {idea}


def test_a_recipe_s_name_follows_from_its_constant():
    assert METHODS.owner("wgan-gp-one-sided") == "ganbench.methods.penalties:WGAN_GP_ONE_SIDED"


def test_a_paper_is_typed_once():
    references = [value for value in vars(papers).values() if isinstance(value, Reference)]
    assert len({paper.title for paper in references}) == len(references)
    assert all(METHODS[method].reference in references for method in METHODS)
