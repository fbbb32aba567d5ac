import json
import math
from pathlib import Path

import pytest

from ganbench.metrics.sized import Sized
from ganbench.store import WorkloadFacts
from ganbench.store.codec import decode, encode
from ganbench.store.files import plain

FORMAT_1 = Path(__file__).parents[1] / "golden" / "format-1" / "results.json"
EVALUATIONS = [trial["evaluation"] for trial in json.loads(FORMAT_1.read_text())["trials"]]


@pytest.mark.parametrize("evaluation", [e for e in EVALUATIONS if "primary" in e])
def test_measurements_are_written_as_they_were_read(evaluation):
    again, target = plain(encode(decode(evaluation))), dict(evaluation["target"])
    single = {name: target.pop(name) for name in ("metric", "threshold")}
    assert again == {
        **evaluation,
        "target": {"conditions": [{**single, "direction": None}], **target},
    }
    assert list(again) == list(evaluation)


def test_a_trial_that_measured_nothing_has_no_measurements():
    assert decode({}) is None
    assert decode({"traceback": "boom"}) is None


def test_what_an_older_trial_does_not_say_is_not_known():
    found = decode({"primary": "fid@5000", "direction": "lower", "final": {"metrics": {}}})
    assert found.primary == Sized("fid", 5000)
    assert (found.samples, found.target, found.data, found.best.step) == (None, None, None, None)
    assert math.isnan(found.cost.train_seconds)
    assert found.reference == {}


def test_a_target_has_all_its_conditions():
    conditions = [
        {"metric": "jensen-shannon@500", "threshold": 0.018, "direction": "lower"},
        {"metric": "mode-spread@500", "threshold": 0.3, "direction": "higher"},
    ]
    target = {"conditions": conditions, "steps": 20, "seconds": None, "passes": 100.5}
    found = decode({"primary": "w2", "direction": "lower", "target": target})
    assert [str(each.metric) for each in found.target.conditions] == [
        "jensen-shannon@500",
        "mode-spread@500",
    ]
    assert plain(encode(found))["target"] == target


def test_data_without_bounds_has_an_infinite_range():
    told = {"primary": "w2", "direction": "lower", "data": {"content": "a", "range": [None, None]}}
    found = decode(told)
    assert found.data.range == (-math.inf, math.inf)
    assert plain(encode(found))["data"] == told["data"]


def test_the_facts_of_a_workload_are_read_from_the_configuration():
    told = {"name": "ring8-v2", "dataset": "gaussian-mixture", "parameters": {"modes": 8}}
    facts = WorkloadFacts.of({"workload": {**told, "shape": [2], "batch": 512}})
    assert facts == WorkloadFacts("ring8-v2", "gaussian-mixture", {"modes": 8}, (2,))
    assert WorkloadFacts.of({}) is None
