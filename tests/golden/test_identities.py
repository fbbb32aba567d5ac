"""The ids of all trials of the suites that ship: published results are found by them.

Where a change is meant, `pytest tests/golden --write-golden` writes them anew, in a commit that
says which ids moved and why.
"""

import pytest

from ganbench.engine.numerics import Numerics
from ganbench.experiment.plan import trials
from ganbench.suite.files import shipped
from ganbench.suite.load import load_suite


@pytest.mark.parametrize("suite", list(shipped()))
def test_the_ids_of_a_suite_that_ships_stay(suite, golden):
    found = {}
    for compiled in (False, True):
        for trial in trials(load_suite(suite), Numerics(compiled=compiled)):
            key = f"{trial.workload.name}/{trial.method.name}/{'compiled' if compiled else 'eager'}"
            found.setdefault(key, []).append(trial.id)
    golden(f"identities-{suite}", found)
