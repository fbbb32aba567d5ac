import pytest

from ganbench.errors import GanbenchError
from ganbench.features import EXTRACTORS
from ganbench.metrics import METRICS


def test_a_metric_of_features_is_known_on_every_extractor():
    for extractor in EXTRACTORS:
        name = f"kid-{extractor}"
        assert name in METRICS
        assert METRICS[name].name == name
        assert METRICS[name].features == extractor
        assert METRICS[name].compute is METRICS["kid"].compute
        assert EXTRACTORS[extractor].title in METRICS[name].title


def test_the_bare_name_is_that_of_inception_and_no_other_may_say_fid():
    assert METRICS["fid"].features == "inception"
    assert "FID" in METRICS["fid"].title
    assert "FID" not in METRICS["fid-fashion"].title


def test_what_it_is_compared_with_is_the_same_on_other_features():
    for name in ("fid-train", "fid-train-digits"):
        assert METRICS[name].compared_with == "training"
        assert "training set" in METRICS[name].title
    assert METRICS["fid-digits"].compared_with == "held-out"


def test_the_longest_extractor_is_meant():
    assert METRICS["fid-stacked-fashion"].features == "stacked-fashion"
    assert METRICS["fid-infinity-fashion"].name == "fid-infinity-fashion"


@pytest.mark.parametrize("name", ["modes-fashion", "fid-nothing", "nothing-fashion", "is-fashion"])
def test_what_has_no_such_features_is_unknown(name):
    assert name not in METRICS
    with pytest.raises(GanbenchError, match=f"There is no metric '{name}'"):
        METRICS[name]


def test_only_the_metrics_themselves_are_listed():
    assert not [name for name in METRICS if name.endswith(tuple(f"-{x}" for x in EXTRACTORS))]
