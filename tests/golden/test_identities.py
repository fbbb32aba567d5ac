"""The ids of all trials of the suites that ship: published results are found by them.

Where a change is meant, `pytest tests/golden --write-golden` writes them anew, in a commit that
says which ids moved and why.
"""

import pytest

from ganbench.suite.files import shipped
from ganbench.suite.plan import load_suite, plan


@pytest.mark.parametrize("suite", list(shipped()))
def test_the_ids_of_a_suite_that_ships_stay(suite, golden):
    found = {}
    for compiled in (False, True):
        engine = {"device": "cpu", "precision": "float32", "compiled": compiled}
        for trial in plan(load_suite(suite), engine):
            key = f"{trial.workload}/{trial.method}/{'compiled' if compiled else 'eager'}"
            found.setdefault(key, []).append(trial.id)
    golden(f"identities-{suite}", found)
