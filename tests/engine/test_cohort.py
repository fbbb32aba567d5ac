import math
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

import pytest
import torch
from torch.utils import _pytree as pytree

from ganbench.conformance.subject import BUDGET
from ganbench.dynamics.dirac import dirac_game, moved
from ganbench.engine.checkpoint import Checkpoint
from ganbench.engine.compose import Incompatible, compose, modified
from ganbench.engine.cost import meta_state, meta_step
from ganbench.engine.game import Turn
from ganbench.engine.numbers import constants, numbers
from ganbench.methods import METHODS
from ganbench.networks import ResNetDiscriminator, ResNetGenerator
from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.lecam import LeCam
from ganbench.workloads import WORKLOADS, Prior


def after(cohort, steps: int = 8, start: int = 0, state=None):
    state = cohort.init() if state is None else state
    for step in range(start, steps):
        state = cohort.step(state, step)
    return state


def stored(state, path):
    """What comes back of a state that was written to disk."""
    leaves, structure = pytree.tree_flatten(state)
    checkpoint = Checkpoint(path)
    checkpoint.save({str(i): leaf for i, leaf in enumerate(leaves)}, {})
    tensors, _ = checkpoint.load(torch.device("cpu"))
    return pytree.tree_unflatten([tensors[str(i)] for i in range(len(leaves))], structure)


def leaves(state, seed: int) -> list[torch.Tensor]:
    return [leaf[seed] for leaf in pytree.tree_leaves(state)]


def same(a, b) -> bool:
    return all(torch.equal(x, y) for x, y in zip(a, b, strict=True))


SAME_CODE = {
    "unrolled-1",
    "unrolled-5",
    "unrolled-10",
    "pacgan4",
    "wgan-gp-ttur",
    "dcgan",
}
"""Recipes whose code is another recipe's, with other numbers."""
DISTINCT = [method for method in METHODS if method not in SAME_CODE]
SEVEN = ("vanilla", "non-saturating", "wgan", "wgan-gp", "unrolled", "ttur", "instance-noise")


@pytest.mark.parametrize("method", DISTINCT)
def test_a_seed_repeats_goes_on_from_disk_and_does_not_notice_its_cohort(
    method, small_for, cohort_of, tmp_path
):
    workload = small_for(method)
    alone = cohort_of(method, workload, [3])
    half = after(alone, 2)
    whole, again = after(alone, 4, 2, half), after(alone, 4)
    assert same(leaves(whole, 0), leaves(again, 0))
    afresh = cohort_of(method, workload, [3])  # as another process would
    resumed = after(afresh, 4, 2, stored(half, tmp_path / "half"))
    assert same(leaves(whole, 0), leaves(resumed, 0))
    # last, where vectors may end, beside trials of other numbers
    own = numbers(alone.game)
    others = [scaled(alone, 0.9), scaled(alone, 0.8)]
    together = after(cohort_of(method, workload, [0, 5, 3], settings=[*others, own]), 4)
    assert same(leaves(whole, 0), leaves(together, 2))


def scaled(cohort, factor):
    """The numbers of a cohort's game, other ones where they may differ."""
    fixed = constants(cohort.game, cohort._workload)
    own = numbers(cohort.game)
    return {path: x if path in fixed else factor * x for path, x in own.items()}


@pytest.mark.parametrize("method", ["wgan-gp", "unrolled", "sga", "gngan", "zcr", "lecam"])
def test_what_is_recorded_is_the_step_vectorised(method, small, cohort_of):
    """Against the step as torch.func runs it, before zeros are dropped and products replaced."""
    rate = {"sgd": {"lr": 0.01}}
    cohort = cohort_of(
        method,
        small,
        [0, 1],
        precision="float64",
        generator_optimizer=rate,
        discriminator_optimizer=rate,
    )
    state = cohort.init()
    for turn in cohort.game.turns(0):
        batch = cohort.batch(turn)
        plain = torch.func.vmap(partial(cohort.game.take, turn.role))(state, batch)
        compare(cohort.take(turn, state, batch), plain)
        state = plain


def compare(recorded, expected):
    for a, b in zip(pytree.tree_leaves(recorded), pytree.tree_leaves(expected), strict=True):
        torch.testing.assert_close(a, b, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("method", [*SEVEN, "sngan", "pacgan2"])
def test_a_seed_does_not_notice_its_cohort_of_pictures(method, small_pictures, cohort_of):
    alone = after(cohort_of(method, small_pictures, [3]))
    for seeds in ([3, 1], [2, 7, 1, 9, 3]):
        together = after(cohort_of(method, small_pictures, seeds))
        assert same(leaves(alone, 0), leaves(together, seeds.index(3)))


RESIDUAL = replace(
    WORKLOADS["patches"],
    generator=ResNetGenerator(prior=4, channels=3, width=5),
    discriminator=ResNetDiscriminator(channels=3, width=6),
    prior=Prior("normal", 4),
    batch=4,
)
"""Pictures of CIFAR-10's shape, and networks so narrow that they train in no time."""


def test_residual_networks_train_and_a_seed_does_not_notice_its_cohort(cohort_of):
    cohort = cohort_of("wgan-gp", RESIDUAL, [2, 3], discriminator_steps=1)
    start, together = cohort.init(), after(cohort, 2)
    assert together.alive.all()
    for player in ("generator", "discriminator"):
        first, last = (getattr(state, player).params for state in (start, together))
        assert last.isfinite().all()
        assert not torch.equal(last[0], last[1])
        assert (first != last).any(1).all()
    alone = after(cohort_of("wgan-gp", RESIDUAL, [3], discriminator_steps=1), 2)
    assert same(leaves(alone, 0), leaves(together, 1))


@pytest.mark.slow
@pytest.mark.parametrize("method", [*SEVEN, "sngan", "r1", "r3gan", "pacgan2", "layer-norm-d"])
def test_a_seed_does_not_notice_its_cohort_of_residual_networks(method, cohort_of):
    alone = after(cohort_of(method, RESIDUAL, [3]), 3)
    for seeds in ([3, 1], [2, 7, 1, 9, 3]):
        together = after(cohort_of(method, RESIDUAL, seeds), 3)
        assert same(leaves(alone, 0), leaves(together, seeds.index(3)))


@pytest.mark.parametrize("method", [*SEVEN, "sngan", "extra-adam"])
def test_a_seed_does_not_notice_its_cohort_at_full_size(method, cohort_of):
    workload = WORKLOADS["ring8"]
    alone = after(cohort_of(method, workload, [3]), 3)
    together = after(cohort_of(method, workload, [0, 1, 3]), 3)
    assert same(leaves(alone, 0), leaves(together, 2))


def test_threads_do_not_change_bits(small, cohort_of):
    one = after(cohort_of("r1", WORKLOADS["ring8"], [0, 1]), 3)
    torch.set_num_threads(2)
    try:
        two = after(cohort_of("r1", WORKLOADS["ring8"], [0, 1]), 3)
    finally:
        torch.set_num_threads(1)
    assert same(pytree.tree_leaves(one), pytree.tree_leaves(two))


@pytest.mark.parametrize(
    ("method", "name"),
    sorted({*product(SEVEN, WORKLOADS), *product(METHODS, ("ring8-pacgan", "fashion-mnist"))}),
)
def test_the_step_runs_on_meta_tensors(method, name, method_of):
    """No number is looked at and nothing is moved: what keeps a GPU busy, without a GPU."""
    played = method_of(method).on(WORKLOADS[name]).within(BUDGET)
    game = compose(played, WORKLOADS[name])
    if isinstance(game, Incompatible):
        pytest.skip(game.reason)
    state = meta_step(game, modified(played, WORKLOADS[name]), meta_state(game))
    assert {leaf.device.type for leaf in pytree.tree_leaves(state)} == {"meta"}
    assert state.generator.params.shape == (game.generator.size,)


def test_methods_share_initial_weights_data_and_prior_at_one_seed(small, cohort_of):
    a, b = cohort_of("vanilla", small, [0, 1]), cohort_of("instance-noise", small, [1, 4])
    assert same(leaves(a.init(), 1)[:1], leaves(b.init(), 0)[:1])
    assert torch.equal(a.init().discriminator.params[1], b.init().discriminator.params[0])
    ours, theirs = (c.batch(c.game.turns(5)[0]) for c in (a, b))
    assert torch.equal(ours.real[1], theirs.real[0])
    assert torch.equal(ours.latent[1], theirs.latent[0])
    assert not torch.equal(ours.latent[0], ours.latent[1])


def test_sampling_does_not_disturb_training(small, cohort_of):
    cohort = cohort_of("wgan-gp", small, [0, 1])
    plain = after(cohort)
    state = cohort.init()
    for step in range(8):
        cohort.samples(state.generator.params, f"evaluation/validation/{step}", 50)
        state = cohort.step(state, step)
    assert same(pytree.tree_leaves(plain), pytree.tree_leaves(state))


def test_samples_of_a_seed_do_not_notice_its_cohort(small, cohort_of):
    one, two = cohort_of("vanilla", small, [4]), cohort_of("vanilla", small, [1, 4])
    ours = one.samples(one.init().generator.params, "evaluation/test", 100)
    theirs = two.samples(two.init().generator.params, "evaluation/test", 100)
    assert ours.shape == (1, 100, 2)
    assert torch.equal(ours[0], theirs[1])


def test_a_diverged_seed_is_frozen_and_the_rest_go_on(small, cohort_of):
    cohort = cohort_of("non-saturating", small, [0, 1])
    twin = after(cohort, 6)
    state = after(cohort, 2)
    poisoned = state.discriminator.params.clone()
    poisoned[1, 0] = math.inf
    state = state._replace(discriminator=state.discriminator._replace(params=poisoned))
    frozen = state.generator.params[1].clone()
    for step in range(2, 6):
        state = cohort.step(state, step)
    assert state.alive.tolist() == [True, False]
    assert state.step.tolist() == [6, 2]
    assert torch.equal(state.generator.params[1], frozen)
    assert same(leaves(state, 0), leaves(twin, 0))


def test_a_rate_beyond_reason_ends_as_diverged_with_finite_parameters(small, cohort_of):
    rate = {"sgd": {"lr": 1e30}}
    cohort = cohort_of(
        "wgan-gp", small, [0, 1], generator_optimizer=rate, discriminator_optimizer=rate
    )
    state = after(cohort, 20)
    assert not state.alive.any()
    assert state.generator.params.isfinite().all()
    assert state.discriminator.params.isfinite().all()


@pytest.mark.parametrize(
    ("method", "workload", "steps"),
    [("non-saturating", WORKLOADS["ring8"], 1), ("wgan-gp", None, 5), ("sngan", None, 1)],
    ids=["full size", "small", "nested powers"],
)
def test_compiled_agrees_with_eager_up_to_rounding(method, workload, steps, small, cohort_of):
    workload = workload or small
    eager = after(cohort_of(method, workload, [0, 1]), steps)
    compiled = after(cohort_of(method, workload, [0, 1], compiled=True), steps)
    torch.testing.assert_close(
        compiled.generator.params, eager.generator.params, rtol=1e-3, atol=1e-4
    )


@pytest.mark.slow
@pytest.mark.parametrize("method", DISTINCT)
def test_every_method_compiled_agrees_with_eager(method, small_for, cohort_of):
    """Down plain gradients, for Adam turns the sign of what rounds to 0 into a whole step."""
    steep = method == "minibatch-discrimination"  # 100 times a mean
    rate = {"sgd": {"lr": 0.0005 if steep else 0.05}}
    settings = {"generator_optimizer": rate, "discriminator_optimizer": rate}
    workload = small_for(method)
    eager, compiled = (
        after(cohort_of(method, workload, [0, 1], compiled, **settings), 2)
        for compiled in (False, True)
    )
    assert eager.alive.all()
    for a, b in zip(pytree.tree_leaves(compiled), pytree.tree_leaves(eager), strict=True):
        torch.testing.assert_close(a, b, rtol=1e-3, atol=1e-4)


def test_bf16_keeps_float32_parameters_and_takes_nearly_the_same_step(small, cohort_of):
    rate = {"sgd": {"lr": 0.1}}
    optimizers = {"generator_optimizer": rate, "discriminator_optimizer": rate}
    steps = []
    for precision in ("float32", "bf16"):
        cohort = cohort_of("non-saturating", small, [0, 1], precision=precision, **optimizers)
        start = cohort.init()
        end = cohort.step(start, 0)
        assert end.generator.params.dtype == torch.float32
        steps.append(end.discriminator.params - start.discriminator.params)
    exact, rounded = steps
    assert 0 < (rounded - exact).norm() / exact.norm() < 0.05


def test_a_generator_trained_in_bf16_is_measured_in_float32(small, cohort_of):
    exact, rounded = (cohort_of("dcgan-bn", small, [0], precision=p) for p in ("float32", "bf16"))
    params = exact.init().generator.params
    assert torch.equal(rounded.init().generator.params, params)
    ours, theirs = (cohort.samples(params, "evaluation/test", 50) for cohort in (rounded, exact))
    assert torch.equal(ours, theirs)


LAYERS_OWN = {
    "aten._to_copy.default",  # the rounding itself
    "ganbench.products.default",
    "aten.convolution.default",
    "aten.convolution_backward.default",
    "aten.add.Tensor",  # of a bias
    "aten.sum.dim_IntList",  # its gradient
    "aten.relu.default",
    "aten.leaky_relu.default",
    "aten.leaky_relu_backward.default",
    "aten.threshold_backward.default",
    "aten.tanh.default",
    "aten.tanh_backward.default",
    "aten.mul.Scalar",
    "aten.expand.default",
    "aten.view.default",
    "aten._unsafe_view.default",
    "aten.transpose.int",
    "aten.zeros_like.default",
}
"""Operations of linear layers, convolutions and activations, and of their gradients."""


@pytest.mark.parametrize(
    "method",
    [
        "gngan",
        "dragan",
        "sngan",
        "conopt",
        "dcgan-bn",
        "layer-norm-d",
        "minibatch-discrimination",
        "minibatch-stddev",
        "diff-augment",
    ],
)
def test_in_bf16_nothing_but_layers_and_activations_is_rounded(method, small_for, cohort_of):
    """Losses, penalties, statistics, augmentation and updates take no bfloat16."""
    workload = small_for(method)
    cohort = cohort_of(method, workload, [0, 1], precision="bf16")
    state = cohort.step(cohort.init(), 0)
    assert state.alive.all()
    for role, recording in cohort._recorded.items():
        if recording._replay is None:  # a player who moves in the other's turn alone
            continue
        taken = {
            str(node.target)
            for node in recording._replay.graph.nodes
            if node.op == "call_function"
            and torch.bfloat16
            in {getattr(it.meta.get("val"), "dtype", None) for it in node.all_input_nodes}
        }
        assert "ganbench.products.default" in taken
        assert taken <= LAYERS_OWN, (role, taken - LAYERS_OWN)


def test_an_overflowing_optimizer_state_is_a_divergence(small, cohort_of):
    """Adam's second moment overflows first, and would freeze the player without a sign."""
    cohort = cohort_of("non-saturating", small, [0, 1])
    state = cohort.init()
    huge = state.generator.slots["mean"].clone()
    huge[1] = math.inf
    slots = state.generator.slots | {"square": huge}
    state = state._replace(generator=state.generator._replace(slots=slots))
    assert cohort.step(state, 0).alive.tolist() == [True, False]


@pytest.mark.parametrize(("asked", "alone"), [(1, 0), (3, 2)])
def test_a_joint_update_is_the_last_of_the_discriminators(asked, alone, small, cohort_of):
    cohort = cohort_of("simultaneous", small, [0, 1], discriminator_steps=asked)
    state = expected = cohort.init()
    for i in range(alone):
        batch = cohort.batch(Turn("discriminator", "discriminator", i, sees_data=True))
        expected = torch.func.vmap(cohort.game.discriminator_step)(expected, batch)
    batch = cohort.batch(Turn("generator", "discriminator", alone, sees_data=True))
    expected = torch.func.vmap(cohort.game.generator_step)(expected, batch)
    torch.testing.assert_close(
        cohort.step(state, 0).discriminator.params, expected.discriminator.params
    )


def test_a_joint_update_sees_the_data_and_the_codes_that_a_turn_alone_would(small, cohort_of):
    together, alone = (cohort_of(m, small, [0, 1]) for m in ("simultaneous", "non-saturating"))
    for step in range(2):
        (joint,) = together.game.turns(step)
        ours, theirs = together.batch(joint), alone.batch(alone.game.turns(step)[0])
        assert torch.equal(ours.real, theirs.real)
        assert torch.equal(ours.latent, theirs.latent)


@dataclass(frozen=True)
class Swapped(LeCam):
    """LeCam whose memory comes back in another order."""

    def after_discriminator(self, memory, players, real_logits, fake_logits):
        new = super().after_discriminator(memory, players, real_logits, fake_logits)
        return {name: new[name] for name in reversed(list(new))}


def test_a_memory_keeps_its_names_whatever_their_order(small, cohort_of, monkeypatch):
    def ends():
        cohort = cohort_of("lecam", small, [0, 1])
        return after(cohort, 3).memory["lecam"]

    plain = ends()
    monkeypatch.setitem(STABILIZERS._added, "lecam", (Swapped, "here"))
    monkeypatch.delitem(STABILIZERS._paths, "lecam")
    swapped = ends()
    assert list(plain) == list(swapped) == ["real", "fake", "weight"]
    assert all(torch.equal(plain[name], swapped[name]) for name in plain)


def test_the_critic_that_extragradient_looks_ahead_with_is_clipped_too(method_of):
    """wasserstein and clipping: G answers to a critic inside the clip, h times it away."""
    stabilizers = [{"weight-clipping": {"bound": 0.01}}, "extragradient"]
    method = method_of("wgan", stabilizers=stabilizers, discriminator_steps=1)
    game = dirac_game(method, 0.5)
    assert moved(game, torch.tensor([1.0, 0.01], dtype=torch.float64)).tolist() == pytest.approx(
        [1 - 0.5 * 0.01, -0.01]
    )
