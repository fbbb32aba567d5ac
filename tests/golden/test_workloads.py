"""What every workload says, down to its last number, under its name.

Data sets and metrics are known by name: what these compute is kept elsewhere.
"""

import hashlib
import json

import pytest

from ganbench.experiment.codec import workload_to_json
from ganbench.parameters import describe
from ganbench.workloads import WORKLOADS


@pytest.mark.parametrize("name", list(WORKLOADS))
def test_a_workload_keeps_its_meaning_under_its_name(name, golden):
    """Other data, networks, batch or optimizers need a new version, `ring8-v2`, beside the old one.

    Other metrics or another target do not: the values of a metric stay what they were.
    """
    workload = WORKLOADS[name]
    optimizers = [workload.generator_optimizer, workload.discriminator_optimizer]
    said = [workload_to_json(workload), [[type(o).__name__, describe(o)] for o in optimizers]]
    text = json.dumps(said, sort_keys=True)
    golden("workloads", {name: hashlib.sha256(text.encode()).hexdigest()[:12]})
