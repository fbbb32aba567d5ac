"""Laws that hold for every stabilizer, whatever the shape, the batch size and the precision."""

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ganbench.stabilizers import STABILIZERS
from ganbench.stabilizers.critic import Critic
from ganbench.stabilizers.inputs import DiscriminatorInputs
from ganbench.stabilizers.noise import Shapes
from ganbench.stabilizers.players import Player, Players
from ganbench.stabilizers.stabilizer import Stabilizer

SHAPES = st.one_of(
    st.tuples(st.integers(1, 5)),
    st.tuples(st.integers(1, 3), st.just(8), st.sampled_from([8, 11])),
)
CASES = {
    "batch": st.sampled_from([4, 8, 12]),
    "sample": SHAPES,
    "dtype": st.sampled_from([torch.float32, torch.float64]),
    "seed": st.integers(0, 2**16),
}
PICTURES = {"consistency", "diff-augment"}
HAVE_PENALTY = [
    name
    for name in STABILIZERS
    if STABILIZERS[name].penalty is not Stabilizer.penalty and name not in ("multi-agent", "san")
]
PERTURB = [name for name in STABILIZERS if STABILIZERS[name].perturb is not Stabilizer.perturb]


def suits(name: str, sample: tuple[int, ...]) -> bool:
    return len(sample) == 3 or name not in PICTURES


def drawn(draws, dtype):
    fill = {"normal": torch.randn, "uniform": torch.rand}
    return {name: fill[draw.distribution](draw.shape, dtype=dtype) for name, draw in draws.items()}


def critic_on(sample, dtype) -> Critic:
    """A smooth discriminator that is linear in nothing."""
    size = torch.Size(sample).numel()

    def logits(w, x):
        return (x.flatten(1) * w).sin().sum(1) + (x.flatten(1) @ w).tanh()

    return Critic(logits, torch.randn(size, dtype=dtype), lambda w, x: logits(w, x)[:, None])


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(HAVE_PENALTY), **CASES)
def test_a_penalty_is_a_finite_number_that_does_not_notice_the_order_of_the_batch(
    name, batch, sample, dtype, seed
):
    if not suits(name, sample):
        return
    torch.manual_seed(seed)
    given = {"gamma": 2.0} if name == "r1-r2" else {}
    stabilizer, critic = STABILIZERS[name](**given), critic_on(sample, dtype)
    real, fake, latent = (torch.randn(batch, *s, dtype=dtype) for s in (sample, sample, (3,)))
    noise = drawn(stabilizer.penalty_draws(Shapes((batch, *sample), (batch, 3))), dtype)
    memory = stabilizer.begin(Players(*[Player(torch.zeros_like(critic.params), {})] * 2))

    def penalty(order):
        def shuffled(x):  # noise comes as [batch, ...], or as rows of numbers [n, batch]
            return x[order] if len(x) == batch else x[:, order]

        def generate(z):
            return z.sum(1).view(-1, *[1] * len(sample)) * torch.ones(sample, dtype=dtype)

        x, y = real[order], fake[order]
        own = {key: shuffled(value) for key, value in noise.items()}
        seen = DiscriminatorInputs(
            x, y, critic(x), critic(y), own, memory, torch.zeros(()), latent[order], generate
        )
        return stabilizer.penalty(critic, seen)

    plain = penalty(torch.arange(batch))
    assert plain.shape == ()
    assert plain.dtype == dtype
    assert plain.isfinite()
    torch.testing.assert_close(penalty(torch.randperm(batch)), plain, rtol=1e-4, atol=1e-5)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(PERTURB), **CASES)
def test_what_the_discriminator_sees_has_the_shape_and_the_precision_that_are_promised(
    name, batch, sample, dtype, seed
):
    if not suits(name, sample):
        return
    torch.manual_seed(seed)
    stabilizer, x = STABILIZERS[name](), torch.randn(batch, *sample, dtype=dtype)
    noise = drawn(stabilizer.perturb_draws(Shapes(tuple(x.shape), (batch, 3))), dtype)
    seen = stabilizer.perturb(x, noise, {}, torch.zeros((), dtype=dtype))
    assert seen.shape == stabilizer.perturbed_shape(tuple(x.shape))
    assert seen.dtype == dtype
    assert seen.isfinite().all()


@settings(max_examples=25, deadline=None)
@given(
    name=st.sampled_from(
        [n for n in STABILIZERS if STABILIZERS[n].project is not Stabilizer.project]
    ),
    size=st.integers(1, 40),
    dtype=st.sampled_from([torch.float32, torch.float64]),
)
def test_a_projection_projects(name, size, dtype):
    """Once is as good as twice."""
    stabilizer = STABILIZERS[name]()
    once = stabilizer.project(3 * torch.randn(size, dtype=dtype), {})
    assert torch.equal(stabilizer.project(once, {}), once)
    assert once.dtype == dtype
