import torch
from hypothesis import given
from hypothesis import strategies as st

from ganbench.engine.streams import Streams, derive

CPU = torch.device("cpu")


def numbers(seed: int, name: str, index: int) -> list[float]:
    return torch.rand(4, generator=Streams(seed, CPU)(name)(index)).tolist()


def test_a_draw_depends_on_seed_name_and_index_and_on_nothing_else():
    streams = Streams(0, CPU)
    first = torch.rand(4, generator=streams("prior")(7)).tolist()
    torch.rand(100, generator=streams("evaluation")(7))
    torch.rand(100)
    assert torch.rand(4, generator=streams("prior")(7)).tolist() == first
    assert numbers(0, "prior", 7) == first
    others = [numbers(1, "prior", 7), numbers(0, "data", 7), numbers(0, "prior", 8)]
    assert all(other != first for other in others)


def test_leaves_torchs_global_stream_alone():
    before = torch.get_rng_state()
    numbers(0, "prior", 0)
    assert torch.equal(torch.get_rng_state(), before)


def test_is_the_same_in_every_version():
    assert derive(0, "generator/prior", 0) == 2717423883709308441


@given(st.integers(0, 2**31), st.text(max_size=8), st.integers(0, 10**6))
def test_seeds_fit_a_generator(seed, name, index):
    assert 0 <= derive(seed, name, index) < 2**63
