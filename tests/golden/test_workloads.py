"""What every workload means, down to its last number, under its name."""

import hashlib
import json

import pytest

from ganbench.experiment.codec import workload_to_json
from ganbench.workloads import WORKLOADS


@pytest.mark.parametrize("name", list(WORKLOADS))
def test_a_workload_keeps_its_meaning_under_its_name(name, golden):
    """A new meaning needs a new version, such as `ring8-v2`, registered beside the old one."""
    text = json.dumps(workload_to_json(WORKLOADS[name]), sort_keys=True)
    golden("workloads", {name: hashlib.sha256(text.encode()).hexdigest()[:12]})
