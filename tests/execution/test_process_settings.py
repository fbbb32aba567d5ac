import pytest
import torch

from ganbench.execution.machine import Machine
from ganbench.execution.process_settings import process_settings


@pytest.fixture(params=["cudnn", "cuda.matmul"])
def backend(request):
    found = torch.backends.cudnn if request.param == "cudnn" else torch.backends.cuda.matmul
    before = found.allow_tf32
    yield found
    found.allow_tf32 = before


@pytest.mark.parametrize("allowed", [True, False])
def test_products_have_all_bits_within_the_block_and_what_they_had_after_it(backend, allowed):
    backend.allow_tf32 = allowed
    with process_settings(Machine(1, 1)):
        assert backend.allow_tf32 is False
    assert backend.allow_tf32 is allowed


def test_threads_are_the_machines_within_the_block_and_what_they_were_after_it():
    before = torch.get_num_threads()
    with process_settings(Machine(1, before + 1)):
        assert torch.get_num_threads() == before + 1
    assert torch.get_num_threads() == before
