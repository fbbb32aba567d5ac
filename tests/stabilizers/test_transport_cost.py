from dataclasses import replace

import torch

from ganbench.stabilizers.inputs import GeneratorInputs
from ganbench.stabilizers.transport_cost import TransportCost
from ganbench.workloads import Prior


def inputs(codes, fake):
    return GeneratorInputs(codes, fake, lambda z: z, {}, torch.tensor(0.0), torch.zeros(1), {})


def test_it_is_the_mean_square_of_the_way_from_a_code_to_its_sample():
    codes = torch.tensor([[0.0, 1.0], [2.0, -1.0]])
    fake = torch.tensor([[3.0, 1.0], [2.0, 0.0]])
    found = TransportCost(0.4).generator_penalty(None, inputs(codes, fake))
    torch.testing.assert_close(found, torch.tensor(0.4 * (9 + 1) / 4))


def test_a_picture_is_compared_number_by_number_in_its_order():
    codes = torch.arange(8.0).view(1, 8)
    found = TransportCost(1.0).generator_penalty(None, inputs(codes, codes.view(1, 2, 2, 2) + 0.5))
    torch.testing.assert_close(found, torch.tensor(0.25))


def test_codes_and_samples_have_as_many_numbers(small, reason_of):
    assert reason_of(small, TransportCost()) == (
        "transport-cost: a code has 4 numbers and a sample 2, and there is no distance between them"
    )
    assert reason_of(replace(small, prior=Prior("normal", 2)), TransportCost()) is None


def test_its_weight_is_the_authors_first_one():
    assert TransportCost().weight == 0.2
